"""What a coordinator does for the team with an own login, and the little that a coach sees of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.stand_in import standing_of
from gezinscoach_desktop.domain.weight import DEFAULT_WEIGHTS, Weights
from gezinscoach_desktop.services import absence, caseload, organisation, part, redistribution
from gezinscoach_desktop.services.absence import AbsenceInput, StandIn
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families, read_family
from gezinscoach_desktop.services.organisation import MunicipalityInput, OrganisationInput, StaffInput
from gezinscoach_desktop.services.redistribution import Move
from tests.data.office_factory import TODAY, at_desk
from tests.factories import CONSENT
from tests.offices import NewDesk
from tests.services.colleague import signed_in

NEXT_WEEK = TODAY + timedelta(days=7)


def test_a_coordinator_does_it_all_and_a_coach_sees_who_stands_in(new_desk: NewDesk) -> None:
    an = at_desk(new_desk())
    with (
        signed_in(an, "Greet", OfficeRole.COORDINATOR) as greet,
        signed_in(an, "Bart", OfficeRole.COACH) as bart,
    ):
        family = add_family(an, FamilyInput(name="Nagy", municipality="Gnet"), (), CONSENT).id
        other = add_family(an, FamilyInput(name="Wouters", municipality="Gent"), (), CONSENT).id
        assert family is not None
        assert other is not None
        _fill_in(greet, bart)
        leave = AbsenceInput(an.account.id, TODAY, NEXT_WEEK, note="Rug")
        id_ = absence.register_absence(greet, leave, (StandIn(family, bart.account.id),)).id
        assert id_ is not None
        assert [row.name for row in list_families(bart)] == ["Nagy"]
        standing = standing_of(read_family(bart, family).assignments, TODAY)
        assert standing is not None
        assert (standing.absent, standing.by, standing.until) == ("An", "Bart", NEXT_WEEK)
        moves = (Move(other, bart.account.id, None, an.account.id),)
        done = redistribution.redistribute(greet, moves, TODAY, "Rug")
        assert [row.name for row in list_families(bart)] == ["Nagy", "Wouters"]
        assert done.id is not None
        redistribution.take_back_redistribution(greet, done.id, moves, TODAY)
        absence.remove_absence(greet, id_, 1)
        assert list_families(bart) == ()
        _respell(greet)
        _see_nothing(bart)


def _fill_in(greet: Desk, bart: Desk) -> None:
    place = organisation.add_organisation(greet, OrganisationInput("De Brug")).id
    staff = StaffInput(bart.account.id, place, percent=50)
    organisation.keep_staff(greet, staff)
    organisation.keep_staff(greet, replace(staff, percent=60), 1)
    (mine,) = [each for each in caseload.free_capacity(greet) if each.person.name == "Bart"]
    assert (mine.most, mine.person.organisation) == (90, "De Brug")


def _respell(greet: Desk) -> None:
    gent = organisation.add_municipality(greet, MunicipalityInput("Gent")).id
    assert gent is not None
    (unknown,) = organisation.read_organisation(greet).unknown
    organisation.respell_families(greet, unknown.families, "Gnet", "Gent")
    renamed = organisation.change_municipality(greet, gent, 1, MunicipalityInput("Gent-Noord"))
    assert renamed.counts == {"families": 2}
    assert {row.municipality for row in list_families(greet)} == {"Gent-Noord"}


def _see_nothing(bart: Desk) -> None:
    """A coach knows the names of municipalities and organisations, and nothing of colleagues."""
    assert organisation.municipality_names(bart) == ("Gent-Noord",)
    seen = organisation.read_organisation(bart)
    assert (seen.staff, [line.families for line in seen.municipalities], seen.unknown) == (
        (),
        [frozenset()],
        (),
    )
    for ask in (caseload.read_caseload, caseload.free_capacity, absence.absences):
        with pytest.raises(NotAllowed):
            ask(bart)


def test_an_administrator_chooses_for_the_office(new_desk: NewDesk) -> None:
    an = at_desk(new_desk())
    with signed_in(an, "Bea", OfficeRole.ADMINISTRATOR) as bea:
        caseload.change_weights(bea, Weights(DEFAULT_WEIGHTS, 200))
        part.switch_off(bea, (Part.EXPENSES,))
        organisation.add_municipality(bea, MunicipalityInput("Gent"))
        organisation.keep_staff(bea, StaffInput(an.account.id, percent=80))
        assert organisation.read_organisation(bea).staff[0].record is not None
    assert caseload.read_weights(an).full_time == 200
    assert part.switched_off(an) == {Part.EXPENSES}
