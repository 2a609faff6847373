"""What an empty screen says: what will stand here, and the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ICON_SIDE = 40


class _Picture(QWidget):
    def __init__(self, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon(icon_name, "secondary")
        self.setFixedSize(_ICON_SIDE, _ICON_SIDE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class EmptyState(QWidget):
    """An icon, a sentence, at most one button."""

    chosen = Signal()

    def __init__(
        self, icon_name: str, sentence: str, button_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sentence = paragraph(sentence, TextStyle.TEXT, Tone.SECONDARY)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sentence.setFixedWidth(grid(90))
        self.button = button(button_text, "primary")
        self.button.setAccessibleName(button_text or "Actie")
        self.button.clicked.connect(self.chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(8), grid(4), grid(8))
        column.setSpacing(grid(3))
        column.addStretch(2)
        column.addWidget(_Picture(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(_centred(self._sentence))
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(button_text))
        column.addStretch(3)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def show_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)


def _centred(widget: QWidget) -> QHBoxLayout:
    """In the middle by stretches: aligned, a text of several lines would get the height of one."""
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(widget)
    row.addStretch(1)
    return row
