"""What every tab of the family page has in common."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.views.family.data import FamilyData


class TabName(StrEnum):
    """The tabs, in the order in which they stand; also the `part` of a Destination."""

    OVERVIEW = "overview"
    CONTACTS = "contacts"
    PLAN = "plan"
    RIGHTS = "rights"
    NETWORK = "network"
    SNAPSHOTS = "snapshots"
    EVOLUTION = "evolution"
    MEMBERS = "members"
    INDEX = "index"
    DOSSIER = "dossier"

    @property
    def label(self) -> str:
        """With & for the Alt key."""
        return {
            "overview": "&Overzicht",
            "contacts": "&Contacten",
            "plan": "&Plan",
            "rights": "&Rechten",
            "network": "&Netwerk",
            "snapshots": "Mo&mentopnamen",
            "evolution": "&Evolutie",
            "members": "&Gezin",
            "index": "&Index",
            "dossier": "&Dossier",
        }[self.value]


class FamilyTab(QWidget):
    """Shows one reading of the family whenever it is asked to."""

    nouns: ClassVar[frozenset[Noun]] = frozenset()
    """What this tab reads by itself beside the family's page: a change of one of these shows it again."""

    help_topic: ClassVar[str] = ""
    """The page of the handbook that F1 opens here; empty for the one of the whole page."""

    item_wanted = Signal(object)
    """Place: show how this item went."""
    left_for = Signal(object)
    """Destination: the user wants to go there."""

    def show_family(self, data: FamilyData) -> None:
        """Show this reading of the family, keeping what was chosen; a tab with `nouns` asks for its own data again."""
        raise NotImplementedError

    def first_focus(self) -> QWidget:
        """Where the keyboard comes in."""
        raise NotImplementedError

    def go_to(self, part: str) -> None:
        """Show what a Destination names behind the tab's own name (`plan/<id>`)."""

    def topic_here(self) -> str:
        """The page of the handbook about what is shown now."""
        return self.help_topic

    def new_here(self) -> bool:
        """Ctrl+N: True when the tab adds what it is about."""
        return False

    def find_here(self) -> bool:
        """Ctrl+F: True when the tab has a field to look in."""
        return False
