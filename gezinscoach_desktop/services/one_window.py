"""The program opens one window: who starts it again brings that one forward, with what was double-clicked."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data.letter_box import LetterBox, is_there, take_away

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.call import Call

PATIENCE = 10.0
"""Seconds that a second start waits: a window that is still coming answers within them, one that hangs does not."""
_EVERY = 0.02


class Front:
    """This process has the window. Without a box (a home where nothing can be written) nobody calls."""

    def __init__(self, box: LetterBox | None) -> None:
        self._box = box

    @property
    def folder(self) -> Path | None:
        """Where a change means that somebody calls."""
        return None if self._box is None else self._box.box

    def collect(self) -> list[Call]:
        """Who called meanwhile. Touches the disk. What is no call is refused, and noted without what it said."""
        from gezinscoach_desktop.domain import call as calls

        found: list[Call] = []
        if self._box is None:
            return found
        with suppress(OSError):
            for content in self._box.collect(calls.LARGEST):
                try:
                    found.append(calls.read(content))
                except calls.NotACall as refused:
                    _note_refused(str(refused))
        return found

    def let_go(self) -> None:
        """From now on a start opens a window of its own."""
        if self._box is not None:
            self._box.let_go()


def come_in(path: Path | None = None, *, is_new: bool = False, patience: float = PATIENCE) -> Front | None:
    """The window is for this process, or None: another one has it, and took over what was asked.

    With `is_new` nobody else is asked: this process opens a window, whoever has one.
    """
    try:
        box = LetterBox()
        if box.take():
            return Front(box)
        if is_new:
            return Front(None)
        if _hand_over(box, "" if path is None else str(path), patience):
            return None
        return Front(box if box.take() else None)
    except OSError:
        return Front(None)


def _hand_over(box: LetterBox, path: str, patience: float) -> bool:
    """False when nobody takes it: who had the window ended meanwhile, or does not answer."""
    from gezinscoach_desktop.domain import call as calls

    try:
        content = calls.write(calls.Call(path))
    except calls.NotACall:  # a path that nothing can be done with; its own window says so
        return False
    _let_others_come_forward()
    letter = box.put(content)
    end = time.monotonic() + patience
    while time.monotonic() < end:
        is_taken = not is_there(letter)
        if box.take():  # whoever had the window ended, perhaps with the letter in hand
            take_away(letter)
            return False
        if is_taken:
            return True
        time.sleep(_EVERY)
    return not take_away(letter)


def _note_refused(refused: str) -> None:
    from gezinscoach_desktop.services.trouble import note_event

    note_event(f"A call to the window was refused: {refused}")


def _let_others_come_forward() -> None:
    """Windows lets a program in the background come forward only when the one that was just started allows it."""
    if sys.platform == "win32":
        import ctypes

        any_process = -1
        ctypes.windll.user32.AllowSetForegroundWindow(any_process)
