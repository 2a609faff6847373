"""The tab Plan, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.request import RequestState
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.plan_tab import PlanTab
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.plan.appointment_dialog import AppointmentDialog
from gezinscoach_desktop.views.plan.goal_dialog import GoalDialog
from gezinscoach_desktop.views.plan.request_dialog import RequestDialog
from gezinscoach_desktop.views.table import ROW_HEIGHT
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import grid
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import SOFIE, TODAY, make_page
from tests.views.looks import LOOKS
from tests.views.plan.conftest import PlanAnswers
from tests.views.plan.samples import EMPTY_PLAN, FAMILY, in_days

Show = Callable[[QWidget], None]
W = TypeVar("W", bound=QWidget)
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def tab(answers: PlanAnswers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show) -> PlanTab:
    made = PlanTab(tasks, desk, messages)
    show(made)
    made.resize(grid(240), grid(180))
    made.show_family(FamilyData.of(make_page(), TODAY))
    return made


def opened(tab: PlanTab, kind: type[W]) -> W:
    """The form that is open."""
    return next(each for each in tab.findChildren(kind) if each.isVisible())


def texts(table: object) -> list[str]:
    return [getattr(row.details, "text", "") or getattr(row.details, "what", "") for row in table.rows]  # type: ignore[attr-defined]


def test_what_is_open_stands_in_order_and_the_rest_behind_a_link(tab: PlanTab) -> None:
    assert texts(tab.request_card.table) == ["Een huis met een kamer voor elk kind", "Rust aan de telefoon"]
    assert texts(tab.action_card.table) == ["Attest vragen", "Woning bekijken", "Ooit eens vragen"]
    assert not tab.action_card.closed_table.isVisible()
    QTest.mouseClick(tab.action_card.closed_button, Qt.MouseButton.LeftButton)
    assert texts(tab.action_card.closed_table) == ["Schooltoelage"]
    assert tab.action_card.closed_button.text() == "Verberg 1 afgeronde"


def test_what_is_late_says_so_in_words(tab: PlanTab) -> None:
    model = tab.action_card.table.model()
    assert model.data(model.index(0, 2)) == "3 dagen te laat"
    assert model.data(model.index(1, 2)) == "vandaag"
    assert model.data(model.index(2, 2)) == ""


def test_one_line_and_enter_adds_an_action(tab: PlanTab, answers: PlanAnswers) -> None:
    tab.quick_field.setFocus()
    QTest.keyClicks(tab.quick_field, "Attest @gezin #huis tegen 14/12")
    QTest.keyClick(tab.quick_field, Qt.Key.Key_Return)
    expected = ActionInput("Attest", ActionOwner.FAMILY, due_on=in_days(22), domain=LifeDomain.HOUSING)
    assert answers.kept == [("add_action", (FAMILY, expected))]
    assert tab.quick_field.text() == ""
    QTest.keyClick(tab.quick_field, Qt.Key.Key_Return)
    assert len(answers.kept) == 1


def test_what_could_not_be_added_stays_in_the_line(tab: PlanTab, answers: PlanAnswers) -> None:
    answers.refusal = InvalidInput("Nee.")
    QTest.keyClicks(tab.quick_field, "Attest")
    QTest.keyClick(tab.quick_field, Qt.Key.Key_Return)
    assert tab.quick_field.text() == "Attest"


def test_what_waits_for_the_server_is_not_asked_again(tab: PlanTab, answers: PlanAnswers) -> None:
    answers.refusal = KeptForLater()
    QTest.keyClicks(tab.quick_field, "Attest")
    QTest.keyClick(tab.quick_field, Qt.Key.Key_Return)
    assert tab.quick_field.text() == ""


def test_space_ticks_off_and_can_be_taken_back(
    tab: PlanTab, answers: PlanAnswers, said: list[Message]
) -> None:
    tab.action_card.table.setFocus()
    QTest.keyClick(tab.action_card.table, Qt.Key.Key_Space)
    assert answers.kept == [("close_action", (UUID(int=31), 1, ActionState.DONE))]
    assert said[-1].text == "“Attest vragen” is gedaan."
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == ("close_action", (UUID(int=31), 2, ActionState.OPEN))


@LOOKS
def test_a_click_on_the_box_ticks_off_and_one_beside_it_does_not(tab: PlanTab, answers: PlanAnswers) -> None:
    viewport = tab.action_card.table.viewport()
    second = grid(ROW_HEIGHT) + grid(5)
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(grid(30), second))
    assert answers.kept == []
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(grid(4), second))
    assert answers.kept == [("close_action", (UUID(int=32), 1, ActionState.DONE))]


@pytest.mark.parametrize(
    ("card", "removed", "back"),
    [
        ("request_card", "remove_request", "bring_back_request"),
        ("goal_card", "remove_goal", "bring_back_goal"),
        ("action_card", "remove_action", "bring_back_action"),
        ("appointment_card", "remove_appointment", "bring_back_appointment"),
    ],
)
def test_delete_takes_away_at_once_and_can_be_undone(
    card: str, removed: str, back: str, tab: PlanTab, answers: PlanAnswers, said: list[Message]
) -> None:
    table = getattr(tab, card).table
    table.setFocus()
    row = table.current_row
    QTest.keyClick(table, Qt.Key.Key_Delete)
    assert answers.kept == [(removed, (row.id, 1))]
    assert said[-1].counts_down
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == (back, (row.id, 2))


def test_alt_and_an_arrow_moves_a_request_and_that_can_be_undone(
    tab: PlanTab, answers: PlanAnswers, said: list[Message]
) -> None:
    table = tab.request_card.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Up, ALT)
    assert answers.kept == []
    QTest.keyClick(table, Qt.Key.Key_Down, ALT)
    assert answers.kept == [("order_requests", (FAMILY, (UUID(int=12), UUID(int=11))))]
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == ("order_requests", (FAMILY, (UUID(int=11), UUID(int=12))))


@LOOKS
def test_a_request_is_dragged_to_its_place(tab: PlanTab, answers: PlanAnswers) -> None:
    viewport = tab.request_card.table.viewport()
    start, end = QPoint(grid(20), grid(4)), QPoint(grid(20), grid(ROW_HEIGHT * 2) - 2)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 6):
        QTest.mouseMove(viewport, start + (end - start) * step / 5)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert answers.kept == [("order_requests", (FAMILY, (UUID(int=12), UUID(int=11))))]


def test_actions_are_not_put_in_order(tab: PlanTab, answers: PlanAnswers) -> None:
    tab.action_card.table.setFocus()
    QTest.keyClick(tab.action_card.table, Qt.Key.Key_Down, ALT)
    assert answers.kept == []


def test_a_request_is_written_in_the_words_of_the_family(tab: PlanTab, answers: PlanAnswers) -> None:
    QTest.mouseClick(tab.request_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, RequestDialog)
    QTest.keyClicks(form.text, "Een tuin voor de kinderen")
    form.domain.set_value(LifeDomain.HOUSING)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((name, (family_id, details)),) = answers.kept
    assert (name, family_id) == ("add_request", FAMILY)
    assert (details.text, details.domain, details.raised_on) == (
        "Een tuin voor de kinderen", LifeDomain.HOUSING, TODAY,
    )  # fmt: skip


def test_what_became_of_a_request_is_asked_once_it_is_no_longer_open(
    tab: PlanTab, answers: PlanAnswers
) -> None:
    tab.request_card.table.setFocus()
    QTest.keyClick(tab.request_card.table, Qt.Key.Key_Return)
    form = opened(tab, RequestDialog)
    assert not form.outcome.isVisible()
    form.state.set_value(RequestState.REACHED)
    form.state.edited.emit()
    assert form.outcome.isVisible()
    assert form.closed_on.value() == TODAY
    QTest.keyClicks(form.outcome, "Verhuisd.")
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((name, (record_id, version, details)),) = answers.kept
    assert (name, record_id, version) == ("change_request", UUID(int=11), 1)
    assert (details.state, details.closed_on, details.outcome) == (RequestState.REACHED, TODAY, "Verhuisd.")


def test_a_refusal_stands_under_its_field_and_the_form_stays(tab: PlanTab, answers: PlanAnswers) -> None:
    QTest.mouseClick(tab.request_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, RequestDialog)
    answers.refusal = InvalidInput("Schrijf op wat het gezin vraagt.", field="text")
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert form.form.error_of("text") == "Schrijf op wat het gezin vraagt."
    assert form.isVisible()


def test_from_the_form_a_record_can_be_taken_away_too(
    tab: PlanTab, answers: PlanAnswers, said: list[Message]
) -> None:
    tab.action_card.table.setFocus()
    QTest.keyClick(tab.action_card.table, Qt.Key.Key_Return)
    form = opened(tab, ActionDialog)
    QTest.mouseClick(form.remove_button, Qt.MouseButton.LeftButton)
    assert answers.kept == [("remove_action", (UUID(int=31), 1))]
    assert not form.isVisible()
    assert said[-1].counts_down


def test_the_form_of_an_action_begins_with_what_stands_in_the_line(
    tab: PlanTab, answers: PlanAnswers
) -> None:
    QTest.keyClicks(tab.quick_field, "Attest @dienst tegen morgen")
    QTest.mouseClick(tab.action_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, ActionDialog)
    assert (form.what.value(), form.owner.value(), form.due_on.value()) == (
        "Attest", ActionOwner.SERVICE, in_days(1),
    )  # fmt: skip
    assert form.service.isVisible()
    form.request.set_value(UUID(int=11))
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((_, (_, details)),) = answers.kept
    assert details.request_id == UUID(int=11)
    assert tab.quick_field.text() == ""


def test_a_goal_proposes_one_step_up_and_keeps_the_level_now(tab: PlanTab, answers: PlanAnswers) -> None:
    QTest.mouseClick(tab.goal_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, GoalDialog)
    form.person.set_value(SOFIE)
    form.person.edited.emit()
    form.item.set_value("dutch")
    form.item.edited.emit()
    balance = make_page().evolution.balance_now
    assert balance is not None
    now = balance.level((SOFIE, "dutch"))
    assert now is not None
    assert form.wished.value() == min(now + 1, 5)
    form.wished.set_value(5)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((name, (family_id, details)),) = answers.kept
    assert (name, family_id) == ("add_goal", FAMILY)
    assert (details.item, details.member_id, details.level_then, details.level_wished) == (
        "dutch", SOFIE, now, 5,
    )  # fmt: skip


def test_items_of_a_goal_fit_the_person(tab: PlanTab) -> None:
    QTest.mouseClick(tab.goal_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, GoalDialog)
    of_household = [form.item.itemText(place) for place in range(form.item.count())]
    form.person.set_value(SOFIE)
    form.person.edited.emit()
    of_sofie = [form.item.itemText(place) for place in range(form.item.count())]
    assert (len(of_household), len(of_sofie)) == (8, 21)
    assert set(of_household).isdisjoint(of_sofie)


def test_an_appointment_is_made_with_this_family(tab: PlanTab, answers: PlanAnswers) -> None:
    QTest.mouseClick(tab.appointment_card.add_button, Qt.MouseButton.LeftButton)
    form = opened(tab, AppointmentDialog)
    assert not form.family.isVisible()
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert form.form.error_of("on") == "Vul in op welke dag."
    QTest.keyClicks(form.on, "vrijdag")
    QTest.keyClicks(form.begins_at, "14u30")
    QTest.keyClicks(form.minutes, "1u30")
    form.kind.set_value(ContactKind.PHONE)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    expected = AppointmentInput(in_days(5), 870, 90, ContactKind.PHONE)
    assert answers.kept == [("add_appointment", (FAMILY, expected))]


def test_c_on_an_appointment_registers_its_contact(tab: PlanTab, answers: PlanAnswers) -> None:
    left: list[Destination] = []
    tab.left_for.connect(left.append)
    table = tab.appointment_card.table
    table.setFocus()
    assert table.current_row is not None
    assert table.current_row.id == UUID(int=42)
    QTest.keyClick(table, Qt.Key.Key_C)
    assert answers.kept == []  # registering the contact says that the appointment took place
    assert left == [Destination("contact", FAMILY, f"appointment/{UUID(int=42)}")]


def test_control_n_adds_what_the_keyboard_is_at(tab: PlanTab) -> None:
    tab.appointment_card.table.setFocus()
    assert tab.new_here()
    opened(tab, AppointmentDialog).reject()
    tab.goal_card.table.setFocus()
    assert tab.new_here()
    opened(tab, GoalDialog).reject()
    tab.action_card.table.setFocus()
    assert tab.new_here()
    assert tab.quick_field.hasFocus()


@pytest.mark.parametrize(("number", "card"), [(12, "request_card"), (33, "action_card"), (34, "action_card")])
def test_a_record_can_be_gone_to_also_a_closed_one(number: int, card: str, tab: PlanTab) -> None:
    tab.go_to(str(UUID(int=number)))
    found = getattr(tab, card)
    focused = found.table if found.table.hasFocus() else found.closed_table
    assert focused.hasFocus()
    assert focused.current_row.id == UUID(int=number)


def test_a_record_that_is_asked_for_before_the_plan_came_is_gone_to_then(
    answers: PlanAnswers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show
) -> None:
    made = PlanTab(tasks, desk, messages)
    show(made)
    made.go_to(str(UUID(int=32)))
    made.go_to("geen id")
    made.go_to(str(UUID(int=32)))
    made.show_family(FamilyData.of(make_page(), TODAY))
    assert made.action_card.table.hasFocus()


def test_an_empty_plan_says_what_will_stand_there(
    answers: PlanAnswers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show
) -> None:
    answers.plan = EMPTY_PLAN
    made = PlanTab(tasks, desk, messages)
    show(made)
    made.show_family(FamilyData.of(make_page(snapshots=0), TODAY))
    for card in (made.request_card, made.goal_card, made.action_card, made.appointment_card):
        assert not card.table.isVisible()
        assert not card.closed_button.isVisible()
    QTest.mouseClick(made.goal_card.add_button, Qt.MouseButton.LeftButton)
    assert opened(made, GoalDialog).wished.value() == 3


def test_whoever_cannot_see_the_screen_hears_every_control(tab: PlanTab) -> None:
    for open_form in (tab.add_request, tab.add_goal, tab.add_action, tab.add_appointment):
        open_form()
    assert_every_focusable_widget_is_named(tab)
