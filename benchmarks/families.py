"""Invented families, the same for the same number, as rows of plain Python values: each office writes them its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.instrument import Instrument, Item, Subject
from gezinscoach_desktop.domain.text import fold

SNAPSHOTS = 8
CHANGES = 6
TODAY = date(2026, 11, 20)

_MUNICIPALITIES = ("Mol", "Balen", "Retie", "Dessel", "Leuven", "Bilzen", "Oostende", "Herenthout")
_NAMES = (
    "Peeters",
    "Janssens",
    "Yılmaz",
    "El Amrani",
    "Kowalska",
    "Mbala",
    "Tesfay",
    "Claes",
    "Haidari",
    "De Smet",
)
_NOTES = ("Samen met het OCMW opgenomen.", "Wachtlijst; volgende maand opnieuw bellen.", "Brief ontvangen.")

Row = dict[str, Any]
IdOf = Callable[[int, int, int], UUID]
"""The id of the row of a kind, of a family's number, at a place within that family."""
FAMILY, MEMBER, STAY, SNAPSHOT, ASSIGNMENT, PHASE, CONSENT = range(1, 8)


def id_in_order(kind: int, number: int, place: int = 0) -> UUID:
    """Ids in the order of the families, so that a whole table is written in the order of its key."""
    return UUID(int=(kind << 112) | (number << 32) | place)


def id_scattered(kind: int, number: int, place: int = 0) -> UUID:
    """Ids that lie apart, as those of real families do: neighbours on disk are strangers."""
    return UUID(int=(kind << 112) | ((number * 0x9E3779B97F4A7C15 % 2**64) << 32) | place)


@dataclass(frozen=True, slots=True)
class Families:
    """Makes the rows of families one by one."""

    instrument: Instrument
    instrument_id: UUID
    at: datetime
    coach_of: Callable[[int], UUID]
    """The account that a family is assigned to, and that registered its snapshots."""
    id_of: IdOf = id_in_order

    def family(self, number: int) -> Row:
        """The row of the family itself."""
        code, name, coach = f"B{number:06}", _name(number), self.coach_of(number)
        municipality = _MUNICIPALITIES[number % len(_MUNICIPALITIES)]
        address = f"Molenhoek {number % 200 + 1}"
        members = " ".join(f"Voornaam{number}-{place} {name}" for place in range(len(_roles(number))))
        return {
            "id": self.id_of(FAMILY, number, 0),
            "code": code,
            "name": name,
            "municipality": municipality,
            "neighbourhood": "",
            "address": address,
            "household_type": None,
            "languages": "Nederlands",
            "needs_interpreter": False,
            "is_newcomer": False,
            "income_source": None,
            "housing_kind": None,
            "found_via": None,
            "started_on": dates_of(number)[0],
            "remarks": "",
            "search_text": fold(f"{name} {code} {municipality} {address} {members}"),
            "sort_name": fold(name),
            "version": 1,
            "created_at": self.at,
            "created_by": coach,
            "changed_at": self.at,
            "changed_by": coach,
        }

    def members(self, number: int) -> Iterator[Row]:
        """Adults first, then children."""
        for place, role in enumerate(_roles(number)):
            letter = "V" if role is Role.ADULT else "K"
            year = 1985 + place if role is Role.ADULT else 2009 + place * 3
            yield {
                "id": self.id_of(MEMBER, number, place),
                "family_id": self.id_of(FAMILY, number, 0),
                "code": f"{letter}{place + 1}",
                "given_name": f"Voornaam{number}-{place}",
                "family_name": _name(number),
                "role": role.value,
                "birth_date": date(year, 1 + place, 12),
                "gender": None,
                "relation": "",
                "living": "here",
                "lives_with": "",
                "diploma": None,
                "school": "",
                "version": 1,
                "changed_at": self.at,
                "changed_by": self.coach_of(number),
            }

    def stays(self, number: int) -> Iterator[Row]:
        """Everybody belongs to the family all the time."""
        for place in range(len(_roles(number))):
            yield {
                "id": self.id_of(STAY, number, place),
                "family_id": self.id_of(FAMILY, number, 0),
                "member_id": self.id_of(MEMBER, number, place),
                "joined": None,
                "left": None,
            }

    def assignment(self, number: int) -> Row:
        """The running assignment of the responsible coach."""
        return {
            "id": self.id_of(ASSIGNMENT, number, 0),
            "family_id": self.id_of(FAMILY, number, 0),
            "account_id": self.coach_of(number),
            "kind": "responsible",
            "since": dates_of(number)[0],
            "until": None,
        }

    def phase(self, number: int) -> Row:
        """The phase that the family began with."""
        return {
            "id": self.id_of(PHASE, number, 0),
            "family_id": self.id_of(FAMILY, number, 0),
            "phase": "intensive",
            "since": dates_of(number)[0],
            "reason": None,
        }

    def consent(self, number: int) -> Row:
        """What the family agreed to at the beginning: without it nothing may be registered."""
        coach = self.coach_of(number)
        consent = ConsentInput(ConsentKind.COACHING, dates_of(number)[0], ConsentForm.PAPER)
        return {
            "id": self.id_of(CONSENT, number, 0),
            "family_id": self.id_of(FAMILY, number, 0),
            **asdict(consent),
            "version": 1,
            "created_at": self.at,
            "created_by": coach,
            "changed_at": self.at,
            "changed_by": coach,
            "removed_at": None,
        }

    def snapshots(self, number: int) -> Iterator[Row]:
        """From old to new."""
        for place, day in enumerate(dates_of(number)):
            yield {
                "id": self.id_of(SNAPSHOT, number, place),
                "family_id": self.id_of(FAMILY, number, 0),
                "number": place + 1,
                "date": day,
                "author_id": self.coach_of(number),
                "recorded_at": self.at,
                "instrument_id": self.instrument_id,
                "is_revised_baseline": False,
                "operation_id": None,
            }

    def scores(self, number: int) -> list[Row]:
        """In the order of their key: a first snapshot nearly complete, then a few changes each."""
        dice = Random(f"{number} scores")
        family = self.id_of(FAMILY, number, 0)
        places = [
            (subject, item.key)
            for subject, items in self._subjects(number)
            for item in items
            if dice.random() < 0.94
        ]
        rows = []
        for snapshot, day in enumerate(dates_of(number)):
            for subject, item in places if snapshot == 0 else dice.sample(places, CHANGES):
                level = dice.randint(1, 5) if dice.random() < 0.96 else None
                note = dice.choice(_NOTES) if dice.random() < 0.1 else None
                rows.append((subject, item, day, snapshot + 1, level, note))
        names = ("family_id", "subject_id", "item", "date", "number", "level", "note")
        return [
            dict(zip(names, (family, *row), strict=True)) for row in sorted(rows, key=lambda row: row[:4])
        ]

    def _subjects(self, number: int) -> list[tuple[UUID, tuple[Item, ...]]]:
        persons = [
            (self.id_of(MEMBER, number, place), self.instrument.items_of(role.subject))
            for place, role in enumerate(_roles(number))
        ]
        household = self.instrument.items_of(Subject.HOUSEHOLD)
        return [(self.id_of(FAMILY, number, 0), household), *persons]


def _name(number: int) -> str:
    return f"{_NAMES[number % 10]} – {_NAMES[number // 10 % 10]}"


def _roles(number: int) -> tuple[Role, ...]:
    adults = 1 + number % 5 // 3
    return (Role.ADULT,) * adults + (Role.CHILD,) * (1 + number % 4)


def dates_of(number: int) -> tuple[date, ...]:
    """Eight dates three months apart, the last one within the past four months; no day past the 28th."""
    return _dates(number % 840)  # 840 is where both the days and the months begin again


@cache
def _dates(number: int) -> tuple[date, ...]:
    last = (TODAY - timedelta(days=number % 120)).replace(day=1 + number % 28)
    if last > TODAY:
        last = add_months(last, -1)
    return tuple(add_months(last, -3 * back) for back in range(SNAPSHOTS - 1, -1, -1))
