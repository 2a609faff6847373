"""A form in a window of its own: keeps what was typed until the worker has really done it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import button, label, paragraph, scrolling
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class FormDialog(QDialog):
    """Title, form, a line for errors that belong to no field, `Annuleren` and one verb.

    Connect `submitted`, start the task with `failed=dialog.show_error`, and call `accept()` when it is done.
    """

    submitted = Signal()

    def __init__(self, title: str, verb: str, *, intro: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form()
        self._build(title, verb, intro)
        self._connect()

    def _build(self, title: str, verb: str, intro: str) -> None:
        self.setWindowTitle(title)
        self.setMinimumWidth(grid(120))
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        self.submit_button = button(verb, "primary")
        self.cancel_button = button("Annuleren")
        self._busy = BusyLine()
        inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(grid(6), grid(4), grid(6), grid(2))
        content.setSpacing(grid(4))
        content.addWidget(label(title, TextStyle.TITLE))
        if intro:
            content.addWidget(paragraph(intro, TextStyle.TEXT, Tone.SECONDARY))
        content.addWidget(self.form)
        content.addWidget(self.error_label)
        content.addStretch(1)
        bottom = QFrame()
        buttons = QHBoxLayout(bottom)
        buttons.setContentsMargins(grid(6), grid(3), grid(6), grid(4))
        buttons.setSpacing(grid(2))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.submit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        column.addWidget(scrolling(inside), 1)
        column.addWidget(bottom)

    def _connect(self) -> None:
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)

    def submit(self) -> None:
        """Enter in a field, or the button: errors go, and `submitted` is told."""
        if not self.submit_button.isEnabled():
            return
        self.form.clear_errors()
        self.error_label.hide()
        self.submitted.emit()

    def set_busy(self, is_busy: bool) -> None:
        """While the worker is at it nothing can be submitted twice."""
        self.submit_button.setEnabled(not is_busy)
        self._busy.set_busy(is_busy)

    def show_error(self, error: Exception) -> bool:
        """Under the field it is about, or under the form; fits as `failed=` of a task."""
        self.set_busy(False)
        if self.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
