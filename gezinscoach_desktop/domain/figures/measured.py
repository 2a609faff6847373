"""How every family was measured before a day: its baseline, its last measurement, its follow-ups, and the index at each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.evolution import LATE_AFTER_DAYS
from gezinscoach_desktop.domain.figures.facts import FamilyFact
from gezinscoach_desktop.domain.figures.levels import Layout, Matrix, equal_to, paired
from gezinscoach_desktop.domain.index import (
    DomainState,
    Extremes,
    IndexDomain,
    Profile,
    domain_state,
)

FOLLOW_UPS = (6, 12)
"""Months after the baseline."""
NOW = 0
"""Instead of months: the last measurement."""
_STATES = {state: number for number, state in enumerate(DomainState, start=1)}
_LEVELS = bytes(flags & 0b11111 for flags in range(256))
Levels = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """Days as numbers, 0 where there is none."""

    baseline: Sequence[int]
    last: Sequence[int]
    follow_ups: Mapping[int, Sequence[int]]
    late: Mapping[int, Sequence[int]]
    """The indexes of families whose follow-up came late."""


def moments_of(families: Sequence[FamilyFact], until: date) -> Moments:
    """Which snapshots count as what, of those before `until`."""
    count = len(families)
    baseline, last = [0] * count, [0] * count
    follow_ups = {months: [0] * count for months in FOLLOW_UPS}
    late: dict[int, list[int]] = {months: [] for months in FOLLOW_UPS}
    for index, family in enumerate(families):
        days = [day for day, _ in family.snapshots if day < until]
        if not days:
            continue
        revised = [day for day, is_revised in family.snapshots[: len(days)] if is_revised]
        first = revised[-1] if revised else days[0]
        baseline[index], last[index] = first.toordinal(), days[-1].toordinal()
        if days[-1] == first:
            continue
        for months in FOLLOW_UPS:
            due = add_months(first, months)
            place = bisect_left(days, due)
            if place < len(days):
                follow_ups[months][index] = days[place].toordinal()
                if (days[place] - due).days > LATE_AFTER_DAYS:
                    late[months].append(index)
    return Moments(baseline, last, follow_ups, late)


class Indexes:
    """The index of every family at one moment."""

    def __init__(self, matrix: Matrix, moments: Sequence[int], profile: Profile) -> None:
        self.profile = profile
        self._matrix = matrix
        self._measured = bytes(1 if moment else 0 for moment in moments)

    @cached_property
    def measured(self) -> int:
        """The families that have this moment, as a mask."""
        return int.from_bytes(self._measured, "little")

    def levels(self, domain: IndexDomain) -> list[Levels]:
        """Of each family whether it is measured and has a child, and the levels of each item of the domain as bits."""
        numbers = self._matrix.layout.numbers
        columns = [self._matrix.flags(numbers[item]).translate(_LEVELS) for item in domain_items(domain)]
        return list(zip(self._measured, self._matrix.has_child, *columns, strict=True))

    @cached_property
    def states(self) -> Mapping[str, bytes]:
        """Per domain the state of each family as a number, 0 where it was not measured."""
        return {
            domain.key: bytes(map(_Judge(self.profile, domain).__getitem__, self.levels(domain)))
            for domain in self.profile.domains
        }

    @cached_property
    def weak(self) -> bytes:
        """How many domains are weak."""
        return self._often(DomainState.WEAK)

    @cached_property
    def unknown(self) -> bytes:
        """How many are not known."""
        return self._often(DomainState.UNKNOWN)

    def in_state(self, domain: str, state: DomainState) -> int:
        """The families of which a domain is in a state, as a mask."""
        return equal_to(self.states[domain], _STATES[state])

    def _often(self, state: DomainState) -> bytes:
        count = len(self._measured)
        found = sum(self.in_state(domain.key, state) for domain in self.profile.domains)
        return found.to_bytes(count, "little")

    def is_deprived(self, index: int) -> bool | None:
        """Whether a measured family is deprived; None when that is undetermined."""
        if self.weak[index] >= self.profile.deprived_from:
            return True
        return None if self.weak[index] + self.unknown[index] >= self.profile.deprived_from else False


class _Judge(dict[Levels, int]):
    """What the domain says of levels, asked once for all families of which they are the same."""

    def __init__(self, profile: Profile, domain: IndexDomain) -> None:
        super().__init__()
        self._profile = profile
        self._domain = domain

    def __missing__(self, levels: Levels) -> int:
        is_measured, has_child, *_ = levels
        state = 0
        if is_measured:
            found = extremes_of(self._domain, levels)
            state = _STATES[domain_state(self._profile, self._domain, found, has_child=bool(has_child))]
        self[levels] = state
        return state


def domain_items(domain: IndexDomain) -> tuple[str, ...]:
    """The items of a domain of the index, each once."""
    return tuple(dict.fromkeys(criterion.item for criterion in domain.criteria))


def extremes_of(domain: IndexDomain, levels: Levels) -> dict[str, Extremes]:
    """Lowest and highest level of each item, from `Indexes.levels`."""
    return {
        item: Extremes((flags & -flags).bit_length(), flags.bit_length())
        for item, flags in zip(domain_items(domain), levels[2:], strict=True)
        if flags
    }


class Measured:
    """All of it, each part worked out when it is asked for."""

    def __init__(self, layout: Layout, until: date, profile: Profile) -> None:
        self.layout = layout
        self.profile = profile
        self.moments = moments_of(layout.families, until)

    @cached_property
    def baseline(self) -> Matrix:
        """At the baseline, of who was there then."""
        return self.layout.filled(self.moments.baseline, self.moments.baseline)

    @cached_property
    def now(self) -> Matrix:
        """At the last measurement, of who is there then."""
        return self._from_baseline(self.moments.last, self.moments.last)

    @cached_property
    def changes(self) -> Matrix:
        """Level at the baseline and now of who is there now, in one byte."""
        at = self.moments
        comes_and_goes = self.layout.coming_and_going
        before = self.layout.changed(self.baseline, comes_and_goes, at.baseline, at.last)
        return paired(before, self.now)

    @cached_property
    def later(self) -> int:
        """The families measured again after their baseline, as a mask."""
        pairs = zip(self.moments.baseline, self.moments.last, strict=True)
        return int.from_bytes(bytes(first < last for first, last in pairs), "little")

    @cached_property
    def index_baseline(self) -> Indexes:
        return Indexes(self.baseline, self.moments.baseline, self.profile)

    @cached_property
    def index_now(self) -> Indexes:
        return Indexes(self.now, self.moments.last, self.profile)

    def index_at(self, months: int) -> Indexes:
        """The index at a follow-up, or now."""
        return self.index_now if months == NOW else self._follow_ups[months]

    def compared(self, months: int) -> int:
        """The families that have that moment after their baseline, as a mask."""
        return self.later if months == NOW else self._follow_ups[months].measured

    @cached_property
    def _follow_ups(self) -> Mapping[int, Indexes]:
        return {
            months: Indexes(self._from_baseline(days, days), days, self.profile)
            for months, days in self.moments.follow_ups.items()
        }

    def _from_baseline(self, moments: Sequence[int], present_at: Sequence[int]) -> Matrix:
        return self.layout.filled(moments, present_at)
