"""Where moments lie along a chart, and the way steps run between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

_MOST_LINES = 4


def positions(dates: Sequence[date], *, left: float, right: float, least_gap: float) -> tuple[float, ...]:
    """True to time between `left` and `right`, but moments never closer than `least_gap` as long as there is room."""
    if len(dates) < 2:
        return tuple(left for _ in dates)
    room = right - left
    count = len(dates) - 1
    if count * least_gap >= room:
        return tuple(left + room * place / count for place in range(count + 1))
    days = max((dates[-1] - dates[0]).days, 1)
    gaps = [(later - earlier).days / days * room for earlier, later in pairwise(dates)]
    lacking = sum(max(least_gap - gap, 0.0) for gap in gaps)
    spare = sum(max(gap - least_gap, 0.0) for gap in gaps) or 1.0
    places = [left]
    for gap in gaps:
        excess = max(gap - least_gap, 0.0)
        places.append(places[-1] + (gap - excess * lacking / spare if excess else least_gap))
    return tuple(places)


def date_lines(xs: Sequence[float], telling: Sequence[int], *, width: float) -> Mapping[int, int]:
    """Which dates are written under an axis, and on which line (0 is the upper one), so that none touches another.

    Every date when two lines are enough; otherwise the `telling` ones, most important first, and what still fits.
    """
    every = _on_lines(xs, range(len(xs)), width=width, lines=2)
    if len(every) == len(xs):
        return every
    kept = _on_lines(xs, telling, width=width, lines=_MOST_LINES)
    lines = max(kept.values(), default=0) + 1
    rest = [place for place in range(len(xs)) if place not in kept]
    return _on_lines(xs, (*kept, *rest), width=width, lines=lines)


def _on_lines(xs: Sequence[float], places: Sequence[int], *, width: float, lines: int) -> Mapping[int, int]:
    taken: dict[int, int] = {}
    for place in places:
        for line in range(lines):
            if all(abs(xs[place] - xs[other]) >= width for other, on in taken.items() if on == line):
                taken[place] = line
                break
    return taken
