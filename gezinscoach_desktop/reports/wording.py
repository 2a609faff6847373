"""Short texts that every report and chart writes the same way."""

from __future__ import annotations

from collections.abc import Iterable

MINUS = "\u2212"


def signed(number: int) -> str:
    """`+1`, `−1`, `0`: with a real minus sign."""
    return f"+{number}" if number > 0 else f"{MINUS}{-number}" if number < 0 else "0"


def interval(low: int, high: int) -> str:
    """`3`, or `3–4` while something is unknown."""
    return str(low) if low == high else f"{low}–{high}"


def level_word(level: int | None) -> str:
    """A level as it stands in a table: its digit, or n.v.t."""
    return "n.v.t." if level is None else str(level)


def listed(words: Iterable[str]) -> str:
    """`a, b en c`."""
    *others, last = tuple(words) or ("",)
    return f"{', '.join(others)} en {last}" if others else last
