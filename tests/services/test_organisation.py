"""Municipalities with the families that follow their name, partner organisations, and who works there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.organisation import meant_municipality
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.services import caseload, family
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.organisation import (
    MunicipalityInput,
    OrganisationInput,
    StaffInput,
    add_municipality,
    add_organisation,
    change_municipality,
    change_organisation,
    keep_staff,
    municipality_names,
    read_organisation,
    respell_families,
)
from tests.data.office_factory import TODAY, add_colleague
from tests.offices import ON_FILE
from tests.services.test_caseload import desk, has_own_login, of

__all__ = ["desk", "has_own_login"]  # fixtures


def test_families_follow_the_name_of_their_municipality_and_back(desk: Desk) -> None:
    id_ = add_municipality(desk, MunicipalityInput("Oudergem")).id
    add_municipality(desk, MunicipalityInput("Merelbeke"))
    member = MemberInput(given_name="Zsófia")
    mine = family.add_family(desk, FamilyInput(name="Nagy", municipality="Oudergem"), (member,)).id
    slip = family.add_family(desk, FamilyInput(name="Wouters", municipality="Ouderghem")).id
    far = family.add_family(desk, FamilyInput(name="Elders", municipality="Brugge")).id
    assert id_ is not None
    assert mine is not None
    assert slip is not None
    keep_staff(desk, StaffInput(desk.account.id, municipalities=("Oudergem", "Merelbeke")))
    found = read_organisation(desk)
    assert [(line.record.details.name, set(line.families)) for line in found.municipalities] == [
        ("Merelbeke", set()),
        ("Oudergem", {mine}),
    ]
    assert [(line.name, set(line.families), line.likely) for line in found.unknown] == [
        ("Brugge", {far}, None),
        ("Ouderghem", {slip}, id_),
    ]
    done = respell_families(desk, (slip,), "Ouderghem", "Oudergem")
    assert done.counts == {"families": 1}
    renamed = change_municipality(desk, id_, 1, MunicipalityInput("Nieuwdorp"))
    assert renamed.counts == {"families": 2}
    assert municipality_names(desk) == ("Merelbeke", "Nieuwdorp")
    line = next(row for row in family.list_families(desk) if row.id == mine)
    assert line.municipality == "Nieuwdorp"
    assert "nieuwdorp" in line.search_text
    assert "zsofia" in line.search_text
    staff = next(each for each in read_organisation(desk).staff if each.record)
    assert staff.record is not None
    assert staff.record.details.municipalities == ("Nieuwdorp", "Merelbeke")
    # The way back takes only those that followed.
    back = change_municipality(desk, id_, 2, MunicipalityInput("Oudergem"), only=(mine,))
    assert back.counts == {"families": 1}
    assert family.read_family(desk, slip).record.details.municipality == "Nieuwdorp"


@ON_FILE
def test_a_list_has_no_name_twice_and_none_that_is_empty(desk: Desk) -> None:
    add_municipality(desk, MunicipalityInput("Oudergem"))
    add_organisation(desk, OrganisationInput("De Brug"))
    for name in (" ", "OUDERGEM"):
        with pytest.raises(InvalidInput) as caught:
            add_municipality(desk, MunicipalityInput(name))
        assert caught.value.field == "name"
    for name in ("", "de  brug"):
        with pytest.raises(InvalidInput) as caught:
            add_organisation(desk, OrganisationInput(name))
        assert caught.value.field == "name"


def test_what_is_out_of_use_is_proposed_no_more_and_keeps_its_families(desk: Desk) -> None:
    id_ = add_municipality(desk, MunicipalityInput("Oudergem")).id
    family.add_family(desk, FamilyInput(name="Nagy", municipality="Oudergem"))
    assert id_ is not None
    change_municipality(desk, id_, 1, MunicipalityInput("Oudergem", TODAY))
    assert municipality_names(desk) == ()
    (line,) = read_organisation(desk).municipalities
    assert (len(line.families), line.record.details.retired_on) == (1, TODAY)


def test_what_is_noted_of_a_colleague_counts_in_the_caseload(desk: Desk) -> None:
    place = add_organisation(desk, OrganisationInput("De Brug")).id
    assert place is not None
    bart = add_colleague(desk, "Bart", OfficeRole.COACH)
    noted = StaffInput(bart.account.id, place, percent=50, languages=(" Frans ", "Frans", ""))
    keep_staff(desk, noted)
    coach = of(caseload.read_caseload(desk), bart)
    assert (coach.person.organisation, coach.load.most, coach.person.languages) == ("De Brug", 75, ("Frans",))
    keep_staff(desk, replace(noted, is_volunteer=True, most_weight=20, since=date(2027, 1, 1)), 1)
    coach = of(caseload.read_caseload(desk), bart)
    assert (coach.load.most, coach.person.is_volunteer, coach.capacity.free) == (20, True, 0)
    with pytest.raises(ChangedMeanwhile):
        keep_staff(desk, noted, 1)
    with pytest.raises(InvalidInput):
        keep_staff(desk, replace(noted, percent=101), 2)
    (line,) = read_organisation(desk).organisations
    assert line.people == 1
    change_organisation(desk, place, 1, OrganisationInput("De Brug vzw", retired_on=TODAY))
    assert of(caseload.read_caseload(desk), bart).person.organisation == "De Brug vzw"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Oudergem", "Oudergem"),
        ("ouderghem", "Oudergem"),
        ("Merelbeeke", "Merelbeke"),
        ("Gent", None),
        ("Destelbeek", None),
        ("Herentals", None),
        ("Heerenthaut", "Herenthout"),
    ],
)
def test_a_spelling_is_recognised_by_how_it_sounds(typed: str, meant: str | None) -> None:
    assert meant_municipality(typed, ("Oudergem", "Merelbeke", "Destelbergen", "Herenthout")) == meant
