"""Shows that work is under way: only after 200 ms, so that what is quick does not flicker."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QRectF, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, label
from gezinscoach_desktop.views.tasks import Progress
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette

APPEARS_AFTER_MS = 200
_FRAME_MS = 33
_PERIOD_MS = 1400
_POLL_MS = 100


class BusyLine(QWidget):
    """A thin moving line along the top of what is being loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(3)
        self._is_busy = False
        self._is_shown = False
        self._clock = QElapsedTimer()
        self._delay = QTimer(self, singleShot=True, interval=APPEARS_AFTER_MS)
        self._delay.timeout.connect(self._appear)
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self.update)

    @property
    def is_appearing(self) -> bool:
        """True once the line can be seen."""
        return self._is_shown

    def set_busy(self, is_busy: bool) -> None:
        """Tell it; it decides when to show. Connect `Tasks.busy_changed`."""
        if is_busy == self._is_busy:
            return
        self._is_busy = is_busy
        if is_busy:
            self._delay.start()
            return
        self._delay.stop()
        self._frames.stop()
        self._is_shown = False
        self.update()

    def _appear(self) -> None:
        self._is_shown = True
        self._clock.start()
        self._frames.start()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_shown:
            return
        painter = QPainter(self)
        colors = palette()
        painter.fillRect(self.rect(), color(colors.accent, opacity=0.15))
        share = (self._clock.elapsed() % _PERIOD_MS) / _PERIOD_MS
        length = self.width() * 0.3
        left = -length + share * (self.width() + length)
        painter.fillRect(QRectF(left, 0, length, self.height()), color(colors.accent))
        painter.end()


class ProgressView(QWidget):
    """How far a long task is, with a button to stop it. Asks the Progress ten times a second while shown."""

    stop_asked = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress: Progress | None = None
        self._title = label(title, TextStyle.STRONG)
        self._text = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.stop_button = button("Stoppen")
        self.stop_button.clicked.connect(self._stop)
        self._timer = QTimer(self, interval=_POLL_MS)
        self._timer.timeout.connect(self._look)
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(self._title)
        column.addLayout(row)
        column.addWidget(self._text)

    def follow(self, progress: Progress, title: str = "") -> None:
        """Show this task from now on, under a title of its own when one is given."""
        self._progress = progress
        if title:
            self._title.setText(title)
            self._bar.setAccessibleName(title)
        self.stop_button.setEnabled(True)
        self._look()

    def _look(self) -> None:
        if self._progress is None:
            return
        report = self._progress.latest
        self._bar.setRange(0, report.total)
        self._bar.setValue(min(report.done, report.total))
        counted = f"{report.done} van {report.total}" if report.total else ""
        self._text.setText(report.text or counted)

    def _stop(self) -> None:
        if self._progress is not None:
            self._progress.cancel()
        self.stop_button.setEnabled(False)
        self._text.setText("Stoppen…")
        self.stop_asked.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
