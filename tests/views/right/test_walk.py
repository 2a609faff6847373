"""The walk along the rights, by keys as a coach would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import KeptForLater, NeedsConsent
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.right_list import right_id
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.places import family_page
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.right.state_button import state_of_text
from gezinscoach_desktop.views.right.walk_page import WalkPage
from gezinscoach_desktop.views.right.walk_plan import WalkPlan
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.journeys.screen import seen_in
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.family.samples import NOAH, SOFIE, TODAY
from tests.views.right.conftest import Answers, a_step, make_rights_page, some_rights

Show = Callable[[QWidget], None]
S = RightState
CARE, DAVO, HOME, NMBS, UITPAS = (
    right_id(key) for key in ("kinderopvang-tarief", "davo", "sociale-huurwoning", "nmbs", "uitpas")
)
ENTER = Qt.Key.Key_Return


@pytest.fixture
def make_walk(tasks: InlineTasks, desk: Desk, messages: Messages, show: Show) -> Callable[[], WalkPage]:
    def make() -> WalkPage:
        page = WalkPage(tasks, desk, messages, make_rights_page().header.record.id)
        tasks.changed.connect(page.refresh)
        page.resize(1100, 760)
        show(page)
        page.load()
        return page

    return make


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key | str) -> None:
    """Each on whatever has the focus by then."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(focused(), key)
        else:
            QTest.keyClick(focused(), key)


def names(walk: WalkPage) -> list[str]:
    return [stop.right.key for stop in walk.list.model.shown_rows]


def test_rights_with_a_hint_come_first_and_then_those_by_life_domain(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    assert names(walk)[0] == "kinderopvang-tarief"
    rest = [right.key for right in some_rights() if right.key != "kinderopvang-tarief"]
    assert names(walk)[1:] == rest
    assert walk.list.progress_label.text() == "Recht 1 van 6 · 0 beslist"


def test_a_digit_and_enter_keep_one_right_and_go_to_the_next(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press("3", ENTER)
    assert answers.chosen == [(CARE, S.APPLIED, NOAH)]  # the hint is about Noah
    assert answers.steps[0].on == TODAY
    press("8", ENTER)
    assert len(answers.steps) == 2
    assert walk.list.progress_label.text() == "Recht 3 van 6 · 2 beslist"


def test_what_is_chosen_is_said_until_it_is_kept(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    assert "Nog niet bekeken" in seen_in(walk)
    press("3")
    assert "Aangevraagd gekozen, bewaard zodra je verdergaat" in seen_in(walk)
    assert "Nog niet bekeken" not in seen_in(walk)
    press(ENTER)
    assert "Nog niet bekeken" in seen_in(walk)


def test_enter_alone_goes_past_a_right_and_keeps_nothing(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press(*[ENTER] * 6)
    assert answers.steps == []
    assert "Er is nog niets beslist" in walk._end.sentence


@pytest.mark.parametrize(("typed", "state"), list(zip("&é\"'(§è!", S, strict=True)))
def test_the_digit_row_of_a_belgian_keyboard_works_without_shift(typed: str, state: RightState) -> None:
    assert state_of_text(typed) is state


def test_a_belgian_key_chooses_on_the_page_and_a_combination_does_not(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    for key, modifiers in (
        (Qt.Key.Key_Egrave, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier),
    ):
        text = "è" if key is Qt.Key.Key_Egrave else "2"
        QApplication.sendEvent(focused(), QKeyEvent(QKeyEvent.Type.KeyPress, key, modifiers, text))
    assert walk.plan is not None
    assert walk.plan.choice is not None
    assert walk.plan.choice.state is S.STOPPED


def test_amounts_go_along_and_enter_in_their_field_goes_on(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press("4")
    walk.card.monthly.setFocus()
    press("1.234,5")
    walk.card.once.setFocus()
    press("50", ENTER)
    assert [(step.monthly_cents, step.once_cents) for step in answers.steps] == [(123_450, 5_000)]
    assert walk.plan is not None
    assert walk.plan.place == 1


def test_an_amount_that_cannot_be_read_keeps_one_where_one_is(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press("4")
    walk.card.monthly.setFocus()
    press("veel", ENTER)
    assert answers.steps == []
    assert "geen bedrag" in walk.card.form.error_of("monthly_cents")
    walk.list.table.selectRow(3)
    assert walk.plan is not None
    assert walk.plan.place == 0


def test_fields_fit_the_state(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    assert not walk.card.note.isVisible()
    press("5")
    assert walk.card.reason.isVisible()
    assert not walk.card.monthly.isVisible()
    press("2")
    assert walk.card.monthly.isVisible()
    assert not walk.card.reason.isVisible()


def test_digits_are_text_in_the_note_and_escape_goes_back_to_the_choices(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    make_walk()
    press("1", Qt.Key.Key_T, "12 mei bellen", Qt.Key.Key_Escape, ENTER)
    assert [(step.state, step.note) for step in answers.steps] == [(S.TO_EXPLORE, "12 mei bellen")]


def test_enter_is_a_new_line_in_the_note_and_with_control_goes_on(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    make_walk()
    press("1", Qt.Key.Key_T, "eerst", ENTER, "dan")
    QTest.keyClick(focused(), ENTER, Qt.KeyboardModifier.ControlModifier)
    assert [step.note for step in answers.steps] == ["eerst\ndan"]


def test_one_right_can_stand_differently_for_several_people(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press(ENTER, "2")
    press(Qt.Key.Key_W, Qt.Key.Key_Right, Qt.Key.Key_Space)
    chosen_for = walk.plan.member_id if walk.plan is not None else None
    assert chosen_for is not None
    press(Qt.Key.Key_Escape, "3", ENTER)
    assert {(state, member) for _, state, member in answers.chosen} == {
        (S.HAS, None),
        (S.APPLIED, chosen_for),
    }


def test_backspace_takes_a_choice_back(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    make_walk()
    press("3", Qt.Key.Key_Backspace, ENTER)
    assert answers.steps == []


def test_arrows_and_space_choose_too(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    make_walk()
    press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Down)
    assert [step.state for step in answers.steps] == [S.APPLIED]


def test_leaving_at_any_moment_loses_nothing(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    press("4")
    walk.leave()
    assert [step.state for step in answers.steps] == [S.GRANTED]
    walk.leave()
    assert len(answers.steps) == 1


def test_done_for_now_keeps_and_goes_to_the_rights_of_the_family(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    went: list[Destination] = []
    walk.left_for.connect(went.append)
    press("1")
    walk.finish()
    assert went == [family_page(walk.plan.page.header.record.id, "rights")] if walk.plan else False
    assert len(answers.steps) == 1
    assert walk.is_done


def test_at_the_end_stands_what_was_decided(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    press("1", ENTER, "1", ENTER, "8", ENTER, ENTER, ENTER, ENTER)
    assert walk._end.sentence == (
        "Klaar: je besliste over 3 rechten (2 te onderzoeken, 1 niet van toepassing). Alles is bewaard."
    )


def test_the_next_walk_begins_with_what_is_open_and_shows_the_rest_when_asked(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    answers.page = make_rights_page(
        [
            a_step(S.HAS, "davo", number=1),
            a_step(S.TO_EXPLORE, "uitpas", TODAY - timedelta(days=9), number=2),
            a_step(S.NOT_APPLICABLE, "leefloon", number=3),
        ],
        hints=(),
    )
    walk = make_walk()
    assert "davo" not in names(walk)
    assert "uitpas" in names(walk)
    walk.list.everything_field.click()
    assert {"davo", "leefloon"} <= set(names(walk))


def test_how_it_stood_is_shown_with_its_date(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    answers.page = make_rights_page(
        [a_step(S.TO_EXPLORE, "uitpas", TODAY - timedelta(days=9), number=2)], hints=()
    )
    walk = make_walk()
    walk.go_to(str(UITPAS))
    assert walk.card._now.text() == "Te onderzoeken sinds 13/11/2026"
    assert walk.card.states.buttons[0].accessibleName() == "1 Te onderzoeken, nu"


def test_a_right_that_was_decided_can_be_gone_to(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    answers.page = make_rights_page([a_step(S.HAS, "davo")])
    walk = make_walk()
    walk.go_to(str(DAVO))
    assert walk.plan is not None
    assert walk.plan.stop is not None
    assert walk.plan.stop.right.id == DAVO


def test_a_right_is_chosen_in_the_list_and_its_state_typed_there(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    walk.list.table.setFocus()
    press(Qt.Key.Key_Down, "5", Qt.Key.Key_Down)
    assert [step.state for step in answers.steps] == [S.REFUSED]
    assert walk.plan is not None
    assert walk.plan.place == 2


def test_what_the_store_refuses_comes_back_with_what_was_filled_in(
    answers: Answers, make_walk: Callable[[], WalkPage], tasks: InlineTasks
) -> None:
    refusals: list[Exception] = []
    tasks.refused.connect(refusals.append)
    walk = make_walk()
    press("1", Qt.Key.Key_T, "later", Qt.Key.Key_Escape)
    answers.refusal = NeedsConsent()
    press(ENTER)
    assert walk.plan is not None
    assert walk.plan.place == 0
    assert walk.card.note.value() == "later"
    assert isinstance(refusals[0], NeedsConsent)
    press(ENTER)
    assert [(step.state, step.note) for step in answers.steps] == [(S.TO_EXPLORE, "later")]


def test_what_is_kept_for_later_counts_as_kept(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    answers.refusal = KeptForLater()
    press("1", ENTER)
    assert walk.plan is not None
    assert walk.plan.place == 1
    assert walk.plan.choices == {}


def test_news_of_a_colleague_leaves_what_is_being_typed(
    answers: Answers, make_walk: Callable[[], WalkPage]
) -> None:
    walk = make_walk()
    press("1", Qt.Key.Key_T, "half")
    answers.page = make_rights_page([a_step(S.HAS, "davo")])
    walk.refresh(Change(frozenset({Noun.RIGHT}), walk.family_id))
    assert walk.card.note.value() == "half"
    assert len(names(walk)) == 6


def test_with_nothing_left_the_page_says_so(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    answers.page = make_rights_page(
        [a_step(S.HAS, right.key, number=place) for place, right in enumerate(some_rights())], hints=()
    )
    walk = make_walk()
    assert "al bekeken" in walk._end.sentence


def test_the_walk_can_stay_with_one_life_domain(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    press("8", ENTER)
    for domain, found in ((LifeDomain.MOBILITY, ["nmbs"]), (LifeDomain.ADMINISTRATION, ["davo"])):
        walk.list.domain_field.set_value(domain)
        walk.list.domain_field.edited.emit()
        assert names(walk) == found
    walk.list.domain_field.set_value(LifeDomain.SAFETY)
    walk.list.domain_field.edited.emit()
    assert walk._end.sentence.startswith("Bij veiligheid is alles al bekeken.")
    walk.list.domain_field.set_value(None)
    walk.list.domain_field.edited.emit()
    assert len(names(walk)) == 6
    assert [step.state for step in answers.steps] == [S.NOT_APPLICABLE]


def test_a_retired_right_is_not_proposed() -> None:
    page = make_rights_page()
    gone = tuple(
        replace(right, details=replace(right.details, retired_on=TODAY)) if right.id == NMBS else right
        for right in page.rights
    )
    plan = WalkPlan(replace(page, rights=gone), TODAY)
    assert NMBS not in {stop.right.id for stop in plan.stops}


def test_changing_the_state_drops_what_no_longer_fits() -> None:
    plan = WalkPlan(make_rights_page(), TODAY)
    chosen = plan.choose(S.GRANTED)
    assert chosen is not None
    chosen.monthly_cents, chosen.note = 100, "blijft"
    plan.choose(S.REFUSED)
    chosen.not_taken_up = "te laat"
    plan.choose(S.APPLIED)
    (step,) = plan.steps()
    assert (step.monthly_cents, step.not_taken_up, step.note) == (None, "", "blijft")


def test_an_amount_per_month_that_is_known_is_not_lost_by_deciding_again() -> None:
    page = make_rights_page([a_step(S.HAS, "uitpas", monthly=900, once=100)])
    plan = WalkPlan(page, TODAY, is_everything=True)
    plan.go_to_right(UITPAS)
    chosen = plan.choose(S.GRANTED)
    assert chosen is not None
    assert (chosen.monthly_cents, chosen.once_cents) == (900, None)
    assert plan.choose(S.STOPPED) is chosen
    assert chosen.monthly_cents is None


def test_about_whom_is_asked_first_is_whose_right_it_was() -> None:
    plan = WalkPlan(make_rights_page([a_step(S.TO_EXPLORE, "uitpas", member=SOFIE)]), TODAY)
    plan.go_to_right(UITPAS)
    assert plan.member_id == SOFIE
    plan.go_to_right(HOME)
    assert plan.member_id is None


def test_whoever_cannot_see_hears_every_part(answers: Answers, make_walk: Callable[[], WalkPage]) -> None:
    walk = make_walk()
    press("2")
    assert_every_focusable_widget_is_named(walk)
