"""The note of an item: grows with the text, hands undo to the form and goes back to the scale on Esc."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.fields import NoteField


class ItemNoteField(NoteField):
    """Digits are text here. Enter makes a new line, so that a long note never ends up as keys on the scale."""

    typed = Signal(str)
    left = Signal()
    """Esc: back to the scale."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    rested = Signal()
    """The field lost the focus: what is typed later is a new burst."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(fewest_lines=2, most_lines=8, parent=parent)
        self.setUndoRedoEnabled(False)
        self.setAccessibleName("Toelichting")
        self.edited.connect(self._tell)

    def show_note(self, note: str) -> None:
        """Show a note without disturbing who is typing it."""
        if note != self.toPlainText():
            self.set_value(note)
            self.moveCursor(self.textCursor().MoveOperation.End)

    def _tell(self) -> None:
        self.typed.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif _is_redo(event):
            self.redo_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif _is_finish(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.rested.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo) or _is_redo(event):
                event.accept()
                return True
            if _is_finish(event):
                event.ignore()
                return False
        return super().event(event)


def _is_redo(event: QKeyEvent) -> bool:
    is_ctrl_y = event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return is_ctrl_y or event.matches(QKeySequence.StandardKey.Redo)


def _is_finish(event: QKeyEvent) -> bool:
    is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return is_enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
