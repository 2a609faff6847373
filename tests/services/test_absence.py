"""Giving families to others and back, and who stands in for who is away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.redistribution import weights_after
from gezinscoach_desktop.domain.stand_in import Share
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase
from gezinscoach_desktop.services import absence, caseload, redistribution
from gezinscoach_desktop.services.absence import AbsenceInput, StandIn
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import list_families, read_family
from gezinscoach_desktop.services.redistribution import Move
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk
from tests.offices import ON_FILE
from tests.services.test_caseload import START, a_family, bart, carla, desk, has_own_login, of

__all__ = ["bart", "carla", "desk", "has_own_login"]  # fixtures

RESPONSIBLE, SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND
NEXT_WEEK, NEW_YEAR = TODAY + timedelta(days=7), date(2027, 1, 4)
Told = list[tuple[str, AssignmentKind, date, date | None]]


def support(desk: Desk, family_id: UUID) -> Told:
    return [
        (each.coach, each.kind, each.since, each.until) for each in read_family(desk, family_id).assignments
    ]


def weights(desk: Desk, day: date) -> Mapping[str, int]:
    found = caseload.read_caseload(at_desk(desk, day))
    return {coach.person.name: coach.load.weight for coach in found.coaches if coach.load.weight}


def shares(desk: Desk, who: Desk, day: date = TODAY) -> Mapping[Share, int]:
    load = of(caseload.read_caseload(at_desk(desk, day)), who).load
    return {share: counted.number for share, counted in load.shares.items()}


# ----------------------------------------------------------------------------------------------------- redistributing
@ON_FILE
def test_families_go_to_others_on_a_day_and_back_as_if_nothing_happened(
    desk: Desk, bart: Desk, carla: Desk
) -> None:
    first, second = a_family(desk, "Nagy", to=bart), a_family(desk, "Wouters", to=bart)
    assign(desk, first, carla, SECOND, START)
    assign(desk, second, desk, SECOND, START)
    before = {family: support(desk, family) for family in (first, second)}
    me, bart_id, carla_id = desk.account.id, bart.account.id, carla.account.id
    moves = (Move(first, carla_id, me, bart_id), Move(second, carla_id, None, bart_id))
    done = redistribution.redistribute(desk, moves, NEXT_WEEK, "Bart gaat halftijds")
    assert support(desk, first) == [
        ("Bart", RESPONSIBLE, START, NEXT_WEEK),
        ("Carla", SECOND, START, NEXT_WEEK),
        ("Carla", RESPONSIBLE, NEXT_WEEK, None),
        ("An", SECOND, NEXT_WEEK, None),
    ]
    assert support(desk, second) == [
        ("Bart", RESPONSIBLE, START, NEXT_WEEK),
        ("An", SECOND, START, None),
        ("Carla", RESPONSIBLE, NEXT_WEEK, None),
    ]
    assert read_family(desk, first).assignments[-1].reason == "Bart gaat halftijds"
    assert weights(desk, TODAY) == {"Bart": 20}
    assert weights(desk, NEXT_WEEK) == {"Carla": 20}
    assert done.id is not None
    redistribution.take_back_redistribution(desk, done.id, moves, NEXT_WEEK)
    assert {family: support(desk, family) for family in (first, second)} == before


def test_it_is_all_or_nothing(desk: Desk, bart: Desk, carla: Desk) -> None:
    first, second = a_family(desk, "Nagy", to=bart), a_family(desk, "Wouters", to=carla)
    bart_id, carla_id = bart.account.id, carla.account.id
    moves = (Move(first, carla_id, None, bart_id), Move(second, bart_id, None, bart_id))
    with pytest.raises(ChangedMeanwhile):  # the second one is Carla's by now
        redistribution.redistribute(desk, moves, TODAY, "")
    assert support(desk, first) == [("Bart", RESPONSIBLE, START, None)]


@ON_FILE
def test_what_cannot_be_is_told_at_its_field(desk: Desk, bart: Desk, carla: Desk) -> None:
    family = a_family(desk, "Nagy", to=bart)
    bart_id, carla_id = bart.account.id, carla.account.id
    nobody = add_colleague(desk, "Greet", OfficeRole.COORDINATOR).account.id
    cases = (
        ((), TODAY, "moves"),
        ((Move(family, carla_id, None, bart_id),), TODAY + timedelta(days=400), "on"),
        ((Move(family, carla_id, None, bart_id),), START - timedelta(days=1), "on"),
        ((Move(family, carla_id, carla_id, bart_id),), TODAY, "moves"),
        ((Move(family, nobody, None, bart_id),), TODAY, "moves"),
    )
    for moves, on, field in cases:
        with pytest.raises(InvalidInput) as caught:
            redistribution.redistribute(desk, moves, on, "")
        assert caught.value.field == field


@ON_FILE
def test_the_preview_tells_what_the_caseload_says_afterwards(desk: Desk, bart: Desk, carla: Desk) -> None:
    heavy, light = a_family(desk, "Nagy", to=bart), a_family(desk, "Licht", Phase.FOLLOW_UP, to=bart)
    loose = a_family(desk, "Niemand", Phase.LESS_INTENSIVE)
    moves = (Move(heavy, carla.account.id, None, bart.account.id), Move(loose, bart.account.id))
    phases = {row.id: row.phase for row in list_families(desk)}
    after = weights_after(caseload.read_caseload(desk), phases, moves, caseload.read_weights(desk))
    redistribution.redistribute(desk, moves, TODAY, "")
    told = weights(desk, TODAY)
    assert {after[bart.account.id], after[carla.account.id]} == {told["Bart"], told["Carla"]} == {6, 10}
    assert light in of(caseload.read_caseload(desk), bart).load.families.families


# -------------------------------------------------------------------------------------------------- leave and return
@ON_FILE
def test_who_stands_in_carries_the_family_until_the_day_of_return(
    desk: Desk, bart: Desk, carla: Desk
) -> None:
    family, alone = a_family(desk, "Nagy", to=bart), a_family(desk, "Wouters", to=bart)
    a_family(desk, "Rust", Phase.PAUSED, to=bart)
    assign(desk, family, carla, SECOND, START)
    (to_cover, other) = absence.families_to_cover(desk, bart.account.id, NEXT_WEEK)
    assert (to_cover.family.id, to_cover.second, other.second) == (family, carla.account.id, None)
    stand_in = StandIn(family, carla.account.id)
    leave = AbsenceInput(bart.account.id, NEXT_WEEK, NEW_YEAR, note="Rug")
    absence.register_absence(desk, leave, (stand_in,))
    assert weights(desk, TODAY) == {"Bart": 20}
    found = caseload.read_caseload(at_desk(desk, NEXT_WEEK))
    assert (of(found, carla).load.weight, of(found, bart).load.weight) == (10, 10)  # nobody for the other one
    assert found.uncovered == {alone, *(of(found, bart).load.by_phase[Phase.PAUSED].families)}
    assert of(found, bart).capacity.free == 0
    assert of(found, bart).person.away is not None
    assert shares(desk, bart, NEXT_WEEK)[Share.COVERED] == 1
    assert weights(desk, NEW_YEAR) == {"Bart": 20}
    assert read_family(desk, family).assignments[-1].reason == "Neemt waar voor Bart"
    (line,) = absence.absences(desk)
    assert (line.name, line.stand_ins, line.record.details.note) == ("Bart", (stand_in,), "Rug")
    assert absence.absences(at_desk(desk, NEW_YEAR)) == ()


def test_an_absence_is_changed_ended_early_and_brought_back(desk: Desk, bart: Desk, carla: Desk) -> None:
    dirk = add_colleague(desk, "Dirk", OfficeRole.COACH)
    family, other = a_family(desk, "Nagy", to=bart), a_family(desk, "Wouters", to=bart)
    by_carla, by_dirk = StandIn(family, carla.account.id), StandIn(family, dirk.account.id)
    more = StandIn(other, dirk.account.id)
    leave = AbsenceInput(bart.account.id, TODAY - timedelta(days=10))
    id_ = absence.register_absence(desk, leave, (by_carla, more)).id
    assert id_ is not None
    assert support(desk, family)[-1] == ("Carla", SECOND, leave.since, None)
    # From today on Dirk stands in, and it is known when Bart is back.
    known = AbsenceInput(bart.account.id, leave.since, NEXT_WEEK)
    absence.change_absence(desk, id_, 1, known, (by_dirk, more))
    assert support(desk, family)[-2:] == [
        ("Carla", SECOND, leave.since, TODAY),
        ("Dirk", SECOND, TODAY, NEXT_WEEK),
    ]
    assert support(desk, other)[-1] == ("Dirk", SECOND, leave.since, NEXT_WEEK)
    with pytest.raises(ChangedMeanwhile):
        absence.change_absence(desk, id_, 1, known, ())
    absence.remove_absence(desk, id_, 2)
    assert support(desk, other)[-1] == ("Dirk", SECOND, leave.since, TODAY)
    assert absence.absences(desk) == ()
    absence.bring_back_absence(desk, id_, 3, (more,))
    assert support(desk, other)[-1] == ("Dirk", SECOND, leave.since, NEXT_WEEK)
    assert absence.absences(desk)[0].stand_ins == (more,)


@ON_FILE
def test_an_absence_that_cannot_be_is_told_at_its_field(desk: Desk, bart: Desk, carla: Desk) -> None:
    family = a_family(desk, "Nagy", to=bart)
    bart_id, carla_id = bart.account.id, carla.account.id
    absence.register_absence(desk, AbsenceInput(carla_id, TODAY, NEXT_WEEK))
    cases = (
        (AbsenceInput(bart_id, NEXT_WEEK, NEXT_WEEK), (), "until"),
        (AbsenceInput(carla_id, TODAY + timedelta(days=2)), (), "since"),
        (AbsenceInput(bart_id, TODAY), (StandIn(family, bart_id),), "stand_ins"),
        (AbsenceInput(bart_id, TODAY), (StandIn(family, carla_id),), "stand_ins"),
    )
    for details, stand_ins, field in cases:
        with pytest.raises(InvalidInput) as caught:
            absence.register_absence(desk, details, stand_ins)
        assert caught.value.field == field
    assert len(absence.absences(desk)) == 1
