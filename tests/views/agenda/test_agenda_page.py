"""The room Agenda, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.agenda import DueFamily, monday_of
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.day_list import DayList
from gezinscoach_desktop.views.agenda.export_dialog import CalendarDialog
from gezinscoach_desktop.views.agenda.page import AgendaPage
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.plan.appointment_dialog import AppointmentDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import grid
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import ACCOUNT, TODAY
from tests.views.looks import LOOKS
from tests.views.plan.conftest import PlanAnswers
from tests.views.plan.samples import FAMILY, JANSSENS, KARIM, PEETERS, an_action, an_appointment, in_days
from tests.views.waiting import wait_until

Show = Callable[[QWidget], None]
W = TypeVar("W", bound=QWidget)
SHIFT = Qt.KeyboardModifier.ShiftModifier
MONDAY = monday_of(TODAY)  # TODAY is a Sunday


@pytest.fixture
def page(
    answers: PlanAnswers,
    tasks: InlineTasks,
    desk: Desk,
    dialogs: ScriptedDialogs,
    messages: Messages,
    show: Show,
) -> AgendaPage:
    answers.appointments = (
        an_appointment(41, -6, 540, state=AppointmentState.KEPT),
        an_appointment(42, -1, None, JANSSENS, whose=KARIM),
        an_appointment(43, 0, 600, what="bij hen thuis"),
        an_appointment(44, 0, 900, JANSSENS),
        an_appointment(45, 1, 540),
    )
    answers.actions = (an_action(31, "Attest vragen", 0), an_action(35, "Kinderopvang", -3, JANSSENS))
    made = AgendaPage(tasks, desk, dialogs, messages)
    made.resize(grid(320), grid(170))
    show(made)
    made.load()
    return made


def today_list(page: AgendaPage) -> DayList:
    return page.week.column_of(page.day).list


def press(page: AgendaPage, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(today_list(page), key, modifiers or Qt.KeyboardModifier.NoModifier)


def titles(page: AgendaPage) -> list[list[str]]:
    return [[line.title for line in column.list.lines] for column in page.week.columns]


def opened(page: QWidget, kind: type[W]) -> W:
    return next(each for each in page.findChildren(kind) if each.isVisible())


def test_the_week_runs_from_monday_with_the_keyboard_on_today(page: AgendaPage) -> None:
    assert [column.day for column in page.week.columns] == [MONDAY + timedelta(n) for n in range(7)]
    assert titles(page) == [
        ["Peeters – Yilmaz"], [], [], ["Kinderopvang"], [], ["Janssens"],
        ["Peeters – Yilmaz", "Janssens", "Attest vragen"],
    ]  # fmt: skip
    assert page.day == TODAY
    assert today_list(page).hasFocus()
    assert page.header.subtitle == "4 afspraken en 2 acties in deze week"


def test_lines_say_when_what_and_what_became_of_it(page: AgendaPage) -> None:
    monday, saturday, sunday = (page.week.columns[n].list.lines for n in (0, 5, 6))
    assert (monday[0].time, monday[0].detail, monday[0].is_kept) == (
        "09:00 – 10:00", "doorgegaan · Huisbezoek", True,
    )  # fmt: skip
    assert (saturday[0].time, saturday[0].detail) == ("overdag", "Huisbezoek · Karim Belkacem")
    assert sunday[0].detail == "Huisbezoek · bij hen thuis"
    thursday = page.week.columns[3].list.lines[0]
    assert thursday.is_overdue
    assert thursday.detail.startswith("te laat · Janssens")


def test_arrows_walk_through_the_days_and_shift_through_the_weeks(
    page: AgendaPage, answers: PlanAnswers
) -> None:
    press(page, Qt.Key.Key_Left)
    assert page.day == in_days(-1)
    assert today_list(page).hasFocus()
    assert len(answers.asked) == 1
    press(page, Qt.Key.Key_Right)
    press(page, Qt.Key.Key_Right)
    assert page.day == in_days(1)
    assert answers.asked[-1] == ("agenda", (MONDAY + timedelta(7), ACCOUNT))
    assert titles(page)[0] == ["Peeters – Yilmaz"]
    press(page, Qt.Key.Key_Left, SHIFT)
    assert page.day == in_days(-6)
    press(page, Qt.Key.Key_T)
    assert page.day == TODAY


def test_buttons_do_the_same_as_keys(page: AgendaPage) -> None:
    QTest.mouseClick(page.next_button, Qt.MouseButton.LeftButton)
    assert page.day == in_days(7)
    QTest.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    assert page.day == in_days(-7)
    QTest.mouseClick(page.today_button, Qt.MouseButton.LeftButton)
    assert page.day == TODAY


def test_d_shows_one_day_and_w_the_week_again(page: AgendaPage) -> None:
    press(page, Qt.Key.Key_D)
    assert [column.isVisible() for column in page.week.columns] == [False] * 6 + [True]
    assert not page.is_week
    QTest.mouseClick(page.previous_button, Qt.MouseButton.LeftButton)
    assert page.day == in_days(-1)
    assert [column.isVisible() for column in page.week.columns] == [False] * 5 + [True, False]
    press(page, Qt.Key.Key_W)
    assert all(column.isVisible() for column in page.week.columns)


def test_enter_goes_to_the_plan_of_the_family(page: AgendaPage) -> None:
    left: list[Destination] = []
    page.left_for.connect(left.append)
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_Down)
    press(page, Qt.Key.Key_Return)
    assert left == [
        Destination("family", FAMILY, f"plan/{UUID(int=43)}"),
        Destination("family", JANSSENS.id, f"plan/{UUID(int=44)}"),
    ]


def test_space_says_that_it_took_place_or_is_done(
    page: AgendaPage, answers: PlanAnswers, said: list[Message]
) -> None:
    press(page, Qt.Key.Key_Space)
    assert answers.kept == [("settle_appointment", (UUID(int=43), 1, AppointmentState.KEPT))]
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == ("settle_appointment", (UUID(int=43), 2, AppointmentState.PLANNED))
    today_list(page).choose(UUID(int=31))
    press(page, Qt.Key.Key_Space)
    done: object = ("close_action", (UUID(int=31), 1, ActionState.DONE))
    assert answers.kept[-1] == done


def test_a_says_that_it_was_called_off_and_space_plans_it_again(
    page: AgendaPage, answers: PlanAnswers
) -> None:
    press(page, Qt.Key.Key_A)
    assert answers.kept == [("settle_appointment", (UUID(int=43), 1, AppointmentState.CANCELLED))]
    page.show_day(in_days(-6))
    press(page, Qt.Key.Key_Space)
    assert answers.kept[-1] == ("settle_appointment", (UUID(int=41), 1, AppointmentState.PLANNED))


def test_c_registers_the_contact_that_came_of_it(page: AgendaPage, answers: PlanAnswers) -> None:
    left: list[Destination] = []
    page.left_for.connect(left.append)
    press(page, Qt.Key.Key_C)
    assert left == [Destination("contact", FAMILY, f"appointment/{UUID(int=43)}")]
    page.show_day(in_days(-6))
    page.new_contact()
    assert left[-1] == Destination("contact", FAMILY, f"appointment/{UUID(int=41)}")
    page.show_day(in_days(-5))
    page.new_contact()
    assert left[-1] == Destination("contact")
    assert answers.kept == []  # registering the contact says that the appointment took place


def test_delete_takes_away_and_can_be_undone(
    page: AgendaPage, answers: PlanAnswers, said: list[Message]
) -> None:
    press(page, Qt.Key.Key_Delete)
    assert answers.kept == [("remove_appointment", (UUID(int=43), 1))]
    assert said[-1].counts_down
    today_list(page).choose(UUID(int=31))
    press(page, Qt.Key.Key_Delete)
    assert answers.kept[-1] == ("remove_action", (UUID(int=31), 1))


def test_e_opens_the_form_of_what_is_under_the_cursor(page: AgendaPage) -> None:
    press(page, Qt.Key.Key_E)
    opened(page, AppointmentDialog).reject()
    today_list(page).choose(UUID(int=31))
    press(page, Qt.Key.Key_E)
    opened(page, ActionDialog).reject()


def test_n_asks_with_which_family_and_begins_on_that_day(page: AgendaPage, answers: PlanAnswers) -> None:
    page.show_day(in_days(-2))
    press(page, Qt.Key.Key_N)
    form = opened(page, AppointmentDialog)
    assert form.on.value() == in_days(-2)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert form.form.error_of("family_id") == "Kies met welk gezin."
    QTest.keyClicks(form.family, "jans")
    assert form.family.suggestions.texts == ["Gezin Janssens · G-2026-002 · Mol"]
    QTest.keyClick(form.family, Qt.Key.Key_Return)
    assert form.family.value() == UUID(int=2)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((name, (family_id, details)),) = answers.kept
    assert (name, family_id, details.on) == ("add_appointment", UUID(int=2), in_days(-2))


def test_own_families_are_proposed_first_and_a_changed_name_lets_the_family_go(page: AgendaPage) -> None:
    page.new_here()
    field = opened(page, AppointmentDialog).family
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.suggestions.texts == [
        "Gezin Peeters – Yilmaz · G-2026-001 · Mol", "Gezin Janssens · G-2026-002 · Mol",
    ]  # fmt: skip
    QTest.keyClick(field, Qt.Key.Key_Down)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.value() == UUID(int=2)
    QTest.keyClicks(field, "x")
    assert field.value() is None


def test_families_to_measure_are_one_quiet_line(page: AgendaPage, answers: PlanAnswers) -> None:
    assert not page.due_button.isVisible()
    answers.due = tuple(DueFamily(PEETERS, MONDAY + timedelta(n)) for n in range(6))
    page.refresh(Change(frozenset({Noun.SNAPSHOT})))
    assert page._due_label.text().startswith("Te meten in deze week: Gezin Peeters – Yilmaz (ma),")
    assert page._due_label.text().endswith("en nog 2.")
    left: list[Destination] = []
    page.left_for.connect(left.append)
    QTest.mouseClick(page.due_button, Qt.MouseButton.LeftButton)
    assert left == [Destination("families", part="due")]


def test_a_day_can_be_gone_to(page: AgendaPage, answers: PlanAnswers) -> None:
    page.go_to("2027-01-04")
    assert page.day == date(2027, 1, 4)
    assert answers.asked[-1] == ("agenda", (date(2027, 1, 4), ACCOUNT))
    page.go_to("morgen")
    assert page.day == date(2027, 1, 4)


def test_whose_agenda_is_chosen(page: AgendaPage, answers: PlanAnswers) -> None:
    page.whose_field.set_value(KARIM)
    page.whose_field.edited.emit()
    assert answers.asked[-1] == ("agenda", (MONDAY, KARIM))


def test_the_cursor_stays_on_its_line_when_something_changes(page: AgendaPage, answers: PlanAnswers) -> None:
    press(page, Qt.Key.Key_Down)
    first, *_ = (each for each in answers.appointments if each.record.details.on == TODAY)
    answers.appointments = tuple(each for each in answers.appointments if each != first)
    page.refresh(Change(frozenset({Noun.APPOINTMENT})))
    current = today_list(page).current_line
    assert current is not None
    assert current.id == UUID(int=44)


def test_a_file_for_the_phone_is_made_where_the_user_says(
    page: AgendaPage, answers: PlanAnswers, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path
) -> None:
    path = tmp_path / "afspraken.ics"
    dialogs.will_answer(None, path)
    page.export_calendar()
    form = opened(page, CalendarDialog)
    form.weeks.set_value(12)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert answers.exported == []
    assert form.isVisible()
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert answers.exported == [(path, 12)]
    assert not form.isVisible()
    assert said[-1].text.startswith("3 afspraken staan in “afspraken.ics”.")


def test_a_file_that_cannot_be_written_is_said_in_the_form(
    page: AgendaPage, answers: PlanAnswers, dialogs: ScriptedDialogs, tmp_path: Path
) -> None:
    dialogs.will_answer(tmp_path / "afspraken.ics")
    answers.refusal = InvalidInput("De map bestaat niet.", field="path")
    page.export_calendar()
    form = opened(page, CalendarDialog)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert form.error_label.text() == "De map bestaat niet."
    assert form.isVisible()


def test_a_screen_reader_hears_each_line_whole(page: AgendaPage) -> None:
    model = today_list(page).model()
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == (
        "Afspraak, 10:00 – 11:00, Peeters – Yilmaz, Huisbezoek · bij hen thuis"
    )
    assert today_list(page).accessibleName() == "zondag 22 november 2026, 3 regels"
    assert_every_focusable_widget_is_named(page)


def test_a_line_that_was_changed_by_a_colleague_is_shown_anew(page: AgendaPage, answers: PlanAnswers) -> None:
    (first, *others) = (each for each in answers.appointments if each.record.details.on == TODAY)
    later = replace(
        first, record=replace(first.record, details=replace(first.record.details, begins_at=1000))
    )
    answers.appointments = (*others, later)
    page.refresh(Change(frozenset({Noun.APPOINTMENT})))
    assert [line.time for line in today_list(page).lines if line.time] == ["15:00 – 16:00", "16:40 – 17:40"]


@LOOKS
def test_words_that_do_not_fit_beside_each_other_stand_below_each_other(page: AgendaPage) -> None:
    days = today_list(page)

    def height() -> int:
        return days.visualRect(days.model().index(0, 0)).height()

    wait_until(lambda: height() > 0)
    wide = height()
    page.resize(grid(200), grid(170))
    wait_until(lambda: height() > wide)


def test_a_day_alone_counts_what_is_on_that_day(page: AgendaPage) -> None:
    press(page, Qt.Key.Key_D)
    assert page.header.subtitle == "2 afspraken en 1 actie op deze dag"
    press(page, Qt.Key.Key_W)
    assert page.header.subtitle == "4 afspraken en 2 acties in deze week"
