"""Sums of very many unknowns, reckoned with modulo a prime: exact but for a chance of one in two thousand million."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar

PRIME: Final = (1 << 31) - 1
Key = TypeVar("Key", bound=Hashable)


class Span(Generic[Key]):
    """Everything that can be put together from the vectors that were added."""

    def __init__(self, order: Callable[[Key], tuple[Any, ...]]) -> None:
        self._order = order
        """Which unknown a vector is filed under: the first."""
        self._rows: dict[Key, dict[Key, int]] = {}

    def add(self, vector: Mapping[Key, int]) -> bool:
        """False when it could be put together already."""
        rest = self.rest(vector)
        if not rest:
            return False
        first = min(rest, key=self._order)
        inverse = pow(rest[first], -1, PRIME)
        self._rows[first] = {key: value * inverse % PRIME for key, value in rest.items()}
        return True

    def rest(self, vector: Mapping[Key, int]) -> dict[Key, int]:
        """What cannot be put together; of something that can, nothing."""
        left = {key: value % PRIME for key, value in vector.items() if value % PRIME}
        waiting = set(left)
        while waiting:
            key = min(waiting, key=self._order)
            waiting.discard(key)
            if key in self._rows and key in left:
                _subtract(left, self._rows[key], left[key])
                waiting |= left.keys() & self._rows.keys()
        return left

    def reduced(self) -> dict[Key, dict[Key, int]]:
        """A row per unknown that is filed under; nowhere else does that unknown stand."""
        found: dict[Key, dict[Key, int]] = {}
        for key in sorted(self._rows, key=self._order, reverse=True):
            row = dict(self._rows[key])
            for other in [each for each in row if each != key and each in found]:
                _subtract(row, found[other], row[other])
            found[key] = row
        return found


def _subtract(left: dict[Key, int], row: Mapping[Key, int], times: int) -> None:
    for key, value in row.items():
        rest = (left.get(key, 0) - times * value) % PRIME
        if rest:
            left[key] = rest
        else:
            left.pop(key, None)


def always_true(vectors: Iterable[Mapping[Key, int]]) -> list[dict[Key, int]]:
    """Every sum that comes to nothing in all of the vectors, as sums that the others can be put together from."""
    listed = list(vectors)
    often = Counter(key for vector in listed for key in vector)
    span: Span[Key] = Span(lambda key: (often[key], str(key)))
    for vector in listed:
        span.add(vector)
    rows = span.reduced()
    sums: dict[Key, dict[Key, int]] = {key: {key: 1} for key in often if key not in rows}
    for first, row in rows.items():
        for key, value in row.items():
            if key != first:
                sums[key][first] = -value if value <= PRIME // 2 else PRIME - value
    return list(sums.values())
