"""Whether a family that is referred was here before: as a family, open or closed, or in an earlier referral."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.family import DuplicateSearch, Known
from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.spelling import sound_of
from gezinscoach_desktop.domain.text import fold

_PARTS = re.compile(r"[a-z0-9]+")
_FEWEST_DIGITS = 8
"""A shorter number is not one that reaches somebody."""
_FEWEST_LETTERS = 4
"""Of shorter words everything sounds like everything."""
_LEFT_OUT = frozenset({"gezin", "familie", "fam"})
_ADDRESS_SHORT = {"str": "straat", "stwg": "steenweg", "stw": "steenweg", "ln": "laan", "pl": "plein"}
_SAME_ADDRESS = "hetzelfde adres"


class SuspectKind(StrEnum):
    FAMILY = "family"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class Suspect:
    """A family, or an earlier referral, that may be the same one."""

    kind: SuspectKind
    id: UUID
    title: str
    detail: str = ""
    """Where it stands: a code and a phase, or when it was referred and what was decided."""
    name: str = ""
    person_names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    address: str = ""
    municipality: str = ""
    birth_dates: frozenset[date] = frozenset()
    family_id: UUID | None = None
    """Of a referral: the family that it is about."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of who is referred now, as far as it was typed."""

    name: str = ""
    phones: tuple[str, ...] = ()
    address: str = ""
    municipality: str = ""
    birth_dates: tuple[date, ...] = ()

    @property
    def says_something(self) -> bool:
        return bool(self.name.strip() or self.address.strip() or self.birth_dates or self.numbers)

    @property
    def numbers(self) -> frozenset[str]:
        """As they are dialled here; what is no number yet is left out."""
        return dialled(self.phones)


@dataclass(frozen=True, slots=True)
class Match:
    """Something that may be the same family, with the reasons in Dutch."""

    suspect: Suspect
    reasons: tuple[str, ...]


def matches(wanted: Wanted, suspects: Iterable[Suspect]) -> tuple[Match, ...]:
    """What may be the same family, the likeliest first; hints only, nothing is refused."""
    if not wanted.says_something:
        return ()
    known = tuple(suspects)
    search = DuplicateSearch(name=wanted.name, address=wanted.address, birth_dates=wanted.birth_dates)
    alike = {
        likeness.family.id: likeness.reasons
        for likeness in search.among(
            Known(each.id, "", each.name, each.address, each.birth_dates) for each in known
        )
    }
    found = [
        Match(each, reasons)
        for each in known
        if (reasons := tuple(dict.fromkeys(_reasons(wanted, each, alike.get(each.id, ())))))
    ]
    return tuple(sorted(found, key=_likeliest_first))


def dialled(phones: Iterable[str]) -> frozenset[str]:
    """Phone numbers as they are dialled here, however they were written."""
    return frozenset(digits for phone in phones if len(digits := plain_phone(phone)) >= _FEWEST_DIGITS)


def plain_address(address: str) -> str:
    """An address without signs and with its usual shortenings written out: `Kerkstr. 5a` is `kerkstraat 5a`."""
    parts = []
    for part in _PARTS.findall(fold(address)):
        ending = next((short for short in _ADDRESS_SHORT if part.endswith(short) and part != short), None)
        parts.append(part.removesuffix(ending) + _ADDRESS_SHORT[ending] if ending else part)
    return " ".join(parts)


def name_sound(name: str) -> str:
    """How a family's name sounds, whatever the order and the blanks: `Van de Velde` and `Vandevelde` are one."""
    words = [word for word in _PARTS.findall(fold(name)) if word not in _LEFT_OUT]
    sounds = sound_of("".join(words))
    return sounds if len(sounds) >= _FEWEST_LETTERS else ""


def _reasons(wanted: Wanted, suspect: Suspect, alike: tuple[str, ...]) -> Iterator[str]:
    if not wanted.numbers.isdisjoint(dialled(suspect.phones)):
        yield "zelfde telefoon"
    is_other_place = bool(
        wanted.municipality
        and suspect.municipality
        and fold(wanted.municipality) != fold(suspect.municipality)
    )
    if wanted.name.strip() and fold(wanted.name) == fold(suspect.name):
        yield "dezelfde naam"
    elif len(fold(wanted.name)) >= _FEWEST_LETTERS and any("naam" in reason for reason in alike):
        yield "bijna dezelfde naam"
    elif (sound := name_sound(wanted.name)) and sound == name_sound(suspect.name):
        yield "een naam die hetzelfde klinkt"
    elif _is_called(wanted.name, suspect.person_names):
        yield "een gezinslid heet zo"
    address = plain_address(wanted.address)
    if address and not is_other_place and address == plain_address(suspect.address):
        yield _SAME_ADDRESS
    shared = suspect.birth_dates.intersection(wanted.birth_dates)
    if len(shared) > 1:
        yield "gezinsleden met dezelfde geboortedata"
    elif shared:
        is_said = any("geboortedatum" in reason for reason in alike)
        if is_said or not wanted.name.strip() or _is_called(wanted.name, suspect.person_names):
            yield "een gezinslid met dezelfde geboortedatum"


def _is_called(name: str, persons: Iterable[str]) -> bool:
    """Whether somebody bears that name, also among other words."""
    wanted = {word for word in _PARTS.findall(fold(name)) if word not in _LEFT_OUT and len(word) > 1}
    if not any(len(word) >= _FEWEST_LETTERS for word in wanted):
        return False
    return any(wanted <= set(_PARTS.findall(fold(person))) for person in persons)


def _likeliest_first(match: Match) -> tuple[int, int, bool, str]:
    first = 0 if match.reasons[0] == "zelfde telefoon" else 1
    return (
        -len(match.reasons),
        first,
        match.suspect.kind is SuspectKind.REFERRAL,
        match.suspect.title.casefold(),
    )
