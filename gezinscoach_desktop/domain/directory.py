"""The service directory of the office (sociale kaart): services, who works there, and what they do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain, in_order
from gezinscoach_desktop.domain.phone import plain_phone
from gezinscoach_desktop.domain.text import fold


@dataclass(frozen=True, slots=True)
class ServiceInput:
    """A service as the office knows it."""

    name: str
    organisation: str = ""
    what: str = ""
    """What they do, for whom."""
    domains: tuple[LifeDomain, ...] = ()
    municipality: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    waiting: str = ""
    """How long one waits there, in words."""
    waiting_noted_on: date | None = None
    retired_on: date | None = None
    """It no longer exists or is no longer used; never deleted."""
    merged_into: UUID | None = None
    """The service this one turned out to be a double of: everything that names this one means that one."""


@dataclass(frozen=True, slots=True)
class ContactPersonInput:
    """Somebody who works at a service."""

    service_id: UUID
    name: str
    role: str = ""
    phone: str = ""
    email: str = ""
    retired_on: date | None = None


ServiceRecord = Kept[ServiceInput]
ContactPersonRecord = Kept[ContactPersonInput]

_SMALL_WORDS = frozenset({"de", "het", "een", "en", "van", "der", "den", "voor", "in", "te", "vzw"})
_FEWEST_DIGITS = 8
"""Shorter is an extension or a slip, and says nothing about who it is."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """A service of the directory with whoever works there, also at the doubles that were merged into it."""

    record: ServiceRecord
    persons: tuple[ContactPersonRecord, ...] = ()
    search_text: str = ""

    @property
    def id(self) -> UUID:
        return self.record.id

    @property
    def details(self) -> ServiceInput:
        return self.record.details

    @property
    def is_retired(self) -> bool:
        return self.record.details.retired_on is not None


@dataclass(frozen=True, slots=True)
class Directory:
    """The whole directory: each service once. What a double was called by leads to the service that was kept."""

    entries: tuple[ServiceEntry, ...] = ()
    meanings: Mapping[UUID, UUID] = field(default_factory=dict)
    """Of every service, merged or not, which one it means."""
    doubles: tuple[tuple[UUID, UUID], ...] = ()
    """Pairs that look like the same service."""

    def entry(self, service_id: UUID | None) -> ServiceEntry | None:
        """What this id means now."""
        wanted = None if service_id is None else self.meanings.get(service_id)
        return next((entry for entry in self.entries if entry.id == wanted), None)

    def name_of(self, service_id: UUID | None) -> str:
        """How a list calls the service; empty when it is not in the directory."""
        found = self.entry(service_id)
        return "" if found is None else title_of(found.details)


def title_of(details: ServiceInput) -> str:
    """`Onthaal (CAW De Kempen)`: the name, with its organisation where that says more."""
    if not details.organisation or fold(details.organisation) in fold(details.name):
        return details.name
    return f"{details.name} ({details.organisation})"


def directory_of(services: Iterable[ServiceRecord], persons: Iterable[ContactPersonRecord]) -> Directory:
    """The directory out of all its rows, in the order of `services`."""
    rows = tuple(services)
    meanings = meanings_of(rows)
    working: dict[UUID, list[ContactPersonRecord]] = {}
    for person in persons:
        working.setdefault(
            meanings.get(person.details.service_id, person.details.service_id), []
        ).append(person)  # fmt: skip
    merged: dict[UUID, list[ServiceInput]] = {}
    for row in rows:
        if meanings[row.id] != row.id:
            merged.setdefault(meanings[row.id], []).append(row.details)
    entries = tuple(
        _entry(row, working.get(row.id, ()), merged.get(row.id, ()))
        for row in rows
        if meanings[row.id] == row.id
    )
    return Directory(entries, meanings, likely_doubles(entries))


def meanings_of(services: Iterable[ServiceRecord]) -> dict[UUID, UUID]:
    """Of each service the one it was merged into, over as many steps as it takes; itself when it was not."""
    return follow_merges({each.id: each.details.merged_into for each in services})


def follow_merges(into: Mapping[UUID, UUID | None]) -> dict[UUID, UUID]:
    """The same out of what each service was merged into."""

    def meant(service_id: UUID) -> UUID:
        passed = {service_id}
        while (further := into.get(service_id)) is not None and further not in passed and further in into:
            passed.add(further)
            service_id = further
        return service_id

    return {service_id: meant(service_id) for service_id in into}


def completed(kept: ServiceInput, double: ServiceInput) -> ServiceInput:
    """The kept one of two, with what only its double knew."""
    known = {
        name: getattr(double, name)
        for name in ("organisation", "what", "municipality", "address", "phone", "email", "website")
        if not getattr(kept, name)
    }
    if not kept.waiting:
        known |= {"waiting": double.waiting, "waiting_noted_on": double.waiting_noted_on}
    return replace(kept, **known, domains=in_order((*kept.domains, *double.domains)))


def likely_doubles(entries: Iterable[ServiceEntry]) -> tuple[tuple[UUID, UUID], ...]:
    """Pairs in use with the same name in one place, or with the same phone and a name that holds the other's."""
    used = [entry for entry in entries if not entry.is_retired]
    groups: dict[object, list[ServiceEntry]] = {}
    for entry in used:
        groups.setdefault(_words(entry.details.name), []).append(entry)
        phone = plain_phone(entry.details.phone)
        if len(phone) >= _FEWEST_DIGITS:
            groups.setdefault(phone, []).append(entry)
    found: dict[tuple[UUID, UUID], None] = {}
    for group in groups.values():
        for first, second in combinations(group, 2):
            if _are_alike(first.details, second.details):
                found[first.id, second.id] = None
    return tuple(found)


def _are_alike(first: ServiceInput, second: ServiceInput) -> bool:
    places = {fold(each.municipality) for each in (first, second) if each.municipality}
    if len(places) > 1:
        return False
    if _words(first.name) == _words(second.name):
        return True
    whole = [_words(f"{each.name} {each.organisation}") for each in (first, second)]
    is_within = _words(first.name) <= whole[1] or _words(second.name) <= whole[0]
    return plain_phone(first.phone) == plain_phone(second.phone) and is_within


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", fold(text))) - _SMALL_WORDS


def _entry(
    record: ServiceRecord, persons: Iterable[ContactPersonRecord], merged: Iterable[ServiceInput]
) -> ServiceEntry:
    """Found by everything it is known by, also by what its doubles were called."""
    details, people = record.details, tuple(persons)
    words = [
        details.name,
        details.organisation,
        details.what,
        *(domain.label for domain in details.domains),
        details.municipality,
        details.address,
        plain_phone(details.phone),
        *(f"{person.details.name} {person.details.role}" for person in people),
        *(f"{double.name} {double.organisation}" for double in merged),
    ]
    return ServiceEntry(record, people, fold(" ".join(word for word in words if word)))
