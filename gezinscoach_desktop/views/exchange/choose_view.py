"""The first step of reading in: choose a file, or drop one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, grid, palette


class ChooseView(QWidget):
    """A quiet place to drop a file on; errors of a file that cannot be read stand here as well."""

    chosen = Signal()
    """Let the user choose a file."""
    dropped = Signal(object)
    """Path of a file that was dropped here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_over = False
        self.setAcceptDrops(True)
        self._state = EmptyState(
            "arrow-import",
            "Kies een Excel-bestand of CSV-bestand, of sleep het hierheen.",
            "Bestand kiezen…",
        )
        self.choose_button = self._state.button
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.error_label.hide()
        self._promise = paragraph(
            "Eerst zie je wat erin staat. Er komt nog niets binnen.", TextStyle.SMALL, Tone.SECONDARY
        )
        self._promise.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(6), grid(6), grid(6), grid(6))
        column.addWidget(self._state, 1)
        column.addWidget(self.error_label)
        column.addWidget(self._promise)
        self._state.chosen.connect(self.chosen)

    def show_error(self, text: str) -> None:
        """Say calmly why a file cannot be read; empty takes it away."""
        self.error_label.setText(text)
        self.error_label.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = palette()
        pen = QPen(color(colors.accent if self._is_over else colors.border), 2 if self._is_over else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color(colors.accent_soft if self._is_over else colors.surface))
        painter.drawRoundedRect(self.rect().adjusted(grid(4), grid(4), -grid(4), -grid(4)), 8, 8)
        painter.end()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event.mimeData()) is not None:
            self._set_over(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._set_over(False)
        path = _file_in(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _set_over(self, is_over: bool) -> None:
        self._is_over = is_over
        self.update()


def _file_in(content: QMimeData) -> Path | None:
    """The one file that is being dragged."""
    urls = [url for url in content.urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
