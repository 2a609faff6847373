"""Where moments lie along a chart, and the way steps run between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise


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
