"""How every family was measured before a day: its baseline, its last measurement, its follow-ups, and the index at each."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, lru_cache
from typing import TypeVar

from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.evolution import LATE_AFTER_DAYS
from gezinscoach_desktop.domain.figures.facts import FamilyFact
from gezinscoach_desktop.domain.figures.levels import PAIR, Layout, Matrix, paired
from gezinscoach_desktop.domain.index import Criterion, DomainState, IndexDomain, Pick, Profile
from gezinscoach_desktop.domain.instrument import LEVELS

FOLLOW_UPS = (6, 12)
"""Months after the baseline."""
NOW = 0
"""Instead of months: the last measurement."""
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Moments:
    """Days as numbers, 0 where there is none."""

    baseline: Sequence[int]
    last: Sequence[int]
    follow_ups: Mapping[int, Sequence[int]]
    late: Mapping[int, Sequence[int]]
    """The indexes of families whose follow-up came late."""


@lru_cache(1 << 15)
def _due(first: date, months: int) -> date:
    return add_months(first, months)


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
            due = _due(first, months)
            place = bisect_left(days, due)
            if place < len(days):
                follow_ups[months][index] = days[place].toordinal()
                if (days[place] - due).days > LATE_AFTER_DAYS:
                    late[months].append(index)
    return Moments(baseline, last, follow_ups, late)


class Indexes:
    """The index of every family at one moment: the rule of `domain.index.domain_state`, for all of them at once."""

    def __init__(self, matrix: Matrix, moments: Sequence[int], profile: Profile) -> None:
        self.profile = profile
        self._matrix = matrix
        self._count = len(moments)
        self.measured = int.from_bytes(bytes(map(bool, moments)), "little")
        """The families that have this moment, as a mask."""

    def weak_by(self, criterion: Criterion) -> int:
        """The families that a criterion finds weak."""
        return int.from_bytes(self._flags(criterion.item).translate(_weak_to(criterion)), "little")

    def in_state(self, domain: IndexDomain, state: DomainState) -> int:
        """The families of which a domain is in a state, as a mask."""
        return self._states[domain.key].get(state, 0)

    @cached_property
    def weak(self) -> bytes:
        """How many domains are weak."""
        return self._often(DomainState.WEAK)

    @cached_property
    def unknown(self) -> bytes:
        """How many are not known."""
        return self._often(DomainState.UNKNOWN)

    @cached_property
    def deprived(self) -> Sequence[bool | None]:
        """Whether each family is deprived; None when that is undetermined, and without a measurement."""
        known = _Deprived(self.profile)
        return [known[both] for both in zip(self.weak, self.unknown, strict=True)]

    @cached_property
    def intervals(self) -> Mapping[tuple[int, int], int]:
        """The measured families by how few and how many domains may be weak, as masks."""
        return _masks(
            ((low, low + more), index)
            for index, (low, more, is_in) in enumerate(
                zip(self.weak, self.unknown, self.measured.to_bytes(self._count, "little"), strict=True)
            )
            if is_in
        )

    @cached_property
    def by_deprivation(self) -> Mapping[bool | None, int]:
        """The measured families by whether they are deprived, as masks."""
        found = {
            interval: self.deprived[(mask & -mask).bit_length() // 8]
            for interval, mask in self.intervals.items()
        }
        return {
            word: _either(self.intervals[interval] for interval, each in found.items() if each is word)
            for word in (True, False, None)
        }

    def _flags(self, item: str) -> bytes:
        return self._matrix.flags(self._matrix.layout.numbers[item])

    @cached_property
    def _states(self) -> Mapping[str, Mapping[DomainState, int]]:
        child = int.from_bytes(self._matrix.has_child, "little")
        return {domain.key: self._judged(domain, child) for domain in self.profile.domains}

    def _judged(self, domain: IndexDomain, child: int) -> Mapping[DomainState, int]:
        asked = self.measured & child if domain.needs_child else self.measured
        core: dict[str, int] = {}
        known = 0
        for criterion in domain.core:
            core[criterion.item] = core.get(criterion.item, 0) | self.weak_by(criterion)
            known |= int.from_bytes(self._flags(criterion.item).translate(_HAS_LEVEL), "little")
        supporting: dict[str, int] = {}
        for criterion in domain.supporting:
            found = self.weak_by(criterion) & ~core.get(criterion.item, 0)
            supporting[criterion.item] = supporting.get(criterion.item, 0) | found
        weak = asked & (
            self._at_least(self.profile.core_needed, core.values())
            | self._at_least(self.profile.supporting_needed, supporting.values())
        )
        return {
            DomainState.WEAK: weak,
            DomainState.SUFFICIENT: asked & known & ~weak,
            DomainState.UNKNOWN: asked & ~known & ~weak,
            DomainState.NOT_APPLICABLE: self.measured & ~asked,
        }

    def _at_least(self, needed: int, masks: Iterable[int]) -> int:
        """The families that are in `needed` of the masks or more."""
        enough = bytes(1 if number >= needed else 0 for number in range(256))
        return int.from_bytes(sum(masks).to_bytes(self._count, "little").translate(enough), "little")

    def _often(self, state: DomainState) -> bytes:
        found = sum(self.in_state(domain, state) for domain in self.profile.domains)
        return found.to_bytes(self._count, "little")


def _masks(pairs: Iterable[tuple[Key, int]]) -> Mapping[Key, int]:
    """The indexes of each key as a mask."""
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for key, index in pairs:
        found[key].append(index)
    return {key: _mask(indexes) for key, indexes in found.items()}


def _mask(indexes: Sequence[int]) -> int:
    bits = bytearray(indexes[-1] + 1)
    for index in indexes:
        bits[index] = 1
    return int.from_bytes(bits, "little")


def _either(masks: Iterable[int]) -> int:
    found = 0
    for mask in masks:
        found |= mask
    return found


class _Deprived(dict[tuple[int, int], bool | None]):
    """What so many weak and unknown domains say."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._from = profile.deprived_from

    def __missing__(self, both: tuple[int, int]) -> bool | None:
        weak, unknown = both
        found = True if weak >= self._from else None if weak + unknown >= self._from else False
        self[both] = found
        return found


_HAS_LEVEL = bytes(1 if flags & 0b11111 else 0 for flags in range(256))


@cache
def _weak_to_levels(weak_to: int, pick: Pick) -> bytes:
    low = (1 << weak_to) - 1
    return bytes(
        1 if (flags & low and (pick is Pick.WORST or not flags & 0b11111 & ~low)) else 0
        for flags in range(256)
    )


def _weak_to(criterion: Criterion) -> bytes:
    """Of the levels a family has for an item whether the one that is picked is weak."""
    return _weak_to_levels(criterion.weak_to, criterion.pick)


def _balance(places: bytes) -> str:
    ways = places.translate(WAY)
    up, down = ways.count(1), ways.count(3)
    return "more_up" if up > down else "more_down" if down > up else "balanced"


def _ways() -> bytes:
    table = bytearray(256)
    for before in LEVELS:
        for after in LEVELS:
            table[before * PAIR + after] = 1 if after > before else 2 if after == before else 3
    return bytes(table)


WAY = _ways()
"""From both levels in one byte to which way it went: 1 up, 2 the same, 3 down; 0 where they cannot be compared."""


class Measured:
    """All of it, each part worked out when it is asked for."""

    def __init__(self, layout: Layout, until: date, profile: Profile, whole: Measured | None = None) -> None:
        """`whole` is that of a later day, of which most baselines are the same."""
        self.layout = layout
        self.profile = profile
        self.moments = moments_of(layout.families, until)
        self._whole = whole

    @cached_property
    def baseline(self) -> Matrix:
        """At the baseline, of who was there then."""
        days = self.moments.baseline
        if self._whole is None:
            return self.layout.filled(days, days)
        pairs = zip(self._whole.moments.baseline, days, strict=True)
        others = [index for index, (before, now) in enumerate(pairs) if before != now]
        return self.layout.changed(self._whole.baseline, others, days, days)

    @cached_property
    def now(self) -> Matrix:
        """At the last measurement, of who is there then."""
        return self.layout.later(self.baseline, self.moments.baseline, self.moments.last)

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
            months: Indexes(self.layout.later(self.baseline, self.moments.baseline, days), days, self.profile)
            for months, days in self.moments.follow_ups.items()
        }

    @cached_property
    def pairs(self) -> Mapping[int, Mapping[tuple[int, int], int]]:
        """Per moment the families determined then and at the baseline, by how many domains were weak, as masks."""
        return {months: self._pairs(months) for months in (*FOLLOW_UPS, NOW)}

    def _pairs(self, months: int) -> Mapping[tuple[int, int], int]:
        before, after = self.index_baseline, self.index_at(months)
        both = self.compared(months) & ~before.by_deprivation[None] & ~after.by_deprivation[None]
        is_in = both.to_bytes(self.layout.count, "little")
        return _masks(
            ((first, last), index)
            for index, (first, last, counts) in enumerate(zip(before.weak, after.weak, is_in, strict=True))
            if counts
        )

    @cached_property
    def went(self) -> Mapping[str, int]:
        """Families measured again by whether more of their places went up or down, as masks."""
        later = self.later.to_bytes(self.layout.count, "little")
        return _masks(
            (_balance(self.changes.family(index)), index) for index, is_in in enumerate(later) if is_in
        )

    @cached_property
    def movers(self) -> Mapping[str, tuple[int, int]]:
        """Per item the families of which it took a domain of the index out of being weak, and into it."""
        before, after = self.index_baseline, self.index_now
        found: dict[str, tuple[int, int]] = {}
        for domain in self.profile.domains:
            was, is_now = before.in_state(domain, DomainState.WEAK), after.in_state(domain, DomainState.WEAK)
            for criterion in domain.criteria:
                old, new = before.weak_by(criterion), after.weak_by(criterion)
                out, into = found.get(criterion.item, (0, 0))
                out |= self.later & was & ~is_now & old & ~new
                into |= self.later & is_now & ~was & new & ~old
                found[criterion.item] = (out, into)
        return found
