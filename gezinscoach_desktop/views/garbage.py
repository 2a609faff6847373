"""Clears away garbage on the GUI thread only.

Python looks for garbage in cycles on whichever thread happens to make objects. A worker that meets a forgotten widget
would destroy it on the wrong thread, which Qt answers with a crash. Anki and calibre do the same as this.
"""

from __future__ import annotations

import gc
import linecache

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1000
_EVERYTHING = 2
_MOST_SOURCES = 40
"""PySide6 reads the source of every module that comes after it, and Python would keep the text of them all: 8 MB of it,
27 MB in memory. In the bundle there is no source."""


class GuiGarbage(QObject):
    """As long as it lives Python does not look for garbage by itself; this does, once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        _forget_sources()
        self._clock = QTimer(self, interval=_LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Clear away the generations of which there is enough, as Python itself would, and sources that were read."""
        counts, enough = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(_EVERYTHING + 1) if counts[generation] > enough[generation]]
        if due:
            gc.collect(due[-1])
        _forget_sources()

    def collect(self) -> None:
        """Clear away everything that can be."""
        gc.collect()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._clock.stop()
        gc.enable()


def _forget_sources() -> None:
    if len(linecache.cache) > _MOST_SOURCES:
        linecache.clearcache()
