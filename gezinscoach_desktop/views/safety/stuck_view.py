"""One write that could not be shared: what, when, why, what was filled in, and the two things to do about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import Stuck
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.stuck_words import lines_of
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class StuckView(QFrame):
    """Tells what the user wants; the card does it."""

    again_wanted = Signal(object)
    """Stuck: offer it once more."""
    drop_wanted = Signal(object)
    """Stuck: let it go for good."""

    def __init__(self, stuck: Stuck, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stuck = stuck
        when = words.moment(stuck.at, desk.today())
        self.setProperty("kind", "message")
        self.setProperty("tone", Tone.WARNING.value)
        self.again_button = button("Opnieuw proberen", icon_name="arrow-clockwise")
        self.drop_button = button("Laten vallen…", "danger")
        for one in (self.again_button, self.drop_button):
            one.setAccessibleDescription(f"{stuck.what}, {when}")
            one.setVisible(stuck.may_decide)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(3), grid(2), grid(3), grid(3))
        column.setSpacing(grid(1))
        column.addWidget(label(f"{stuck.what}, {when}", TextStyle.STRONG))
        column.addWidget(paragraph(f"Niet gedeeld: {stuck.reason}"))
        given = paragraph("\n".join(lines_of(stuck.given)), TextStyle.SMALL, Tone.SECONDARY)
        given.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        given.setVisible(bool(given.text()))
        column.addWidget(given)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.again_button)
        row.addWidget(self.drop_button)
        row.addStretch(1)
        column.addLayout(row)
        self.again_button.clicked.connect(self._want_again)
        self.drop_button.clicked.connect(self._want_drop)

    def set_busy(self, is_busy: bool) -> None:
        self.again_button.setEnabled(not is_busy)
        self.drop_button.setEnabled(not is_busy)

    def _want_again(self) -> None:
        self.again_wanted.emit(self.stuck)

    def _want_drop(self) -> None:
        self.drop_wanted.emit(self.stuck)
