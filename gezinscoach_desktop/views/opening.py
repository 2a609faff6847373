"""The first window: which office, who are you, open. Imports nothing heavy, so that it is there at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs
from gezinscoach_desktop.views.elements import button, divider, label, paragraph
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.icons import application_icon
from gezinscoach_desktop.views.new_office import OFFICE_FILE, NewOffice, NewOfficeDialog
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.recent_offices import is_server, recent_offices, remember_office
from gezinscoach_desktop.views.tasks import Breakdown, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_WIDTH = 105
_ICON = 40
_SERVER = "server"


class OpenOffice(Protocol):
    """`services.office.open_office`."""

    def __call__(self, place: str, *, user_name: str, password: str) -> Desk: ...


class OpenPractice(Protocol):
    """`services.practice.open_practice`."""

    def __call__(self) -> Desk: ...


class _Logo(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        application_icon().paint(painter, self.rect())
        painter.end()


class OpeningWindow(QWidget):
    """Tells `opened` with the desk; closes nothing itself."""

    opened = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: QSettings,
        *,
        open_office: OpenOffice,
        new_office: NewOffice,
        open_practice: OpenPractice,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._open_office = open_office
        self._new_office = new_office
        self._open_practice = open_practice
        self._user_names: dict[str, str] = {}
        self._build()
        self._connect()
        self.load()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        self.setWindowTitle("Gezinscoach")
        self.setMinimumSize(grid(160), grid(160))
        self.resize(grid(200), grid(172))
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(grid(_WIDTH))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(grid(8), grid(7), grid(8), grid(6))
        inside.setSpacing(grid(4))
        inside.addLayout(self._make_top())
        inside.addWidget(self._make_form())
        inside.addLayout(self._make_open_row())
        inside.addWidget(divider())
        inside.addLayout(self._make_other_ways())
        self._busy = BusyLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._busy)
        column.addStretch(1)
        middle = QHBoxLayout()  # not an alignment: that would give wrapped texts too little height
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)

    def _make_top(self) -> QHBoxLayout:
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(label("Gezinscoach", TextStyle.TITLE))
        texts.addWidget(label("Open het kantoor van je organisatie.", TextStyle.SMALL, Tone.SECONDARY))
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(_Logo())
        row.addLayout(texts, 1)
        return row

    def _make_form(self) -> Form:
        self.form = Form()
        self.place_field: ComboField[str] = ComboField()
        self.form.add_row("place", "Kantoor", self.place_field)
        self.server_field = self.form.add_row(
            "server",
            "Adres van de server",
            TextField(placeholder="postgresql://server/kantoor"),
            help_text="Je krijgt dit adres van wie de server beheert.",
        )
        self.user_name_field = self.form.add_row("user_name", "Gebruikersnaam", TextField())
        self.password_field = self.form.add_row("password", "Wachtwoord", PasswordField())
        self.caps_label = paragraph("Caps Lock staat aan.", TextStyle.SMALL, Tone.WARNING)
        self.caps_label.hide()
        self.form.add_wide(self.caps_label)
        self.form.set_row_visible("server", False)
        return self.form

    def _make_open_row(self) -> QVBoxLayout:
        self.open_button = button("Openen", "primary")
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.error_label.hide()
        column = QVBoxLayout()
        column.setSpacing(grid(3))
        column.addWidget(self.error_label)
        column.addWidget(self.open_button)
        return column

    def _make_other_ways(self) -> QVBoxLayout:
        self.practice_button = button("Oefenen met verzonnen gezinnen", "link", "backpack")
        self.browse_button = button("Een ander kantoor zoeken …", "link", "folder-open")
        self.new_button = button("Een nieuw kantoor maken …", "link", "building")
        column = QVBoxLayout()
        column.setSpacing(grid(1))
        for made in (self.practice_button, self.browse_button, self.new_button):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _connect(self) -> None:
        self.open_button.clicked.connect(self.open)
        self.practice_button.clicked.connect(self._practise)
        self.browse_button.clicked.connect(self._browse)
        self.new_button.clicked.connect(self._make_new)
        self.place_field.edited.connect(self._choose_place)
        self.password_field.caps_lock_noticed.connect(self.caps_label.setVisible)
        self._tasks.broke.connect(self._show_breakdown)

    def load(self) -> None:
        """Fill in the office that was opened last, and put the cursor where typing goes on."""
        known = recent_offices(self._settings)
        self._user_names = {one.place: one.user_name for one in known}
        self._show_places([(one.label, one.place) for one in known])
        if known:
            self.place_field.set_value(known[0].place)
        self._choose_place()
        if not known:
            self.practice_button.setFocus()

    def _show_places(self, offices: list[tuple[str, str]]) -> None:
        choices = [*offices, ("Een server (PostgreSQL) …", _SERVER)]
        if not offices:
            choices.insert(0, ("Nog geen kantoor op deze computer", ""))
        self.place_field.set_choices(choices)

    # --------------------------------------------------------------------------------------------- slots

    def open(self) -> None:
        """Ask the worker to open the chosen office."""
        if not self.open_button.isEnabled():
            return
        self._clear()
        try:
            place = self._place()
        except InvalidInput as error:
            self.form.show_error(error)
            return
        self._set_busy(True)
        self._tasks.query(
            _opened,
            self._open_office,
            place,
            self.user_name_field.value(),
            self.password_field.value(),
            then=self._finish,
            failed=self._fail,
        )

    def _place(self) -> str:
        place = self.place_field.value() or ""
        if place == _SERVER:
            place = self.server_field.value()
            if not is_server(place):
                raise InvalidInput("Een adres begint met postgresql://", field="server")
        if not place:
            raise InvalidInput("Kies een kantoor, of maak er een nieuw.", field="place")
        if not self.user_name_field.value():
            raise InvalidInput("Vul je gebruikersnaam in.", field="user_name")
        return place

    def practise(self, open_practice: OpenPractice | None = None) -> None:
        """Ask the worker to open the practice office, in another way than usual when `open_practice` is given."""
        self._clear()
        self._set_busy(True)
        self._tasks.query(open_practice or self._open_practice, then=self._finish_practice, failed=self._fail)

    def _practise(self) -> None:
        self.practise()

    def _finish_practice(self, desk: Desk) -> None:
        self._set_busy(False)
        self.opened.emit(desk)

    def _finish(self, opened: tuple[str, str, Desk]) -> None:
        place, user_name, desk = opened
        remember_office(self._settings, place, user_name)
        self.password_field.clear()
        self._set_busy(False)
        self.opened.emit(desk)

    def _fail(self, error: Exception) -> bool:
        self._set_busy(False)
        if not isinstance(error, UserError):
            return False
        self._show_error(error.message)
        self.password_field.setFocus()
        self.password_field.selectAll()
        return True

    def _show_error(self, sentence: str) -> None:
        self.error_label.setText(sentence)
        self.error_label.show()

    def _show_breakdown(self, breakdown: Breakdown) -> None:
        self._set_busy(False)
        if self.isVisible():
            self._show_error("Het lukte niet om het kantoor te openen. Probeer het nog eens.")

    def _browse(self) -> None:
        chosen = self._dialogs.open_file("Kantoor openen", (OFFICE_FILE, ANY_FILE))
        if chosen is not None:
            self.offer_place(str(chosen))

    def offer_place(self, place: str, user_name: str = "") -> None:
        """Put an office in the list and choose it."""
        known = [(one.label, one.place) for one in recent_offices(self._settings) if one.place != place]
        self._show_places([(Path(place).stem, place), *known])
        self.place_field.set_value(place)
        if user_name:
            self._user_names[place] = user_name
        self._choose_place()

    def _make_new(self) -> None:
        dialog = NewOfficeDialog(self._tasks, self._dialogs, self._new_office, parent=self)
        dialog.made.connect(self._take_new)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_new(self, place: str) -> None:
        dialog = self.sender()
        user_name = dialog.user_name if isinstance(dialog, NewOfficeDialog) else ""
        remember_office(self._settings, place, user_name)
        self.offer_place(place, user_name)
        self.password_field.setFocus()

    def _choose_place(self) -> None:
        place = self.place_field.value() or ""
        self.form.set_row_visible("server", place == _SERVER)
        self.place_field.setToolTip(place if place != _SERVER else "")
        if place in self._user_names:
            self.user_name_field.set_value(self._user_names[place])
        if place == _SERVER:
            self.server_field.setFocus()
        elif self.user_name_field.value():
            self.password_field.setFocus()
        else:
            self.user_name_field.setFocus()

    def _clear(self) -> None:
        self.form.clear_errors()
        self.error_label.hide()

    def _set_busy(self, is_busy: bool) -> None:
        self._busy.set_busy(is_busy)
        self.open_button.setText("Even geduld …" if is_busy else "Openen")
        for widget in (self.open_button, self.practice_button, self.new_button, self.browse_button):
            widget.setEnabled(not is_busy)

    # ------------------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
            return
        super().keyPressEvent(event)


def _opened(open_office: OpenOffice, place: str, user_name: str, password: str) -> tuple[str, str, Desk]:
    """On the worker."""
    return place, user_name, open_office(place, user_name=user_name, password=password)
