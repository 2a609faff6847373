"""Papers of many families over a real office: chosen by keys, made one after the other, printed, saved and noted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services import dossier, paper_queue
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.paper_queue import LineState
from gezinscoach_desktop.views.bulk.page import BulkPage
from gezinscoach_desktop.views.bulk.places import papers_in_bulk
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, register
from tests.reports.reading import pages_of, text_of
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.real_office import COACHING, desk, family_of, office_kind

__all__ = ["desk", "office_kind"]
NewPage = Callable[[], BulkPage]


@pytest.fixture
def families(desk: Desk) -> dict[str, UUID]:
    """Two that were measured, and one that was not yet."""
    made = {name: family_of(desk, COACHING, name=name) for name in ("Adams", "Baert", "Claes")}
    for name in ("Adams", "Claes"):
        register(desk, made[name], date(2026, 6, 1), {(None, "income"): 2})
    return made


@pytest.fixture
def new_page(
    desk: Desk, families: dict[str, UUID], tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages,
    settings_store: QSettings, show: Callable[[QWidget], None],
) -> NewPage:  # fmt: skip
    def make() -> BulkPage:
        page = BulkPage(tasks, desk, dialogs, messages, settings_store)
        page.resize(1298, 660)
        show(page)
        page.load()
        return page

    return make


def states_of(page: BulkPage) -> list[LineState]:
    assert page.run is not None
    return [line.state for line in page.run.lines]


def prints_in(desk: Desk) -> list[tuple[UUID | None, str, str]]:
    entries = desk.office.read(audit.entries)
    return [
        (entry.family_id, entry.details["kind"], entry.details["outlet"])
        for entry in entries
        if entry.action == "print"
    ]


def test_all_families_in_one_file_with_what_could_not_be_made_told(
    new_page: NewPage, desk: Desk, families: dict[str, UUID], dialogs: ScriptedDialogs, said: list[Message],
    tmp_path: Path,
) -> None:  # fmt: skip
    page = new_page()
    assert not page.choosing.make_button.isEnabled()
    assert_every_focusable_widget_is_named(page)
    QTest.keyClick(page.choosing.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.choosing.make_button.text() == "3 papieren maken"
    QTest.keyClick(page.choosing.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert states_of(page) == [LineState.DONE, LineState.PROBLEM, LineState.DONE]
    assert page.run is not None
    assert "na de eerste momentopname" in page.run.lines[1].told
    assert page.queue.title_label.text() == "2 papieren van 2 gezinnen in één PDF"
    assert page.queue.retry_button.isVisible()
    assert_every_focusable_widget_is_named(page)
    assert prints_in(desk) == []

    target = tmp_path / "dossiers.pdf"
    dialogs.will_answer(target)
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    pages = pages_of(target.read_bytes())
    assert "Niet gemaakt" in pages[1]
    assert "Adams" not in pages[0] + pages[1]
    assert "Adams" in pages[2]
    assert said[-1].text.startswith("Bewaard als dossiers.pdf.")
    assert prints_in(desk) == [
        (families["Adams"], "progress", "file"),
        (families["Claes"], "progress", "file"),
    ]


def test_what_did_not_work_is_tried_again_and_comes_behind_the_rest(
    new_page: NewPage, desk: Desk, families: dict[str, UUID]
) -> None:
    page = new_page()
    page.choosing.choose_all()
    page.make()
    register(desk, families["Baert"], TODAY, {(None, "income"): 3})
    QTest.mouseClick(page.queue.retry_button, Qt.MouseButton.LeftButton)
    assert page.run is not None
    assert states_of(page) == [LineState.DONE] * 3
    assert [part.code for part in page.run.parts][-1] == page.run.lines[1].code
    assert page.run.not_made == ()
    assert not page.queue.retry_button.isVisible()


def test_one_family_that_fails_does_not_stop_the_others(
    new_page: NewPage, families: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    read = dossier.papers

    def papers(at: Desk, family_id: UUID) -> dossier.Papers:
        if family_id == families["Adams"]:
            raise NotAllowed("Dit gezin hoort niet bij jouw gezinnen.")
        return read(at, family_id)

    monkeypatch.setattr(dossier, "papers", papers)
    page = new_page()
    page.choosing.choose_all()
    page.make()
    assert states_of(page) == [LineState.PROBLEM, LineState.PROBLEM, LineState.DONE]
    assert page.run is not None
    assert page.run.lines[0].told == "Dit gezin hoort niet bij jouw gezinnen."


def test_stopping_lets_the_family_that_is_busy_finish_and_leaves_the_rest(
    new_page: NewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = new_page()
    make = paper_queue.make_parts

    def stop_meanwhile(*arguments: object) -> object:
        page.queue.stop_button.click()
        return make(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(paper_queue, "make_parts", stop_meanwhile)
    page.choosing.choose_all()
    page.make()
    assert states_of(page) == [LineState.DONE, LineState.STOPPED, LineState.STOPPED]
    monkeypatch.setattr(paper_queue, "make_parts", make)
    page.queue.retry_button.click()
    assert states_of(page) == [LineState.DONE, LineState.PROBLEM, LineState.DONE]


def test_files_in_a_folder_ask_once_about_those_that_are_there(
    new_page: NewPage, desk: Desk, families: dict[str, UUID], dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    folder = tmp_path / "dossiers"
    folder.mkdir()
    page = new_page()
    one_file, per_paper = page.choosing.target.chips
    per_paper.click()
    page.choosing.choose_all()
    dialogs.will_answer(folder, folder)
    page.make()
    first = sorted(path.name for path in folder.iterdir())
    assert len(first) == 2
    assert not any(name in " ".join(first) for name in ("Adams", "Claes"))
    assert page.queue.title_label.text() == "2 bestanden staan in de map “dossiers”"
    assert "van de bundel" not in text_of((folder / first[0]).read_bytes())
    assert [line[0] for line in prints_in(desk)] == [families["Adams"], families["Claes"]]

    (folder / first[0]).write_bytes(b"van mij")
    page.queue.again_button.click()
    page.make()
    assert page.question.isVisible()
    assert "2 bestanden staan al in deze map" in page.question_label.text()
    page.keep_button.click()
    assert (folder / first[0]).read_bytes() == b"van mij"
    page.queue.again_button.click()
    dialogs.will_answer(folder)
    page.make()
    page.replace_button.click()
    assert (folder / first[0]).read_bytes().startswith(b"%PDF-")
    assert one_file is not None


def test_the_preview_shows_every_page_and_prints_what_is_noted_first(
    new_page: NewPage, desk: Desk, families: dict[str, UUID], dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = new_page()
    page.go_to(papers_in_bulk([families["Adams"]]).part)
    page.make()
    page.print_here()
    preview = page.window().findChild(PrintPreview)
    assert preview is not None
    assert_every_focusable_widget_is_named(preview)
    assert preview.windowTitle() == "Dossiers maken"
    assert preview.list.count() == preview.pages.page_count > 2
    assert preview.page_label.text() == f"Pagina 1 van {preview.pages.page_count}"
    QTest.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert preview.list.currentRow() == 1
    QTest.keyClick(preview.list, Qt.Key.Key_Down)
    assert preview.page_label.text().startswith("Pagina 3 van")
    zoom = preview.pages.zoom
    QTest.keyClick(preview.pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.zoom > zoom
    printer = QPrinter()
    printer.setResolution(72)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "papier.pdf"))
    printer.setFromTo(2, 3)
    dialogs.will_answer(printer)
    assert prints_in(desk) == []
    QTest.keyClick(preview.pages, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert prints_in(desk) == [(families["Adams"], "progress", "paper")]
    assert preview.told_label.text() == "Naar de printer gestuurd."
    assert len(pypdfium2.PdfDocument(tmp_path / "papier.pdf")) == 2


def test_choices_are_remembered_per_kind_on_this_pc_and_hold_no_family(
    new_page: NewPage, settings_store: QSettings
) -> None:
    page = new_page()
    kinds = page.choosing.kinds
    kinds.fields[PaperKind.HANDOVER].click()
    page.choosing.options.without_names.click()
    page.choosing.covers_field.click()
    kinds.fields[PaperKind.INTAKE].click()
    again = new_page()
    assert again.choosing.kinds.ticked == (PaperKind.INTAKE, PaperKind.PROGRESS, PaperKind.HANDOVER)
    papers = again.choosing.papers
    assert [kind.with_names for kind in papers.values()] == [True, True, False]
    assert again.choosing.how.binding.with_covers
    assert "Adams" not in "".join(str(settings_store.value(key)) for key in settings_store.allKeys())


def test_filters_narrow_the_list_and_keep_what_was_chosen(new_page: NewPage) -> None:
    page = new_page()
    table = page.choosing.table
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert page.choosing.count_label.text() == "1 gezin gekozen"
    page.find_here()
    QTest.keyClicks(page.choosing.filters.search_field, "claes")
    assert [each.row.name for each in page.choosing.model.shown_rows] == ["Claes"]
    assert page.choosing.count_label.text() == "1 gezin gekozen, 1 niet in deze lijst"
    page.choosing.filters.search_field.setText("niemand")
    assert page.choosing.nothing.isVisible()
    page.choosing.nothing.button.click()
    assert len(page.choosing.model.shown_rows) == 3
    page.choosing.filters.phase_field.set_value(Phase.CLOSED)
    page.choosing.filters.changed.emit()
    assert page.choosing.model.shown_rows == []


def test_what_was_let_go_has_nothing_new_to_tell(
    new_page: NewPage, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = new_page()
    page.choosing.choose_all()
    page.make()
    dialogs.will_answer(tmp_path / "dossiers.pdf")
    page.save()
    page.queue.again_button.click()
    page.choosing.filters.new_field.click()
    assert [each.row.name for each in page.choosing.model.shown_rows] == ["Baert"]
