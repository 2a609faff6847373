"""Clears away garbage on the GUI thread only.

Python looks for garbage in cycles on whichever thread happens to make objects. A worker that meets a forgotten widget
would destroy it on the wrong thread, which Qt answers with a crash. Anki and calibre do the same as this.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_EVERY_MS = 1000
_EVERYTHING = 2


class GuiGarbage(QObject):
    """As long as it lives Python does not look for garbage by itself; this does, once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._clock = QTimer(self, interval=_LOOK_EVERY_MS)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Clear away the generations of which there is enough, as Python itself would."""
        counts, enough = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(_EVERYTHING + 1) if counts[generation] > enough[generation]]
        if due:
            gc.collect(due[-1])

    def collect(self) -> None:
        """Clear away everything that can be."""
        gc.collect()

    def stop(self) -> None:
        """Leave it to Python again."""
        self._clock.stop()
        gc.enable()
