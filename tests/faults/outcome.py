"""What a fault test found: one line of docs/reliability.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """A trial and its control: the same trial on something known to be wrong, which must come out badly."""

    name: str
    tried: int
    acknowledged: int
    lost: int
    faults: int
    noticed: int
    control: str
    is_good: bool
    notes: str = ""
