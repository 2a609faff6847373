"""How small the smallest group is of families that look alike in a file, and what to coarsen until no group is too small.

A column is what somebody else may know already (the municipality, how many children). Families that are the same in every
column of a file form a group; who is in a group of fewer than k can be told apart too well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

USUAL_K = 5
LOWEST_K, HIGHEST_K = 5, 50
_MOST_WORK = 4_000_000
"""Ways to coarsen times families that are all tried: about two seconds."""

Steps = Mapping[str, int]
"""For each column how coarsely it is written: 0 is as it is."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column in every coarseness: `steps[s][f]` is what would be written of family f; the last step says nothing."""

    key: str
    steps: tuple[Sequence[Hashable], ...]
    weight: float = 1.0
    """How much is lost without it, beside the others."""
    gone_with: tuple[str, int] | None = None
    """Another column and a step: from that step on this one is not in the file at all."""

    @property
    def last(self) -> int:
        return len(self.steps) - 1


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """What groups a file would have."""

    families: int
    smallest: int | None
    """The k of the file; None without families."""
    under: int
    """How many families are in a group that is too small."""
    sizes: tuple[int, ...] = field(repr=False, default=())
    """For each family how many there are like it, itself included."""
    groups: tuple[int, ...] = field(repr=False, default=())
    """For each family which group it is in."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """To coarsen one column up to `step`, and what the groups then are, with the proposals before it."""

    key: str
    step: int
    check: GroupCheck


def in_effect(columns: Iterable[Column], steps: Steps) -> dict[str, int]:
    """The step of every column, the last one for what is not in the file because of another column."""
    listed = tuple(columns)
    found = {column.key: min(steps.get(column.key, 0), column.last) for column in listed}
    for column in listed:
        if column.gone_with is not None:
            other, limit = column.gone_with
            if found.get(other, steps.get(other, 0)) >= limit:
                found[column.key] = column.last
    return found


def check_groups(columns: Sequence[Column], steps: Steps, k: int, families: int) -> GroupCheck:
    """The groups when every column is written at its step; with no column at all every family is alike."""
    found = in_effect(columns, steps)
    written = [column.steps[found[column.key]] for column in columns]
    if not families:
        return GroupCheck(0, None, 0)
    keys = list(zip(*written, strict=True)) if written else [()] * families
    counts = Counter(keys)
    sizes = tuple(map(counts.__getitem__, keys))
    numbers = {key: number for number, key in enumerate(counts)}
    groups = tuple(map(numbers.__getitem__, keys))
    return GroupCheck(families, min(sizes), sum(size < k for size in sizes), sizes, groups)


def propose(columns: Sequence[Column], steps: Steps, k: int, families: int) -> tuple[Proposal, ...]:
    """What to coarsen so that nobody is in a group under `k`; empty when nothing has to be, or there are too few families.

    The least that is enough, by the weight of the columns. Of so many families and columns that trying every way would take
    long, step by step: each time what leaves the fewest families in small groups for what it takes away.
    """
    coded = [_coded(column) for column in columns]
    before = check_groups(coded, steps, k, families)
    if not before.under or families < k:
        return ()
    ways = prod(column.last - in_effect(coded, steps)[column.key] + 1 for column in coded)
    found = _least if ways * families <= _MOST_WORK else _step_by_step
    return _told(coded, steps, found(coded, steps, k, families), k, families)


def _coded(column: Column) -> Column:
    """The same with a number for every value: quicker to compare."""
    numbers: list[tuple[int, ...]] = []
    for values in column.steps:
        codes: dict[Hashable, int] = {}
        numbers.append(tuple(codes.setdefault(value, len(codes)) for value in values))
    return replace(column, steps=tuple(numbers))


def _least(columns: Sequence[Column], steps: Steps, k: int, families: int) -> dict[str, int]:
    """Of every way to coarsen the one that loses least and is enough."""
    now = in_effect(columns, steps)
    ways = product(*(range(now[column.key], column.last + 1) for column in columns))

    def lost(way: Sequence[int]) -> float:
        return sum(
            column.weight * (step - now[column.key]) / column.last
            for column, step in zip(columns, way, strict=True)
        )

    wanted: dict[str, int] = {}
    for way in sorted(ways, key=lost):
        wanted = {column.key: step for column, step in zip(columns, way, strict=True)}
        if not check_groups(columns, wanted, k, families).under:
            break
    return {key: step for key, step in wanted.items() if step > now[key]}


def _step_by_step(columns: Sequence[Column], steps: Steps, k: int, families: int) -> dict[str, int]:
    """What helps most for what it takes away comes first; at the end what turned out not to be needed is taken back."""
    now = dict(steps)
    before = check_groups(columns, now, k, families)
    taken: dict[str, int] = {}
    while before.under and (best := _best(columns, now, k, families, before)) is not None:
        taken[best.key] = now[best.key] = best.step
        before = best.check
    for key in tuple(taken):
        while taken[key] > steps.get(key, 0):
            less = {**steps, **taken, key: taken[key] - 1}
            if check_groups(columns, less, k, families).under > before.under:
                break
            taken[key] -= 1
    return {key: step for key, step in taken.items() if step > steps.get(key, 0)}


def _best(
    columns: Sequence[Column], now: Steps, k: int, families: int, before: GroupCheck
) -> Proposal | None:
    """Of everything that could be coarsened one or more steps the most helped for what is lost."""
    found: list[tuple[float, int, Proposal]] = []
    effective = in_effect(columns, now)
    for place, column in enumerate(columns):
        for step in range(effective[column.key] + 1, column.last + 1):
            check = check_groups(columns, {**now, column.key: step}, k, families)
            lost = column.weight * (step - effective[column.key]) / column.last
            found.append(((check.under - before.under) / lost, place, Proposal(column.key, step, check)))
    return min(found, key=lambda each: each[:2])[2] if found else None


def _told(
    columns: Sequence[Column], steps: Steps, wanted: Mapping[str, int], k: int, families: int
) -> tuple[Proposal, ...]:
    now, told = dict(steps), []
    for key, step in wanted.items():
        now[key] = step
        told.append(Proposal(key, step, check_groups(columns, now, k, families)))
    return tuple(told)


def to_blank(check: GroupCheck, k: int) -> frozenset[int]:
    """The families (by place) to write without any of the columns, so that no group is under `k`.

    Those in small groups; they are one group then, and as long as that is too small the smallest group that is left joins.
    """
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(check.groups):
        groups[group].append(place)
    blank: set[int] = set()
    for members in sorted(groups.values(), key=len):
        if len(members) >= k and (not blank or len(blank) >= k):
            break
        blank.update(members)
    return frozenset(blank)


def rare_together(values: Sequence[str], k: int, *, rest: str) -> tuple[str, ...]:
    """Values of which there are fewer than `k` become `rest`; an empty one stays what it is."""
    counts = Counter(values)
    return tuple(value if not value or counts[value] >= k else rest for value in values)
