"""Names with values under each other on a card."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QLabel

from gezinscoach_desktop.views.elements import Card, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class Facts:
    """Rows of a card; `add` gives the label that holds the value."""

    def __init__(self, card: Card) -> None:
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(grid(6))
        self._rows.setVerticalSpacing(grid(2))
        card.body.addLayout(self._rows)

    def add(self, name: str, text: str = "") -> QLabel:
        caption = label(name, TextStyle.TEXT, Tone.SECONDARY)
        caption.setMinimumWidth(grid(34))
        value = paragraph(text)
        self._rows.addRow(caption, value)
        return value
