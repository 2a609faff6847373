"""Under the header, where asked for: the date of the snapshot, and whether it is a revised baseline."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.elements import icon_button, label, paragraph, restyle
from gezinscoach_desktop.views.fields import CheckField, DateField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WHOLE_DATE = 10
_BASELINE_HELP = "Deze meting telt dan voortaan als nulmeting. De vorige blijft gewoon bewaard."


class OptionsStrip(QFrame):
    """Tells what was chosen; the form decides whether it may."""

    date_chosen = Signal(object)
    baseline_chosen = Signal(bool)
    closed = Signal()

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: date | None = None
        self._build(today)
        self._connect()
        self.hide()

    def _build(self, today: Callable[[], date]) -> None:
        self.setProperty("kind", "header")
        self.date_field = DateField(today=today)
        self.date_field.setAccessibleName("Datum van de momentopname")
        caption = label("&Datum van de momentopname", TextStyle.SMALL, Tone.SECONDARY)
        caption.setBuddy(self.date_field)
        self._note = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._note.setMinimumWidth(grid(60))
        self.baseline_field = CheckField("Herziene nulmeting")
        self.baseline_field.setAccessibleDescription(_BASELINE_HELP)
        self._baseline_help = paragraph(_BASELINE_HELP, TextStyle.SMALL, Tone.SECONDARY)
        self.close_button = icon_button("dismiss", "Sluiten (Esc)")
        when = QVBoxLayout()
        when.setSpacing(grid(1))
        when.addWidget(caption)
        line = QHBoxLayout()
        line.setSpacing(grid(3))
        line.addWidget(self.date_field)
        line.addWidget(self._note, 1)
        when.addLayout(line)
        what = QVBoxLayout()
        what.setSpacing(0)
        what.addWidget(self.baseline_field)
        what.addWidget(self._baseline_help)
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(4), grid(2), grid(4), grid(3))
        row.setSpacing(grid(6))
        row.addLayout(when, 1)
        row.addLayout(what, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self.date_field.edited.connect(self._take_whole_date)
        self.date_field.editingFinished.connect(self._take_date)
        self.baseline_field.edited.connect(self._take_baseline)
        self.close_button.clicked.connect(self.closed)

    def open_at_date(self) -> None:
        """Show it, the keyboard in the date."""
        self.show()
        self.date_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.date_field.selectAll()

    def open_at_baseline(self) -> None:
        """Show it, the keyboard at the revised baseline."""
        self.show()
        self.baseline_field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_options(self, day: date, note: str, *, is_revised: bool, may_revise: bool) -> None:
        """What holds now; `note` says what is remarkable about the date."""
        if day != self._shown or not self.date_field.hasFocus():
            self._shown = day
            self.date_field.set_value(day)
        self._say(note, is_error=False)
        self.baseline_field.set_value(is_revised)
        self.baseline_field.setVisible(may_revise)
        self._baseline_help.setVisible(may_revise)

    def show_error(self, message: str) -> None:
        """Why the date cannot be."""
        self._say(message, is_error=True)

    @property
    def note(self) -> str:
        return self._note.text()

    def _say(self, text: str, *, is_error: bool) -> None:
        self._note.setText(text)
        self._note.setProperty("tone", (Tone.ERROR if is_error else Tone.SECONDARY).value)
        restyle(self._note)
        self.date_field.setProperty("invalid", is_error)
        restyle(self.date_field)

    def _take_whole_date(self) -> None:
        if len(self.date_field.text().strip()) == _WHOLE_DATE:
            self._take_date()

    def _take_date(self) -> None:
        try:
            day = self.date_field.value()
        except InvalidInput as error:
            self.show_error(error.message)
            return
        if day is None:
            self.show_error("Vul een datum in, bijvoorbeeld 14/11/2026.")
        elif day != self._shown:
            self.date_chosen.emit(day)

    def _take_baseline(self) -> None:
        self.baseline_chosen.emit(self.baseline_field.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
