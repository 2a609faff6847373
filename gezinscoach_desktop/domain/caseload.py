"""The caseload: how heavily the families of each coach weigh, against how much fits.

A family weighs by its phase, which the coach chose; the intensity that the contacts amount to (`domain/intensity.py`) is
told beside it where it says the opposite, and counts for nothing. It weighs with the responsible coach, or while that one
is away with who stands in. A second coach who does not stand in carries no weight of it.

Weights are whole numbers, in tenths of a family that is supported intensively.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.dates import add_months, format_date
from gezinscoach_desktop.domain.due import due_of
from gezinscoach_desktop.domain.intensity import MonthIntensity, judge
from gezinscoach_desktop.domain.stand_in import Share, Supporter, shares_of
from gezinscoach_desktop.domain.trajectory import RESTING, Phase
from gezinscoach_desktop.domain.weight import Weights as Weights
from gezinscoach_desktop.domain.weight import points_text as points_text
from gezinscoach_desktop.domain.weight import weight_text as weight_text

K = TypeVar("K")

MONTHS = 3
"""Contacts are counted over so many whole months."""


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away up to but not including `until`; None is not known yet."""

    since: date
    until: date | None

    @property
    def text(self) -> str:
        return "afwezig" if self.until is None else f"afwezig tot {format_date(self.until)}"

    @property
    def short_text(self) -> str:
        """For a narrow column."""
        return "weg" if self.until is None else f"weg tot {format_date(self.until)}"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who supports families, as the coordinator noted it."""

    account_id: UUID
    name: str
    organisation_id: UUID | None = None
    organisation: str = ""
    is_volunteer: bool = False
    percent: int = 100
    most_weight: int | None = None
    municipalities: tuple[str, ...] = ()
    """Where this person works; none is everywhere."""
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    is_noted: bool = False
    """Whether the coordinator noted anything; without it somebody counts as full-time."""
    is_open: bool = True
    """Whether the account is open and has the role of coach."""
    away: Away | None = None
    """On the day that was asked for."""

    def works_on(self, day: date) -> bool:
        """Whether new families can be given to this person."""
        return (
            self.is_open
            and (self.since is None or self.since <= day)
            and (self.until is None or day < self.until)
        )


@dataclass(frozen=True, slots=True)
class Capacity:
    """How much a coach has and how much fits, for who looks for one."""

    person: Person
    families: int
    """How many weigh with this coach."""
    weight: int
    most: int
    day: date

    @property
    def free(self) -> int:
        """What can be added; nothing with who is away or does not work here (yet)."""
        if self.person.away is not None or not self.person.works_on(self.day):
            return 0
        return max(0, self.most - self.weight)

    @property
    def is_over(self) -> bool:
        return self.weight > self.most

    @property
    def text(self) -> str:
        """`11,6 van 15 punten`."""
        return f"{weight_text(self.weight)} van {points_text(self.most)}"


# -------------------------------------------------------------------------------------------------- what was read
@dataclass(frozen=True, slots=True)
class FamilyFacts:
    """A family that is not closed, as the caseload sees it."""

    id: UUID
    phase: Phase | None
    phase_since: date | None
    last_snapshot: date | None
    overdue_actions: int = 0
    open_referrals: int = 0
    met: int = 0
    """On how many days of the last whole month there was a contact."""
    first_contact: date | None = None
    """The first one, or any earlier day; None when none was noted before that month was over."""


@dataclass(frozen=True, slots=True)
class ContactCount:
    """How many contacts somebody registered with a family in a month."""

    account_id: UUID
    family_id: UUID
    month: date
    """Its first day."""
    number: int


# --------------------------------------------------------------------------------------------------- what comes of it
@dataclass(frozen=True, slots=True)
class Counted:
    """A number, and the families behind it."""

    number: int
    families: frozenset[UUID]

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.number + other.number, self.families | other.families)


NONE = Counted(0, frozenset())


@dataclass(frozen=True, slots=True)
class Load:
    """What one coach has, or several together."""

    weight: int
    most: int
    families: Counted
    """Those that weigh."""
    by_phase: Mapping[Phase, Counted]
    """Those of `families`."""
    shares: Mapping[Share, Counted]
    due: Counted
    actions: Counted
    """Open actions whose day is past."""
    contacts: tuple[Counted, ...]
    """Per month of `Caseload.months`; registered by this coach."""
    referrals: Counted
    """To services, without an answer."""
    differing: Counted
    """Whose contacts say the opposite of the phase."""

    def __add__(self, other: Load) -> Load:
        return Load(
            self.weight + other.weight,
            self.most + other.most,
            self.families + other.families,
            _together(self.by_phase, other.by_phase),
            _together(self.shares, other.shares),
            self.due + other.due,
            self.actions + other.actions,
            tuple(mine + theirs for mine, theirs in zip(self.contacts, other.contacts, strict=True)),
            self.referrals + other.referrals,
            self.differing + other.differing,
        )


@dataclass(frozen=True, slots=True)
class CoachLoad:
    """A coach with what he or she has."""

    person: Person
    load: Load
    day: date

    @property
    def capacity(self) -> Capacity:
        return Capacity(self.person, self.load.families.number, self.load.weight, self.load.most, self.day)


@dataclass(frozen=True, slots=True)
class OrganisationLoad:
    """The coaches of one organisation, by name; without a name: of none."""

    organisation_id: UUID | None
    name: str
    coaches: tuple[CoachLoad, ...]
    load: Load


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everybody on one day, per organisation."""

    day: date
    months: tuple[date, ...]
    """The whole months that contacts are counted over, from old to new."""
    unassigned: Load
    """Families without a responsible coach."""
    organisations: tuple[OrganisationLoad, ...]
    uncovered: frozenset[UUID]
    """Families whose responsible coach is away while nobody stands in."""

    @property
    def coaches(self) -> tuple[CoachLoad, ...]:
        return tuple(coach for group in self.organisations for coach in group.coaches)

    @property
    def total(self) -> Load:
        load = self.unassigned
        for group in self.organisations:
            load = load + group.load
        return load


def whole_months(today: date, number: int = MONTHS) -> tuple[date, ...]:
    """The first days of the last months that are over, from old to new."""
    this = today.replace(day=1)
    return tuple(add_months(this, -back) for back in range(number, 0, -1))


def contacts_differ(facts: FamilyFacts, month: date, closes: date) -> bool:
    """Whether the contacts of the whole month from `month` to `closes` say the opposite of the phase."""
    if facts.phase is None or facts.phase_since is None or facts.first_contact is None:
        return False
    opens = max(month, facts.first_contact)
    days = (closes - opens).days + 1
    judged = None if facts.phase in RESTING else judge(facts.met, days)
    is_steady = facts.phase_since <= opens
    return MonthIntensity(month, facts.met, days, judged, facts.phase, is_steady).differs


def caseload_of(
    people: Iterable[Person],
    families: Iterable[FamilyFacts],
    supporters: Iterable[Supporter],
    contacts: Iterable[ContactCount],
    *,
    weights: Weights,
    interval_months: int,
    today: date,
) -> Caseload:
    """Everything together; a family whose coach is not among `people` counts as unassigned."""
    known = {person.account_id: person for person in people}
    shares, uncovered = shares_of(
        supporters, (person.account_id for person in known.values() if person.away is not None)
    )
    months = whole_months(today)
    closes = today.replace(day=1) - timedelta(days=1)
    sums: dict[UUID | None, _Sum] = {id_: _Sum() for id_ in (None, *known)}
    seen: set[UUID] = set()
    for facts in families:
        seen.add(facts.id)
        is_due = due_of(
            facts.last_snapshot,
            today=today,
            interval_months=interval_months,
            is_closed=facts.phase in RESTING,
        ).state.is_due
        differs = contacts_differ(facts, months[-1], closes)
        mine = {id_: share for id_, share in shares.get(facts.id, {}).items() if id_ in known}
        if not any(share in (Share.RESPONSIBLE, Share.COVERED) for share in mine.values()):
            sums[None].take(facts, Share.RESPONSIBLE, weights, is_due=is_due, differs=differs)
        for id_, share in mine.items():
            sums[id_].take(facts, share, weights, is_due=is_due, differs=differs)
    for count in contacts:
        if count.account_id in sums and count.month in months:
            sums[count.account_id].meet(count)
    coaches = [
        CoachLoad(
            person,
            sums[person.account_id].load(months, weights.capacity(person.percent, person.most_weight)),
            today,
        )
        for person in known.values()
        if person.is_open or sums[person.account_id].has_families
    ]
    return Caseload(
        day=today,
        months=months,
        unassigned=sums[None].load(months, 0),
        organisations=_grouped(coaches, months),
        uncovered=uncovered & seen,
    )


class _Sum:
    """Counts up what one coach has."""

    def __init__(self) -> None:
        self._weight = 0
        self._families: set[UUID] = set()
        self._by_phase: dict[Phase, set[UUID]] = defaultdict(set)
        self._shares: dict[Share, set[UUID]] = defaultdict(set)
        self._due: set[UUID] = set()
        self._differing: set[UUID] = set()
        self._actions: dict[UUID, int] = {}
        self._referrals: dict[UUID, int] = {}
        self._contacts: dict[date, dict[UUID, int]] = defaultdict(dict)

    @property
    def has_families(self) -> bool:
        return any(self._shares.values())

    def take(
        self, facts: FamilyFacts, share: Share, weights: Weights, *, is_due: bool, differs: bool
    ) -> None:
        self._shares[share].add(facts.id)
        if share not in (Share.RESPONSIBLE, Share.STANDS_IN):
            return
        self._weight += weights.of(facts.phase)
        self._families.add(facts.id)
        self._by_phase[facts.phase or Phase.GETTING_TO_KNOW].add(facts.id)
        if is_due:
            self._due.add(facts.id)
        if differs:
            self._differing.add(facts.id)
        if facts.overdue_actions:
            self._actions[facts.id] = facts.overdue_actions
        if facts.open_referrals:
            self._referrals[facts.id] = facts.open_referrals

    def meet(self, count: ContactCount) -> None:
        month = self._contacts[count.month]
        month[count.family_id] = month.get(count.family_id, 0) + count.number

    def load(self, months: Sequence[date], most: int) -> Load:
        return Load(
            weight=self._weight,
            most=most,
            families=_of(self._families),
            by_phase={phase: _of(ids) for phase, ids in self._by_phase.items()},
            shares={share: _of(ids) for share, ids in self._shares.items()},
            due=_of(self._due),
            actions=_sum(self._actions),
            contacts=tuple(_sum(self._contacts.get(month, {})) for month in months),
            referrals=_sum(self._referrals),
            differing=_of(self._differing),
        )


def _of(families: Iterable[UUID]) -> Counted:
    ids = frozenset(families)
    return Counted(len(ids), ids)


def _sum(numbers: Mapping[UUID, int]) -> Counted:
    return Counted(sum(numbers.values()), frozenset(numbers))


def _together(mine: Mapping[K, Counted], theirs: Mapping[K, Counted]) -> Mapping[K, Counted]:
    return {key: mine.get(key, NONE) + theirs.get(key, NONE) for key in (*mine, *theirs)}


def _grouped(coaches: Iterable[CoachLoad], months: Sequence[date]) -> tuple[OrganisationLoad, ...]:
    by_organisation: dict[tuple[UUID | None, str], list[CoachLoad]] = defaultdict(list)
    for coach in sorted(coaches, key=lambda each: each.person.name.casefold()):
        by_organisation[coach.person.organisation_id, coach.person.organisation].append(coach)
    made = []
    for (id_, name), members in by_organisation.items():
        load = _Sum().load(months, 0)
        for coach in members:
            load = load + coach.load
        made.append(OrganisationLoad(id_, name, tuple(members), load))
    return tuple(sorted(made, key=lambda group: (group.name == "", group.name.casefold())))
