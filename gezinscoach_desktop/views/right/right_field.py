"""A field to name a right of the list: any word of its name, explanation or life domain finds it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.domain.right_list import Right
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.directory.suggestions import Suggestions
from gezinscoach_desktop.views.icons import icon


class RightField(QLineEdit):
    """Only a right of the list counts as filled in."""

    edited = Signal()

    def __init__(self, rights: Sequence[Right], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rights = {right.id: right for right in rights}
        self._id: UUID | None = None
        self.setPlaceholderText("Zoek in de rechtenlijst")
        self.addAction(icon("search", "secondary"), QLineEdit.ActionPosition.LeadingPosition)
        self.setProperty("hasIcon", True)
        self._open_action = QAction(icon("chevron-down", "secondary"), "Alle rechten (Alt+pijl omlaag)", self)
        self.addAction(self._open_action, QLineEdit.ActionPosition.TrailingPosition)
        self.suggestions = Suggestions(self)
        self.textEdited.connect(self._look)
        self._open_action.triggered.connect(self.open_list)
        self.suggestions.taken.connect(self._take)

    def value(self) -> UUID | None:
        return self._id

    def set_value(self, right_id: UUID | None) -> None:
        self._id = right_id
        found = None if right_id is None else self._rights.get(right_id)
        self.setText("" if found is None else found.details.name)
        self.setCursorPosition(0)

    def open_list(self) -> None:
        """Show every right, as when nothing was typed."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._offer("")

    def _look(self, typed: str) -> None:
        self._id = None
        self._offer(typed)
        self.edited.emit()

    def _offer(self, typed: str) -> None:
        """What fits, rights with the words in their name before those with them elsewhere."""
        words = fold(typed).split()
        fitting = [
            right for right in self._rights.values() if all(word in right.search_text for word in words)
        ]
        fitting.sort(key=lambda right: not all(word in fold(right.details.name) for word in words))
        self.suggestions.offer([(_told(right), right.id) for right in fitting])

    def _take(self, right_id: UUID) -> None:
        self.set_value(right_id)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_open = self.suggestions.isVisible()
        match event.key():
            case Qt.Key.Key_Down if not is_open:
                self._offer("" if self._id is not None else self.text())
            case Qt.Key.Key_Down:
                self.suggestions.move_by(1)
            case Qt.Key.Key_Up if is_open:
                self.suggestions.move_by(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if is_open:
                self.suggestions.take_current()
            case Qt.Key.Key_Escape if is_open:
                self.suggestions.hide()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """With Tab what stands first in the list is taken, as with Enter."""
        if (
            self.suggestions.isVisible()
            and self.text().strip()
            and event.reason() is Qt.FocusReason.TabFocusReason
        ):
            self.suggestions.take_current()
        self.suggestions.hide()
        super().focusOutEvent(event)


def _told(right: Right) -> str:
    domains = right.details.domains
    return f"{right.details.name} · {domains[0].label}" if domains else right.details.name
