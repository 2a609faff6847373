"""Who could go with a family: room, organisation, municipality and language, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.caseload import Away, Capacity, Person
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.matching import Need, members_of, proposals
from gezinscoach_desktop.domain.referral import ReferredPersonInput

DAY = date(2026, 11, 22)
OCMW, CAW = UUID(int=91), UUID(int=92)


def coach(name: str, *, weight: int = 50, most: int = 100, **about: object) -> Capacity:
    person = replace(Person(UUID(int=sum(map(ord, name))), name), **about)  # type: ignore[arg-type]
    return Capacity(person, weight // 10, weight, most, DAY)


def test_who_fits_best_stands_first_and_everybody_says_why() -> None:
    need = Need("Mol", "Arabisch, wat Nederlands", CAW, "CAW")
    away = coach(
        "Ans", weight=0, organisation_id=CAW, languages=("Arabisch",), away=Away(DAY, date(2026, 12, 1))
    )
    other_office = coach(
        "Bo", weight=0, organisation_id=OCMW, languages=("Arabisch",), municipalities=("Mol",)
    )
    full = coach("Cis", weight=110, organisation_id=CAW, municipalities=("mol",), languages=("Arabisch",))
    far = coach("Dré", weight=0, organisation_id=CAW, municipalities=("Geel",), languages=("arabisch",))
    no_language = coach("Els", weight=10, organisation_id=CAW, languages=("Frans",))
    fits = coach("Fien", weight=90, organisation_id=CAW, municipalities=("Mol",), languages=("Arabisch",))
    left = coach("Gil", weight=0, organisation_id=CAW, until=DAY)
    found = proposals(need, [left, away, other_office, full, far, no_language, fits])
    assert [each.coach.person.name for each in found] == ["Fien", "Els", "Dré", "Cis", "Bo", "Ans"]
    said = {each.coach.person.name: {point.text: point.is_for for point in each.points} for each in found}
    assert said["Fien"] == {
        "Ruimte voor 1 punt": True, "Werkt bij CAW": True, "Werkt in Mol": True, "Spreekt Arabisch": True,
    }  # fmt: skip
    assert said["Els"]["Spreekt de taal niet"] is False
    assert said["Dré"]["Werkt niet in Mol"] is False
    assert said["Cis"]["Heeft meer dan er past"] is False
    assert said["Bo"]["Werkt niet bij CAW"] is False
    assert said["Ans"]["Afwezig tot 01/12/2026"] is False


def test_what_is_not_asked_says_nothing_and_the_most_room_comes_first() -> None:
    found = proposals(Need(languages="Nederlands"), [coach("An", weight=60), coach("Bo", weight=40)])
    assert [[point.text for point in each.points] for each in found] == [
        ["Ruimte voor 6 punten"],
        ["Ruimte voor 4 punten"],
    ]


def test_members_of_a_new_family_are_the_persons_of_the_referral_adults_first() -> None:
    child = ReferredPersonInput(UUID(int=1), Role.CHILD, "Jef", "Nijs", date(2020, 1, 1), "zoon")
    adult = ReferredPersonInput(UUID(int=1), Role.ADULT, "Hanne", "Claes")
    first, second = members_of([child, adult])
    assert (first.given_name, first.role) == ("Hanne", Role.ADULT)
    assert (second.birth_date, second.relation) == (date(2020, 1, 1), "zoon")
