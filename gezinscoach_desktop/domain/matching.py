"""Who could go with a family that waits: coaches with room beside what the family needs. A proposal, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.caseload import Capacity, points_text
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import ReferralInput, ReferredPersonInput
from gezinscoach_desktop.domain.text import counted, fold

_PARTS = re.compile(r"[^\W\d_]+")
_NO_LANGUAGE = frozenset(
    {"nederlands", "en", "of", "beetje", "wat", "weinig", "goed", "geen", "taal", "tolk"}
)


@dataclass(frozen=True, slots=True)
class Need:
    """What a family needs of who goes with it."""

    municipality: str = ""
    languages: str = ""
    organisation_id: UUID | None = None
    organisation: str = ""

    @property
    def language_words(self) -> frozenset[str]:
        """The languages named in it, but Dutch: everybody here speaks that."""
        return frozenset(_PARTS.findall(fold(self.languages))) - _NO_LANGUAGE


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that pleads for a coach, or against."""

    text: str
    is_for: bool
    is_room: bool = False
    """Whether it is about how much the coach carries, which stands beside it in figures."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A coach with what pleads for and against, in the order of what counts most."""

    coach: Capacity
    points: tuple[Point, ...]

    @property
    def against(self) -> int:
        return sum(not point.is_for for point in self.points)


def need_of(details: ReferralInput, organisation: str = "") -> Need:
    """What a referral says of it."""
    return Need(details.municipality, details.languages, details.wanted_organisation_id, organisation)


def proposals(need: Need, coaches: Iterable[Capacity]) -> tuple[Proposal, ...]:
    """Every coach, who fits best first: who is there, has room, of the organisation, near, and speaks the language."""
    working = [coach for coach in coaches if coach.person.works_on(coach.day)]
    found = [Proposal(coach, tuple(_points(need, coach))) for coach in working]
    return tuple(sorted(found, key=lambda each: _order(need, each.coach)))


def _points(need: Need, coach: Capacity) -> Iterator[Point]:
    person = coach.person
    if person.away is not None:
        yield Point(person.away.text.capitalize(), is_for=False)
    yield Point(_room(coach), is_for=_has_room(coach), is_room=True)
    if need.organisation_id is not None:
        fits = person.organisation_id == need.organisation_id
        name = need.organisation or "de gevraagde organisatie"
        yield Point(f"Werkt bij {name}" if fits else f"Werkt niet bij {name}", is_for=fits)
    if need.municipality and person.municipalities:
        near = works_in(coach, need.municipality)
        text = f"Werkt in {need.municipality}" if near else f"Werkt niet in {need.municipality}"
        yield Point(text, is_for=near)
    if need.language_words:
        shared = spoken(need, coach)
        text = f"Spreekt {' en '.join(shared)}" if shared else "Spreekt de taal niet"
        yield Point(text if shared or person.languages else "Talen zijn niet ingevuld", is_for=bool(shared))


def _room(coach: Capacity) -> str:
    if coach.is_over:
        return "Heeft meer dan er past"
    if not _has_room(coach):
        return "Heeft geen ruimte meer"
    return f"Ruimte voor {points_text(coach.most - coach.weight)}"


def _has_room(coach: Capacity) -> bool:
    """Whether anything fits; that somebody is away is said by itself."""
    return coach.weight < coach.most


def works_in(coach: Capacity, municipality: str) -> bool:
    """Whether the coach works there; who named no municipality works everywhere."""
    places = coach.person.municipalities
    return not places or fold(municipality) in map(fold, places)


def spoken(need: Need, coach: Capacity) -> tuple[str, ...]:
    """The coach's languages that the family speaks."""
    return tuple(
        each for each in coach.person.languages if need.language_words & set(_PARTS.findall(fold(each)))
    )


def _order(need: Need, coach: Capacity) -> tuple[bool, bool, bool, bool, bool, int, int, str]:
    person = coach.person
    return (
        person.away is not None,
        need.organisation_id is not None and person.organisation_id != need.organisation_id,
        not _has_room(coach),
        bool(need.municipality) and not works_in(coach, need.municipality),
        bool(need.language_words) and not spoken(need, coach),
        coach.weight - coach.most,
        coach.families,
        person.name.casefold(),
    )


# ----------------------------------------------------------------------------------------------- of a referral a family
def family_of(details: ReferralInput, started_on: date) -> FamilyInput:
    """The family as far as the referral tells; what the referrer said of it stays with the referral."""
    return FamilyInput(
        name=details.name,
        municipality=details.municipality,
        neighbourhood=details.neighbourhood,
        address=details.address,
        household_type=details.household_type,
        languages=details.languages,
        needs_interpreter=details.needs_interpreter,
        found_via=details.channel,
        started_on=started_on,
        phone=details.phone,
        email=details.email,
        reach_note=details.reach_note,
    )


def members_of(persons: Iterable[ReferredPersonInput]) -> tuple[MemberInput, ...]:
    """The members as far as the referral tells, adults first."""
    everybody = sorted(persons, key=lambda person: person.role is not Role.ADULT)
    return tuple(
        MemberInput(
            given_name=person.given_name,
            family_name=person.family_name,
            role=person.role,
            birth_date=person.birth_date,
            relation=person.relation,
        )
        for person in everybody
    )


def household_text(adults: int, children: int) -> str:
    """`2 volwassenen, 1 kind`; empty when nobody was named."""
    parts = []
    if adults:
        parts.append(counted(adults, "volwassene", "volwassenen"))
    if children:
        parts.append(counted(children, "kind", "kinderen"))
    return ", ".join(parts)
