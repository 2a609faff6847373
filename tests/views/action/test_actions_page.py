"""The room Acties, by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.action import ActionOwner, ActionState
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.agenda import OpenActions
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.action.page import ActionsPage
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.plan.action_dialog import ActionDialog
from gezinscoach_desktop.views.table import ROW_HEIGHT
from gezinscoach_desktop.views.tasks import InlineTasks
from gezinscoach_desktop.views.theme import grid
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import ACCOUNT
from tests.views.looks import LOOKS
from tests.views.plan.conftest import PlanAnswers
from tests.views.plan.samples import FAMILY, KARIM

Show = Callable[[QWidget], None]


def loaded(tasks: InlineTasks, desk: Desk, messages: Messages, show: Show) -> ActionsPage:
    made = ActionsPage(tasks, desk, messages)
    made.resize(grid(320), grid(170))
    show(made)
    made.load()
    return made


@pytest.fixture
def page(answers: PlanAnswers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show) -> ActionsPage:
    return loaded(tasks, desk, messages, show)


def shown(page: ActionsPage) -> list[str]:
    return [row.record.details.what for row in page.model.shown_rows]


def with_roles(desk: Desk, *roles: OfficeRole) -> Desk:
    return replace(desk, account=replace(desk.account, roles=frozenset(roles)))


def test_what_is_late_stands_first_and_is_counted(page: ActionsPage) -> None:
    assert shown(page) == [
        "Attest vragen", "Kinderopvang bellen", "Woning bekijken", "Speelplein zoeken", "Ooit eens vragen",
    ]  # fmt: skip
    assert page.header.subtitle == "5 acties, 2 te laat"
    model = page.model
    assert [model.data(model.index(row, 4)) for row in range(5)] == [
        "3 dagen te laat", "1 dag te laat", "vandaag", "vrijdag 04/12", "geen datum",
    ]  # fmt: skip


def test_space_ticks_off_and_can_be_taken_back(
    page: ActionsPage, answers: PlanAnswers, said: list[Message]
) -> None:
    assert page.table.hasFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert answers.kept == [("close_action", (UUID(int=31), 1, ActionState.DONE))]
    assert said[-1].action is not None
    said[-1].action()
    assert answers.kept[-1] == ("close_action", (UUID(int=31), 2, ActionState.OPEN))


@LOOKS
def test_a_click_on_the_box_ticks_off(page: ActionsPage, answers: PlanAnswers) -> None:
    third = QPoint(grid(4), grid(ROW_HEIGHT) * 2 + grid(5))
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert answers.kept == [("close_action", (UUID(int=32), 1, ActionState.DONE))]


def test_enter_goes_to_the_plan_of_the_family(page: ActionsPage) -> None:
    left: list[Destination] = []
    page.left_for.connect(left.append)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert left == [Destination("family", FAMILY, f"plan/{UUID(int=31)}")]


def test_control_l_registers_a_contact_of_that_family(page: ActionsPage) -> None:
    left: list[Destination] = []
    page.left_for.connect(left.append)
    page.new_contact()
    assert left == [Destination("contact", FAMILY)]


def test_a_new_action_asks_for_which_family(page: ActionsPage, answers: PlanAnswers) -> None:
    page.new_here()
    form = next(each for each in page.findChildren(ActionDialog) if each.isVisible())
    assert form.family is not None
    assert form.focusWidget() is form.family
    form.what.set_value("Bellen")
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    assert form.form.error_of("family_id") == "Kies voor welk gezin."
    QTest.keyClicks(form.family, "jans")
    QTest.keyClick(form.family, Qt.Key.Key_Return)
    QTest.mouseClick(form.submit_button, Qt.MouseButton.LeftButton)
    ((name, (family_id, details)),) = answers.kept
    assert (name, family_id, details.what) == ("add_action", UUID(int=2), "Bellen")


def test_typing_searches_in_actions_and_families(page: ActionsPage) -> None:
    QTest.keyClick(page.table, Qt.Key.Key_J)
    assert page.search_field.text() == "j"
    QTest.keyClicks(page.search_field, "anss")
    assert shown(page) == ["Kinderopvang bellen", "Speelplein zoeken"]
    assert page.header.subtitle == "2 van 5 acties, 2 te laat"
    QTest.keyClick(page.search_field, Qt.Key.Key_Down)
    assert page.table.hasFocus()


def test_filters_narrow_and_are_cleared_at_once(page: ActionsPage) -> None:
    page.owner_field.set_value(ActionOwner.SERVICE)
    page.owner_field.edited.emit()
    assert shown(page) == ["Speelplein zoeken"]
    page.owner_field.set_value(None)
    page.domain_field.set_value(LifeDomain.HOUSING)
    page.domain_field.edited.emit()
    assert shown(page) == ["Woning bekijken"]
    QTest.mouseClick(page.clear_button, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 5


def test_only_what_is_late_can_be_gone_to(page: ActionsPage) -> None:
    page.go_to("late")
    assert shown(page) == ["Attest vragen", "Kinderopvang bellen"]
    assert page.late_field.value()


def test_a_coach_who_is_also_coordinator_begins_with_own_actions_and_chooses(
    page: ActionsPage, answers: PlanAnswers
) -> None:
    assert answers.asked == [("actions", (ACCOUNT,))]
    assert [page.whose_field.itemText(n) for n in range(page.whose_field.count())] == [
        "Van mij", "Van iedereen", "Van Karim Belkacem",
    ]  # fmt: skip
    page.whose_field.set_value(KARIM)
    page.whose_field.edited.emit()
    assert answers.asked[-1] == ("actions", (KARIM,))
    page.load()
    assert page.whose_field.value() == KARIM


def test_a_coach_has_nothing_to_choose_and_a_coordinator_begins_with_everybody(
    answers: PlanAnswers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show
) -> None:
    coach = loaded(tasks, with_roles(desk, OfficeRole.COACH), messages, show)
    assert not coach.whose_field.isVisible()
    assert answers.asked[-1] == ("actions", (None,))
    boss = loaded(tasks, with_roles(desk, OfficeRole.COORDINATOR), messages, show)
    assert boss.whose_field.isVisible()
    assert answers.asked[-1] == ("actions", (None,))


def test_nothing_to_do_and_nothing_found_are_said_apart(page: ActionsPage, answers: PlanAnswers) -> None:
    QTest.keyClicks(page.search_field, "bestaat niet")
    assert page._stack.currentWidget() is page._nothing_found
    QTest.mouseClick(page._nothing_found.button, Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 5
    answers.open_actions = OpenActions(())
    page.refresh(Change(frozenset({Noun.ACTION})))
    assert page._stack.currentWidget() is page._nothing
    left: list[Destination] = []
    page.left_for.connect(left.append)
    QTest.mouseClick(page._nothing.button, Qt.MouseButton.LeftButton)
    assert left == [Destination("families")]


def test_whoever_cannot_see_the_screen_hears_every_control(page: ActionsPage) -> None:
    assert_every_focusable_widget_is_named(page)
