"""A line above the tabs of a family: its coach is away, and who stands in."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.stand_in import Standing
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.theme import grid


class StandInBar(QWidget):
    """Hidden while nobody stands in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        frame = QFrame()
        frame.setProperty("kind", "message")
        frame.setProperty("tone", "accent")
        self._text = paragraph("")
        row = QHBoxLayout(frame)
        row.setContentsMargins(grid(3), grid(1.5), grid(3), grid(1.5))
        row.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), 0)
        column.addWidget(frame)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return self._text.text()

    def show_standing(self, standing: Standing | None) -> None:
        self._text.setText("" if standing is None else f"{standing.text}.")
        self.setVisible(standing is not None)
