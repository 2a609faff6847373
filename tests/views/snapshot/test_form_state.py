"""What the form knows, without a window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Setback, Snapshot
from gezinscoach_desktop.services.snapshot import DraftEntry, SnapshotForm
from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.past import PastValue
from tests.views.snapshot.samples import (
    BASELINE,
    DEBTS,
    EMRE,
    INCOME,
    LINA,
    MARIA,
    NOAH,
    NOW,
    RESIDENCE,
    SAFETY,
    SOFIE,
    SPRING,
    SUMMER,
    TODAY,
    make_form,
    make_history,
    make_members,
)


def make_state(**changed: object) -> FormState:
    return FormState(make_form(**changed))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------------ carried values


def test_a_value_is_carried_from_the_last_snapshot_that_has_it() -> None:
    content = make_state().content(INCOME)
    assert (content.level, content.is_entered, content.status) == (2, False, "sinds 19/05/2026")


def test_a_place_without_history_has_no_value() -> None:
    content = make_state().content(SAFETY)
    assert not content.has_level
    assert content.level_text == "Nog niet ingevuld"


def test_not_applicable_is_carried_too() -> None:
    content = make_state().content((LINA, "youth_care"))
    assert content.has_level
    assert content.level is None
    assert content.level_text == "Niet van toepassing"


def test_an_earlier_date_carries_what_held_then() -> None:
    state = make_state()
    state.change_date(date(2026, 3, 1), today=TODAY)
    assert state.content(INCOME).level == 1
    assert (state.previous_day, state.later_day) == (BASELINE, SPRING)


def test_carried_values_never_enter_the_draft() -> None:
    assert make_state().draft().entries == {}


# ------------------------------------------------------------------------------------------------------ entering


def test_an_entered_level_says_from_where_to_where() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    content = state.content(INCOME)
    assert (content.status, content.steps, content.previous_level) == ("2 → 3", 1, 2)
    assert content.spoken == "niveau 3 van 5: Inkomen is nipt toereikend, vorige keer 2"


def test_the_same_level_again_is_a_confirmation_without_reason() -> None:
    state = make_state()
    state.set_level(INCOME, 2)
    assert state.content(INCOME).status == "bevestigd"
    assert state.draft().entries[INCOME].reason is None
    assert (state.counts().changed, state.counts().confirmed) == (0, 1)


def test_a_first_value_has_no_reason() -> None:
    state = make_state()
    state.set_level(SAFETY, 4)
    assert state.content(SAFETY).status == "ingevuld"
    assert not state.content(SAFETY).asks_reason


def test_from_not_applicable_to_a_level_asks_a_reason_but_is_no_movement() -> None:
    state = make_state()
    state.set_level((LINA, "youth_care"), 3)
    content = state.content((LINA, "youth_care"))
    assert content.asks_reason
    assert content.previous_is_not_applicable
    assert (content.steps, content.status) == (0, "n.v.t. → 3")


@pytest.mark.parametrize("level", [0, 6, 9, -1])
def test_a_level_that_does_not_exist_is_ignored(level: int) -> None:
    state = make_state()
    state.set_level(INCOME, level)
    assert not state.can_undo


@pytest.mark.parametrize(
    ("place", "step", "expected"),
    [
        (INCOME, 1, (3, True)),
        (INCOME, -1, (1, True)),
        (SAFETY, 1, (1, True)),
        (SAFETY, -1, (5, True)),
        ((None, "independent_living"), 1, (5, False)),
    ],
)
def test_arrows_step_from_what_is_shown_and_stop_at_the_ends(
    place: Place, step: int, expected: tuple[int, bool]
) -> None:
    state = make_state()
    state.step_level(place, step)
    content = state.content(place)
    assert (content.level, content.is_entered) == expected


def test_stepping_back_onto_the_carried_level_is_as_before() -> None:
    state = make_state()
    state.step_level(INCOME, 1)
    state.step_level(INCOME, -1)
    assert state.draft().entries == {}


def test_back_to_the_previous_level_removes_the_entry() -> None:
    state = make_state()
    state.set_level(INCOME, 4)
    state.clear_level(INCOME)
    assert state.draft().entries == {}
    assert state.content(INCOME).level == 2


def test_back_to_the_previous_level_never_throws_a_note_away() -> None:
    state = make_state()
    state.set_level(INCOME, 4)
    state.set_note(INCOME, "Leefloon")
    state.clear_level(INCOME)
    assert state.draft().entries == {INCOME: DraftEntry(note="Leefloon")}
    assert state.content(INCOME).status == "niveau ontbreekt"


def test_an_emptied_note_without_level_leaves_nothing_behind() -> None:
    state = make_state()
    state.set_note(INCOME, "x")
    state.set_note(INCOME, "")
    assert state.draft().entries == {}


# ------------------------------------------------------------------------------------------------------ reasons


def test_a_difference_is_a_changed_situation_until_said_otherwise() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    assert state.draft().entries[INCOME].reason is Reason.CHANGED
    state.set_reason(INCOME, Reason.INSIGHT)
    assert state.draft().entries[INCOME].reason is Reason.INSIGHT


def test_a_drop_in_a_changed_situation_asks_where_it_comes_from() -> None:
    state = make_state()
    state.set_level(INCOME, 1)
    assert state.content(INCOME).asks_setback
    state.set_setback(INCOME, Setback.INCOME)
    assert state.draft().entries[INCOME].setback is Setback.INCOME


def test_another_reason_or_a_higher_level_needs_no_setback() -> None:
    state = make_state()
    state.set_level(INCOME, 1)
    state.set_setback(INCOME, Setback.INCOME)
    state.set_reason(INCOME, Reason.CORRECTION)
    assert state.draft().entries[INCOME].setback is None
    state.set_reason(INCOME, Reason.CHANGED)
    state.set_setback(INCOME, Setback.HEALTH)
    state.set_level(INCOME, 4)
    assert state.draft().entries[INCOME].setback is None


def test_a_reason_where_nothing_differs_is_not_kept() -> None:
    state = make_state()
    state.set_level(INCOME, 2)
    state.set_reason(INCOME, Reason.INSIGHT)
    assert state.draft().entries[INCOME].reason is None


def test_another_date_asks_reasons_only_where_the_level_differs_then() -> None:
    state = make_state()
    state.set_level(INCOME, 1)
    state.change_date(date(2026, 3, 1), today=TODAY)
    assert state.draft().entries[INCOME].reason is None


# ------------------------------------------------------------------------------------------------------ undo and redo


def test_every_change_can_be_undone_and_redone() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    state.set_level(DEBTS, 3)
    assert state.undo() == DEBTS
    assert state.undo() == INCOME
    assert state.draft().entries == {}
    assert state.redo() == INCOME
    assert state.content(INCOME).level == 3
    assert state.redo() == DEBTS
    assert not state.can_redo


def test_undo_of_nothing_does_nothing() -> None:
    state = make_state()
    assert state.undo() is None
    assert state.redo() is None


def test_what_is_typed_in_one_go_is_undone_in_one_go() -> None:
    state = make_state()
    for typed in ("L", "Le", "Lee"):
        state.set_note(INCOME, typed)
    state.end_burst()
    state.set_note(INCOME, "Leef")
    state.undo()
    assert state.content(INCOME).note == "Lee"
    state.undo()
    assert state.content(INCOME).note == ""
    assert not state.can_undo


def test_notes_of_two_items_are_two_steps() -> None:
    state = make_state()
    state.set_note(INCOME, "a")
    state.set_note(DEBTS, "b")
    state.set_note(INCOME, "aa")
    state.undo()
    assert (state.content(INCOME).note, state.content(DEBTS).note) == ("a", "b")


def test_a_new_change_after_undo_ends_redo() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    state.undo()
    state.set_level(INCOME, 4)
    assert not state.can_redo


def test_date_and_baseline_can_be_undone() -> None:
    state = make_state()
    state.change_date(SUMMER, today=TODAY)
    state.set_revised_baseline(True)
    state.undo()
    assert not state.is_revised_baseline
    state.undo()
    assert state.day == TODAY
    assert state.content(INCOME).level == 2


def test_a_form_thrown_away_comes_back() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    thrown_away = state.begin_again()
    assert not state.has_content
    state.set_level(DEBTS, 4)
    state.put_back(thrown_away)
    assert {place: entry.level for place, entry in state.draft().entries.items()} == {INCOME: 3, DEBTS: 4}


_ACTIONS = st.lists(
    st.tuples(
        st.sampled_from([INCOME, DEBTS, SAFETY, (SOFIE, "dutch"), (LINA, "youth_care")]),
        st.sampled_from(["set", "step", "clear", "note", "burst", "reason", "setback"]),
        st.integers(0, 5),
    ),
    max_size=25,
)


@given(_ACTIONS)
def test_undoing_everything_gives_the_form_as_it_was_found(actions: list[tuple[Place, str, int]]) -> None:
    state = make_state()
    for place, action, number in actions:
        match action:
            case "set":
                state.set_level(place, number or None)
            case "step":
                state.step_level(place, 1 if number % 2 else -1)
            case "clear":
                state.clear_level(place)
            case "note":
                state.set_note(place, "x" * number)
            case "burst":
                state.end_burst()
            case "reason":
                state.set_reason(place, list(Reason)[number % 3])
            case _:
                state.set_setback(place, list(Setback)[number])
        assert DraftEntry() not in state.draft().entries.values()
    filled_in = state.draft()
    while state.can_undo:
        state.undo()
    assert state.draft().entries == {}
    while state.can_redo:
        state.redo()
    assert state.draft() == filled_in


# ------------------------------------------------------------------------------------------------------ who and order


def test_the_household_comes_first_and_children_are_called_by_their_given_name() -> None:
    state = make_state()
    assert [who.name for who in state.route.present] == [
        "Huishouden",
        "Sofie Peeters",
        "Emre Yilmaz",
        "Lina",
        "Noah",
    ]
    assert [who.age for who in state.route.present] == ["", "34 jaar", "36 jaar", "8 jaar", "2 jaar"]
    assert [who.name for who in state.route.people if not who.is_present] == ["Maria Claes"]


def test_who_lived_here_on_an_earlier_date_is_present_then() -> None:
    state = make_state()
    state.change_date(date(2025, 12, 1), today=TODAY)
    assert MARIA in {who.id for who in state.route.present}


def test_items_that_do_not_fit_the_age_are_folded_unless_they_have_a_value() -> None:
    state = make_state()
    lina = {section.key: section for section in state.route.sections(LINA)}
    assert lina["basic_needs_infant"].folded == {(LINA, "baby_supplies"), (LINA, "kind_en_gezin")}
    noah = {section.key: section for section in state.route.sections(NOAH)}
    assert noah["school"].folded == {
        (NOAH, "school_attendance"), (NOAH, "learning"), (NOAH, "school_wellbeing"),
    }  # fmt: skip
    state.set_level((LINA, "kind_en_gezin"), 3)
    lina = {section.key: section for section in state.route.sections(LINA)}
    assert lina["basic_needs_infant"].folded == {(LINA, "baby_supplies")}


def test_unfolded_items_stand_in_the_order_of_the_instrument() -> None:
    state = make_state()
    state.route.unfold(LINA, "basic_needs_infant")
    section = next(s for s in state.route.sections(LINA) if s.key == "basic_needs_infant")
    assert [item for _, item in section.shown] == ["baby_supplies", "kind_en_gezin", "family_support"]


def test_walking_down_skips_folded_items_and_goes_on_with_the_next_person() -> None:
    state = make_state()
    assert state.route.next_place(RESIDENCE) == (None, "housing_affordability")
    assert state.route.next_place(SAFETY) == (SOFIE, "recognition")
    assert state.route.previous_place((SOFIE, "recognition")) == SAFETY
    assert state.route.next_place((LINA, "youth_care")) == (LINA, "family_support")


def test_walking_stops_at_both_ends() -> None:
    state = make_state()
    assert state.route.previous_place(RESIDENCE) is None
    assert state.route.next_place((NOAH, "child_mobility")) is None


def test_walking_meets_every_shown_item_once() -> None:
    state = make_state()
    place: Place | None = state.route.first_place(None)
    met: list[Place] = []
    while place is not None:
        met.append(place)
        place = state.route.next_place(place)
    shown = [
        p for who in state.route.present for section in state.route.sections(who.id) for p in section.shown
    ]
    assert met == shown


def test_persons_go_round() -> None:
    state = make_state()
    assert state.route.person_beside(None, 1) == SOFIE
    assert state.route.person_beside(None, -1) == NOAH


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("inkom", INCOME),
        ("geestelijk", None),
        ("MENTALE", (EMRE, "adult_mental_health")),
        ("gezondheid sofie", (SOFIE, "adult_physical_health")),
        ("maatschappelijke orie", (EMRE, "social_orientation")),
        ("", None),
    ],
)
def test_an_item_is_found_by_part_of_its_name_first_of_the_person_shown(
    typed: str, first: Place | None
) -> None:
    hits = make_state().route.find(typed, first=EMRE)
    assert (hits[0].place if hits else None) == first


# ------------------------------------------------------------------------------------------------------ history


def test_the_history_tells_entered_from_carried_and_ends_with_the_form() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    assert state.history(INCOME) == (
        PastValue(BASELINE, 1, is_entered=True),
        PastValue(SPRING, 2, is_entered=True),
        PastValue(SUMMER, 2, is_entered=False),
        PastValue(TODAY, 3, is_entered=True),
    )


def test_earlier_notes_come_newest_first() -> None:
    notes = make_state().earlier_notes(INCOME)
    assert [(note.date, note.is_baseline) for note in notes] == [(SPRING, False), (BASELINE, True)]


# ------------------------------------------------------------------------------------------------------ draft and finish


def test_the_draft_keeps_its_id_and_where_it_was_left() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    draft = state.draft(DEBTS)
    assert (draft.id, draft.resume_at) == (make_form().draft.id, DEBTS)


def test_a_draft_found_again_goes_on_where_it_was_left() -> None:
    state = make_state(entries={DEBTS: DraftEntry(3, True)}, resume_at=(LINA, "baby_supplies"), saved_at=NOW)
    assert state.is_resumed
    assert state.resume_place() == (LINA, "baby_supplies")
    assert (LINA, "baby_supplies") in [p for section in state.route.sections(LINA) for p in section.shown]


def test_a_place_that_is_gone_is_not_resumed() -> None:
    assert make_state(resume_at=(LINA, "income")).resume_place() == RESIDENCE


def test_nothing_filled_in_cannot_be_finished() -> None:
    problem = make_state().first_problem()
    assert problem is not None
    assert problem.place is None
    assert problem.message.startswith("Er is nog niets ingevuld.")


def test_a_note_without_level_is_pointed_at() -> None:
    state = make_state()
    state.set_level(INCOME, 3)
    state.set_note((LINA, "learning"), "Zorgoverleg gepland")
    problem = state.first_problem()
    assert problem is not None
    assert problem.place == (LINA, "learning")
    assert problem.message == "Kies een niveau of n.v.t. bij Leertraject (Lina), of wis de toelichting."


def test_a_form_with_a_level_can_be_finished() -> None:
    state = make_state()
    state.set_level(INCOME, None)
    assert state.first_problem() is None


def test_a_date_that_lies_ahead_is_refused() -> None:
    state = make_state()
    with pytest.raises(InvalidInput, match="toekomst"):
        state.change_date(date(2026, 11, 15), today=TODAY)
    assert state.day == TODAY


def test_counts_are_over_everybody_present() -> None:
    counts = make_state().counts()
    assert counts.items == 8 + 2 * 21 + 2 * 16


def test_a_member_added_meanwhile_leaves_what_was_filled_in() -> None:
    state = make_state(members=())
    state.set_level(INCOME, 3)
    state.take_form(make_form())
    assert len(state.route.present) == 5
    assert state.content(INCOME).level == 3
    assert state.can_undo


def with_income(level: int) -> SnapshotForm:
    """A colleague registered an income meanwhile."""
    made = make_form()
    later = Snapshot(UUID(int=999), 4, TODAY, (Score(None, "income", level),))
    return replace(made, snapshots=(*made.snapshots, later))


@pytest.mark.parametrize("is_found_again", [True, False])
def test_a_difference_that_a_colleague_makes_is_a_changed_situation_until_said_otherwise(
    is_found_again: bool,
) -> None:
    """As it will be registered: what the form shows and asks is no less."""
    if is_found_again:
        state = FormState(
            replace(with_income(4), draft=make_form(entries={INCOME: DraftEntry(2, True)}).draft)
        )
    else:
        state = make_state()
        state.set_level(INCOME, 2)
        assert not state.content(INCOME).asks_reason
        state.take_form(with_income(4))
    content = state.content(INCOME)
    assert (content.asks_reason, content.reason, content.asks_setback) == (True, Reason.CHANGED, True)
    state.take_form(with_income(2))
    assert state.draft().entries[INCOME] == DraftEntry(2, True)


def test_what_is_put_back_fits_the_date_of_now() -> None:
    state = make_state()
    state.set_level(INCOME, 2)
    thrown_away = state.begin_again()
    state.change_date(date(2026, 3, 1), today=TODAY)
    state.put_back(thrown_away)
    assert state.content(INCOME).reason is Reason.CHANGED


def as_an_adult(member: UUID) -> SnapshotForm:
    """Somebody put the role of this child right."""
    members = tuple(
        replace(one, details=replace(one.details, role=Role.ADULT)) if one.id == member else one
        for one in make_members()
    )
    return make_form(members=members)


def test_what_was_filled_in_for_a_child_that_is_an_adult_now_is_left_out_and_stands_in_nobodys_way() -> None:
    learning = (LINA, "learning")
    state = make_state()
    state.set_level(INCOME, 3)
    state.set_note(learning, "Zorgoverleg gepland")
    state.take_form(as_an_adult(LINA))
    assert set(state.left_out) == {learning}
    assert (state.counts().changed, state.first_problem()) == (1, None)
    assert not state.is_person_touched(LINA)
    assert set(state.draft_to_finish().entries) == {INCOME}
    assert set(state.draft().entries) == {INCOME, learning}
    assert state.undo() is None
    state.take_form(make_form())
    assert not state.left_out


def test_an_item_that_the_instrument_no_longer_has_is_left_out_and_told() -> None:
    state = make_state(entries={(None, "gone"): DraftEntry(3, True), INCOME: DraftEntry(3, True)})
    assert state.counts().changed == 1
    assert state.left_out == ((None, "gone"),)
    assert "een item dat niet meer bestaat" in words.left_out(state)


def test_taking_back_a_change_to_who_left_the_family_shows_no_place() -> None:
    state = make_state()
    state.set_level((LINA, "learning"), 3)
    state.take_form(make_form(members=()))
    assert state.undo() is None
    assert not state.has_content


def test_the_first_measurement_is_known_as_such() -> None:
    assert make_state(snapshots=()).is_first_measurement
    one = make_history()[:1]
    assert not make_state(
        snapshots=(replace(one[0], scores=(Score(None, "income", 1),)),)
    ).is_first_measurement
