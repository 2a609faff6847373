"""Looking for another set of numbers that fits all that is shown: a move over hidden cells, hiding the fewest more.

A move changes two layers of the system at once: two municipalities against each other, so that the whole stays, or a
municipality together with the whole. Within a layer it keeps every equation. So it is looked for in one layer: change the
cell, mend an equation that no longer holds with the cheapest other cell, and so on until all hold. A bound (a part is at
most the whole) has room to move in; it is mended like an equation once a cell took more than there was.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gezinscoach_desktop.domain.suppression.system import MARGIN, System

_STEPS_MORE = 60
"""So many more to find a cheaper one."""
_PARTNERS = 4
"""With so many other municipalities it is tried."""
_WHOLE_WEIGHT = 6
_MOST_FAMILIES = 200
_SPREAD, _SLOTS = 7_919, 10_007
"""Two primes, to put variables in another order."""


@dataclass(frozen=True, slots=True)
class _Try:
    """A way of looking: what is likely and cheap first, what hides more later."""

    least: int
    """No hidden number is or becomes less than this: 1 where who looks on may take it that nothing hidden is zero."""
    thrift: int
    """How dear it is to break one more equation."""
    steps: int
    """So many cells are tried before a first move must be found."""
    with_whole: bool = False
    """Against the whole, which everybody reads, instead of against another municipality."""
    with_margins: bool = False
    """Whether numbers of families, which stand in many tables at once, may change."""
    is_careful: bool = False
    """Takes the equation first that is hardest to mend: slower a step, but dead ends show at once."""
    order: int = 0
    """What is as good comes in another order: the same as in every run, but not the one in which it came to nothing."""


_TRIES = (
    _Try(1, 8, 60),
    _Try(1, 8, 60, is_careful=True),
    _Try(0, 8, 100, is_careful=True),
    _Try(0, 100, 200, is_careful=True),
    _Try(1, 8, 60, with_whole=True, is_careful=True),
    _Try(0, 8, 200, with_whole=True, is_careful=True),
    _Try(0, 8, 1_000, with_margins=True, is_careful=True),
    _Try(0, 100, 1_000, with_whole=True, with_margins=True, is_careful=True),
    *(
        _Try(0, thrift, 600, with_whole=order % 2 == 0, with_margins=True, is_careful=True, order=order)
        for order in range(1, 7)
        for thrift in (1_000, 30)
    ),
)
"""The last ones cost less than hiding whatever hangs together: in an office of one municipality that is nearly everything."""


_Mend: TypeAlias = tuple[int, int, int]
"""Cost, variable and its step."""
_NEW = -1
"""No cost: not worked out yet."""
_Rests: TypeAlias = dict[int, int]
"""By how much equations are off; of bounds, by how much they moved."""
_FAR = 1 << 40
"""Further than any number goes."""


@dataclass(frozen=True, slots=True)
class Move:
    """How much each variable changes in `first`, and in `second` times `sign`."""

    first: int
    second: int | None
    sign: int
    steps: dict[int, int]

    def places(self) -> Iterator[tuple[int, int]]:
        """Every (layer, variable) that is another in the other set of numbers."""
        for variable in self.steps:
            yield self.first, variable
            if self.second is not None:
                yield self.second, variable


class Cover:
    """What is hidden so far, and how to hide enough for one more cell."""

    def __init__(self, system: System) -> None:
        self.system = system
        self.hidden = [bytearray(len(system.weights)) for _ in range(len(system.layers) + 1)]
        for hidden in self.hidden:
            for variable, weight in enumerate(system.weights):
                hidden[variable] = weight == 0
        self._is_certified = [bytearray(len(system.weights)) for _ in self.hidden]

    def is_certified(self, layer: int, variable: int) -> bool:
        """Whether a move was found in which this cell is another."""
        return bool(self._is_certified[layer][variable])

    def protect(self, layer: int, variable: int) -> None:
        """Hide the cheapest cells with which this one could be another."""
        value = self.system.values[layer][variable]
        best: tuple[int, Move] | None = None
        for amount, how in ((max(1, (value + 1) // 2), _TRIES[0]), *((1, each) for each in _TRIES)):
            for second, sign in self._partners(layer, variable, how):
                search = _Search(self, layer, second, sign, how)
                for step in (amount, -amount):
                    search.look(variable, step, None if best is None else best[0])
                    if search.found is not None:
                        best = (search.cost, Move(layer, second, sign, search.found))
                if best is not None and best[0] == 0:
                    break
            if best is not None:
                break
        if best is None:
            self._hide_everything_around(layer, variable)
        else:
            self._certify(best[1].places())

    def _partners(self, layer: int, variable: int, how: _Try) -> Iterator[tuple[int | None, int]]:
        """The layers that can give way: where it is hidden already first, then the smallest; the whole only when asked for."""
        system = self.system
        others = [
            other
            for other in range(system.whole)
            if other != layer and system.values[other][variable] >= how.least
        ]
        others.sort(key=lambda each: (not self.hidden[each][variable], system.families[each][variable], each))
        if layer == system.whole:
            yield from ((other, 1) for other in others[:_PARTNERS])
            if not others:
                yield None, 0
        elif how.with_whole:
            yield system.whole, 1
        else:
            yield from ((other, -1) for other in others[:_PARTNERS])

    def _certify(self, places: Iterator[tuple[int, int]]) -> None:
        for layer, variable in places:
            self.hidden[layer][variable] = 1
            self._is_certified[layer][variable] = 1

    def _hide_everything_around(self, layer: int, variable: int) -> None:
        """Whatever hangs together with it, in two municipalities: all of it could be in either, and none in the other.

        With no second one, or in the whole, everywhere: then twice all these numbers fits what is shown as well.
        """
        system, around = self.system, self._around(variable)
        layers: list[int] = []
        if layer != system.whole:
            others = [
                (sum(not self.hidden[other][each] for each in around), other)
                for other in range(system.whole)
                if other != layer and any(system.values[other][each] for each in around)
            ]
            layers = [layer, min(others)[1]] if others else []
        self._certify(
            (each, found)
            for each in layers or range(len(system.values))
            for found in around
            if any(system.values[other][found] for other in (layers or (each,)))
        )

    def _around(self, variable: int) -> list[int]:
        system = self.system
        reached, waiting = {variable}, [variable]
        while waiting:
            for equation, _ in system.used_in[waiting.pop()]:
                new = {each for each, _ in system.equations[equation]} - reached
                reached |= new
                waiting += sorted(new)
        return sorted(reached)


class _Search:
    """For a move in two layers; the cheapest within a number of steps. Depth first, the cheapest cell first."""

    def __init__(self, cover: Cover, first: int, second: int | None, sign: int, how: _Try) -> None:
        self._system = cover.system
        self._layers = [(first, 1)] + ([] if second is None else [(second, sign)])
        self._hidden = cover.hidden
        self._how = how
        self._room = cover.system.room
        self._ranges: dict[int, tuple[int, int]] = {}
        self.found: dict[int, int] | None = None
        self.cost = 0

    def look(self, variable: int, step: int, cheaper_than: int | None) -> None:
        """Afterwards `found` is a move that changes the variable by `step`, or None when there is none as cheap."""
        self.found = None
        self._limit = cheaper_than
        self._starts_at_margin = self._system.weights[variable] >= MARGIN
        self._costs: dict[tuple[int, int], int | None] = {}
        self._left = self._how.steps if cheaper_than is None else _STEPS_MORE
        cost = self._cost(variable, step)
        if cost is not None:
            self._go({variable: step}, *self._after({}, {}, variable, step), cost)

    def _go(self, steps: dict[int, int], broken: _Rests, held: _Rests, cost: int) -> None:
        """`broken` does not hold after the steps; `held` are bounds that moved and still hold."""
        if self._limit is not None and cost >= self._limit:
            return
        if not broken:
            self.found, self.cost, self._limit = steps, cost, cost
            self._left = min(self._left, _STEPS_MORE)
            return
        if self._left <= 0:
            return
        for more, variable, step in self._mends(steps, broken, held):
            self._left -= 1
            if self._left < 0 or (self._limit is not None and self._limit == 0):
                return
            self._go({**steps, variable: step}, *self._after(broken, held, variable, step), cost + more)

    def _mends(self, steps: dict[int, int], broken: _Rests, held: _Rests) -> list[_Mend]:
        """The ways to mend the equation that broke last, or when careful the one with the fewest; the best first."""
        thrift, order, ways = self._how.thrift, self._how.order, self._chosen(steps, broken)

        def rank(way: _Mend) -> tuple[int, int]:
            cost, variable, step = way
            place = variable * order * _SPREAD % _SLOTS if order else variable
            return cost + thrift * self._more_broken(broken, held, variable, step), place

        ways.sort(key=rank)
        return ways

    def _chosen(self, steps: dict[int, int], broken: _Rests) -> list[_Mend]:
        equations = reversed(broken)
        fewest = self._ways(next(equations), steps, broken)
        if self._how.is_careful:
            for equation in equations:
                if len(fewest) < 2:
                    break
                found = self._ways(equation, steps, broken)
                if len(found) < len(fewest):
                    fewest = found
        return fewest

    def _ways(self, equation: int, steps: dict[int, int], broken: _Rests) -> list[_Mend]:
        """What could make an equation hold again, or come nearer to it by one."""
        lacking = self._lacking(equation, broken[equation])
        is_bound = equation in self._room
        found = []
        for variable, coefficient in self._system.equations[equation]:
            if variable in steps or (lacking % coefficient and not is_bound):
                continue
            for step in _steps(lacking, coefficient):
                cost = self._costs.get((variable, step), _NEW)
                if cost == _NEW:
                    cost = None if self._is_too_far(variable) else self._cost(variable, step)
                    self._costs[variable, step] = cost
                if cost is not None:
                    found.append((cost, variable, step))
        return found

    def _lacking(self, equation: int, rest: int) -> int:
        """What has to be added for it to hold."""
        if equation not in self._room:
            return -rest
        least, most = self._range(equation)
        return least - rest if rest < least else most - rest

    def _range(self, equation: int) -> tuple[int, int]:
        """Between what a bound may move for it to hold in both layers."""
        found = self._ranges.get(equation)
        if found is None:
            room = self._room[equation]
            least, most = -_FAR, _FAR
            for layer, sign in self._layers:
                if sign > 0:
                    least = max(least, -room[layer])
                elif sign < 0:
                    most = min(most, room[layer])
            found = self._ranges[equation] = (least, most)
        return found

    def _more_broken(self, broken: _Rests, held: _Rests, variable: int, step: int) -> int:
        """How many equations more do not hold then."""
        more = 0
        for equation, coefficient in self._system.used_in[variable]:
            rest = broken.get(equation)
            moved = coefficient * step
            if equation in self._room:
                least, most = self._range(equation)
                holds = least <= (held.get(equation, 0) if rest is None else rest) + moved <= most
                more += (rest is None) - holds
            elif rest is None:
                more += 1
            elif rest + moved == 0:
                more -= 1
        return more

    def _is_too_far(self, variable: int) -> bool:
        """The number of families stands in many tables: it is only changed when nothing else will do."""
        may_change = self._how.with_margins or self._starts_at_margin
        return not may_change and self._system.weights[variable] >= MARGIN

    def _after(self, broken: _Rests, held: _Rests, variable: int, step: int) -> tuple[_Rests, _Rests]:
        """What does not hold after one more step, and the bounds that moved and hold."""
        left, kept = dict(broken), dict(held)
        for equation, coefficient in self._system.used_in[variable]:
            rest = left.pop(equation, 0) + coefficient * step
            if equation not in self._room:
                if rest:
                    left[equation] = rest
                continue
            rest += kept.pop(equation, 0)
            least, most = self._range(equation)
            if least <= rest <= most:
                kept[equation] = rest
            else:
                left[equation] = rest
        return left, kept

    def _cost(self, variable: int, step: int) -> int | None:
        """What hiding it in these layers costs; None when a number is or would become too small."""
        system, cost = self._system, 0
        for layer, sign in self._layers:
            value = system.values[layer][variable]
            if min(value, value + sign * step) < self._how.least or (layer, variable) in system.fixed:
                return None
            if not self._hidden[layer][variable]:
                families = min(system.families[layer][variable], _MOST_FAMILIES)
                weight = system.weights[variable] + families
                cost += weight * _WHOLE_WEIGHT if layer == system.whole else weight
        return cost


def _steps(lacking: int, coefficient: int) -> tuple[int, ...]:
    """All that is lacking at once, rounded up for a bound, or one: where it does not fit in one cell, in several."""
    sign = 1 if lacking * coefficient > 0 else -1
    most = -(-abs(lacking) // abs(coefficient))
    return (sign,) if most == 1 else (sign * most, sign)
