"""Who belongs with whom in a household: generations, left to right, and the lines between; pure geometry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.network import BondInput, BondKind
from gezinscoach_desktop.domain.record import MemberRecord
from gezinscoach_desktop.domain.text import fold

_ROUNDS = 12
_APART = 0.3
"""How much farther the children of others stand than brothers and sisters."""
_OLDER = ("groot", "oma", "opa", "bomma", "bompa", "meme", "pepe")


@dataclass(frozen=True, slots=True)
class Couple:
    """Two who are or were partners, from left to right; `is_beside` when nobody stands between them."""

    left: str
    right: str
    is_ended: bool
    is_beside: bool


@dataclass(frozen=True, slots=True)
class Descent:
    """The children of the same parents. Bars in one gap between rows that would touch have another `lane`."""

    parents: tuple[str, ...]
    children: tuple[str, ...]
    lane: int


def outside_key(name: str) -> str:
    """Two bonds with one name mean one person."""
    return f"outside {fold(name)}"


class Kinship:
    """Who belongs with whom, by key: generations, the order in each, and where everybody stands."""

    def __init__(
        self,
        kin: Mapping[str, bool],
        members: Sequence[MemberRecord],
        bonds: Sequence[BondInput],
        today: date,
    ) -> None:
        """`kin` says of each key whether that is nobody of the household."""
        self._kin = kin
        self._first = {key: place for place, key in enumerate(kin)}
        self._members = {str(member.id): member for member in members}
        self._partners: dict[str, dict[str, bool]] = {key: {} for key in kin}
        self._parents: dict[str, list[str]] = {key: [] for key in kin}
        for bond in bonds:
            self._take(bond, today)

    def _take(self, bond: BondInput, today: date) -> None:
        one = str(bond.member_id)
        other = outside_key(bond.other_name) if bond.other_id is None else str(bond.other_id)
        if one not in self._kin or other not in self._kin or one == other:
            return
        if bond.kind in (BondKind.PARTNERS, BondKind.EX_PARTNERS):
            is_over = bond.until is not None and bond.until <= today
            is_ended = bond.kind is BondKind.EX_PARTNERS or is_over
            self._partners[one][other] = self._partners[other][one] = is_ended
            return
        parent, child = (one, other) if bond.kind is BondKind.PARENT else (other, one)
        if parent not in self._parents[child] and child not in self._forebears(parent):
            self._parents[child].append(parent)

    def _forebears(self, key: str) -> set[str]:
        """Parents, their parents and so on: nobody is made an own forebear."""
        found: set[str] = set()
        open_ones = [key]
        while open_ones:
            for parent in self._parents[open_ones.pop()]:
                if parent not in found:
                    found.add(parent)
                    open_ones.append(parent)
        return found

    # ------------------------------------------------------------------------------------------ generations

    def rows(self) -> list[list[str]]:
        """Keys by generation, each row from left to right."""
        level = self._levels()
        rows: list[list[str]] = []
        for number in sorted(set(level.values())):
            row = [key for key in self._kin if level[key] == number]
            rows.append(self._in_order(row, rows[-1] if rows else []))
        return rows

    def _levels(self) -> dict[str, int]:
        """Below every parent, beside every partner."""
        level = {key: self._usual_level(key) for key in self._kin}
        for _ in range(len(level) + 1):
            for child, parents in self._parents.items():
                for parent in parents:
                    if self._kin[parent] and not self._parents[parent]:
                        level[parent] = max(level[parent], level[child] - 1)
                    level[child] = max(level[child], level[parent] + 1)
            for one, others in self._partners.items():
                for other in others:
                    level[one] = level[other] = max(level[one], level[other])
        linked = [level[key] for key, parents in self._parents.items() if parents]
        for key, member in self._members.items():
            if member.details.role is Role.CHILD and not self._parents[key] and linked:
                level[key] = max(linked)
        return level

    def _usual_level(self, key: str) -> int:
        member = self._members.get(key)
        if member is None:
            return -1
        if member.details.role is Role.CHILD:
            return 1
        return -1 if fold(member.details.relation).startswith(_OLDER) else 0

    # ------------------------------------------------------------------------------------------- left to right

    def _in_order(self, row: Sequence[str], above: Sequence[str]) -> list[str]:
        """Partners beside each other, brothers and sisters together under their parents, from old to young."""
        place_above = {key: float(place) for place, key in enumerate(above)}

        def rank(key: str) -> tuple[float, str, date, int]:
            parents = [place_above[each] for each in self._parents[key] if each in place_above]
            middle = sum(parents) / len(parents) if parents else float(len(above))
            member = self._members.get(key)
            born = member.details.birth_date if member is not None else None
            return middle, " ".join(sorted(self._parents[key])), born or date.max, self._first[key]

        ordered: list[str] = []
        is_left = set(row)
        for key in sorted(row, key=rank):
            if key in is_left and (not self._kin[key] or not self._partners[key]):
                together = self._together(key)
                is_left -= set(together)
                ordered += [each for each in together if each in row and each not in ordered]
        return ordered + [key for key in row if key in is_left and key not in ordered]

    def _together(self, start: str) -> list[str]:
        """Everybody linked by being partners: who was it before at the left, who is it now at the right."""
        seen = {start}

        def outwards(key: str) -> list[str]:
            seen.add(key)
            line = [key]
            for other in sorted(self._partners[key], key=self._first.__getitem__):
                if other not in seen:
                    line += outwards(other)
            return line

        left: list[str] = []
        right: list[str] = []
        for other, is_ended in sorted(self._partners[start].items(), key=lambda each: self._first[each[0]]):
            if other in seen:
                continue
            if is_ended:
                left = [*reversed(outwards(other)), *left]
            else:
                right += outwards(other)
        return [*left, start, *right]

    def placed(self, rows: Sequence[Sequence[str]]) -> dict[str, float]:
        """x of everybody: parents above the middle of their children, nobody nearer than a column."""
        xs = {key: float(place) for row in rows for place, key in enumerate(row)}
        for _ in range(_ROUNDS):
            for row in reversed(rows):
                self._spread(row, self._above_children(row, xs), xs)
            for row in rows:
                self._spread(row, self._below_parents(row, xs), xs)
        least = min(xs.values(), default=0.0)
        return {key: x - least for key, x in xs.items()}

    def _above_children(self, row: Sequence[str], xs: Mapping[str, float]) -> dict[str, float]:
        wanted: dict[str, list[float]] = {}
        for parents, children in self._sets().items():
            middle = sum(xs[child] for child in children) / len(children)
            here = [key for key in row if key in parents]
            for place, key in enumerate(here):
                wanted.setdefault(key, []).append(middle + place - (len(here) - 1) / 2)
        return {key: sum(each) / len(each) for key, each in wanted.items()}

    def _below_parents(self, row: Sequence[str], xs: Mapping[str, float]) -> dict[str, float]:
        wanted: dict[str, float] = {}
        for parents, children in self._sets().items():
            here = [key for key in row if key in children]
            middle = sum(xs[parent] for parent in parents) / len(parents)
            for place, key in enumerate(here):
                wanted[key] = middle + place - (len(here) - 1) / 2
        return wanted

    def _spread(self, row: Sequence[str], wanted: Mapping[str, float], xs: dict[str, float]) -> None:
        """As near to where they want to be as the order and the gaps allow (pooling those who push each other)."""
        offsets = [0.0]
        for before, after in pairwise(row):
            is_other = set(self._parents[before]) != set(self._parents[after])
            offsets.append(offsets[-1] + 1 + (_APART if is_other else 0.0))
        pools: list[tuple[float, int]] = []
        for key, offset in zip(row, offsets, strict=False):
            pool, size = wanted.get(key, xs[key]) - offset, 1
            while pools and pools[-1][0] > pool:
                other, count = pools.pop()
                pool, size = (pool * size + other * count) / (size + count), size + count
            pools.append((pool, size))
        starts = [pool for pool, size in pools for _ in range(size)]
        for key, offset, start in zip(row, offsets, starts, strict=False):
            xs[key] = start + offset

    def _sets(self) -> dict[tuple[str, ...], list[str]]:
        """Children by who their parents are."""
        found: dict[tuple[str, ...], list[str]] = {}
        for child, parents in self._parents.items():
            if parents:
                found.setdefault(tuple(sorted(parents, key=self._first.__getitem__)), []).append(child)
        return found

    # --------------------------------------------------------------------------------------------------- lines

    def couples(self, rows: Sequence[Sequence[str]]) -> Iterable[Couple]:
        for row in rows:
            for place, left in enumerate(row):
                for other, is_ended in self._partners[left].items():
                    if other in row[place + 1 :]:
                        yield Couple(left, other, is_ended, is_beside=row[place + 1] == other)

    def descents(self, xs: Mapping[str, float]) -> Iterable[Descent]:
        """Bars from left to right; each takes the first lane in which it touches no other."""
        taken: list[list[tuple[float, float]]] = []
        for parents, children in sorted(
            self._sets().items(), key=lambda each: min(xs[child] for child in each[1])
        ):
            middle = sum(xs[parent] for parent in parents) / len(parents)
            reach = [*(xs[child] for child in children), middle]
            low, high = min(reach), max(reach)
            lane = next(
                (
                    number
                    for number, lane in enumerate(taken)
                    if all(high < start - _APART / 2 or end < low - _APART / 2 for start, end in lane)
                ),
                len(taken),
            )
            if lane == len(taken):
                taken.append([])
            taken[lane].append((low, high))
            yield Descent(parents, tuple(sorted(children, key=xs.__getitem__)), lane)
