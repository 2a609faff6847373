"""What the window asks of a page, and how a page asks for another one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Change, Noun


@dataclass(frozen=True, slots=True)
class Destination:
    """A place to go: `room` names the page, `subject` what it is about, `part` a tab or item within."""

    room: str
    subject: UUID | None = None
    part: str = ""


class Page(QWidget):
    """One screen in the window. Override what applies; everything else does nothing."""

    nouns: ClassVar[frozenset[Noun]] = frozenset()
    """What this page shows: a change of one of these makes it load again."""
    family_id: UUID | None = None
    """The one family this page is about, if it is about one."""
    help_topic: ClassVar[str] = "eerste-stappen"
    """The page of the handbook that F1 opens."""

    is_done: bool = False
    """True once the page has served its purpose: the window then forgets it when the user goes elsewhere."""

    left_for = Signal(object)
    """Destination: the user wants to go there."""
    back_wanted = Signal()
    """The user wants to go back to where he came from."""
    title_changed = Signal()

    @property
    def title(self) -> str:
        """For the window's title bar; no names of families, since other programs can read it."""
        return ""

    def load(self) -> None:
        """Ask for the data and show it; also called again after a change that concerns this page."""

    def refresh(self, change: Change) -> None:
        """A change that concerns this page; by default everything is loaded again."""
        self.load()

    def is_concerned(self, change: Change) -> bool:
        if not change.touches(*self.nouns):
            return False
        return self.family_id is None or change.concerns(self.family_id)

    def go_to(self, part: str) -> None:
        """Show a part of the page (a tab, an item) that a Destination names."""

    def take_focus(self) -> bool:
        """Put the cursor where typing goes on; True when there is such a place."""
        return False

    def leave(self) -> None:
        """The page is about to be hidden or the window to close: hand over what is not kept yet."""

    @property
    def topic_now(self) -> str:
        """The page of the handbook about what is in front now, where that differs by tab."""
        return self.help_topic

    def help_here(self) -> bool:
        """F1: True when the page explained it itself; otherwise the handbook opens at `topic_now`."""
        return False

    def back_here(self) -> bool:
        """Alt+←: True when the page went back within itself; otherwise the window goes to the page before."""
        return False

    def find_here(self) -> None:
        """Ctrl+F."""

    def new_here(self) -> None:
        """Ctrl+N."""

    def print_here(self) -> None:
        """Ctrl+P."""

    def new_snapshot(self) -> None:
        """Ctrl+M."""

    def new_contact(self) -> None:
        """Ctrl+L: with the family that the page is about, else with one still to be chosen."""
        self.left_for.emit(Destination("contact", self.family_id))
