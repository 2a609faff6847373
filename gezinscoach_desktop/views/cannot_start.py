"""The one window of a program that cannot begin: why, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, grid

_WIDTH = 120


class CannotStart(QDialog):
    """Closing it ends the program."""

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Gezinscoach")
        self.setFixedWidth(grid(_WIDTH))
        self.text_label = paragraph(sentence)
        self.text_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = button("Sluiten", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(6), grid(4), grid(6), grid(4))
        column.setSpacing(grid(3))
        column.addWidget(label("Gezinscoach kan niet starten", TextStyle.TITLE))
        column.addWidget(self.text_label)
        column.addLayout(buttons)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)
