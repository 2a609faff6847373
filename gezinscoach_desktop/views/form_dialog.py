"""A form in a window of its own: keeps what was typed until the worker has really done it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater, UserError
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.elements import button, divider, label, paragraph, scrolling
from gezinscoach_desktop.views.forms import Form, TextField
from gezinscoach_desktop.views.read_only import reason_over
from gezinscoach_desktop.views.tasks import Failed, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 152
_SHARE_OF_SCREEN = 0.87


class FormDialog(QDialog):
    """Title, form, a line for errors that belong to no field, `Annuleren` and one verb.

    As high as its fields ask for, up to most of the screen; only then does it scroll.

    Connect `submitted`, start the task with `failed=dialog.show_error`, and call `accept()` when it is done.
    """

    submitted = Signal()
    keeps: ClassVar[bool] = True
    """Writes in the office; one that does not opens without a word where the office can only be read."""

    def __init__(
        self, title: str, verb: str, *, intro: str = "", bar: str = "", parent: QWidget | None = None
    ) -> None:
        """`bar` stands on the title bar, which other programs can read, where `title` itself names somebody."""
        super().__init__(parent)
        self.form = Form()
        self.setWindowTitle(bar or title)
        self._build(title, verb, intro)
        self._connect()

    def _build(self, title: str, verb: str, intro: str) -> None:
        self.setMinimumWidth(grid(120))
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        self.submit_button = button(verb, "primary")
        self.cancel_button = button("Annuleren")
        self._busy = BusyLine()
        self._inside = inside = QWidget()
        content = QVBoxLayout(inside)
        content.setContentsMargins(grid(6), grid(3), grid(6), grid(2))
        content.setSpacing(grid(3))
        content.addWidget(label(title, TextStyle.TITLE))
        self.intro_label = paragraph(intro, TextStyle.TEXT, Tone.SECONDARY)
        content.addWidget(self.intro_label)
        if not intro:
            self.intro_label.hide()
        content.addWidget(self.form)
        content.addWidget(self.error_label)
        content.addStretch(1)
        self._more_below = divider()
        keeps_room = self._more_below.sizePolicy()
        keeps_room.setRetainSizeWhenHidden(True)  # a line that took room would keep the bar for itself
        self._more_below.setSizePolicy(keeps_room)
        self._more_below.hide()
        self._bottom = bottom = QFrame()
        buttons = QHBoxLayout(bottom)
        buttons.setContentsMargins(grid(6), grid(2), grid(6), grid(3))
        buttons.setSpacing(grid(2))
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.submit_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        self.area = scrolling(inside)
        column.addWidget(self.area, 1)
        column.addWidget(self._more_below)
        column.addWidget(bottom)

    def _connect(self) -> None:
        self.submit_button.clicked.connect(self.submit)
        self.cancel_button.clicked.connect(self.reject)
        self.area.verticalScrollBar().rangeChanged.connect(self._make_room_for_bar)

    def _make_room_for_bar(self) -> None:
        """The bar stands in the margin: fields go on ending above the buttons, and a line says that there is more."""
        bar = self.area.verticalScrollBar()
        is_scrolling = bar.maximum() > 0
        self._more_below.setVisible(is_scrolling)
        self._leave_at_the_right(grid(6) - (bar.sizeHint().width() if is_scrolling else 0))

    def _leave_at_the_right(self, margin: int) -> None:
        layout = self._inside.layout()
        if layout is not None:
            margins = layout.contentsMargins()
            margins.setRight(margin)
            layout.setContentsMargins(margins)

    def available_size(self) -> QSize:
        """The room there is on the screen it opens on."""
        return self.screen().availableGeometry().size()

    def _fit(self) -> None:
        """Grow to what is inside: a scroll area by itself asks for a few lines only."""
        room = self.available_size() * _SHARE_OF_SCREEN
        self.ensurePolished()
        layout = self._inside.layout()
        if layout is None:
            return
        self._leave_at_the_right(grid(6))  # as when all of it fits: a bar from before leaves words more room
        layout.activate()
        given = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 0
        wanted = max(given, grid(_WIDTH), self._inside.sizeHint().width())
        width = min(wanted, max(room.width(), self.minimumWidth()))
        asked = (
            layout.totalHeightForWidth(width)
            if layout.hasHeightForWidth()
            else layout.totalSizeHint().height()
        )
        around = (self._more_below.height(), self._bottom.sizeHint().height(), self._busy.minimumHeight())
        height = asked + sum(around)
        self.resize(width, min(max(self.height(), height) if self.isVisible() else height, room.height()))
        # Or a scroll bar that is no longer needed stays until the next event, and cuts a strip off.
        for policy in (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded):
            self.area.setVerticalScrollBarPolicy(policy)

    def reveal(self, shown: QWidget) -> None:
        """Something came in the form: it is in sight, and the keyboard is not on the way out when what had it is gone."""
        self._fit()
        self.area.ensureWidgetVisible(shown)
        if self.focusWidget() is self.cancel_button:
            self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            self._say_beforehand()
            self._fit()
        super().showEvent(event)

    def _say_beforehand(self) -> None:
        """In an office to read only nobody types a whole form before he hears it."""
        if self.keeps and (reason := reason_over(self.parentWidget())):
            self.error_label.setText(reason)
            self.error_label.show()

    def ask_to_type(self, word: str, why: str) -> TextField:
        """For what cannot be taken back: only who typed this can go on. `why` stands under the field."""
        field = self.form.add_row(
            "typed", f"&Typ “{word}” om te bevestigen", TextField(), is_required=True, help_text=why
        )
        self.submit_button.setEnabled(False)
        field.textChanged.connect(
            lambda text: self.submit_button.setEnabled(text.strip().casefold() == word.casefold())
        )
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        return field

    def submit(self) -> None:
        """Enter in a field, or the button: errors go, and `submitted` is told."""
        if not self.submit_button.isEnabled():
            return
        self.form.clear_errors()
        self.error_label.hide()
        self.submitted.emit()

    def save(
        self,
        tasks: Tasks,
        keeping: Callable[[], Callable[[], Done]],
        *,
        then: Callable[[Done], object],
        failed: Failed | None = None,
    ) -> None:
        """Run the write that `keeping` makes of what was typed; what it cannot read is said, and nothing runs."""
        try:
            keep = keeping()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        tasks.run(keep, then=then, failed=failed or self.show_error, owner=self)

    def set_busy(self, is_busy: bool) -> None:
        """While the worker is at it nothing can be submitted twice."""
        self.submit_button.setEnabled(not is_busy)
        self._busy.set_busy(is_busy)

    def show_error(self, error: Exception) -> bool:
        """Under the field it is about, or under the form; fits as `failed=` of a task."""
        self.set_busy(False)
        if isinstance(error, KeptForLater):
            self.accept()
            return False  # nothing is wrong: the window says where it is
        if self.form.show_error(error):
            self._fit()
            return True
        if not isinstance(error, UserError):
            return False
        self.error_label.setText(error.message)
        self.error_label.show()
        self._fit()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)
