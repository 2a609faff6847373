"""The rights of a family on its page, and the form for one step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from gezinscoach_desktop.domain.errors import NeedsConsent
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.rights_tab import RightsTab
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.right.places import rights_list, rights_walk
from gezinscoach_desktop.views.right.standing_list import Shown
from gezinscoach_desktop.views.right.step_dialog import StepDialog
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import LINA, NOAH, TODAY, make_page
from tests.views.right.conftest import Answers, a_step, make_rights_page

Show = Callable[[QWidget], None]
S = RightState
STEPS = [
    a_step(S.HAS, "davo", TODAY - timedelta(days=90), number=1, monthly=17_500),
    a_step(S.APPLIED, "leefloon", TODAY - timedelta(days=60), number=2),
    a_step(S.GRANTED, "leefloon", TODAY - timedelta(days=30), number=3, monthly=123_450, once=5_000),
    a_step(S.TO_EXPLORE, "uitpas", TODAY - timedelta(days=9), number=4),
    a_step(S.REFUSED, "sociale-huurwoning", TODAY - timedelta(days=8), number=5, member=NOAH),
]


@pytest.fixture
def tab(answers: Answers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show) -> RightsTab:
    answers.page = make_rights_page(STEPS)
    made = RightsTab(tasks, desk, messages)
    made.resize(1240, 700)
    show(made)
    made.show_family(FamilyData.of(make_page(), TODAY))
    return made


def texts(widget: QWidget) -> str:
    return "\n".join(found.text() for found in widget.findChildren(QLabel) if found.isVisibleTo(widget))


def opened(tab: RightsTab) -> StepDialog:
    return next(found for found in tab.findChildren(StepDialog) if found.isVisible())


def test_what_is_still_to_be_done_comes_first(tab: RightsTab) -> None:
    assert [each.state for each in tab.model.shown_rows] == [S.TO_EXPLORE, S.GRANTED, S.HAS, S.REFUSED]


def test_what_rights_bring_in_stands_on_top(tab: RightsTab) -> None:
    names = [
        tile.accessibleName()
        for tile in (tab.monthly_tile, tab.once_tile, tab.had_tile, tab.open_tile)
    ]  # fmt: skip
    assert names == [
        "Erbij per maand: €\u00a01.234,50. 1 toegekend recht",
        "Erbij in één keer: €\u00a050,00. met de begeleiding",
        "Had het gezin al: €\u00a0175,00. per maand, 1 recht",
        "Nog te doen: 1. 1 te onderzoeken, 0 aangevraagd",
    ]


def test_a_tile_counts_only_what_its_figure_comes_of(tab: RightsTab, answers: Answers) -> None:
    more = [
        a_step(S.GRANTED, "nmbs", TODAY - timedelta(days=200), number=6),
        a_step(S.HAS, "kinderopvang-tarief", TODAY - timedelta(days=200), number=7),
        a_step(S.APPEAL, "sociale-huurwoning", TODAY, number=8, member=LINA),
        a_step(S.APPLIED, "sociale-huurwoning", TODAY, number=9),
    ]
    answers.page = make_rights_page([*STEPS, *more])
    tab.show_family(FamilyData.of(make_page(), TODAY))
    assert tab.monthly_tile.accessibleName().endswith("1 van de 2 toegekende rechten")
    assert tab.had_tile.accessibleName().endswith("per maand, 1 recht")
    assert tab.open_tile.accessibleName() == ("Nog te doen: 3. 1 te onderzoeken, 1 aangevraagd, 1 in beroep")


def test_in_a_narrow_window_what_came_at_once_stands_below_the_month(tab: RightsTab) -> None:
    place = tab.model.place_of((right_id("leefloon"), None))
    index = tab.model.index(place, 3)
    told = tab.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Per maand: €\u00a01.234,50"
    tab.resize(920, 600)
    told = tab.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Per maand: €\u00a01.234,50, eenmalig €\u00a050,00"


def test_the_chosen_right_shows_its_history(tab: RightsTab) -> None:
    tab.table.choose((right_id("leefloon"), None))
    told = texts(tab.panel)
    assert "Toegekend, 23/10/2026 · An" in told
    assert "€\u00a01.234,50 per maand, €\u00a050,00 eenmalig" in told
    assert told.index("Toegekend, 23/10/2026") < told.index("Aangevraagd, 23/09/2026")


def test_hints_stand_beside_with_their_reason_and_lead_to_the_walk(tab: RightsTab) -> None:
    assert "Er is een kind jonger dan 3. (Noah)" in texts(tab.panel)
    went: list[Destination] = []
    tab.left_for.connect(went.append)
    tab.panel.walk_button.click()
    tab.walk_button.click()
    family = make_page().header.record.id
    assert went == [rights_walk(family), rights_walk(family)]


def test_a_hint_about_a_right_that_is_in_the_list_already_is_not_said_again(
    tab: RightsTab, answers: Answers
) -> None:
    answers.page = make_rights_page([a_step(S.TO_EXPLORE, "kinderopvang-tarief", member=NOAH)])
    tab.show_family(FamilyData.of(make_page(), TODAY))
    assert "Misschien iets voor dit gezin" not in texts(tab.panel)


def test_the_list_of_rights_opens_at_the_one_under_the_cursor(tab: RightsTab) -> None:
    went: list[Destination] = []
    tab.left_for.connect(went.append)
    tab.table.choose((right_id("davo"), None))
    tab.panel.list_button.click()
    assert went == [rights_list(right_id("davo"))]


@pytest.mark.parametrize(
    ("shown", "states"),
    [
        (Shown.OPEN, [S.TO_EXPLORE]),
        (Shown.HELD, [S.GRANTED, S.HAS]),
        (Shown.ENDED, [S.REFUSED]),
    ],
)
def test_the_list_shows_less_when_asked(tab: RightsTab, shown: Shown, states: list[RightState]) -> None:
    tab.shown_field.set_value(shown)
    tab.shown_field.edited.emit()
    assert [each.state for each in tab.model.shown_rows] == states


def test_search_finds_by_right_person_and_state(tab: RightsTab) -> None:
    assert tab.find_here()
    for typed, number in (("noah", 1), ("toegekend", 1), ("DAVO", 1), ("niets daarvan", 0)):
        tab.search_field.setText(typed)
        assert tab.model.rowCount() == number, typed


def test_a_link_leads_to_one_right(tab: RightsTab) -> None:
    tab.go_to(str(right_id("davo")))
    assert tab.table.current_row is not None
    assert tab.table.current_row.place[0] == right_id("davo")


def test_the_last_step_is_undone_and_that_can_be_undone(
    tab: RightsTab, answers: Answers, said: list[Message]
) -> None:
    tab.table.choose((right_id("leefloon"), None))
    tab.panel.undo_button.click()
    (step,) = [each for each in STEPS if each.details.state is S.GRANTED]
    assert answers.kept == [("take_back_step", step.id, 1)]
    assert said[0].action is not None
    said[0].action()
    assert answers.kept[1] == ("bring_back_step", step.id, 2)


def test_without_rights_the_tab_says_what_will_stand_there(
    answers: Answers, tasks: InlineTasks, desk: Desk, messages: Messages, show: Show
) -> None:
    answers.page = make_rights_page()
    made = RightsTab(tasks, desk, messages)
    show(made)
    made.show_family(FamilyData.of(make_page(), TODAY))
    assert "Hier komt te staan welke rechten" in texts(made)
    assert "Misschien iets voor dit gezin" in texts(made)
    assert made.first_focus().isVisible()


def test_enter_on_a_right_notes_its_next_step(tab: RightsTab, answers: Answers) -> None:
    tab.table.choose((right_id("leefloon"), None))
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    dialog = opened(tab)
    assert not dialog.right.isEnabled()
    assert dialog.monthly.value() == 123_450
    assert dialog.once.value() is None
    dialog.state.set_value(S.STOPPED)
    dialog.state.edited.emit()
    assert not dialog.monthly.isVisible()
    dialog.reason.set_value("verhuisd")
    dialog.on.setText("1/11")
    dialog.submit()
    (step,) = answers.steps
    assert (step.state, step.on, step.monthly_cents, step.not_taken_up) == (
        S.STOPPED,
        date(2026, 11, 1),
        None,
        "verhuisd",
    )
    assert dialog.result() == StepDialog.DialogCode.Accepted


def test_a_new_right_is_noted_for_one_person_with_an_amount(tab: RightsTab, answers: Answers) -> None:
    assert tab.new_here()
    dialog = opened(tab)
    dialog.submit()
    assert dialog.form.error_of("right_id") == "Kies over welk recht het gaat."
    dialog.right.set_value(right_id("uitpas"))
    dialog.member.set_value(LINA)
    dialog.state.set_value(S.GRANTED)
    dialog.state.edited.emit()
    QTest.keyClicks(dialog.once, "12,5")
    QTest.keyClick(dialog.once, Qt.Key.Key_Return)
    (step,) = answers.steps
    assert (step.right_id, step.member_id, step.once_cents) == (right_id("uitpas"), LINA, 1_250)


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("uit", Qt.Key.Key_Return), "uitpas"),
        (("onderhoudsgeld", Qt.Key.Key_Return), "davo"),
        (("huisvesting", Qt.Key.Key_Return), "sociale-huurwoning"),
        ((Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return), "leefloon"),
    ],
)
def test_a_right_is_found_by_any_word_of_it(
    tab: RightsTab, answers: Answers, keys: tuple[str | Qt.Key, ...], found: str
) -> None:
    tab.new_here()
    dialog = opened(tab)
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(dialog.right, key)
        else:
            QTest.keyClick(dialog.right, key)
    assert dialog.right.value() == right_id(found)
    dialog.submit()
    assert [step.right_id for step in answers.steps] == [right_id(found)]


def test_words_that_name_no_right_are_not_taken_for_one(tab: RightsTab) -> None:
    tab.new_here()
    dialog = opened(tab)
    QTest.keyClicks(dialog.right, "iets anders")
    QTest.keyClick(dialog.right, Qt.Key.Key_Tab)
    dialog.submit()
    assert dialog.form.error_of("right_id") == "Kies over welk recht het gaat."


def test_an_amount_and_a_date_that_cannot_be_are_told_at_their_field(tab: RightsTab) -> None:
    tab.new_here()
    dialog = opened(tab)
    dialog.right.set_value(right_id("uitpas"))
    dialog.state.set_value(S.HAS)
    dialog.state.edited.emit()
    dialog.monthly.setText("veel")
    dialog.submit()
    assert "geen bedrag" in dialog.form.error_of("monthly_cents")
    dialog.on.setText("")
    dialog.submit()
    assert dialog.form.error_of("on") == "Vul de datum in."


def test_a_refusal_stays_in_the_form(tab: RightsTab, answers: Answers) -> None:
    tab.new_here()
    dialog = opened(tab)
    dialog.right.set_value(right_id("uitpas"))
    answers.refusal = NeedsConsent()
    dialog.submit()
    assert "toestemming" in dialog.error_label.text()
    assert dialog.isVisible()


def test_a_right_of_somebody_who_left_can_still_be_stopped(tab: RightsTab, answers: Answers) -> None:
    stranger = replace(STEPS[4].details, member_id=right_id("weg"))
    answers.page = make_rights_page([replace(STEPS[4], details=stranger)])
    tab.show_family(FamilyData.of(make_page(), TODAY))
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    dialog = opened(tab)
    dialog.state.set_value(S.STOPPED)
    dialog.submit()
    assert answers.steps[0].member_id == right_id("weg")


def test_whoever_cannot_see_hears_every_part(tab: RightsTab) -> None:
    assert_every_focusable_widget_is_named(tab)
    tab.new_here()
    assert_every_focusable_widget_is_named(opened(tab))
