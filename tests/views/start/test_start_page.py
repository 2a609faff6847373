"""The start page, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from unittest.mock import Mock
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.due import Due, DueState
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.setup import SetupFacts, SetupStep, setup_state_of
from gezinscoach_desktop.services import backup, setup, sharing, start
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.sharing import Health
from gezinscoach_desktop.services.start import (
    ActionLine,
    AppointmentLine,
    EditedLine,
    NewsLine,
    SilentLine,
    StateLine,
    Today,
)
from gezinscoach_desktop.views.blocks import step_of_blocks
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.safety.pulse import Pulse
from gezinscoach_desktop.views.setup.opener import Checklist
from gezinscoach_desktop.views.start.domain_heads import DomainHeads
from gezinscoach_desktop.views.start.line_table import LineTable
from gezinscoach_desktop.views.start.page import StartPage
from gezinscoach_desktop.views.table import RowsModel
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import grid
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.conftest import Travels
from tests.views.family.samples import make_desk, make_row, make_rows, make_today
from tests.views.looks import LOOKS
from tests.views.safety.samples import AT, desk_of, make_conflict, make_state
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
LATE = Due(DueState.OVERDUE, date(2026, 11, 10), -12)
NEVER = Due(DueState.NEVER_MEASURED, None, None)
SOON = Due(DueState.SOON, date(2026, 11, 28), 6)
OPEN = Today(
    "An De Smet",
    5,
    due=(make_row(1, name="Laat", due=LATE), make_row(2, name="Nieuw", due=NEVER, last_snapshot=None)),
    soon=(make_row(3, name="Straks", due=SOON),),
    drafts=(make_row(4, name="Begonnen", has_draft=True),),
    edited=(EditedLine(make_row(5, name="Pas"), datetime(2026, 11, 21, 9, 0, tzinfo=UTC)),),
)


@pytest.fixture
def open_page(
    tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Today], StartPage]:
    def opened(today: Today) -> StartPage:
        monkeypatch.setattr(start, "today", lambda desk: today)
        page = StartPage(tasks, make_desk(), Pulse(tasks, make_desk()))
        page.resize(1298, 660)
        show(page)
        page.load()
        return page

    return opened


OpenPage = Callable[[Today], StartPage]


def test_it_greets_by_name_and_says_the_day(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    assert page.header.title.endswith(", An")
    assert page.header.subtitle == "zondag 22 november 2026"


def test_arrow_keys_walk_over_all_lists_and_enter_opens_the_place_of_a_line(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    travels = Travels(page)
    assert page.lists.drafts.table.hasFocus()
    QTest.keyClick(page.lists.drafts.table, Qt.Key.Key_Return)
    assert travels.last == Destination("snapshot", UUID(int=4))
    QTest.keyClick(page.lists.drafts.table, Qt.Key.Key_Down)
    assert page.lists.due.table.hasFocus()
    QTest.keyClick(page.lists.due.table, Qt.Key.Key_Return)
    assert travels.last == Destination("family", UUID(int=1))
    QTest.keyClick(page.lists.due.table, Qt.Key.Key_Down)
    QTest.keyClick(page.lists.due.table, Qt.Key.Key_Down)
    assert page.lists.soon.table.hasFocus()
    QTest.keyClick(page.lists.soon.table, Qt.Key.Key_Up)
    assert page.lists.due.table.hasFocus()
    QTest.keyClick(page.lists.due.table, Qt.Key.Key_Return)
    assert travels.last == Destination("family", UUID(int=2))


def test_m_starts_the_snapshot_of_the_line(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    travels = Travels(page)
    page.lists.due.table.enter(at_end=False)
    QTest.keyClick(page.lists.due.table, Qt.Key.Key_M)
    assert travels.last == Destination("snapshot", UUID(int=1))
    page.new_snapshot()
    assert len(travels.destinations) == 2


def test_only_the_list_with_the_focus_shows_a_chosen_line(open_page: OpenPage) -> None:
    page = open_page(OPEN)
    QTest.keyClick(page.lists.drafts.table, Qt.Key.Key_Down)
    assert not page.lists.drafts.table.selectionModel().hasSelection()
    assert page.lists.due.table.selectionModel().hasSelection()


def test_when_nobody_is_due_it_says_so_calmly(open_page: OpenPage) -> None:
    page = open_page(Today("An", 3, (), OPEN.soon, (), edited=OPEN.edited))
    assert page.lists.due.calm_text == "Alles is bij. De eerste volgende meting is over 6 dagen."


def test_many_due_families_end_in_a_link_to_the_list(open_page: OpenPage) -> None:
    page = open_page(make_today(make_rows(400)))
    travels = Travels(page)
    QTest.mouseClick(page.lists.due.all_button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("families", part="due")


def test_families_that_were_not_fetched_are_counted_all_the_same(open_page: OpenPage) -> None:
    page = open_page(replace(OPEN, more_due=9_000, more_soon=70))
    assert page.lists.due.all_button.text() == "Toon alle 9002 in Gezinnen"
    assert page.lists.soon.all_button.text() == "Toon alle 71 in Gezinnen"


def test_without_any_family_there_is_one_button(open_page: OpenPage) -> None:
    page = open_page(Today("An", 0, (), (), ()))
    travels = Travels(page)
    primary = [each for each in page.findChildren(QPushButton) if each.property("kind") == "primary"]
    assert [each.text() for each in primary if each.isVisible()] == ["Nieuw gezin"]
    page.new_here()
    assert travels.last == Destination("new_family")


def test_whoever_cannot_see_the_screen_hears_every_control(open_page: OpenPage) -> None:
    assert_every_focusable_widget_is_named(open_page(OPEN))


def test_late_families_stand_before_those_never_measured(open_page: OpenPage) -> None:
    page = open_page(Today("An", 2, (OPEN.due[1], OPEN.due[0]), (), (), ()))
    assert [row.name for row in page.lists.due.rows] == ["Laat", "Nieuw"]


# ------------------------------------------------------------------------------------------------ what is in danger


@pytest.fixture
def pulse(tasks: InlineTasks) -> Pulse:
    return Pulse(tasks, make_desk())


class FakeChecklist(Checklist):
    """Notes at which step it was opened."""

    def __init__(self) -> None:
        self.opened: list[SetupStep] = []
        self.dialog = Mock()

    def open(self, step: SetupStep, parent: QWidget) -> Any:
        self.opened.append(step)
        return self.dialog


def start_of(
    pulse: Pulse,
    tasks: InlineTasks,
    show: Show,
    *roles: OfficeRole,
    checklist: Checklist | None = None,
) -> StartPage:
    page = StartPage(tasks, desk_of(*(roles or (OfficeRole.COACH,))), pulse, checklist=checklist)
    page.resize(1298, 660)
    page.load()
    show(page)
    return page


@pytest.fixture(autouse=True)
def facts(monkeypatch: pytest.MonkeyPatch) -> list[SetupFacts]:
    """What the office tells about how far it is set up; a test may say something else."""
    told = [SetupFacts(1, True, 2, has_second_place=True, backed_up_at=AT, families=1)]
    monkeypatch.setattr(start, "today", lambda desk: OPEN)
    monkeypatch.setattr(setup, "setup_state", lambda desk: setup_state_of(told[0]))
    return told


def test_on_a_safe_day_nothing_stands_above_the_lists(pulse: Pulse, tasks: InlineTasks, show: Show) -> None:
    page = start_of(pulse, tasks, show, OfficeRole.ADMINISTRATOR, checklist=FakeChecklist())
    pulse.backups_changed.emit(make_state())
    pulse.health_changed.emit(Health(shared_at=AT, waiting=3))
    assert not page.notices.isVisible()
    assert page.setup is not None
    assert not page.setup.isVisible()


@pytest.mark.parametrize(
    ("state", "bar", "button", "part"),
    [
        (make_state(is_red=True, problem="Al een dag geen reservekopie."), "backup_bar", "Reservekopie maken", "backups"),
        (Health(conflicts=(make_conflict(),)), "sharing_bar", "Bekijken", "sharing"),
    ],
)  # fmt: skip
def test_what_is_in_danger_is_told_with_the_way_to_it(
    pulse: Pulse,
    tasks: InlineTasks,
    show: Show,
    state: BackupState | Health,
    bar: str,
    button: str,
    part: str,
) -> None:
    page = start_of(pulse, tasks, show)
    travels = Travels(page)
    (pulse.health_changed if isinstance(state, Health) else pulse.backups_changed).emit(state)
    shown = getattr(page.notices, bar)
    assert shown.isVisible()
    assert shown.action_button.text() == button
    shown.action_button.setFocus()
    QTest.keyClick(shown.action_button, Qt.Key.Key_Return)
    assert travels.last == Destination("safety", part=part)
    assert_every_focusable_widget_is_named(page)


def test_what_is_over_goes_away(pulse: Pulse, tasks: InlineTasks, show: Show) -> None:
    page = start_of(pulse, tasks, show)
    pulse.health_changed.emit(Health(conflicts=(make_conflict(1), make_conflict(2))))
    assert page.notices.sharing_bar.text.startswith("2 wijzigingen van jou konden niet gedeeld worden.")
    pulse.health_changed.emit(Health())
    assert not page.notices.isVisible()


def test_a_page_opened_later_knows_what_was_told_before(
    pulse: Pulse, tasks: InlineTasks, show: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "look", lambda desk: ())
    monkeypatch.setattr(sharing, "health", lambda desk: Health(conflicts=(make_conflict(),)))
    monkeypatch.setattr(backup, "state", lambda desk: make_state(is_red=True, problem="Te oud."))
    pulse.beat()
    pulse.look_at_backups()
    page = start_of(pulse, tasks, show)
    assert page.notices.sharing_bar.isVisible()
    assert page.notices.backup_bar.text == "Te oud."


# --------------------------------------------------------------------------------------- what remains to be done


def test_administrators_see_what_remains_each_line_with_the_way_to_it(
    pulse: Pulse, tasks: InlineTasks, show: Show, facts: list[SetupFacts]
) -> None:
    facts[0] = SetupFacts(0, False, 1, has_second_place=False, backed_up_at=None, families=0)
    checklist = FakeChecklist()
    page = start_of(pulse, tasks, show, OfficeRole.ADMINISTRATOR, OfficeRole.COACH, checklist=checklist)
    travels = Travels(page)
    assert page.setup is not None
    card = page.setup.card
    assert len(card.sentences) == len(SetupStep)
    assert card.sentences[1].startswith("Er is nog geen herstelblad.")
    for step in (SetupStep.RECOVERY, SetupStep.COLLEAGUES, SetupStep.BACKUP):
        QTest.mouseClick(card.line(step).action_button, Qt.MouseButton.LeftButton)
    assert checklist.opened == [SetupStep.RECOVERY, SetupStep.COLLEAGUES, SetupStep.BACKUP]
    QTest.mouseClick(card.line(SetupStep.ORGANISATION).action_button, Qt.MouseButton.LeftButton)
    assert travels.last.room == "organisation"
    QTest.mouseClick(card.line(SetupStep.FAMILY).action_button, Qt.MouseButton.LeftButton)
    assert travels.last == Destination("new_family")
    assert card.line(SetupStep.FAMILY).action_button.text() == "Nieuw gezin"
    assert not page._nobody.button.isVisible(), "one way to a first family is enough"
    assert not card.line(SetupStep.RECOVERY).skip_button.isVisible(), "of the sheet Start goes on reminding"
    assert_every_focusable_widget_is_named(page)


def test_what_is_not_needed_goes_away_and_can_be_brought_back(
    pulse: Pulse, tasks: InlineTasks, show: Show, facts: list[SetupFacts], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts[0] = replace(facts[0], accounts=1)

    def keep(skipped: dict[SetupStep, str]) -> Done:
        facts[0] = replace(facts[0], skipped=skipped)
        return Done(Change(frozenset({Noun.SETTING})))

    monkeypatch.setattr(setup, "skip_step", lambda desk, step: keep({step: ""}))
    monkeypatch.setattr(setup, "bring_back_step", lambda desk, step: keep({}))
    page = start_of(pulse, tasks, show, OfficeRole.ADMINISTRATOR, checklist=FakeChecklist())
    tasks.changed.connect(page.load)
    assert page.setup is not None
    card = page.setup.card
    QTest.mouseClick(card.line(SetupStep.COLLEAGUES).skip_button, Qt.MouseButton.LeftButton)
    assert not page.setup.isVisible()

    page.show_checklist()
    assert "Collega’s: overgeslagen" in card.sentences
    assert "Herstelblad: klaar" in card.sentences
    QTest.mouseClick(card.line(SetupStep.COLLEAGUES).back_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    assert card.sentences == ["Je bent nog de enige met een account."]


def test_a_skipped_sheet_is_told_with_the_reason(
    pulse: Pulse, tasks: InlineTasks, show: Show, facts: list[SetupFacts]
) -> None:
    facts[0] = replace(facts[0], has_recovery=False, skipped={SetupStep.RECOVERY: "Geen printer."})
    page = start_of(pulse, tasks, show, OfficeRole.ADMINISTRATOR, checklist=FakeChecklist())
    assert page.setup is not None
    assert page.setup.card.sentences[0].endswith("Overgeslagen: “Geen printer.”")


@pytest.mark.parametrize("roles", [(OfficeRole.COACH,), (OfficeRole.COORDINATOR,)])
def test_others_and_who_practises_are_asked_nothing(
    pulse: Pulse, tasks: InlineTasks, show: Show, facts: list[SetupFacts], roles: tuple[OfficeRole, ...]
) -> None:
    facts[0] = replace(facts[0], has_recovery=False)
    assert start_of(pulse, tasks, show, *roles, checklist=FakeChecklist()).setup is None
    assert start_of(pulse, tasks, show, OfficeRole.ADMINISTRATOR).setup is None


D = date(2026, 11, 22)
AT_NINE = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
BUSY = replace(
    OPEN,
    appointments=(
        AppointmentLine(UUID(int=21), make_row(6, name="Voorbij"), date(2026, 11, 20), None, None, "Huisbezoek", "", "", True),
        AppointmentLine(UUID(int=22), make_row(7, name="Straks"), D, 14 * 60 + 30, 60, "Telefoon", "school", "", False),
    ),
    actions=(
        ActionLine(UUID(int=31), make_row(8, name="Te laat"), "Attest vragen", "Coach", date(2026, 11, 18), 4),
        ActionLine(UUID(int=32), make_row(9, name="Nu"), "Bellen", "Gezin", D, 0),
    ),
    silent=(SilentLine(make_row(10, name="Stil"), date(2026, 9, 1), 82), SilentLine(make_row(11, name="Nooit"), None, None)),
    news=(NewsLine(make_row(12, name="Nieuws"), "Bert", (Noun.RIGHT, Noun.CONTACT), AT_NINE),),
    states=(
        StateLine(make_row(13, name="Zwaar"), (1, None, 3)),
        StateLine(make_row(14, name="Goed"), (5, 4, None)),
    ),
    domains=("Wonen", "Voeding", "Gezondheid"),
    silent_days=21,
)  # fmt: skip


def lines_of(table: LineTable[Any]) -> list[str]:
    """What each line says, also the small words beneath."""
    model = table.model()
    assert isinstance(model, RowsModel)
    return [
        " | ".join(
            f"{column.text(row)} {column.detail(row) if column.detail else ''}".strip()
            for column in model.columns
        )
        for row in model.rows
    ]


def test_what_waits_today_is_said_in_few_words(open_page: OpenPage) -> None:
    page = open_page(BUSY)
    assert lines_of(page.lists.appointments.table) == [
        "20/11/2026 Ging het door? | Voorbij Huisbezoek",
        "Vandaag 14:30 tot 15:30 | Straks Telefoon · school",
    ]
    assert lines_of(page.lists.due_actions.table) == [
        "Attest vragen Te laat · Coach | 4 dagen te laat 18/11/2026",
        "Bellen Nu · Gezin | Vandaag 22/11/2026",
    ]
    assert lines_of(page.lists.news.table)[0].startswith("Nieuws Bert: recht, contactmoment | Vandaag")
    assert "Nog geen contact" in lines_of(page.lists.silent.table)[1]


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("appointments", Destination("family", UUID(int=6), f"plan/{UUID(int=21)}")),
        ("due_actions", Destination("family", UUID(int=8), f"plan/{UUID(int=31)}")),
        ("news", Destination("family", UUID(int=12), "rights")),
        ("silent", Destination("family", UUID(int=10), "contacts")),
        ("states", Destination("family", UUID(int=13))),
        ("edited", Destination("family", UUID(int=5))),
    ],
)
def test_enter_brings_every_line_to_its_place(open_page: OpenPage, section: str, place: Destination) -> None:
    page = open_page(BUSY)
    travels = Travels(page)
    table = getattr(page.lists, section).table
    table.enter(at_end=False)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert travels.last == place


@pytest.mark.parametrize(
    "section", ["due", "appointments", "due_actions", "silent", "news", "states", "edited"]
)
def test_l_starts_a_contact_with_the_family_of_the_line(open_page: OpenPage, section: str) -> None:
    page = open_page(BUSY)
    travels = Travels(page)
    table = getattr(page.lists, section).table
    table.enter(at_end=False)
    QTest.keyClick(table, Qt.Key.Key_L)
    assert travels.last == Destination("contact", table.current_family)
    assert table.current_family is not None


def test_arrow_keys_pass_through_every_list_from_top_to_bottom(open_page: OpenPage) -> None:
    page = open_page(BUSY)
    seen: list[QWidget] = []
    for _ in range(40):
        focus = page.focusWidget()
        assert isinstance(focus, LineTable)
        if not seen or seen[-1] is not focus:
            seen.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Down)
    wanted = ("drafts", "appointments", "due_actions", "due", "soon", "silent", "news", "states", "edited")
    assert seen == [getattr(page.lists, name).table for name in wanted]


def test_the_blocks_of_the_chosen_family_are_said_in_words(open_page: OpenPage) -> None:
    page = open_page(BUSY)
    assert "hoe donkerder" in page.lists.states.words.text()
    page.lists.states.table.enter(at_end=False)
    assert page.lists.states.words.text() == "Zwaar: Wonen 1 · Gezondheid 3"
    QTest.keyClick(page.lists.states.table, Qt.Key.Key_Down)
    assert page.lists.states.words.text() == "Goed: Wonen 5 · Voeding 4"


def test_a_long_list_that_stands_nowhere_else_opens_here(open_page: OpenPage) -> None:
    rows = [make_row(100 + place, name=f"Gezin {place}") for place in range(12)]
    page = open_page(replace(BUSY, silent=tuple(SilentLine(row, None, None) for row in rows)))
    assert len(page.lists.silent.rows) == 5
    assert page.lists.silent.all_button.text() == "Toon alle 12"
    QTest.mouseClick(page.lists.silent.all_button, Qt.MouseButton.LeftButton)
    assert len(page.lists.silent.rows) == 12
    assert page.lists.silent.all_button.isHidden()
    assert page.lists.silent.table.hasFocus()


def test_a_long_name_over_a_block_is_whole_where_there_is_room() -> None:
    names = ("Wonen", "Budgetteringsvaardigheden", "Basisbehoeften baby")
    heads = DomainHeads(left=100, right=12)
    heads.resize(500, heads.height())
    heads.show_domains(names)
    assert tuple(map(heads.shown_name, range(3))) == names
    tall = heads.height()
    heads.show_domains(("Wonen", "School"))
    assert heads.height() < tall, "no room is kept for names that are not there"
    heads.resize(180, heads.height())
    heads.show_domains(names)

    assert heads.shown_name(2).endswith("…"), "at the edge it is cut"


@LOOKS
def test_each_column_of_blocks_has_the_name_of_its_domain_at_any_width(open_page: OpenPage) -> None:
    page = open_page(BUSY)
    states = page.lists.states
    for width in (grid(320), grid(200), grid(320)):
        page.resize(width, grid(170))
        wait_until(lambda: states.heads.width() == states.table.viewport().width())
        first = states.table.columnViewportPosition(1) + grid(3)
        step = step_of_blocks(states.table.columnWidth(1) - 2 * grid(3), 3)
        assert [states.heads.domain_at(first + (place + 0.5) * step) for place in range(4)] == [
            "Wonen", "Voeding", "Gezondheid", "",
        ]  # fmt: skip
