"""Whoever leads the tour: presses keys, waits, and takes pictures. Knows no screen in particular."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.tour.readable import readable_places

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from gezinscoach_desktop.app import Program
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.page import Page

_PATIENCE_MS = 60_000
_ROUND_MS = 15
_QUIET_ROUNDS = 4


class TourStuck(RuntimeError):
    """A screen did not come to rest, or what the tour looks for is not there."""


class Guide:
    """Presses keys, waits until the program has come to rest, and takes pictures."""

    def __init__(self, application: QApplication, program: Program, directory: Path) -> None:
        self._application = application
        self.program = program
        self._directory = directory
        self._suffix = ""
        self._number = 0
        self.broken: list[str] = []
        program.tasks.broke.connect(self._note_breakdown)

    @property
    def frame(self) -> Frame:
        if self.program.frame is None:
            raise TourStuck("The office is not open.")
        return self.program.frame

    @property
    def page(self) -> Page:
        page = self.frame.current_page
        if page is None:
            raise TourStuck("No page is shown.")
        return page

    def settle(self) -> None:
        """Wait until no work is under way and everything that follows from it was shown."""
        quiet = 0

        def is_at_rest() -> bool:
            nonlocal quiet
            quiet = 0 if self.program.tasks.is_busy else quiet + 1
            return quiet > _QUIET_ROUNDS

        if not _came_true(is_at_rest):
            raise TourStuck("The program did not come to rest.")
        if self.broken:
            raise TourStuck(self.broken[0])

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for long work beside everything else, such as a backup."""
        if not _came_true(holds):
            raise TourStuck("Long work did not come to an end.")
        self.settle()

    def press(self, keys: str) -> None:
        """Press a key or combination (`Ctrl+F`, `3`) as a person would, on whatever has the focus."""
        from PySide6.QtGui import QKeySequence
        from PySide6.QtTest import QTest

        combination = QKeySequence(keys)[0]  # type: ignore[index]  # PySide6's stubs lack it
        QTest.keyClick(self._focused(), combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        from PySide6.QtTest import QTest

        QTest.keyClicks(self._focused(), text)
        self.settle()

    def picture(self, name: str, widget: QWidget | None = None) -> None:
        """Keep what is seen now as `NN-name.png`."""
        self.settle()
        self._number += 1
        target = self._directory / f"{self._number:02}-{name}{self._suffix}.png"
        seen = widget or self.frame
        with readable_places(seen):
            drawn = seen.grab()
        if not drawn.save(str(target)):
            raise TourStuck(f"{target} could not be written.")

    def mark(self, suffix: str, *, after: int = 0) -> None:
        """End the names of the pictures from here on with `suffix`, numbered on from `after`."""
        self._suffix, self._number = suffix, self._number or after

    @contextmanager
    def numbered(self, first: int) -> Iterator[None]:
        """Number the pictures taken meanwhile from `first` on; the others go on as if they were not there."""
        kept, self._number = self._number, first - 1
        yield
        self._number = kept

    def resize(self, size: tuple[int, int]) -> None:
        self.frame.resize(*size)
        self.settle()

    def family(self, name: str) -> UUID:
        """The id of the practice family whose name holds `name`."""
        from gezinscoach_desktop.services.family import FamilyRow, list_families

        found: list[FamilyRow] = []
        if self.program.desk is None:
            raise TourStuck("The office is not open.")
        self.program.tasks.query(list_families, self.program.desk, then=found.extend)
        self.settle()
        return next(row.id for row in found if name in row.name)

    def _focused(self) -> QWidget:
        window = self.program.opening or self.frame
        if self._application.activeWindow() is None:  # no window manager does it here
            window.activateWindow()
            self.settle()
        return _focused_in(window)

    def _note_breakdown(self, breakdown: object) -> None:
        self.broken.append(str(getattr(breakdown, "details", breakdown)))


def _came_true(holds: Callable[[], bool]) -> bool:
    """Let the windows live until it holds; False when it did not in all that time."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    is_true = False

    def look() -> None:
        nonlocal is_true
        is_true = holds()
        if is_true:
            loop.quit()

    clock = QTimer(interval=_ROUND_MS)
    clock.timeout.connect(look)
    clock.start()
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    loop.exec()
    clock.stop()
    return is_true


def _focused_in(window: QWidget) -> QWidget:
    """Where a key goes: what has the focus, or the window itself."""
    from PySide6.QtWidgets import QApplication

    for widget in (QApplication.focusWidget(), window.focusWidget()):
        if widget is not None:
            return widget
    return window
