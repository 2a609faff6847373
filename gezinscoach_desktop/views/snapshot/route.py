"""Who and what stands in the form, and in which order the keys walk through it. Knows no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.household import Person, Role, age_label
from gezinscoach_desktop.domain.instrument import Instrument, Item, Subject
from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.family import MemberRecord

HOUSEHOLD_NAME = Subject.HOUSEHOLD.label


@dataclass(frozen=True, slots=True)
class Who:
    """The household (`id` None) or a member, as the list on the left shows them."""

    id: UUID | None
    name: str
    subject: Subject
    age: str = ""
    is_present: bool = True
    age_months: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A domain of life of one person: items that fit, and items folded away because of the age."""

    key: str
    name: str
    places: tuple[Place, ...]
    """Every item, in the order of the instrument: unfolding or filling in never moves one."""
    folded: frozenset[Place] = frozenset()
    is_unfolded: bool = False

    @property
    def shown(self) -> tuple[Place, ...]:
        if self.is_unfolded:
            return self.places
        return tuple(place for place in self.places if place not in self.folded)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found by typing part of its name."""

    place: Place
    item: str
    domain: str
    who: str


def people(persons: Iterable[Person], members: Iterable[MemberRecord], on: date) -> tuple[Who, ...]:
    """The household first, then the members in the order given; a child is called by its given name where that is clear."""
    records = {member.id: member for member in members}
    given_names = Counter(member.details.given_name.strip() for member in records.values())
    found = [Who(None, HOUSEHOLD_NAME, Subject.HOUSEHOLD)]
    for person in persons:
        record = records.get(person.id)
        found.append(
            Who(
                id=person.id,
                name=_name(person, record, given_names),
                subject=person.role.subject,
                age=age_label(person.birth_date, on),
                is_present=person.is_present(on),
                age_months=person.age_months(on),
            )
        )
    return tuple(found)


def _name(person: Person, record: MemberRecord | None, given_names: Counter[str]) -> str:
    if record is None:
        return person.role.label
    given_name = record.details.given_name.strip()
    if person.role is Role.CHILD and given_name and given_names[given_name] == 1:
        return given_name
    return record.display_name


def sections(
    instrument: Instrument, who: Who, *, has_value: Callable[[Place], bool], unfolded: frozenset[str]
) -> tuple[Section, ...]:
    """The domains of one person; an item that does not fit the age is folded away unless it has a value."""

    def fits(item: Item) -> bool:
        return item.fits_age.includes(who.age_months) or has_value((who.id, item.key))

    return tuple(
        Section(
            key=domain.key,
            name=domain.name,
            places=tuple((who.id, item.key) for item in domain.items),
            folded=frozenset((who.id, item.key) for item in domain.items if not fits(item)),
            is_unfolded=domain.key in unfolded,
        )
        for domain in instrument.domains_of(who.subject)
    )


def find_items(
    instrument: Instrument, everybody: Iterable[Who], text: str, *, first: UUID | None = None
) -> tuple[Hit, ...]:
    """Items of which name, domain or person hold every word typed; those of `first` lead, then a name that begins so."""
    words = fold(text).split()
    if not words:
        return ()
    ranked: list[tuple[tuple[bool, bool, bool], Hit]] = []
    for who in everybody:
        for domain in instrument.domains_of(who.subject):
            for item in domain.items:
                name = fold(item.name)
                searched = f"{name} {fold(domain.name)} {fold(who.name)}"
                if not all(word in searched for word in words):
                    continue
                in_name = words[0] in name
                rank = (not in_name, not name.startswith(words[0]), who.id != first)
                ranked.append((rank, Hit((who.id, item.key), item.name, domain.name, who.name)))
    return tuple(hit for _, hit in sorted(ranked, key=lambda pair: pair[0]))
