"""The Sociale Balans as a versioned definition: 45 items on five levels over household, adult and child.

The instrument is CEBUD's (Thomas More); its level texts are literal and never rewritten by the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any

from gezinscoach_desktop.domain.errors import UserError

LOWEST_LEVEL = 1
HIGHEST_LEVEL = 5
LEVELS = range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)
NOT_APPLICABLE_WORD = "nvt"
SOURCE = "Sociale Balans, CEBUD (Thomas More), versie van de pilootprojecten gezinscoaches"

_KEY = re.compile(r"[a-z][a-z0-9_]*")


class InstrumentError(UserError):
    """The definition of an instrument or index profile cannot be used."""


class Subject(StrEnum):
    """Whom an item is about."""

    HOUSEHOLD = "household"
    ADULT = "adult"
    CHILD = "child"

    @property
    def label(self) -> str:
        return {"household": "Huishouden", "adult": "Volwassene", "child": "Kind"}[self.value]


@dataclass(frozen=True, slots=True)
class AgeRange:
    """Ages (in completed months, both ends included) at which an item usually fits a child."""

    from_months: int = 0
    to_months: int = 12 * 130

    def includes(self, months: int | None) -> bool:
        """True when the age fits or is not known: an item is folded away, never forbidden."""
        return months is None or self.from_months <= months <= self.to_months


@dataclass(frozen=True, slots=True)
class Item:
    """One question of the balance; `levels[0]` is the text of level 1, the most vulnerable situation."""

    key: str
    name: str
    subject: Subject
    domain_key: str
    levels: tuple[str, ...]
    help: str | None
    fits_age: AgeRange

    def level_text(self, level: int | None) -> str:
        """The literal text of `level` (1–5), or of n.v.t. for None."""
        return "Niet van toepassing" if level is None else self.levels[level - 1]


@dataclass(frozen=True, slots=True)
class ItemDomain:
    """A heading of the instrument: items of one subject that belong together."""

    key: str
    name: str
    subject: Subject
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Instrument:
    """A version of the instrument; `definition` is the text it was read from, kept with every office."""

    id: str
    version: str
    domains: tuple[ItemDomain, ...]
    definition: str = field(default="", repr=False, compare=False)

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """Every item by key, in the order of the instrument."""
        return {item.key: item for domain in self.domains for item in domain.items}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The place of every item in the instrument, for sorting."""
        return {key: place for place, key in enumerate(self.items)}

    def domains_of(self, subject: Subject) -> tuple[ItemDomain, ...]:
        return tuple(domain for domain in self.domains if domain.subject is subject)

    def items_of(self, subject: Subject) -> tuple[Item, ...]:
        return tuple(item for domain in self.domains_of(subject) for item in domain.items)

    def domain_of(self, item_key: str) -> ItemDomain:
        wanted = self.items[item_key].domain_key
        return next(domain for domain in self.domains if domain.key == wanted)


# From mission.md: items that do not fit an age are folded away. Baby supplies and the Kind & Gezin consult: under
# about three years; school items from about two and a half. An instrument may say otherwise with `age_months`.
_USUAL_AGES = {
    "baby_supplies": AgeRange(to_months=36),
    "kind_en_gezin": AgeRange(to_months=36),
    "school_attendance": AgeRange(from_months=30),
    "learning": AgeRange(from_months=30),
    "school_wellbeing": AgeRange(from_months=30),
    "child_substance_use": AgeRange(from_months=120),
}


def parse_instrument(content: Mapping[str, Any], *, source: str, definition: str = "") -> Instrument:
    """Check a definition read from TOML; raises InstrumentError naming `source`, the place and what was expected."""
    instrument = Instrument(
        id=_text(content, "id", source),
        version=_text(content, "version", source),
        domains=tuple(_domains(content, source)),
        definition=definition,
    )
    _refuse_twice([domain.key for domain in instrument.domains], source, "domein")
    _refuse_twice([item.key for domain in instrument.domains for item in domain.items], source, "item")
    if not instrument.domains:
        raise InstrumentError(f"{source}: er staat geen enkel domein in; verwacht minstens één [[domain]].")
    return instrument


def _domains(content: Mapping[str, Any], source: str) -> Iterator[ItemDomain]:
    for raw in _tables(content, "domain", source):
        key = _key(raw, source)
        place = f"{source}, domein {key}"
        word = _text(raw, "subject", place)
        if word not in tuple(Subject):
            raise InstrumentError(
                f"{place}: subject “{word}” bestaat niet; verwacht household, adult of child."
            )
        subject = Subject(word)
        items = tuple(_item(item, subject, key, place) for item in _tables(raw, "item", place))
        if not items:
            raise InstrumentError(
                f"{place}: er staat geen enkel item in; verwacht minstens één [[domain.item]]."
            )
        yield ItemDomain(key=key, name=_text(raw, "name", place), subject=subject, items=items)


def _item(raw: Mapping[str, Any], subject: Subject, domain_key: str, place: str) -> Item:
    key = _key(raw, place)
    here = f"{place}, item {key}"
    levels = raw.get("levels")
    if not isinstance(levels, list) or len(levels) != HIGHEST_LEVEL:
        found = len(levels) if isinstance(levels, list) else 0
        raise InstrumentError(
            f"{here}: levels telt {found} teksten; verwacht er 5, van kwetsbaarst naar sterkst."
        )
    if not all(isinstance(text, str) and text.strip() for text in levels):
        raise InstrumentError(f"{here}: een van de niveauteksten is leeg of geen tekst.")
    help_text = raw.get("help")
    return Item(
        key=key,
        name=_text(raw, "name", here),
        subject=subject,
        domain_key=domain_key,
        levels=tuple(levels),
        help=help_text if isinstance(help_text, str) else None,
        fits_age=_age_range(raw.get("age_months"), key, here),
    )


def _age_range(raw: object, key: str, place: str) -> AgeRange:
    match raw:
        case None:
            return _USUAL_AGES.get(key, AgeRange())
        case [int(first), int(last)] if 0 <= first <= last:
            return AgeRange(first, last)
    raise InstrumentError(
        f"{place}: age_months is {raw!r}; verwacht twee gehele getallen in maanden, zoals [0, 36]."
    )


def _tables(content: Mapping[str, Any], name: str, place: str) -> Sequence[Mapping[str, Any]]:
    found = content.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise InstrumentError(f"{place}: {name} moet een lijst van tabellen zijn, zoals [[{name}]].")
    return found


def _text(raw: Mapping[str, Any], name: str, place: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InstrumentError(f"{place}: {name} ontbreekt of is leeg; verwacht een tekst.")
    return value


def _key(raw: Mapping[str, Any], place: str) -> str:
    key = _text(raw, "key", place)
    if not _KEY.fullmatch(key):
        raise InstrumentError(f"{place}: sleutel “{key}” is ongeldig; verwacht kleine letters, cijfers en _.")
    return key


def _refuse_twice(keys: Sequence[str], source: str, noun: str) -> None:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise InstrumentError(
                f"{source}: {noun} “{key}” staat er twee keer in; elke sleutel mag één keer voorkomen."
            )
        seen.add(key)
