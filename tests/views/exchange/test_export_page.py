"""Writing out, by keys and clicks: what was chosen is what the service is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.coarsening import Quasi
from gezinscoach_desktop.domain.errors import Cancelled, InvalidInput
from gezinscoach_desktop.domain.export import Alone, ExportChoice, ExportSubject, Precision
from gezinscoach_desktop.domain.k_anonymity import GroupCheck, Proposal
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.transfer import ExportKind, ExportRecordInput
from gezinscoach_desktop.services import export, export_log
from gezinscoach_desktop.services.export import ExportCheck, ExportResult
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.exchange.export_page import ExportPage, Part
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import make_desk

Show = Callable[[QWidget], None]
STEPS = {quasi.value: 0 for quasi in Quasi}
SMALL = ExportCheck(GroupCheck(90, 1, 78), (Proposal("municipality", 2, GroupCheck(90, 6, 0)),), STEPS)
FINE = ExportCheck(GroupCheck(90, 6, 0), (), {**STEPS, "municipality": 2})
AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


class Service:
    """What the service says, and what it was asked."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.counted: list[ExportChoice] = []
        self.written: list[tuple[ExportChoice, Path]] = []
        self.records: tuple[Kept[ExportRecordInput], ...] = ()

    def export_municipalities(self, desk: object) -> tuple[str, ...]:
        return ("Balen", "Mol")

    def check_export(self, desk: object, choice: ExportChoice) -> ExportCheck:
        self.counted.append(choice)
        return FINE if choice.steps["municipality"] == 2 else SMALL

    def export_data(self, desk: object, choice: ExportChoice, path: Path, *, report: Any) -> ExportResult:
        report(1, 2)
        if self.failure is not None:
            raise self.failure
        self.written.append((choice, path))
        left_out = 78 if choice.alone is Alone.LEAVE_OUT else 0
        return ExportResult(path, 90 - left_out, 900, 6, left_out, 78 - left_out)

    def list_exports(self, desk: object) -> tuple[Kept[ExportRecordInput], ...]:
        return self.records


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    made = Service()
    for name in ("export_municipalities", "check_export", "export_data"):
        monkeypatch.setattr(export, name, getattr(made, name))
    monkeypatch.setattr(export_log, "list_exports", made.list_exports)
    return made


@pytest.fixture
def page(service: Service, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show) -> ExportPage:
    made = ExportPage(tasks, make_desk(), dialogs)
    made.resize(1298, 700)
    show(made)
    made.load()
    return made


def fill_in(page: ExportPage) -> None:
    for field, text in ((page.form.project_field, "Onderzoek armoede"), (page.form.recipient_field, "UGent")):
        field.setFocus()
        QTest.keyClicks(field, text)


def test_a_workbook_without_names_is_written_with_what_was_chosen(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    fill_in(page)
    page.form.subject_fields[ExportSubject.EXPENSES].click()
    dialogs.will_answer(tmp_path / "uit.xlsx")
    QTest.keyClick(page.form.recipient_field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    ((choice, path),) = service.written
    assert path == tmp_path / "uit.xlsx"
    assert (choice.kind, choice.project, choice.recipient) == (ExportKind.XLSX, "Onderzoek armoede", "UGent")
    assert choice.is_pseudonymised
    assert not choice.with_notes
    assert choice.precision is Precision.MONTH
    assert ExportSubject.EXPENSES not in choice.subjects
    assert len(choice.subjects) == len(ExportSubject) - 1
    assert page.result_label.text() == (
        f"12 gezinnen staan in {path}. 78 gezinnen bleven eruit: hun groep was te klein."
    )
    assert page.open_button.isVisible()


def test_small_groups_are_told_with_a_proposal_that_one_click_takes_over(
    page: ExportPage, service: Service
) -> None:
    assert page.groups.result_label.text() == (
        "78 van 90 gezinnen staan in een groep van minder dan 5; de kleinste groep telt 1 gezin."
    )
    assert (
        page.groups.proposal_label.text()
        == "Voorstel:\nGemeente: weg; dan telt de kleinste groep 6 gezinnen."
    )
    QTest.mouseClick(page.groups.apply_button, Qt.MouseButton.LeftButton)
    assert service.counted[-1].steps["municipality"] == 2
    assert page.groups.result_label.text() == "De kleinste groep telt 6 gezinnen."
    assert not page.groups.apply_button.isVisible()
    assert not page.groups.alone_fields[Alone.BLANK].isVisible()


def test_what_counts_for_the_groups_and_who_stays_alone_is_chosen(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page.groups.checked_fields[Quasi.MUNICIPALITY].click()
    page.groups.checked_fields[Quasi.INCOME].click()
    assert "municipality" not in service.counted[-1].checked
    assert "income" in service.counted[-1].checked
    assert page.groups.uncounted_label.text() == (
        "Niet meegeteld, wel in het bestand: gemeente, leeftijden, woonvorm."
    )
    page.groups.alone_fields[Alone.BLANK].click()
    fill_in(page)
    dialogs.will_answer(tmp_path / "uit.xlsx")
    page.export_button.click()
    assert service.written[0][0].alone is Alone.BLANK
    assert page.result_label.text().endswith("Bij 78 gezinnen staat “niet vermeld”.")


def test_spss_makes_a_folder_and_the_exchange_format_a_csv(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    fill_in(page)
    page.form.kind_field.setFocus()
    QTest.keyClick(page.form.kind_field, Qt.Key.Key_Down)
    page.form.kind_field.activated.emit(1)
    dialogs.will_answer(tmp_path)
    page.export_button.click()
    choice, path = service.written[-1]
    assert choice.kind is ExportKind.SPSS
    assert path.parent == tmp_path
    assert path.name.startswith("onderzoek-armoede-2")
    QTest.keyClick(page.form.kind_field, Qt.Key.Key_Down)
    page.form.kind_field.activated.emit(2)
    assert not page.form.subject_fields[ExportSubject.FAMILIES].isVisible()
    assert not page.form.precision_field.isVisible()
    dialogs.will_answer(tmp_path / "uit.csv")
    page.export_button.click()
    assert service.written[-1][0].kind is ExportKind.EXCHANGE


def test_a_recognisable_export_asks_for_a_reason_and_a_typed_word(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    fill_in(page)
    page.form.recognisable_field.click()
    assert not page.groups.isVisible()
    assert page.form.purpose_field.accessibleName() == "Waarvoor, verplicht"
    assert "code van het kantoor" in page.form.project_field.accessibleDescription()
    page.form.notes_field.click()
    page.export_button.click()
    assert "waarom" in page.form.purpose_form.error_of("purpose")
    QTest.keyClicks(page.form.purpose_field, "Overdracht aan de stad")
    page.export_button.click()
    assert "herkenbaar" in page.form.sure_form.error_of("confirmation")
    assert not service.written
    QTest.keyClicks(page.form.confirmation_field, "Herkenbaar")
    dialogs.will_answer(tmp_path / "uit.xlsx")
    page.export_button.click()
    ((choice, _),) = service.written
    assert not choice.is_pseudonymised
    assert choice.with_notes
    page.form.disguised_field.click()
    assert page.form.purpose_field.accessibleName() == "Waarvoor"


def test_what_is_missing_is_told_at_its_field_before_anything_is_asked(
    page: ExportPage, service: Service
) -> None:
    page.export_button.click()
    assert page.form.purpose_form.error_of("project")
    fill_in(page)
    for field in page.form.subject_fields.values():
        field.click()
    page.export_button.click()
    assert page.form.subjects_error.isVisible()
    page.form.subject_fields[ExportSubject.FAMILIES].click()
    QTest.keyClicks(page.form.since_field, "5/2/2026")
    QTest.keyClicks(page.form.until_field, "4/2/2026")
    page.export_button.click()
    assert "eindigt" in page.form.content_form.error_of("until")
    assert not service.written


@pytest.mark.parametrize(
    ("failure", "said"),
    [
        (InvalidInput("De schijf is vol."), "De schijf is vol."),
        (Cancelled("Gestopt."), "Gestopt. Er is geen bestand gemaakt."),
    ],
)
def test_what_goes_wrong_is_told_in_place(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs, failure: Exception, said: str
) -> None:
    service.failure = failure
    fill_in(page)
    dialogs.will_answer(Path("/thuis/uit.xlsx"))
    page.export_button.click()
    assert page.result_label.text() == said
    assert not page.open_button.isVisible()
    assert page.export_button.isEnabled()


def test_changing_one_s_mind_writes_nothing(
    page: ExportPage, service: Service, dialogs: ScriptedDialogs
) -> None:
    fill_in(page)
    dialogs.will_answer(None)
    page.export_button.click()
    assert not service.written


def record(project: str) -> Kept[ExportRecordInput]:
    details = ExportRecordInput(
        ExportKind.XLSX, date(2026, 11, 22), project, "UGent", "Onderzoek", families=90, rows=900,
        smallest_group=6, coarsened=("Gemeente: weg",), files=(f"uit.xlsx {'ab' * 32}",),
    )  # fmt: skip
    return Kept(uuid4(), None, 1, details, AT, None, "An", AT, "An")


def test_what_went_out_is_listed_with_everything_about_it(page: ExportPage, service: Service) -> None:
    page.go_to(Part.LOG)
    assert page.log.nothing.isVisible()
    kept = record("Armoede")
    second = replace(record("Taal"), details=replace(record("Taal").details, is_pseudonymised=False))
    service.records = (kept, second)
    page.refresh(Change(frozenset({Noun.TRANSFER})))
    assert page.log.model.rowCount() == 2
    assert "De kleinste groep telt 6 gezinnen." in page.log.details_text
    assert "• Gemeente: weg" in page.log.details_text
    assert "abababababababab" in page.log.details_text
    page.log.table.setFocus()
    QTest.keyClick(page.log.table, Qt.Key.Key_Down)
    assert page.log.details_text.startswith("Taal")
    assert "Herkenbaar" in page.log.details_text
    assert not page.export_button.isVisible()


def test_whoever_cannot_see_the_page_hears_every_control(page: ExportPage) -> None:
    assert_every_focusable_widget_is_named(page)
