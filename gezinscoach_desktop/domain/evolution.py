"""How a family moved since the baseline, and how a cohort of families did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.household import Person, present, subjects_of
from gezinscoach_desktop.domain.index import MOST_DOMAINS, DomainState, IndexResult, Profile, Tally, Weighing
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.snapshot import Place, Snapshot, in_order

LATE_AFTER_DAYS = 45
MATRIX_SIZE = MOST_DOMAINS + 1


class Direction(StrEnum):
    """Which way a level moved."""

    UP = "up"
    SAME = "same"
    DOWN = "down"

    @property
    def label(self) -> str:
        return {"up": "beter", "same": "gelijk", "down": "minder goed"}[self.value]


@dataclass(frozen=True, slots=True)
class LevelChange:
    """One place at two moments; a missing level (n.v.t. or never scored) on either side is no movement."""

    place: Place
    before: int | None
    after: int | None

    @property
    def steps(self) -> int:
        return 0 if self.before is None or self.after is None else self.after - self.before

    @property
    def is_comparable(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def direction(self) -> Direction:
        if self.steps == 0:
            return Direction.SAME
        return Direction.UP if self.steps > 0 else Direction.DOWN


def baseline_of(snapshots: Iterable[Snapshot]) -> Snapshot | None:
    """The nulmeting: the first snapshot, or the last revised baseline if the coach made one; None without snapshots."""
    ordered = in_order(snapshots)
    revised = [snapshot for snapshot in ordered if snapshot.is_revised_baseline]
    if revised:
        return revised[-1]
    return ordered[0] if ordered else None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The measurement after N months: `due` = baseline + N calendar months, `date` = first snapshot at or after it."""

    baseline: date
    due: date
    date: date | None

    @property
    def is_late(self) -> bool:
        return self.date is not None and (self.date - self.due).days > LATE_AFTER_DAYS


def follow_up_of(snapshots: Sequence[Snapshot], months: int) -> FollowUp | None:
    """The follow-up measurement `months` after the baseline; None when there is no baseline yet."""
    baseline = baseline_of(snapshots)
    if baseline is None:
        return None
    due = add_months(baseline.date, months)
    later = [snapshot.date for snapshot in snapshots if snapshot.date >= due]
    return FollowUp(baseline.date, due, min(later, default=None))


def changes_between(before: Balance, after: Balance, instrument: Instrument) -> tuple[LevelChange, ...]:
    """Every place with a value at either moment, most improved first, then in the order of the instrument."""
    places = dict.fromkeys((*before.values, *after.values))
    changes = [LevelChange(place, before.level(place), after.level(place)) for place in places]
    positions = instrument.positions
    return tuple(
        sorted(
            changes,
            key=lambda change: (-change.steps, not change.is_comparable, positions.get(change.place[1], 999)),
        )
    )


def changes_of(
    before: Balance, after: Balance, instrument: Instrument, persons: Iterable[Person]
) -> tuple[LevelChange, ...]:
    """`changes_between` of the household and who belongs to it at `after`, on items with which each is measured now."""
    counted = subjects_of(present(persons, after.date))
    return tuple(
        change
        for change in changes_between(before, after, instrument)
        if (item := instrument.items.get(change.place[1])) is not None
        and counted.get(change.place[0]) is item.subject
    )


def count_directions(changes: Iterable[LevelChange]) -> Counter[Direction]:
    """How many comparable places went up, stayed and went down: counts, never averages, since levels are ordinal."""
    return Counter(change.direction for change in changes if change.is_comparable)


@dataclass(frozen=True, slots=True)
class DomainMove:
    """A domain of the index that changed state, with the items that moved it: over their cut, or into view."""

    key: str
    name: str
    before: DomainState
    after: DomainState
    items: tuple[str, ...]


def domain_moves(before: IndexResult, after: IndexResult) -> tuple[DomainMove, ...]:
    """Which domains changed state between two moments and which items moved them over their cut."""
    moves = []
    for earlier, later in zip(before.domains, after.domains, strict=True):
        if earlier.state is later.state:
            continue
        items = dict.fromkeys(
            new.criterion.item
            for old, new in zip(earlier.weighings, later.weighings, strict=True)
            if _moved(old, new, earlier.state, later.state)
        )
        moves.append(
            DomainMove(later.domain.key, later.domain.name, earlier.state, later.state, tuple(items))
        )
    return tuple(moves)


def _moved(old: Weighing, new: Weighing, before: DomainState, after: DomainState) -> bool:
    """True when this item took the domain from `before` to `after`, not when it crossed its cut the other way."""
    if after is DomainState.WEAK:
        return new.is_weak and not old.is_weak
    if before is DomainState.WEAK:
        return old.is_weak and not new.is_weak
    return new.is_core and (old.level is None) is not (new.level is None)


class Sign(StrEnum):
    """The four ways a pre/post class is coloured and marked; colour never stands alone."""

    BETTER = "better"
    STAYS_DEPRIVED = "stays_deprived"
    STAYS_OUT = "stays_out"
    WORSE = "worse"


class Category(StrEnum):
    """Pre/post class of a family, as in mission.md."""

    IMPROVED_OUT = "improved_out"
    IMPROVED_STILL_DEPRIVED = "improved_still_deprived"
    IMPROVED_NOT_DEPRIVED = "improved_not_deprived"
    STABLE_NOT_DEPRIVED = "stable_not_deprived"
    STABLE_DEPRIVED = "stable_deprived"
    WORSENED_INTO = "worsened_into"
    WORSENED_STILL_DEPRIVED = "worsened_still_deprived"
    WORSENED_NOT_DEPRIVED = "worsened_not_deprived"

    @property
    def label(self) -> str:
        return _CATEGORY_WORDS[self][0]

    @property
    def sign(self) -> Sign:
        return _CATEGORY_WORDS[self][1]


_CATEGORY_WORDS = {
    Category.IMPROVED_OUT: ("Beter, uit de kansarmoede", Sign.BETTER),
    Category.IMPROVED_STILL_DEPRIVED: ("Beter, nog in kansarmoede", Sign.BETTER),
    Category.IMPROVED_NOT_DEPRIVED: ("Beter, was niet kansarm", Sign.BETTER),
    Category.STABLE_NOT_DEPRIVED: ("Gelijk, niet kansarm", Sign.STAYS_OUT),
    Category.STABLE_DEPRIVED: ("Gelijk, kansarm", Sign.STAYS_DEPRIVED),
    Category.WORSENED_INTO: ("Minder goed, nu kansarm", Sign.WORSE),
    Category.WORSENED_STILL_DEPRIVED: ("Minder goed, blijft kansarm", Sign.WORSE),
    Category.WORSENED_NOT_DEPRIVED: ("Minder goed, niet kansarm", Sign.WORSE),
}


def category_of(baseline: int, post: int, *, deprived_from: int) -> Category:
    """Class of a family with `baseline` and `post` weak domains (0–6)."""
    if baseline >= deprived_from:
        if post < baseline:
            return Category.IMPROVED_OUT if post < deprived_from else Category.IMPROVED_STILL_DEPRIVED
        return Category.STABLE_DEPRIVED if post == baseline else Category.WORSENED_STILL_DEPRIVED
    if post < baseline:
        return Category.IMPROVED_NOT_DEPRIVED
    if post == baseline:
        return Category.STABLE_NOT_DEPRIVED
    return Category.WORSENED_INTO if post >= deprived_from else Category.WORSENED_NOT_DEPRIVED


@dataclass(frozen=True, slots=True)
class PrePost:
    """One family's index at baseline and at the follow-up; `post` None when there is no follow-up measurement yet."""

    baseline: Tally
    post: Tally | None

    @property
    def is_undetermined(self) -> bool:
        return self.baseline.is_deprived is None or (self.post is not None and self.post.is_deprived is None)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Pre/post over all families with a baseline. `matrix[b][p]` counts families with b weak domains before and p after."""

    families: int
    measured: int
    no_follow_up: int
    undetermined: int
    matrix: tuple[tuple[int, ...], ...]
    categories: dict[Category, int]


def cohort_of(families: Iterable[PrePost], profile: Profile) -> Cohort:
    """Count classes over families determined at both moments, and say how many were left out and why."""
    matrix = [[0] * MATRIX_SIZE for _ in range(MATRIX_SIZE)]
    categories = dict.fromkeys(Category, 0)
    total = no_follow_up = undetermined = 0
    for family in families:
        total += 1
        if family.post is None:
            no_follow_up += 1
        elif family.is_undetermined:
            undetermined += 1
        else:
            before, after = family.baseline.weak, family.post.weak
            matrix[before][after] += 1
            categories[category_of(before, after, deprived_from=profile.deprived_from)] += 1
    measured = total - no_follow_up - undetermined
    return Cohort(total, measured, no_follow_up, undetermined, tuple(map(tuple, matrix)), categories)
