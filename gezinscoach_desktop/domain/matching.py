"""Who could go with a family that waits: coaches with room beside what the family needs. A proposal, never a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.referral import ReferralInput, ReferredPersonInput
from gezinscoach_desktop.domain.text import counted, fold

_PARTS = re.compile(r"[^\W\d_]+")
_NO_LANGUAGE = frozenset(
    {"nederlands", "en", "of", "beetje", "wat", "weinig", "goed", "geen", "taal", "tolk"}
)


@dataclass(frozen=True, slots=True)
class CoachRoom:
    """How much room a coach has on a day; weights in tenths of a family that is supported as usual."""

    account_id: UUID
    name: str
    families: int = 0
    weight: int = 0
    capacity: int | None = None
    """None is not known."""
    organisation_id: UUID | None = None
    organisation: str = ""
    municipalities: tuple[str, ...] = ()
    """Where this coach works; none is everywhere."""
    languages: tuple[str, ...] = ()
    is_volunteer: bool = False
    is_away: bool = False
    back_on: date | None = None
    """Of who is away: from when on there again, when that is known."""

    @property
    def free(self) -> int | None:
        """The weight that still fits, below zero for who has too much."""
        return None if self.capacity is None else self.capacity - self.weight


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


@dataclass(frozen=True, slots=True)
class Proposal:
    """A coach with what pleads for and against, in the order of what counts most."""

    coach: CoachRoom
    points: tuple[Point, ...]

    @property
    def against(self) -> int:
        return sum(not point.is_for for point in self.points)


def need_of(details: ReferralInput, organisation: str = "") -> Need:
    """What a referral says of it."""
    return Need(details.municipality, details.languages, details.wanted_organisation_id, organisation)


def proposals(need: Need, coaches: Iterable[CoachRoom]) -> tuple[Proposal, ...]:
    """Every coach, who fits best first: who is there, has room, of the organisation, near, and speaks the language."""
    found = [Proposal(coach, tuple(_points(need, coach))) for coach in coaches]
    return tuple(sorted(found, key=lambda each: _order(need, each.coach)))


def _points(need: Need, coach: CoachRoom) -> Iterator[Point]:
    if coach.is_away:
        until = "" if coach.back_on is None else f" tot {format_date(coach.back_on)}"
        yield Point(f"Afwezig{until}", is_for=False)
    if coach.free is not None:
        yield Point(_room(coach.free), is_for=coach.free > 0)
    if need.organisation_id is not None:
        fits = coach.organisation_id == need.organisation_id
        name = need.organisation or "de gevraagde organisatie"
        yield Point(f"Werkt bij {name}" if fits else f"Werkt niet bij {name}", is_for=fits)
    if need.municipality and coach.municipalities:
        near = works_in(coach, need.municipality)
        yield Point(
            f"Werkt in {need.municipality}" if near else f"Werkt niet in {need.municipality}", is_for=near
        )
    if need.language_words:
        shared = spoken(need, coach)
        if shared:
            yield Point(f"Spreekt {' en '.join(shared)}", is_for=True)
        else:
            yield Point(f"Spreekt voor zover bekend geen {need.languages.strip()}", is_for=False)


def _room(free: int) -> str:
    if free <= 0:
        return "Heeft al meer dan er past" if free < 0 else "Heeft geen ruimte meer"
    return f"Ruimte voor {free / 10:.1f}".replace(".", ",").removesuffix(",0") + " meer"


def works_in(coach: CoachRoom, municipality: str) -> bool:
    """Whether the coach works there; who named no municipality works everywhere."""
    return not coach.municipalities or fold(municipality) in map(fold, coach.municipalities)


def spoken(need: Need, coach: CoachRoom) -> tuple[str, ...]:
    """The coach's languages that the family speaks."""
    return tuple(each for each in coach.languages if need.language_words & set(_PARTS.findall(fold(each))))


def _order(need: Need, coach: CoachRoom) -> tuple[bool, bool, bool, bool, bool, float, int, str]:
    free = coach.free
    return (
        coach.is_away,
        need.organisation_id is not None and coach.organisation_id != need.organisation_id,
        free is not None and free <= 0,
        bool(need.municipality) and not works_in(coach, need.municipality),
        bool(need.language_words) and not spoken(need, coach),
        0.0 if free is None else -free,
        coach.families,
        coach.name.casefold(),
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
