"""What every tab of the family page has in common."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.family.data import FamilyData


class TabName(StrEnum):
    """The tabs, in the order in which they stand; also the `part` of a Destination."""

    OVERVIEW = "overview"
    SNAPSHOTS = "snapshots"
    EVOLUTION = "evolution"
    MEMBERS = "members"
    INDEX = "index"

    @property
    def label(self) -> str:
        """With & for the Alt key."""
        return {
            "overview": "&Overzicht",
            "snapshots": "Mo&mentopnamen",
            "evolution": "&Evolutie",
            "members": "&Gezinsleden",
            "index": "&Kansarmoede-index",
        }[self.value]


class FamilyTab(QWidget):
    """Shows one reading of the family whenever it is asked to."""

    item_wanted = Signal(object)
    """Place: show how this item went."""

    def show_family(self, data: FamilyData) -> None:
        """Show this reading of the family, keeping what was chosen."""
        raise NotImplementedError

    def first_focus(self) -> QWidget:
        """Where the keyboard comes in."""
        raise NotImplementedError
