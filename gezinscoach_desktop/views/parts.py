"""Which parts of the program the office uses, for every screen to ask."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.part import Part, hidden_rooms

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.tasks import Tasks


class Parts(QObject):
    """Ask `uses`, and listen to `changed` on a page that is not made anew by then."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._off: frozenset[Part] = frozenset()

    @property
    def off(self) -> frozenset[Part]:
        return self._off

    def uses(self, part: Part) -> bool:
        return part not in self._off

    def shows_of_family(self, name: str) -> bool:
        """Whether a family's page has this tab, or its dossier this section."""
        return not any(name in part.of_family for part in self._off)

    def do_without(self, off: frozenset[Part]) -> None:
        if off != self._off:
            self._off = off
            self.changed.emit()


@cache
def parts() -> Parts:
    """The one of the program: one office is open at a time."""
    return Parts()


class PartsKeeper(QObject):
    """Reads it at the start and after every change of settings, and lets the window forget what was made before."""

    def __init__(self, frame: Frame, tasks: Tasks, desk: Desk) -> None:
        super().__init__(frame)
        self._frame = frame
        self._tasks = tasks
        self._desk = desk
        parts().do_without(frozenset())
        frame.heard.connect(self._hear)
        self._read()

    def _hear(self, change: Change) -> None:
        if change.touches(Noun.SETTING):
            self._read()

    def _read(self) -> None:
        from gezinscoach_desktop.services import part as part_service

        self._tasks.query(part_service.switched_off, self._desk, then=self._use, key="parts", owner=self)

    def _use(self, off: frozenset[Part]) -> None:
        if off != parts().off:
            parts().do_without(off)
            self._frame.hide_rooms(hidden_rooms(off))
