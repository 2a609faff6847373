"""The trajectory of a family: phases put right and taken back, closing and returning, and who supports it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import AssignmentRecord, FamilyInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind, ClosingReason, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, change_phase, list_families, read_family
from gezinscoach_desktop.services.trajectory import (
    close_family,
    coaches,
    correct_phase,
    hand_over,
    read_course,
    reopen_family,
    step_in,
    step_out,
    take_back_handover,
    take_back_phase,
)
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk, register
from tests.offices import ON_FILE, NewDesk

MARCH, JUNE, SEPTEMBER = date(2026, 3, 2), date(2026, 6, 1), date(2026, 9, 1)
FIRST = PhaseStart(Phase.GETTING_TO_KNOW, MARCH)
RESPONSIBLE, SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


@pytest.fixture
def family(desk: Desk) -> UUID:
    """Known since March, with An."""
    consent = ConsentInput(ConsentKind.COACHING, MARCH)
    done = add_family(at_desk(desk, MARCH), FamilyInput(name="Nagy", started_on=MARCH), (), consent)
    assert done.id is not None
    return done.id


def phases(desk: Desk, family: UUID) -> tuple[PhaseStart, ...]:
    return read_family(desk, family).phases


def support(desk: Desk, family: UUID) -> list[tuple[str, AssignmentKind, date, date | None]]:
    return [_told(each) for each in read_family(desk, family).assignments]


def _told(each: AssignmentRecord) -> tuple[str, AssignmentKind, date, date | None]:
    return each.coach, each.kind, each.since, each.until


# -------------------------------------------------------------------------------------------------------------- phases
@ON_FILE
def test_a_phase_that_was_begun_by_mistake_is_taken_back(desk: Desk, family: UUID) -> None:
    intensive = PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk")
    change_phase(desk, family, intensive)
    take_back_phase(desk, family, intensive)
    assert phases(desk, family) == (FIRST,)
    assert list_families(desk)[0].phase is Phase.GETTING_TO_KNOW


@ON_FILE
def test_what_was_replaced_on_the_same_day_comes_back(desk: Desk, family: UUID) -> None:
    first, second = PhaseStart(Phase.INTENSIVE, JUNE, "Eerst"), PhaseStart(Phase.PAUSED, JUNE, "Reis")
    change_phase(desk, family, first)
    change_phase(desk, family, second)
    assert phases(desk, family) == (FIRST, second)
    take_back_phase(desk, family, second, first)
    assert phases(desk, family) == (FIRST, first)


@pytest.mark.parametrize("day", [JUNE - timedelta(days=9), JUNE + timedelta(days=9)])
def test_a_phase_moves_to_the_day_on_which_it_really_began(desk: Desk, family: UUID, day: date) -> None:
    change_phase(desk, family, PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk"))
    change_phase(desk, family, PhaseStart(Phase.WINDING_DOWN, SEPTEMBER, "Het gaat goed"))
    right = PhaseStart(Phase.INTENSIVE, day, "Veel tegelijk")
    correct_phase(desk, family, PhaseStart(Phase.INTENSIVE, JUNE, "Veel tegelijk"), right)
    assert phases(desk, family) == (FIRST, right, PhaseStart(Phase.WINDING_DOWN, SEPTEMBER, "Het gaat goed"))


@ON_FILE
def test_a_correction_of_what_a_colleague_changed_meanwhile_is_refused(desk: Desk, family: UUID) -> None:
    change_phase(desk, family, PhaseStart(Phase.INTENSIVE, JUNE))
    seen = PhaseStart(Phase.LESS_INTENSIVE, JUNE)
    with pytest.raises(ChangedMeanwhile):
        correct_phase(desk, family, seen, PhaseStart(Phase.PAUSED, JUNE))
    with pytest.raises(ChangedMeanwhile):
        take_back_phase(desk, family, seen)
    assert phases(desk, family)[-1].phase is Phase.INTENSIVE


@ON_FILE
def test_two_phases_never_begin_on_one_day(desk: Desk, family: UUID) -> None:
    change_phase(desk, family, PhaseStart(Phase.INTENSIVE, JUNE, "Veel"))
    change_phase(desk, family, PhaseStart(Phase.WINDING_DOWN, SEPTEMBER, "Goed"))
    with pytest.raises(InvalidInput) as caught:
        correct_phase(
            desk,
            family,
            PhaseStart(Phase.WINDING_DOWN, SEPTEMBER, "Goed"),
            PhaseStart(Phase.WINDING_DOWN, JUNE),
        )
    assert caught.value.field == "since"


@ON_FILE
def test_the_very_first_phase_cannot_be_taken_away(desk: Desk, family: UUID) -> None:
    with pytest.raises(InvalidInput, match="eerste fase"):
        take_back_phase(desk, family, FIRST)
    later = PhaseStart(Phase.GETTING_TO_KNOW, JUNE)
    with pytest.raises(InvalidInput, match="eerste fase"):
        correct_phase(desk, family, FIRST, later)
    earlier = PhaseStart(Phase.GETTING_TO_KNOW, MARCH - timedelta(days=30))
    correct_phase(desk, family, FIRST, earlier)
    assert phases(desk, family) == (earlier,)


@ON_FILE
def test_a_closing_needs_a_reason(desk: Desk, family: UUID) -> None:
    with pytest.raises(InvalidInput) as caught:
        close_family(desk, family, PhaseStart(Phase.CLOSED, TODAY, "Verhuisd naar Gent"))
    assert caught.value.field == "closing_reason"
    with pytest.raises(InvalidInput):
        close_family(
            desk, family, PhaseStart(Phase.CLOSED, TODAY + timedelta(days=1), None, ClosingReason.MOVED)
        )


@ON_FILE
def test_a_family_that_returns_finds_its_history_and_its_coach(desk: Desk, family: UUID) -> None:
    register(at_desk(desk, JUNE), family, JUNE, {(None, "income"): 2})
    closing = PhaseStart(Phase.CLOSED, SEPTEMBER, "Verhuisd naar Gent", ClosingReason.MOVED)
    close_family(desk, family, closing)
    (row,) = list_families(desk)
    assert (row.phase, row.responsible, row.is_mine) == (Phase.CLOSED, "An", True)
    reopen_family(desk, family)
    (row,) = list_families(desk)
    assert (row.phase, row.responsible, row.is_mine, row.snapshots) == (Phase.INTENSIVE, "An", True, 1)
    assert phases(desk, family) == (FIRST, closing, PhaseStart(Phase.INTENSIVE, TODAY))
    with pytest.raises(InvalidInput, match="niets te heropenen"):
        reopen_family(desk, family)


@ON_FILE
def test_a_family_that_was_followed_less_closely_returns_so(desk: Desk, family: UUID) -> None:
    change_phase(desk, family, PhaseStart(Phase.LESS_INTENSIVE, JUNE))
    change_phase(desk, family, PhaseStart(Phase.PAUSED, SEPTEMBER, "Lange reis"))
    reopen_family(desk, family)
    assert phases(desk, family)[-1] == PhaseStart(Phase.LESS_INTENSIVE, TODAY)


# ------------------------------------------------------------------------------------------------------------- coaches
def test_a_family_is_handed_over_with_the_old_coach_beside(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    hand_over(desk, family, bo.account.id, SEPTEMBER, "An gaat met pensioen", stays_second=True)
    assert support(desk, family) == [
        ("An", RESPONSIBLE, MARCH, SEPTEMBER),
        ("Bo", RESPONSIBLE, SEPTEMBER, None),
        ("An", SECOND, SEPTEMBER, None),
    ]
    assert {each.reason for each in read_family(desk, family).assignments} == {"", "An gaat met pensioen"}
    (row,) = list_families(desk)
    assert (row.responsible, row.second) == ("Bo", "An")


@ON_FILE
def test_a_handover_is_taken_back_whole(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    step_in(desk, family, bo.account.id, JUNE, "")
    before = support(desk, family)
    for _ in range(2):  # also after having been taken back once
        hand_over(desk, family, bo.account.id, SEPTEMBER, "", stays_second=True)
        assert ("Bo", SECOND, JUNE, SEPTEMBER) in support(desk, family)
        take_back_handover(desk, family, bo.account.id, SEPTEMBER, desk.account.id)
        assert support(desk, family) == before
    with pytest.raises(ChangedMeanwhile):
        take_back_handover(desk, family, bo.account.id, SEPTEMBER, desk.account.id)


@ON_FILE
def test_a_handover_on_the_day_it_was_given_can_be_taken_back_too(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    hand_over(desk, family, bo.account.id, MARCH, "")
    assert support(desk, family) == [("Bo", RESPONSIBLE, MARCH, None)]
    take_back_handover(desk, family, bo.account.id, MARCH, desk.account.id)
    assert support(desk, family) == [("An", RESPONSIBLE, MARCH, None)]


@ON_FILE
def test_a_handover_may_lie_ahead(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    hand_over(desk, family, bo.account.id, TODAY + timedelta(days=30), "Vanaf januari")
    assert list_families(desk)[0].responsible == "An"
    assert list_families(at_desk(desk, TODAY + timedelta(days=30)))[0].responsible == "Bo"


@ON_FILE
def test_a_handover_that_cannot_be_is_refused(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    only = add_colleague(desk, "Kim", OfficeRole.COORDINATOR)
    for to, on, field in (
        (desk.account.id, JUNE, "to"),
        (only.account.id, JUNE, "to"),
        (bo.account.id, MARCH - timedelta(days=1), "on"),
        (bo.account.id, TODAY + timedelta(days=900), "on"),
    ):
        with pytest.raises(InvalidInput) as caught:
            hand_over(desk, family, to, on, "")
        assert caught.value.field == field
    assert support(desk, family) == [("An", RESPONSIBLE, MARCH, None)]


def test_a_second_coach_steps_in_and_out(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    step_in(desk, family, bo.account.id, JUNE, "An is met verlof")
    with pytest.raises(InvalidInput, match="al sinds 01/06/2026"):
        step_in(desk, family, bo.account.id, SEPTEMBER, "")
    step_out(desk, family, bo.account.id, JUNE, SEPTEMBER)
    assert support(desk, family)[-1] == ("Bo", SECOND, JUNE, SEPTEMBER)
    step_out(desk, family, bo.account.id, JUNE, None)
    assert support(desk, family)[-1] == ("Bo", SECOND, JUNE, None)
    step_out(desk, family, bo.account.id, JUNE, JUNE)
    assert support(desk, family) == [("An", RESPONSIBLE, MARCH, None)]
    with pytest.raises(InvalidInput):
        step_out(desk, family, bo.account.id, JUNE, MARCH)


def test_the_coaches_to_choose_from_with_how_many_families_each_has(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    add_colleague(desk, "Kim", OfficeRole.COORDINATOR)
    assign(desk, family, bo, SECOND, MARCH, JUNE)
    assert [(coach.name, coach.families) for coach in coaches(desk)] == [("An", 1), ("Bo", 0)]


def test_the_course_tells_what_happened_on_which_day(desk: Desk, family: UUID) -> None:
    register(at_desk(desk, JUNE), family, JUNE, {(None, "income"): 2})
    course = read_course(desk, family)
    assert (course.phases, course.snapshots, course.contacts, course.today) == ((FIRST,), (JUNE,), (), TODAY)
    assert [(each.coach, each.since) for each in course.supports] == [("An", MARCH)]
    assert course.begins == MARCH


@ON_FILE
def test_a_handover_decided_on_what_is_no_longer_so_is_refused(desk: Desk, family: UUID) -> None:
    bo = add_colleague(desk, "Bo", OfficeRole.COACH)
    kim = add_colleague(desk, "Kim", OfficeRole.COACH)
    hand_over(desk, family, bo.account.id, SEPTEMBER, "", False, desk.account.id)
    with pytest.raises(ChangedMeanwhile):
        hand_over(desk, family, kim.account.id, SEPTEMBER, "", False, desk.account.id)
    assert support(desk, family)[-1] == ("Bo", RESPONSIBLE, SEPTEMBER, None)
