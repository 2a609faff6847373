"""What a guess of a password costs in tests: a thousandth of the least that the program accepts, 126 ms each on a slow PC.

How dear it is in real life is what tests with `real_floor` are about. A program that a test starts has to be as cheap as
the test itself, or it refuses the office.
"""

from __future__ import annotations

from gezinscoach_desktop.data import seal

REAL_FLOOR_KIB = seal.FLOOR_KIB
FLOOR_KIB = 64
COST = seal.Cost(memory_kib=FLOOR_KIB, time=1, lanes=1)


def passwords() -> None:
    """For the rest of this process."""
    seal.FLOOR_KIB, seal.STANDARD = FLOOR_KIB, COST
