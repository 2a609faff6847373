"""Where everything stands in an ecogram: the household in the middle, three rings, each name free of the others.

Pure geometry in any unit, y downwards; the drawing and the hits on screen are made from the same places.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from gezinscoach_desktop.domain.network import FULL_CIRCLE, Ring

WIDE = 1.3
"""Rings are as much wider than they are high: a page and a screen are, and names lie flat."""
STEP = 5
"""Degrees by which a key turns somebody; also how fine the free places are."""
_RINGS = {Ring.NEAR: 90.0, Ring.MIDDLE: 136.0, Ring.FAR: 182.0}
"""Half the height of each ring at a scale of 1, for text of 12."""
_GROWTH = 1.12
_MOST_TRIES = 40
_FILLED = 0.75
# What a place costs: near somebody else, above or below the household, away from where it was put, a line over a name.
_NEARNESS, _UPRIGHT, _MOVED, _CROSSED = 4000.0, 6.0, 1000.0, 60.0
_CORE = 54.0
_SYMBOL = 9.0
_GAP = 5.0
_BESIDE = 0.34
"""From this share of the width outwards a name stands beside its sign, above or below it otherwise."""


@dataclass(frozen=True, slots=True)
class Label:
    """Somebody or something to place: how large its name is written, and where it was dragged to."""

    id: UUID
    ring: Ring
    width: float
    height: float
    angle: int | None = None


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def joined(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def transformed(self, factor: float, right: float, down: float) -> Box:
        return Box(
            self.left * factor + right, self.top * factor + down,
            self.right * factor + right, self.bottom * factor + down,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands: its sign around (x, y), its name within `label`, both within `box`: what is hit on screen."""

    id: UUID
    angle: int
    x: float
    y: float
    label: Box
    box: Box
    symbol: float
    is_kept: bool
    """False when the program chose the place, also because two were dragged to the same one."""

    def transformed(self, factor: float, right: float, down: float) -> Place:
        return Place(
            self.id, self.angle, self.x * factor + right, self.y * factor + down,
            self.label.transformed(factor, right, down), self.box.transformed(factor, right, down),
            self.symbol * factor, self.is_kept,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ecogram:
    """A whole layout, from (0, 0) to (`width`, `height`). `rings` are half the height of each."""

    width: float
    height: float
    x: float
    y: float
    core: float
    rings: tuple[float, float, float]
    places: tuple[Place, ...]

    def place_of(self, id_: UUID) -> Place | None:
        return next((place for place in self.places if place.id == id_), None)

    def transformed(self, factor: float, right: float = 0.0, down: float = 0.0) -> Ecogram:
        """Smaller or larger, and then moved."""
        near, middle, far = (ring * factor for ring in self.rings)
        places = tuple(place.transformed(factor, right, down) for place in self.places)
        return Ecogram(
            self.width * factor, self.height * factor, self.x * factor + right, self.y * factor + down,
            self.core * factor, (near, middle, far), places,
        )  # fmt: skip

    def angle_at(self, x: float, y: float) -> int:
        """The angle of a point, clockwise from the top."""
        turned = math.degrees(math.atan2((x - self.x) / WIDE, self.y - y))
        return round(turned) % FULL_CIRCLE

    def point_at(self, ring: Ring, angle: int) -> tuple[float, float]:
        """Where a sign stands in a ring at an angle."""
        x, y = _direction(angle)
        return self.x + x * self.rings[ring - 1], self.y + y * self.rings[ring - 1]


def lay_out(labels: Sequence[Label], *, unit: float = 1.0) -> Ecogram:
    """Everybody in a ring of its own nearness; earlier ones of `labels` choose first.

    A kept angle stays as long as nobody stands there already. The rings grow until every name is free of the others.
    """
    scale = _least_scale(labels, unit)
    for _ in range(_MOST_TRIES):
        places = _placed(labels, unit, scale)
        if places is not None:
            return _framed(places, unit, scale)
        scale *= _GROWTH
    raise AssertionError("rings that grow hold every number of names")


def _least_scale(labels: Sequence[Label], unit: float) -> float:
    """A scale that surely is not too large: both sides of a ring hold as many names as stand under each other."""
    needed = 1.0
    for ring, radius in _RINGS.items():
        heights = sum(label.height + _GAP * unit for label in labels if label.ring is ring)
        needed = max(needed, _FILLED * heights / (4 * radius * unit))
    return needed


def _placed(labels: Sequence[Label], unit: float, scale: float) -> tuple[Place, ...] | None:
    """Around (0, 0); None when somebody finds no place at this scale."""
    found: dict[UUID, Place] = {}
    for label in labels:
        if label.angle is not None:
            wanted = _place(label, label.angle, unit, scale, is_kept=True)
            if _is_free(wanted, found.values(), unit):
                found[label.id] = wanted
    for label in labels:
        if label.id in found:
            continue
        place = _best(label, found.values(), unit, scale)
        if place is None:
            return None
        found[label.id] = place
    return tuple(found[label.id] for label in labels)


def _best(label: Label, others: Iterable[Place], unit: float, scale: float) -> Place | None:
    """The free place farthest from everybody, near where it was dragged to; lines that cross no name are preferred."""
    known = tuple(others)
    best: tuple[float, Place] | None = None
    for angle in range(0, FULL_CIRCLE, STEP):
        place = _place(label, angle, unit, scale, is_kept=False)
        if not _is_free(place, known, unit):
            continue
        cost = sum(_NEARNESS / (_turn_between(angle, other.angle) + 4) ** 2 for other in known)
        # Names beside their sign need the least height: the sides fill before top and bottom.
        cost += _UPRIGHT * abs(math.cos(math.radians(angle))) ** 3
        if label.angle is not None:
            cost += _MOVED * _turn_between(angle, label.angle)
        for other in known:
            if best is not None and cost >= best[0]:
                break
            cost += _CROSSED * (_crosses(place, other.box) + _crosses(other, place.box))
        if best is None or cost < best[0]:
            best = cost, place
    return None if best is None else best[1]


def _place(label: Label, angle: int, unit: float, scale: float, *, is_kept: bool) -> Place:
    x_part, y_part = _direction(angle)
    radius = _RINGS[label.ring] * unit * scale
    x, y = x_part * radius, y_part * radius
    symbol, gap = _SYMBOL * unit, _GAP * unit
    if abs(x_part) >= _BESIDE * WIDE:
        left = x + symbol + gap if x_part > 0 else x - symbol - gap - label.width
        top = y - label.height / 2
    else:
        left = x - label.width / 2
        top = y + symbol + gap if y_part > 0 else y - symbol - gap - label.height
    box = Box(left, top, left + label.width, top + label.height)
    whole = box.joined(Box(x - symbol, y - symbol, x + symbol, y + symbol))
    return Place(label.id, angle % FULL_CIRCLE, x, y, box, whole, symbol, is_kept)


def _is_free(place: Place, others: Iterable[Place], unit: float) -> bool:
    gap = _GAP * unit
    core = _CORE * unit
    if place.label.meets(Box(-core * WIDE, -core, core * WIDE, core)):
        return False
    return not any(place.box.meets(other.box, gap) for other in others)


def _framed(places: tuple[Place, ...], unit: float, scale: float) -> Ecogram:
    """Moved so that everything lies right and below (0, 0), the household in the middle of the width."""
    rings = tuple(_RINGS[ring] * unit * scale for ring in Ring)
    outer = rings[-1]
    margin = 2 * _GAP * unit
    half = max((max(-place.box.left, place.box.right) for place in places), default=0.0)
    half = max(half, outer * WIDE) + margin
    top = min([-outer, *(place.box.top for place in places)]) - margin
    bottom = max([outer, *(place.box.bottom for place in places)]) + margin
    moved = tuple(place.transformed(1.0, half, -top) for place in places)
    near, middle, far = rings
    return Ecogram(2 * half, bottom - top, half, -top, _CORE * unit, (near, middle, far), moved)


def _direction(angle: int) -> tuple[float, float]:
    turned = math.radians(angle)
    return math.sin(turned) * WIDE, -math.cos(turned)


def _turn_between(first: int, second: int) -> int:
    apart = abs(first - second) % FULL_CIRCLE
    return min(apart, FULL_CIRCLE - apart)


def _crosses(place: Place, box: Box) -> bool:
    """Whether the line from the household to this place runs through the box."""
    return _cuts(0.0, 0.0, place.x, place.y, box)


def _cuts(x1: float, y1: float, x2: float, y2: float, box: Box) -> bool:
    """Liang–Barsky: does a stretch touch a rectangle."""
    start, end = 0.0, 1.0
    for step, low, high, origin in (
        (x2 - x1, box.left, box.right, x1),
        (y2 - y1, box.top, box.bottom, y1),
    ):
        if abs(step) < 1e-12:
            if not low <= origin <= high:
                return False
            continue
        first, last = sorted(((low - origin) / step, (high - origin) / step))
        start, end = max(start, first), min(end, last)
        if start > end:
            return False
    return True
