"""A family: the words for its profile, its code, and how a double registration is noticed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.text import fold


class HouseholdType(StrEnum):
    COUPLE = "couple"
    SINGLE_PARENT = "single_parent"
    EXTENDED = "extended"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "couple": "Koppel",
            "single_parent": "Alleenstaande ouder",
            "extended": "Samengesteld of uitgebreid gezin",
            "other": "Ander",
        }[self.value]


class HousingKind(StrEnum):
    SOCIAL_RENT = "social_rent"
    PRIVATE_RENT = "private_rent"
    OWNED = "owned"
    WITH_OTHERS = "with_others"
    EMERGENCY = "emergency"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "social_rent": "Sociale huur",
            "private_rent": "Private huur",
            "owned": "Eigendom",
            "with_others": "Inwonend",
            "emergency": "Nood- of doorgangswoning",
            "other": "Ander",
        }[self.value]


class IncomeSource(StrEnum):
    WORK = "work"
    UNEMPLOYMENT = "unemployment"
    INTEGRATION_INCOME = "integration_income"
    SICKNESS = "sickness"
    PENSION = "pension"
    NONE = "none"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            "work": "Werk",
            "unemployment": "Werkloosheidsuitkering",
            "integration_income": "Leefloon",
            "sickness": "Ziekte- of invaliditeitsuitkering",
            "pension": "Pensioen",
            "none": "Geen inkomen",
            "other": "Ander",
        }[self.value]


class FoundVia(StrEnum):
    PARTNER = "partner"
    OUTREACH = "outreach"
    FAMILY_ITSELF = "family_itself"

    @property
    def label(self) -> str:
        return {"partner": "Via een partner", "outreach": "Outreach", "family_itself": "Gezin zelf"}[
            self.value
        ]


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"female": "Vrouw", "male": "Man", "other": "X"}[self.value]


class Diploma(StrEnum):
    NONE = "none"
    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    HIGHER = "higher"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {
            "none": "Geen",
            "primary": "Lager onderwijs",
            "lower_secondary": "Lager secundair",
            "upper_secondary": "Hoger secundair",
            "higher": "Hoger onderwijs",
            "unknown": "Onbekend",
        }[self.value]


_OWN_CODE = re.compile(r"G-(\d{4})-(\d{3,})")


def next_code(taken: Iterable[str], year: int) -> str:
    """The next free `G-jjjj-nnn`; numbers are never reused, also not of a family that lies lower in the list."""
    numbers = [
        int(match[2])
        for code in taken
        if (match := _OWN_CODE.fullmatch(code)) is not None and int(match[1]) == year
    ]
    return f"G-{year}-{max(numbers, default=0) + 1:03}"


def next_member_code(taken: Iterable[str], letter: str) -> str:
    """The next free code within a family: V1, V2 … for adults and K1, K2 … for children."""
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"


def family_title(name: str, code: str) -> str:
    """How a family is called on screen: `Gezin Peeters – Yilmaz`, or by its code while it has no name."""
    return f"Gezin {name or code}"


@dataclass(frozen=True, slots=True)
class Known:
    """What is compared of a family already in the office. `birth_dates` are its members'."""

    id: UUID
    code: str
    name: str
    address: str
    birth_dates: frozenset[date]


@dataclass(frozen=True, slots=True)
class Likeness:
    """A family that may be the same one, with the reasons in Dutch."""

    family: Known
    reasons: tuple[str, ...]


_ALIKE_FROM = 0.84


def likely_duplicates(
    *, name: str, address: str = "", birth_dates: Iterable[date] = (), among: Iterable[Known]
) -> tuple[Likeness, ...]:
    """Families that share a much alike name, the address or a member's birth date together with part of the name."""
    wanted_name, wanted_address, wanted_births = _name_words(name), fold(address), frozenset(birth_dates)
    found = []
    for family in among:
        reasons = []
        words = _name_words(family.name)
        alike = _likeness(wanted_name, words)
        if alike >= _ALIKE_FROM:
            reasons.append("bijna dezelfde naam")
        if wanted_address and fold(family.address) == wanted_address:
            reasons.append("hetzelfde adres")
        if wanted_births & family.birth_dates and (alike >= 0.5 or reasons):
            reasons.append("een gezinslid met dezelfde geboortedatum")
        if reasons:
            found.append(Likeness(family, tuple(reasons)))
    return tuple(sorted(found, key=lambda likeness: -len(likeness.reasons)))


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(
        sorted(word for word in re.split(r"[^a-z0-9]+", fold(name)) if len(word) > 1 and word != "gezin")
    )


def _likeness(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """0–1: how much of the shorter name is found in the longer one, word by word, whatever the order."""
    if not first or not second:
        return 0.0
    shorter, longer = sorted((first, second), key=len)
    best = [max(SequenceMatcher(None, word, other).ratio() for other in longer) for word in shorter]
    return sum(best) / len(best)
