"""The deprivation index (kansarmoede-index): how many of six domains of life are weak at a date, with what is unknown.

A profile says which balance items feed a domain and from which level they count as weak. The default profile is our own
reading of Kind en Gezin's six criteria, so every screen, table and export names the profile.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.household import Person, Role, present, subjects_of
from gezinscoach_desktop.domain.instrument import LEVELS, Instrument, InstrumentError, Subject

MOST_DOMAINS = 6  # pre and post are laid out in a matrix of 0–6 by 0–6 weak domains


class Pick(StrEnum):
    """Which person's value stands for the family when several have one."""

    BEST = "best"
    WORST = "worst"


class DomainState(StrEnum):
    """What can be said of one domain."""

    WEAK = "weak"
    SUFFICIENT = "sufficient"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {
            "weak": "Zwak",
            "sufficient": "Voldoende",
            "unknown": "Onbekend",
            "not_applicable": "Niet van toepassing",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Criterion:
    """An item that feeds a domain: weak when the picked level is at most `weak_to`."""

    item: str
    subject: Subject
    weak_to: int
    pick: Pick


@dataclass(frozen=True, slots=True)
class IndexDomain:
    """One of the six domains of the index with its core and supporting criteria."""

    key: str
    name: str
    core: tuple[Criterion, ...]
    supporting: tuple[Criterion, ...]
    needs_child: bool

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.core + self.supporting


@dataclass(frozen=True)
class Profile:
    """A versioned way of reading the index from the balance."""

    id: str
    version: int
    name: str
    deprived_from: int
    severe_from: int
    core_needed: int
    supporting_needed: int
    domains: tuple[IndexDomain, ...]

    @cached_property
    def items(self) -> Mapping[str, Subject]:
        """Every item that can weigh, with whom it is about."""
        return {criterion.item: criterion.subject for domain in self.domains for criterion in domain.criteria}

    @property
    def title(self) -> str:
        """Name and version as every screen, table and export shows them."""
        return f"{self.name}, versie {self.version}"


@dataclass(frozen=True, slots=True)
class Extremes:
    """The lowest and highest level of one item over the persons present who have one."""

    worst: int
    best: int

    def picked(self, pick: Pick) -> int:
        return self.best if pick is Pick.BEST else self.worst


@dataclass(frozen=True, slots=True)
class Weighing:
    """A criterion with the level it found; `level` None when nobody present has one."""

    criterion: Criterion
    is_core: bool
    level: int | None

    @property
    def is_weak(self) -> bool:
        return self.level is not None and self.level <= self.criterion.weak_to


@dataclass(frozen=True, slots=True)
class DomainResult:
    """One domain's state and everything that was weighed for it."""

    domain: IndexDomain
    state: DomainState
    weighings: tuple[Weighing, ...]

    @property
    def deciding(self) -> tuple[Weighing, ...]:
        """The weighings that make a weak domain weak; empty when it is not weak."""
        if self.state is not DomainState.WEAK:
            return ()
        core = tuple(weighing for weighing in self.weighings if weighing.is_core and weighing.is_weak)
        weak_as_core = {weighing.criterion.item for weighing in core}
        supporting = tuple(
            weighing
            for weighing in self.weighings
            if not weighing.is_core and weighing.is_weak and weighing.criterion.item not in weak_as_core
        )
        return core + supporting


@dataclass(frozen=True, slots=True)
class Tally:
    """The index as numbers: `weak` domains, `unknown` ones, and whether that makes a family deprived.

    `is_deprived` is None when undetermined: weak < deprived_from ≤ weak + unknown.
    """

    weak: int
    unknown: int
    is_deprived: bool | None

    @property
    def interval(self) -> tuple[int, int]:
        return (self.weak, self.weak + self.unknown)


@dataclass(frozen=True, slots=True)
class IndexResult:
    """The index of one family at a date, with its reasons."""

    date: date
    domains: tuple[DomainResult, ...]
    tally: Tally

    @property
    def weak(self) -> int:
        return self.tally.weak

    @property
    def unknown(self) -> int:
        return self.tally.unknown

    @property
    def is_deprived(self) -> bool | None:
        return self.tally.is_deprived


def index_of(profile: Profile, balance: Balance, persons: Iterable[Person]) -> IndexResult:
    """The index on the balance's date over the persons present on that date."""
    here = present(persons, balance.date)
    levels = extremes(balance, here, profile.items)
    has_child = any(person.role is Role.CHILD for person in here)
    return index_of_levels(profile, balance.date, levels, has_child=has_child)


def index_of_levels(
    profile: Profile, day: date, levels: Mapping[str, Extremes], *, has_child: bool
) -> IndexResult:
    """The index on `day` from the levels that stand for the family then."""
    domains = tuple(
        _domain_result(profile, domain, levels, has_child=has_child) for domain in profile.domains
    )
    return IndexResult(day, domains, tally(profile, levels, has_child=has_child))


def extremes(
    balance: Balance, persons: Iterable[Person], items: Mapping[str, Subject]
) -> dict[str, Extremes]:
    """Lowest and highest level per item over the household and `persons`.

    No part take n.v.t., missing values, and values of a part of the instrument with which a person is not measured now.
    """
    counted = subjects_of(persons)
    found: dict[str, Extremes] = {}
    for (person, item), value in balance.values.items():
        subject = items.get(item)
        if value.level is None or subject is None or counted.get(person) is not subject:
            continue
        before = found.get(item)
        if before is None:
            found[item] = Extremes(value.level, value.level)
        else:
            found[item] = Extremes(min(before.worst, value.level), max(before.best, value.level))
    return found


def tally(profile: Profile, levels: Mapping[str, Extremes], *, has_child: bool) -> Tally:
    """Count weak and unknown domains from the levels that stand for the family."""
    states = [domain_state(profile, domain, levels, has_child=has_child) for domain in profile.domains]
    weak = states.count(DomainState.WEAK)
    unknown = states.count(DomainState.UNKNOWN)
    return Tally(weak, unknown, _deprived(profile, weak, unknown))


def domain_state(
    profile: Profile, domain: IndexDomain, levels: Mapping[str, Extremes], *, has_child: bool
) -> DomainState:
    """Weak with enough weak core items, or enough other weak supporting ones; unknown without any core value."""
    if domain.needs_child and not has_child:
        return DomainState.NOT_APPLICABLE
    weak_core: set[str] = set()
    core_is_known = False
    for criterion in domain.core:
        found = levels.get(criterion.item)
        if found is None:
            continue
        core_is_known = True
        if found.picked(criterion.pick) <= criterion.weak_to:
            weak_core.add(criterion.item)
    if len(weak_core) >= profile.core_needed:
        return DomainState.WEAK
    weak_supporting = {
        criterion.item
        for criterion in domain.supporting
        if (found := levels.get(criterion.item)) is not None
        and found.picked(criterion.pick) <= criterion.weak_to
    }
    if len(weak_supporting - weak_core) >= profile.supporting_needed:
        return DomainState.WEAK
    return DomainState.SUFFICIENT if core_is_known else DomainState.UNKNOWN


def _deprived(profile: Profile, weak: int, unknown: int) -> bool | None:
    if weak >= profile.deprived_from:
        return True
    return None if weak + unknown >= profile.deprived_from else False


def _domain_result(
    profile: Profile, domain: IndexDomain, levels: Mapping[str, Extremes], *, has_child: bool
) -> DomainResult:
    weighings = tuple(
        Weighing(
            criterion,
            is_core,
            None if (found := levels.get(criterion.item)) is None else found.picked(criterion.pick),
        )
        for is_core, criteria in ((True, domain.core), (False, domain.supporting))
        for criterion in criteria
    )
    return DomainResult(domain, domain_state(profile, domain, levels, has_child=has_child), weighings)


def parse_profile(content: Mapping[str, Any], instrument: Instrument, *, source: str) -> Profile:
    """Check a profile read from TOML against `instrument`; raises InstrumentError naming place and expectation."""
    raw_domains = content.get("domain")
    if not isinstance(raw_domains, list) or not raw_domains:
        raise InstrumentError(f"{source}: er staat geen enkel domein in; verwacht minstens één [[domain]].")
    if not all(isinstance(raw, dict) for raw in raw_domains):
        raise InstrumentError(f"{source}: domain moet een lijst van tabellen zijn, zoals [[domain]].")
    if len(raw_domains) > MOST_DOMAINS:
        raise InstrumentError(
            f"{source}: er staan {len(raw_domains)} domeinen in; verwacht er hoogstens {MOST_DOMAINS}, "
            f"want de matrix is {MOST_DOMAINS + 1} × {MOST_DOMAINS + 1}."
        )
    domains = tuple(_parse_domain(raw, instrument, source) for raw in raw_domains)
    for place, domain in enumerate(domains):
        if any(domain.key == earlier.key for earlier in domains[:place]):
            raise InstrumentError(
                f"{source}: domein “{domain.key}” staat er twee keer in; elke sleutel mag één keer voorkomen."
            )
    return Profile(
        id=_word(content, "id", source),
        version=_number(content, "version", source),
        name=_word(content, "name", source),
        deprived_from=_number(content, "deprived_from", source),
        severe_from=_number(content, "severe_from", source),
        core_needed=_number(content, "core_needed", source),
        supporting_needed=_number(content, "supporting_needed", source),
        domains=domains,
    )


def _parse_domain(raw: Mapping[str, Any], instrument: Instrument, source: str) -> IndexDomain:
    key = _word(raw, "key", source)
    place = f"{source}, domein {key}"
    usual = _pick(raw.get("pick", Pick.WORST), place)
    applies = raw.get("applies_to_households_with")
    if applies not in (None, Role.CHILD.value):
        raise InstrumentError(f"{place}: applies_to_households_with is “{applies}”; verwacht child of niets.")
    core = _criteria(raw.get("core", []), usual, instrument, f"{place}, core")
    if not core:
        raise InstrumentError(f"{place}: core is leeg; verwacht minstens één kernitem.")
    supporting = _criteria(raw.get("supporting", []), usual, instrument, f"{place}, supporting")
    return IndexDomain(key, _word(raw, "name", place), core, supporting, needs_child=applies is not None)


def _criteria(raw: object, usual: Pick, instrument: Instrument, place: str) -> tuple[Criterion, ...]:
    if not isinstance(raw, list) or not all(isinstance(entry, dict) for entry in raw):
        raise InstrumentError(
            f'{place}: verwacht een lijst van tabellen, zoals {{ item = "income", weak_to = 2 }}.'
        )
    found = []
    for entry in raw:
        item = _word(entry, "item", place)
        if item not in instrument.items:
            raise InstrumentError(
                f"{place}: item “{item}” bestaat niet in {instrument.id} {instrument.version}."
            )
        weak_to = _number(entry, "weak_to", place)
        if weak_to not in LEVELS:
            raise InstrumentError(f"{place}, item {item}: weak_to is {weak_to}; verwacht 1 tot 5.")
        pick = _pick(entry.get("pick", usual), place)
        found.append(Criterion(item, instrument.items[item].subject, weak_to, pick))
    return tuple(found)


def _pick(word: object, place: str) -> Pick:
    if word not in tuple(Pick):
        raise InstrumentError(f"{place}: pick is “{word}”; verwacht best of worst.")
    return Pick(str(word))


def _word(raw: Mapping[str, Any], name: str, place: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InstrumentError(f"{place}: {name} ontbreekt of is leeg; verwacht een tekst.")
    return value


def _number(raw: Mapping[str, Any], name: str, place: str) -> int:
    value = raw.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise InstrumentError(f"{place}: {name} is {value!r}; verwacht een geheel getal vanaf 1.")
    return value
