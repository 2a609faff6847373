"""What was filled in, and taking changes to it back one by one. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.draft import DraftEntry
from gezinscoach_desktop.domain.snapshot import Place


@dataclass(frozen=True, slots=True)
class Content:
    """What is taken back and done again: everything in a draft that the user fills in."""

    date: date
    is_revised_baseline: bool
    entries: Mapping[Place, DraftEntry]


@dataclass(frozen=True, slots=True)
class _Step:
    """The content to go to, and the place to show then; None when it is about the whole form."""

    content: Content
    place: Place | None


class StepsBack:
    """Holds the content as it is now; what is typed at one place in one go is one step."""

    def __init__(self, content: Content) -> None:
        self.content = content
        """Setting it is no step: for what follows from something else."""
        self._undo: list[_Step] = []
        self._redo: list[_Step] = []
        self._burst: Place | None = None

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def change(self, content: Content, place: Place | None, *, is_typing: bool = False) -> None:
        """Go on with other content; the same is no step."""
        if content == self.content:
            return
        if not (is_typing and self._burst == place):
            self._undo.append(_Step(self.content, place))
        self._burst = place if is_typing else None
        self._redo.clear()
        self.content = content

    def end_burst(self) -> None:
        """What is typed next is a step of its own."""
        self._burst = None

    def undo(self) -> Place | None:
        """Take the last change back; returns the place to show."""
        return self._travel(self._undo, self._redo)

    def redo(self) -> Place | None:
        """Do again what was undone; returns the place to show."""
        return self._travel(self._redo, self._undo)

    def _travel(self, source: list[_Step], other: list[_Step]) -> Place | None:
        if not source:
            return None
        step = source.pop()
        other.append(_Step(self.content, step.place))
        self._burst = None
        self.content = step.content
        return step.place
