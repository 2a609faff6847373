"""The first window: which office, who are you, open. Imports nothing heavy, so that it is there at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, NeedsServerLogin, TooSoon, WrongPassword
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.forgotten_dialog import ForgottenDialog
from gezinscoach_desktop.views.account.own_password import FirstPasswordDialog
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs
from gezinscoach_desktop.views.elements import button, divider, label, scrolling
from gezinscoach_desktop.views.icons import application_icon
from gezinscoach_desktop.views.new_office import NewOfficeDialog
from gezinscoach_desktop.views.place_chooser import OFFICE_FILE
from gezinscoach_desktop.views.recent_offices import (
    RecentOffice,
    recent_offices,
    remember_device_key,
    remember_office,
)
from gezinscoach_desktop.views.server.login_dialog import ServerLogin, ServerLoginDialog
from gezinscoach_desktop.views.server.place import address_of
from gezinscoach_desktop.views.server.typed import TypedServer
from gezinscoach_desktop.views.tasks import Breakdown, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_WIDTH = 105
_ICON = 40
_NO_OWN_CHOICE = "Je koos nog geen eigen wachtwoord, dus het kantoor ging weer dicht. De code werkt nog."
_NO_KEY = "Deze pc opent dit kantoor niet meer zonder wachtwoord. Typ je wachtwoord."
_BROKE = "Het lukte niet om het kantoor te openen. Probeer het nog eens."


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
        entrance: Entrance,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._entrance = entrance
        self._build()
        self._connect()
        self.load()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        self.setWindowTitle("Gezinscoach")
        self.setMinimumSize(grid(120), grid(100))
        self.resize(grid(200), grid(188))
        self.sign_in = SignInForm(self._dialogs)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setFixedWidth(grid(_WIDTH))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(grid(8), grid(7), grid(8), grid(6))
        inside.setSpacing(grid(4))
        inside.addLayout(self._make_top())
        inside.addWidget(self.sign_in)
        inside.addWidget(divider())
        inside.addLayout(self._make_other_ways())
        self._busy = BusyLine()
        content = QWidget()
        middle = QHBoxLayout()  # not an alignment: that would give wrapped texts too little height
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        centred = QVBoxLayout(content)
        centred.addStretch(1)
        centred.addLayout(middle)
        centred.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        column.addWidget(scrolling(content), 1)

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

    def _make_other_ways(self) -> QVBoxLayout:
        self.practice_button = button("Oefenen met verzonnen gezinnen", "link", "backpack")
        self.browse_button = button("Een kantoor op deze pc zoeken …", "link", "search")
        self.folder_button = button("De gedeelde map van je kantoor kiezen …", "link", "folder-open")
        self.new_button = button("Een nieuw kantoor maken …", "link", "building")
        column = QVBoxLayout()
        column.setSpacing(grid(1))
        for made in self._other_buttons:
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    @property
    def _other_buttons(self) -> tuple[QWidget, ...]:
        return (self.practice_button, self.browse_button, self.folder_button, self.new_button)

    def _connect(self) -> None:
        self.sign_in.submitted.connect(self.open)
        self.sign_in.device_key_chosen.connect(self._open_with_device_key)
        self.sign_in.forgotten.connect(self._help_who_forgot)
        self.practice_button.clicked.connect(self._practise)
        self.browse_button.clicked.connect(self._browse)
        self.folder_button.clicked.connect(self._browse_folder)
        self.new_button.clicked.connect(self._make_new)
        self._tasks.broke.connect(self._show_breakdown)

    def load(self) -> None:
        """Fill in the office that was opened last, and put the cursor where typing goes on."""
        known = recent_offices(self._settings)
        self.sign_in.show_offices(known)
        if not known:
            self.practice_button.setFocus()

    # ------------------------------------------------------------------------------------------- opening

    def open(self) -> None:
        """Ask the worker to open the chosen office."""
        if not self.sign_in.can_submit:
            return
        self.sign_in.clear_error()
        try:
            place = self.sign_in.place()
            self.sign_in.user_name()
        except InvalidInput as error:
            self.sign_in.show_error(error)
            return
        self._with_address(place, self._open_at)

    def _with_address(self, place: str | TypedServer, then: Callable[[str], None]) -> None:
        """Go on with the place of an office; a server that was typed gets its address on the worker."""
        if isinstance(place, str):
            then(place)
            return
        self._set_busy(True)
        self._tasks.query(address_of, self._entrance, place, then=then, failed=self._show_refusal, owner=self)

    def _open_at(self, place: str) -> None:
        user_name, password = self.sign_in.user_name(), self.sign_in.password_field.value()
        self._ask(
            partial(self._entrance.open_office, place, user_name=user_name, password=password),
            partial(self._finish, place, user_name, password),
            partial(self._refuse, place, user_name),
        )

    def _ask(
        self, work: Callable[[], Desk], then: Callable[[Desk], None], failed: Callable[[Exception], bool]
    ) -> None:
        self._set_busy(True)
        self._tasks.query(work, then=then, failed=failed, owner=self)

    def _finish(self, place: str, user_name: str, password: str, desk: Desk) -> None:
        remember_office(self._settings, place, user_name)
        self.sign_in.password_field.clear()
        self._set_busy(False)
        if not desk.must_change_password:
            self.opened.emit(desk)
            return
        dialog = FirstPasswordDialog(self._tasks, self._entrance, desk, password, parent=self)
        dialog.changed.connect(partial(self.opened.emit, desk))
        dialog.rejected.connect(partial(self._close_again, desk))
        dialog.open()

    def _close_again(self, desk: Desk) -> None:
        """With a code that was handed over nobody works: whoever gave it knows it as well."""
        self._tasks.run(self._entrance.close_office, desk)
        self.sign_in.tell(_NO_OWN_CHOICE, Tone.WARNING)
        self.sign_in.focus_password()

    def _refuse(self, place: str, user_name: str, error: Exception) -> bool:
        """Wrong passwords are told calmly, with how long to wait on the button."""
        self._set_busy(False)
        if isinstance(error, NeedsServerLogin):
            self._ask_server_login(place, error)
            return True
        if isinstance(error, TooSoon):
            self.sign_in.wait(error.seconds)
        elif not self.sign_in.show_error(error):
            return False
        if isinstance(error, WrongPassword):
            self._tasks.query(
                self._entrance.seconds_to_wait, place, user_name, then=self.sign_in.wait, key="wait"
            )
        if isinstance(error, WrongPassword | TooSoon):
            self.sign_in.focus_password()
        return True

    def _ask_server_login(self, place: str, error: NeedsServerLogin) -> None:
        """The office on the server is older than this program: whoever looks after the server brings it up to date."""
        dialog = ServerLoginDialog(
            self._tasks,
            "Kantoor bijwerken",
            partial(_upgraded, self._entrance, place),
            verb="Bijwerken",
            intro=error.message,
            parent=self,
        )
        dialog.allowed.connect(self._open_again)
        dialog.open()

    def _open_again(self, _: ServerLogin) -> None:
        self.open()

    def _show_refusal(self, error: Exception) -> bool:
        self._set_busy(False)
        return self.sign_in.show_error(error)

    def _open_with_device_key(self, known: RecentOffice) -> None:
        """Only ever on a click: whoever sits down at this PC must not be inside by starting the program."""
        self.sign_in.clear_error()
        self._set_busy(True)
        self._tasks.query(
            self._entrance.open_with_device_key,
            known.place,
            known.user_name,
            then=partial(self._finish_device_key, known),
            failed=self._show_refusal,
            owner=self,
        )

    def _finish_device_key(self, known: RecentOffice, desk: Desk | None) -> None:
        self._set_busy(False)
        if desk is not None:
            remember_office(self._settings, known.place, known.user_name)
            self.opened.emit(desk)
            return
        remember_device_key(self._settings, known.place, known.user_name, is_kept=False)
        self.load()
        self.sign_in.tell(_NO_KEY, Tone.WARNING)

    def _help_who_forgot(self) -> None:
        self.sign_in.clear_error()
        try:
            place = self.sign_in.place()
        except InvalidInput as error:
            self.sign_in.show_error(error)
            return
        self._with_address(place, self._help_at)

    def _help_at(self, place: str) -> None:
        self._set_busy(False)
        user_name = self.sign_in.user_name_field.value()
        dialog = ForgottenDialog(self._tasks, self._entrance, place, user_name, parent=self)
        dialog.opened.connect(partial(self._finish_forgotten, place))
        dialog.open()

    def _finish_forgotten(self, place: str, desk: Desk) -> None:
        remember_office(self._settings, place, desk.account.user_name)
        self.opened.emit(desk)

    # ---------------------------------------------------------------------------------------- practising

    def practise(self, open_practice: Callable[[], Desk] | None = None) -> None:
        """Ask the worker to open the practice office, in another way than usual when `open_practice` is given."""
        self.sign_in.clear_error()
        self._ask(open_practice or self._entrance.open_practice, self._finish_practice, self._show_refusal)

    def _practise(self) -> None:
        self.practise()

    def _finish_practice(self, desk: Desk) -> None:
        self._set_busy(False)
        self.opened.emit(desk)

    # ------------------------------------------------------------------------------------- other offices

    def offer_place(self, place: str, user_name: str = "") -> None:
        """Put an office in the list and choose it."""
        known = recent_offices(self._settings)
        if user_name:
            known = (RecentOffice(place, user_name), *(one for one in known if one.place != place))
        self.sign_in.show_offices(known, place)

    def _browse(self) -> None:
        chosen = self._dialogs.open_file("Kantoor openen", (OFFICE_FILE, ANY_FILE))
        if chosen is not None:
            self.offer_place(str(chosen))

    def _browse_folder(self) -> None:
        chosen = self._dialogs.choose_folder("Gedeelde map van het kantoor")
        if chosen is not None:
            self.offer_place(str(chosen))

    def _make_new(self) -> None:
        dialog = NewOfficeDialog(self._tasks, self._dialogs, self._entrance, parent=self)
        dialog.made.connect(partial(self._take_new, dialog))
        dialog.open()

    def _take_new(self, dialog: NewOfficeDialog, desk: Desk) -> None:
        """On to the recovery sheet, while there is still somebody who knows the password."""
        remember_office(self._settings, dialog.place, dialog.user_name)
        recovery = RecoveryDialog(
            self._tasks, self._dialogs, self._entrance, desk, may_wait=True, parent=self
        )
        recovery.finished.connect(partial(self._enter_new, desk))
        recovery.open()

    def _enter_new(self, desk: Desk, _: int) -> None:
        self.opened.emit(desk)

    # ------------------------------------------------------------------------------------------- telling

    def _show_breakdown(self, breakdown: Breakdown) -> None:
        self._set_busy(False)
        if self.isVisible():
            self.sign_in.tell(_BROKE)

    def _set_busy(self, is_busy: bool) -> None:
        self._busy.set_busy(is_busy)
        self.sign_in.set_busy(is_busy)
        for widget in self._other_buttons:
            widget.setEnabled(not is_busy)

    # ------------------------------------------------------------------------------------- Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
            return
        super().keyPressEvent(event)


def _upgraded(entrance: Entrance, place: str, login: ServerLogin) -> None:
    """On the worker: what the newest program needs, made on the server."""
    entrance.upgrade_office(place, server_user=login.user_name, server_password=login.password)
