"""Timing two things against each other, and what is written down about it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Line:
    """One line of docs/performance.md. `floor` None where the promise is an absolute number."""

    name: str
    what: str
    measured: float
    target: float
    unit: str = "ms"
    floor: float | None = None
    floor_is: str = ""

    @property
    def ratio(self) -> float | None:
        return None if self.floor is None else self.measured / self.floor

    @property
    def holds(self) -> bool:
        return (self.measured if self.ratio is None else self.ratio) <= self.target


def milliseconds(action: Callable[[], object], *, times: int = 21, warm_up: int = 2) -> float:
    """The median time of `action`."""
    for _ in range(warm_up):
        action()
    return median(_once(action) for _ in range(times))


def side_by_side(
    measured: Callable[[], object], floor: Callable[[], object], *, times: int = 21, warm_up: int = 2
) -> tuple[float, float]:
    """The median times of both, taken in turns so that what else the machine does strikes both alike."""
    for _ in range(warm_up):
        measured()
        floor()
    pairs = [(_once(measured), _once(floor)) for _ in range(times)]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def _once(action: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()  # a collection caused by the one would be paid by the other
    try:
        began = time.perf_counter()
        action()
        return 1000 * (time.perf_counter() - began)
    finally:
        gc.enable()
