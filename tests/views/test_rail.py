"""The rail with as many rooms as there will ever be, in the smallest window."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtWidgets import QAbstractButton, QWidget

from gezinscoach_desktop.views.rail import Rail
from gezinscoach_desktop.views.theme import grid

SMALLEST = 680 - 28 - 26
"""The smallest window less the bar of the practice office and the status bar."""
Show = Callable[[QWidget], None]


def filled(above: int, below: int) -> Rail:
    rail = Rail()
    for number in range(above):
        rail.add(f"room{number}", f"Kamer {number}", "home")
    for number in range(below):
        rail.add(f"low{number}", f"Laag {number}", "settings", is_low=True)
    return rail


def heights(rail: Rail) -> list[int]:
    return [made.height() for made in rail.findChildren(QAbstractButton)]


def test_entries_have_their_usual_height_where_there_is_room(show: Show) -> None:
    rail = filled(4, 5)
    rail.resize(rail.width(), SMALLEST)
    show(rail)
    assert set(heights(rail)) == {grid(13)}


def test_many_rooms_become_lower_instead_of_being_cut_off(show: Show) -> None:
    rail = filled(8, 6)
    rail.resize(rail.width(), SMALLEST)
    show(rail)
    assert rail.height() == SMALLEST
    assert all(grid(10) <= height < grid(13) for height in heights(rail))
    tops = sorted((made.y(), made.y() + made.height()) for made in rail.findChildren(QAbstractButton))
    assert len(tops) == 14
    assert tops[0][0] >= 0
    assert tops[-1][1] <= SMALLEST
    assert all(above[1] <= below[0] for above, below in pairwise(tops))
