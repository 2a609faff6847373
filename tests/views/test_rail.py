"""The rail with as many rooms as there will ever be, in the smallest window."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from gezinscoach_desktop.views.rail import Rail
from gezinscoach_desktop.views.theme import TextStyle, font, grid
from tests.views.looks import LOOKS

pytestmark = LOOKS

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
    return [made.height() for made in rail.findChildren(QAbstractButton) if made.isVisible()]


def test_entries_have_their_usual_height_where_there_is_room(show: Show) -> None:
    rail = filled(4, 5)
    rail.resize(rail.width(), SMALLEST)
    show(rail)
    assert set(heights(rail)) == {grid(13)}


def test_only_a_room_that_has_a_key_says_which() -> None:
    rail = filled(11, 2)
    told = {made.text(): made.toolTip() for made in rail.findChildren(QAbstractButton)}
    assert told["Kamer 8"] == "Kamer 8 (Ctrl+9)"
    assert told["Kamer 9"] == "Kamer 9"
    rail.hide_rooms(frozenset({"room0"}))
    told = {made.text(): made.toolTip() for made in rail.findChildren(QAbstractButton)}
    assert told["Kamer 9"] == "Kamer 9 (Ctrl+9)"
    assert told["Kamer 10"] == "Kamer 10"


def test_many_rooms_become_lower_instead_of_being_cut_off(show: Show) -> None:
    rail = filled(8, 6)
    rail.resize(rail.width(), SMALLEST)
    show(rail)
    assert rail.height() == SMALLEST
    assert all(grid(10) <= height < grid(13) for height in heights(rail))
    tops = sorted(
        (made.y(), made.y() + made.height())
        for made in rail.findChildren(QAbstractButton)
        if made.isVisible()
    )
    assert len(tops) == 14
    assert tops[0][0] >= 0
    assert tops[-1][1] <= SMALLEST
    assert all(above[1] <= below[0] for above, below in pairwise(tops))


def test_what_does_not_fit_even_then_is_folded_into_a_menu(show: Show) -> None:
    rail = Rail()
    for number in range(9):
        rail.add(f"room{number}", f"Kamer {number}", "home")
    for number in range(3):
        rail.add(f"fold{number}", f"Beheer {number}", "shield", is_low=True, can_fold=True)
    for number in range(3):
        rail.add(f"low{number}", f"Laag {number}", "settings", is_low=True)
    gone: list[str] = []
    rail.chosen.connect(gone.append)
    rail.resize(rail.width(), 760)
    show(rail)
    assert not rail.more_button.isVisible()
    rail.resize(rail.width(), SMALLEST - 20)
    shown = [made for made in rail.findChildren(QAbstractButton) if made.isVisible()]
    assert len(shown) == 9 + 3 + 1
    assert max(made.y() + made.height() for made in shown) <= rail.height()
    assert len(rail.entries) == 15  # as Ctrl+K lists them
    rail.mark("fold1")
    assert rail.more_button.isChecked()
    rail.focus_open()
    assert rail.more_button.hasFocus()
    QTest.keyClick(rail.more_button, Qt.Key.Key_Space)
    assert [action.text() for action in rail.menu.actions()] == ["Beheer 0", "Beheer 1", "Beheer 2"]
    assert rail.menu.isVisible()
    rail.menu.actions()[2].trigger()
    assert gone == ["fold2"]
    rail.menu.close()


def test_the_rail_is_as_wide_as_its_longest_word(show: Show) -> None:
    rail = filled(2, 1)
    assert rail.width() == grid(17)
    rail.add("referrals", "Aanmeldingen", "handshake")
    show(rail)
    entry = next(made for made in rail.findChildren(QAbstractButton) if made.text() == "Aanmeldingen")
    look = font(TextStyle.TINY)
    look.setWeight(QFont.Weight.DemiBold)
    assert QFontMetrics(look).horizontalAdvance("Aanmeldingen") <= entry.width()
