"""The log by keys and clicks: filters, paging, to a file, and who looked at one family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services import audit
from gezinscoach_desktop.services.audit import AuditFilter, AuditLine
from gezinscoach_desktop.services.audit import AuditPage as AuditLines
from gezinscoach_desktop.views.audit import words
from gezinscoach_desktop.views.audit.filters import PERIODS
from gezinscoach_desktop.views.audit.looked_dialog import LookedDialog
from gezinscoach_desktop.views.audit.page import AuditPage
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.family.view import FamilyView
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.journeys.screen import clipped_in, seen_in
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import TODAY
from tests.views.safety.samples import desk_of

Show = Callable[[QWidget], None]
AN, BERT = UUID(int=7), UUID(int=8)
NAMES = {AN: "An De Smet", BERT: "Bert Maes"}
FAMILY = UUID(int=1)


def line(number: int, **changed: Any) -> AuditLine:
    at = datetime(2026, 11, 22, 8, 0, tzinfo=UTC) - timedelta(minutes=1000 - number)
    made = AuditLine(number, at, "An De Smet", AuditAction.OPEN_FAMILY.value, "G-2026-001")
    return replace(made, **changed)


@dataclass
class Trail:
    """A log of a thousand lines, read two hundred at a time."""

    last: int = 450
    asked: list[tuple[AuditFilter, int | None]] = field(default_factory=list)
    exported: list[tuple[Path, AuditFilter]] = field(default_factory=list)
    error: Exception | None = None

    def read(
        self, desk: object, wanted: AuditFilter, *, before: int | None = None, size: int = 200
    ) -> AuditLines:
        self.asked.append((wanted, before))
        top = self.last if before is None else before - 1
        numbers = range(top, max(0, top - size), -1)
        lines = tuple(line(number) for number in numbers)
        return AuditLines(lines, lines[-1].number if lines and lines[-1].number > 1 else None)

    def export(self, desk: object, path: Path, wanted: AuditFilter) -> int:
        if self.error is not None:
            raise self.error
        self.exported.append((path, wanted))
        return 1_234


@pytest.fixture
def trail(monkeypatch: pytest.MonkeyPatch) -> Trail:
    made = Trail()
    monkeypatch.setattr(audit, "trail", made.read)
    monkeypatch.setattr(audit, "people", lambda desk: NAMES)
    monkeypatch.setattr(audit, "export_trail", made.export)
    return made


OpenLog = Callable[..., AuditPage]


@pytest.fixture
def open_log(trail: Trail, tasks: InlineTasks, dialogs: ScriptedDialogs, show: Show) -> OpenLog:
    def opened(*roles: OfficeRole) -> AuditPage:
        page = AuditPage(tasks, desk_of(*(roles or (OfficeRole.COORDINATOR,))), dialogs)
        page.resize(1298, 700)
        page.load()
        show(page)
        return page

    return opened


def numbers(page: AuditPage) -> list[int]:
    return [row.number for row in page.model.shown_rows]


# ------------------------------------------------------------------------------------------------------------ reading
def test_the_newest_lines_stand_first_and_older_ones_come_on_asking(open_log: OpenLog, trail: Trail) -> None:
    page = open_log()
    assert numbers(page) == list(range(450, 250, -1))
    assert page.count_label.text() == "200 regels getoond, er zijn er meer"
    QTest.mouseClick(page.more_button, Qt.MouseButton.LeftButton)
    assert trail.asked[-1][1] == 251
    assert numbers(page) == list(range(450, 50, -1))
    assert page.table.hasFocus()
    assert page.table.current_row == line(250)
    page.more_button.click()
    assert numbers(page) == list(range(450, 0, -1))
    assert not page.more_button.isVisible()
    assert page.count_label.text() == "450 regels"


def test_it_opens_on_the_last_month(open_log: OpenLog, trail: Trail) -> None:
    open_log()
    assert trail.asked[0] == (AuditFilter(since=TODAY - timedelta(days=29)), None)


def test_filters_are_chosen_from_the_keyboard(open_log: OpenLog, trail: Trail) -> None:
    page = open_log()
    page.find_here()
    assert page.filters.person_field.hasFocus()
    QTest.keyClick(page.filters.person_field, Qt.Key.Key_B)
    assert trail.asked[-1][0].account_id == BERT
    page.filters.action_field.setFocus()
    QTest.keyClicks(page.filters.action_field, "Wachtw")
    assert trail.asked[-1][0].action is AuditAction.CHANGE_PASSWORD
    QTest.mouseClick(page.filters.clear_button, Qt.MouseButton.LeftButton)
    assert trail.asked[-1][0] == AuditFilter()
    assert not page.filters.clear_button.isVisible()


def test_days_of_ones_own_are_typed_and_refused_when_they_are_no_days(
    open_log: OpenLog, trail: Trail
) -> None:
    page = open_log()
    filters = page.filters
    assert not filters.since_field.isVisible()
    filters.period_field.set_value(PERIODS[5])
    filters.period_field.edited.emit()
    QTest.keyClicks(filters.since_field, "1/11/2026")
    filters.until_field.set_value(date(2026, 11, 15))
    filters.until_field.edited.emit()
    assert trail.asked[-1][0] == AuditFilter(since=date(2026, 11, 1), until=date(2026, 11, 15))
    before = len(trail.asked)
    filters.until_field.setText("31/31")
    filters.until_field.edited.emit()
    assert "bestaat niet op de kalender" in filters.error_text
    filters.until_field.set_value(date(2026, 10, 1))
    filters.until_field.edited.emit()
    assert filters.error_text == "De laatste dag ligt vóór de eerste."
    assert len(trail.asked) == before


def test_without_a_line_it_says_so_and_offers_to_look_wider(open_log: OpenLog, trail: Trail) -> None:
    trail.last = 0
    page = open_log()
    assert page.nothing.isVisible()
    QTest.mouseClick(page.nothing.button, Qt.MouseButton.LeftButton)
    assert trail.asked[-1][0] == AuditFilter()
    assert not page.nothing.button.isVisible()
    assert not page.export_button.isEnabled()


def test_an_administrator_sees_no_families(open_log: OpenLog) -> None:
    titles = [column.title for column in open_log(OfficeRole.ADMINISTRATOR).model.columns]
    assert "Gezin" not in titles
    assert "Gezin" in [column.title for column in open_log(OfficeRole.COORDINATOR).model.columns]


def test_who_reads_further_back_is_not_thrown_to_the_top_when_accounts_change(
    open_log: OpenLog, trail: Trail
) -> None:
    page = open_log()
    page.more_button.click()
    asked = len(trail.asked)
    page.refresh(Change(frozenset({Noun.ACCOUNT})))
    assert len(trail.asked) == asked
    assert len(numbers(page)) == 400


def test_everything_is_named_and_nothing_cut_off(open_log: OpenLog) -> None:
    page = open_log()
    assert_every_focusable_widget_is_named(page)
    page.resize(956, 600)
    assert clipped_in(page) == []
    assert page.take_focus()


# ----------------------------------------------------------------------------------------------------------- to a file
def test_what_is_shown_goes_to_a_file(
    open_log: OpenLog, trail: Trail, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    page = open_log()
    dialogs.will_answer(tmp_path / "logboek.csv")
    page.export_button.click()
    assert trail.exported == [(tmp_path / "logboek.csv", trail.asked[0][0])]
    assert page.count_label.text() == "1.234 regels bewaard in “logboek.csv”."
    dialogs.will_answer(None)
    page.export_button.click()
    assert len(trail.exported) == 1


def test_a_file_that_cannot_be_written_is_said_in_its_place(
    open_log: OpenLog, trail: Trail, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    trail.error = OfficeUnavailable("De schijf is vol.")
    page = open_log()
    dialogs.will_answer(tmp_path / "logboek.csv")
    page.export_button.click()
    assert page.count_label.text() == "De schijf is vol."
    assert page.export_button.isEnabled()


# --------------------------------------------------------------------------------------------------------------- words
@pytest.mark.parametrize(
    ("details", "told"),
    [
        ({}, ""),
        ({"families": 1, "snapshots": 1_200}, "1 gezin · 1.200 momentopnamen"),
        ({"reason": "start", "second": True}, "waarom: Bij het openen"),
        ({"reason": "start", "second": False}, "waarom: Bij het openen · niet op de tweede plaats"),
        ({"size": 4_300_000}, "grootte: 4,1 MB"),
        ({"names": False, "notes": None}, ""),
        ({"account": str(BERT), "roles": ["coach", "coordinator"]}, "account: Bert Maes · rollen: Gezinscoach, Coördinator"),
        ({"account": str(UUID(int=99))}, "account: onbekend"),
        ({"phase": "winding_down"}, "fase: Afbouw"),
        ({"way": "password"}, "met: het wachtwoord"),
        ({"from": "this_pc", "to": "folder"}, "van: op deze pc · naar: in een gedeelde map"),
        ({"undone": {"change_family": 3}}, "teruggedraaid: 3 × Gezin gewijzigd"),
        ({"findings": 1, "where": ["Logboek"]}, "1 bevinding · waar: Logboek"),
        ({"something_new": 3}, "something_new: 3"),
        ({"setting": "backup_second_place"}, "instelling: tweede plaats voor reservekopieën"),
    ],
)  # fmt: skip
def test_details_are_told_in_words(details: dict[str, Any], told: str) -> None:
    assert words.details(line(1, details=details), NAMES) == told


def test_a_moment_of_a_restore_is_told_by_the_clock_on_the_wall() -> None:
    at = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
    told = words.details(line(1, details={"made_at": at.isoformat()}), NAMES)
    assert told == f"van: 20/11/2026 om {at.astimezone():%H:%M}"
    assert words.details(line(1, details={"made_at": "ooit"}), NAMES) == "van: ooit"


# ----------------------------------------------------------------------------------------------------- one family
def test_a_coordinator_sees_who_looked_at_a_family(
    tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (line(2, account="Bert Maes", action="Gezin geopend"), line(1, details={"phase": "intensive"}))
    monkeypatch.setattr(audit, "looked_at", lambda desk, family_id: lines)
    view = FamilyView(tasks, desk_of(OfficeRole.COORDINATOR), ScriptedDialogs(), Messages(), FAMILY)
    show(view)
    view.steps.show_who_looked()
    [dialog] = view.findChildren(LookedDialog)
    seen = "\n".join(seen_in(dialog))
    for text in ("Bert Maes", "Gezin geopend", "fase: Intensief", "2 regels van 2 personen"):
        assert text in seen
    assert_every_focusable_widget_is_named(dialog)
    dialog.submit()
    assert not dialog.isVisible()


def test_others_are_not_offered_to_see_who_looked(tasks: InlineTasks) -> None:
    def lines_of(*roles: OfficeRole) -> list[str]:
        view = FamilyView(tasks, desk_of(*roles), ScriptedDialogs(), Messages(), FAMILY)
        menu = view.header.more_button.menu()
        assert menu is not None
        return [action.text() for action in menu.actions()]

    assert "Wie keek in dit dossier…" in lines_of(OfficeRole.COORDINATOR)
    assert "Wie keek in dit dossier…" not in lines_of(OfficeRole.COACH, OfficeRole.ADMINISTRATOR)


def test_what_is_refused_is_said_in_the_window(
    tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(desk: object, family_id: UUID) -> tuple[AuditLine, ...]:
        raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")

    monkeypatch.setattr(audit, "looked_at", refuse)
    dialog = LookedDialog(tasks, desk_of(OfficeRole.COACH), FAMILY)
    show(dialog)
    assert dialog.error_label.text() == "Met jouw rol in dit kantoor kan dit niet."
