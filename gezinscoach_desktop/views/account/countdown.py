"""Waiting after wrong passwords: shown on the button itself."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from gezinscoach_desktop.domain.text import counted

_LOOK_MS = 250


class Countdown(QObject):
    """Keeps a button asleep for some seconds and says on it how long still."""

    finished = Signal()
    """The wait is over; not told when it was called off."""

    def __init__(
        self,
        button: QPushButton,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent or button)
        self._button = button
        self._text = button.text()
        self._clock = clock
        self._until = 0.0
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self, seconds: int) -> None:
        """Begin to wait, or wait anew; nothing to wait for is fine."""
        if seconds <= 0:
            return
        self._until = self._clock() + seconds
        self._button.setEnabled(False)
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Call it off: the button works again."""
        if not self.is_running:
            return
        self._timer.stop()
        self._button.setText(self._text)
        self._button.setAccessibleName(self._text)
        self._button.setEnabled(True)

    def look(self) -> None:
        """See how long it still takes."""
        left = math.ceil(self._until - self._clock())
        if left <= 0:
            self.stop()
            self.finished.emit()
            return
        text = f"{self._text} kan over {counted(left, 'seconde', 'seconden')}"
        self._button.setText(text)
        self._button.setAccessibleName(text)
