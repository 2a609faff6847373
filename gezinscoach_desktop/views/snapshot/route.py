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


class Route:
    """Everybody of the form, the items of each in the order in which the keys walk through them, and what is folded away."""

    def __init__(
        self, *, has_value: Callable[[Place], bool], is_touched: Callable[[UUID | None], bool]
    ) -> None:
        self._has_value = has_value
        self._is_touched = is_touched
        self._instrument: Instrument
        self._who: dict[UUID | None, Who] = {}
        self._unfolded: set[tuple[UUID | None, str]] = set()

    def take(self, instrument: Instrument, everybody: Iterable[Who]) -> None:
        """What there is from now on, in order; the household is always the first."""
        self._instrument = instrument
        self._who = {who.id: who for who in everybody}

    # ----------------------------------------------------------------------------------------------------- who

    @property
    def people(self) -> tuple[Who, ...]:
        """The household and every member, also who is not present on the date."""
        return tuple(self._who.values())

    @property
    def present(self) -> tuple[Who, ...]:
        return tuple(who for who in self.people if who.is_present)

    def who(self, person: UUID | None) -> Who | None:
        """The household or a member; None for who is no longer of this family."""
        return self._who.get(person)

    def person_beside(self, person: UUID | None, step: int) -> UUID | None:
        """The next (1) or previous (-1) person of the walk, going round."""
        walk = self._walk(person)
        return walk[(walk.index(person) + step) % len(walk)]

    def _walk(self, current: UUID | None) -> list[UUID | None]:
        """Everybody present, and of the others whoever has entries or is being looked at."""
        return [
            who.id for who in self.people if who.is_present or who.id == current or self._is_touched(who.id)
        ]

    # ----------------------------------------------------------------------------------------------------- items

    def sections(self, person: UUID | None) -> tuple[Section, ...]:
        """The domains of one person with the items that fit and those folded away."""
        unfolded = frozenset(domain for owner, domain in self._unfolded if owner == person)
        return sections(self._instrument, self._who[person], has_value=self._has_value, unfolded=unfolded)

    def is_known(self, place: Place) -> bool:
        """True when the place still exists: the member is there and the item belongs to its role."""
        who, item = self._who.get(place[0]), self._instrument.items.get(place[1])
        return who is not None and item is not None and item.subject is who.subject

    def first_place(self, person: UUID | None) -> Place:
        """The first item of a person; the first folded one when nothing else fits."""
        return self._order_of(person)[0]

    def next_place(self, place: Place) -> Place | None:
        """The item after this one, over domains and persons; None at the very end."""
        return self._beside(place, 1)

    def previous_place(self, place: Place) -> Place | None:
        """The item before this one; None at the very beginning."""
        return self._beside(place, -1)

    def find(self, text: str, *, first: UUID | None = None) -> tuple[Hit, ...]:
        """Items by part of their name, over everybody present."""
        return find_items(self._instrument, self.present, text, first=first)

    def _order_of(self, person: UUID | None) -> tuple[Place, ...]:
        found = self.sections(person)
        shown = tuple(place for section in found for place in section.shown)
        return shown or found[0].places

    def _beside(self, place: Place, step: int) -> Place | None:
        order = self._order_of(place[0])
        at = (order.index(place) if place in order else 0) + step
        if 0 <= at < len(order):
            return order[at]
        walk = self._walk(place[0])
        person_at = walk.index(place[0]) + step
        if not 0 <= person_at < len(walk):
            return None
        return self._order_of(walk[person_at])[0 if step > 0 else -1]

    # ------------------------------------------------------------------------------------------------- folding

    def unfold(self, person: UUID | None, domain: str) -> None:
        """Show the items of a domain that do not fit the age."""
        self._unfolded.add((person, domain))

    def fold(self, person: UUID | None, domain: str) -> None:
        self._unfolded.discard((person, domain))

    def reveal(self, place: Place) -> None:
        """Unfold the domain of an item that is folded away."""
        for section in self.sections(place[0]):
            if place in section.folded:
                self.unfold(place[0], section.key)


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
