"""From what the sign-in form says to an open office: by password, by the key of this computer, or by what was forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import (
    InvalidInput,
    NeedsServerLogin,
    OfficeTooNew,
    OfficeUnavailable,
    TooSoon,
    WrongPassword,
)
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.recent_offices import (
    RecentOffice,
    expected_office,
    forget_office,
    recent_offices,
    remember_device_key,
    remember_office,
)
from gezinscoach_desktop.views.server.typed import TypedServer, address_of
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.server.login_dialog import ServerLogin

_NO_OWN_CHOICE = "Je koos nog geen eigen wachtwoord, dus het kantoor ging weer dicht. De code werkt nog."
_OTHER_OFFICE = (
    "Op deze plaats staat nu een ander kantoor dan je verwacht. Er is niets geopend. "
    "Kies je kantoor opnieuw, of vraag je collega om een nieuwe snelkoppeling."
)
_REMOVED = "“{}” staat niet meer in de lijst. Het kantoor zelf bestaat nog."
_ASKS_AGAIN = "Deze pc vraagt voortaan weer je wachtwoord."
_NO_KEY = "Deze pc opent dit kantoor niet meer zonder wachtwoord. Typ je wachtwoord."


class WayIn(QObject):
    """Opens on the worker; what goes wrong is told in the form."""

    opened = Signal(object)
    """Desk."""
    busy_changed = Signal(bool)
    too_new = Signal()
    """This program is too old for the chosen office: it has to be brought up to date first."""

    def __init__(
        self, tasks: Tasks, settings: QSettings, entrance: Entrance, sign_in: SignInForm, *, window: QWidget
    ) -> None:
        """`window` is what dialogs come over."""
        super().__init__(window)
        self._tasks = tasks
        self._settings = settings
        self._entrance = entrance
        self._sign_in = sign_in
        self._window = window
        sign_in.submitted.connect(self.open)
        sign_in.device_key_chosen.connect(self._open_with_device_key)
        sign_in.forgotten.connect(self._help_who_forgot)
        sign_in.removal_wanted.connect(self._remove)
        sign_in.password_wanted.connect(self._ask_password_again)

    # -------------------------------------------------------------------------------------- by password

    def open(self) -> None:
        """Ask the worker to open the chosen office."""
        if not self._sign_in.can_submit:
            return
        self._sign_in.clear_error()
        try:
            place = self._sign_in.place()
            self._sign_in.user_name()
        except InvalidInput as error:
            self._sign_in.show_error(error)
            return
        self._with_address(place, self._open_at)

    def _with_address(self, place: str | TypedServer, then: Callable[[str], None]) -> None:
        """Go on with the place of an office; a server that was typed gets its address on the worker."""
        if isinstance(place, str):
            then(place)
            return
        self.busy_changed.emit(True)
        self._tasks.query(address_of, self._entrance, place, then=then, failed=self._show_refusal, owner=self)

    def _open_at(self, place: str) -> None:
        user_name, password = self._sign_in.user_name(), self._sign_in.password_field.value()
        self.busy_changed.emit(True)
        self._tasks.query(
            partial(self._entrance.open_office, place, user_name=user_name, password=password),
            then=partial(self._finish, place, user_name, password),
            failed=partial(self._refuse, place, user_name),
            owner=self,
        )

    def _is_expected(self, place: str, desk: Desk) -> bool:
        """Never another office than the one that was here, or that a shortcut names: it is closed again, and said."""
        expected = expected_office(self._settings, place).office_id
        if expected in ("", str(desk.office.id)):
            return True
        self._tasks.run(self._entrance.close_office, desk)
        self._sign_in.show_error(OfficeUnavailable(_OTHER_OFFICE))
        return False

    def _finish(self, place: str, user_name: str, password: str, desk: Desk) -> None:
        self.busy_changed.emit(False)
        if not self._is_expected(place, desk):
            return
        remember_office(self._settings, place, user_name)
        self._sign_in.password_field.clear()
        if not desk.must_change_password:
            self.opened.emit(desk)
            return
        from gezinscoach_desktop.views.account.own_password import FirstPasswordDialog

        dialog = FirstPasswordDialog(self._tasks, self._entrance, desk, password, parent=self._window)
        dialog.changed.connect(partial(self.opened.emit, desk))
        dialog.rejected.connect(partial(self._close_again, desk))
        dialog.open()

    def _close_again(self, desk: Desk) -> None:
        """With a code that was handed over nobody works: whoever gave it knows it as well."""
        self._tasks.run(self._entrance.close_office, desk)
        self._sign_in.tell(_NO_OWN_CHOICE, Tone.WARNING)
        self._sign_in.focus_password()

    def _refuse(self, place: str, user_name: str, error: Exception) -> bool:
        """Wrong passwords are told calmly, with how long to wait on the button."""
        self.busy_changed.emit(False)
        self._tell_too_new(error)
        if isinstance(error, NeedsServerLogin):
            self._offer_upgrade(place, error)
            return True
        if isinstance(error, TooSoon):
            self._sign_in.wait(error.seconds)
        elif not self._sign_in.show_error(error):
            return False
        if isinstance(error, WrongPassword):
            self._tasks.query(
                self._entrance.seconds_to_wait, place, user_name, then=self._sign_in.wait, key="wait"
            )
        if isinstance(error, WrongPassword | TooSoon):
            self._sign_in.focus_password()
        return True

    def _offer_upgrade(self, place: str, reason: NeedsServerLogin) -> None:
        from gezinscoach_desktop.views.server.upgrade import upgrade_dialog

        dialog = upgrade_dialog(self._tasks, self._entrance, place, reason, parent=self._window)
        dialog.allowed.connect(self._open_again)
        dialog.open()

    def _open_again(self, _: ServerLogin) -> None:
        self.open()

    def _tell_too_new(self, error: Exception) -> None:
        if isinstance(error, OfficeTooNew):
            self.too_new.emit()

    def _show_refusal(self, error: Exception) -> bool:
        self.busy_changed.emit(False)
        self._tell_too_new(error)
        return self._sign_in.show_error(error)

    # --------------------------------------------------------------------- by the key of this computer

    def _open_with_device_key(self, known: RecentOffice) -> None:
        """Only ever on a click: whoever sits down at this PC must not be inside by starting the program."""
        self._sign_in.clear_error()
        self.busy_changed.emit(True)
        self._tasks.query(
            self._entrance.open_with_device_key,
            known.place,
            known.user_name,
            then=partial(self._finish_device_key, known),
            failed=self._show_refusal,
            owner=self,
        )

    def _finish_device_key(self, known: RecentOffice, desk: Desk | None) -> None:
        self.busy_changed.emit(False)
        if desk is not None:
            self._tell_opened(known.place, known.user_name, desk)
            return
        remember_device_key(self._settings, known.place, known.user_name, is_kept=False)
        self._sign_in.show_offices(recent_offices(self._settings))
        self._sign_in.tell(_NO_KEY, Tone.WARNING)

    def _tell_opened(self, place: str, user_name: str, desk: Desk) -> None:
        if not self._is_expected(place, desk):
            return
        remember_office(self._settings, place, user_name)
        self.opened.emit(desk)

    # -------------------------------------------------------------------------------------- the list itself

    def _remove(self, known: RecentOffice) -> None:
        """With the key that this computer may keep: what nobody can choose any more, nobody can take away."""
        forget_office(self._settings, known.place)
        if known.has_device_key:
            self._tasks.run(self._entrance.forget_device_key, known.place, known.user_name)
        self._sign_in.user_name_field.clear()
        self._sign_in.show_offices(recent_offices(self._settings))
        self._sign_in.tell(_REMOVED.format(known.label), Tone.GOOD)

    def _ask_password_again(self, known: RecentOffice) -> None:
        remember_device_key(self._settings, known.place, known.user_name, is_kept=False)
        self._tasks.run(self._entrance.forget_device_key, known.place, known.user_name)
        self._sign_in.show_offices(recent_offices(self._settings), known.place)
        self._sign_in.tell(_ASKS_AGAIN, Tone.GOOD)

    # -------------------------------------------------------------------------- by what was forgotten

    def _help_who_forgot(self) -> None:
        self._sign_in.clear_error()
        try:
            place = self._sign_in.place()
        except InvalidInput as error:
            self._sign_in.show_error(error)
            return
        self._with_address(place, self._help_at)

    def _help_at(self, place: str) -> None:
        from gezinscoach_desktop.views.account.forgotten_dialog import ForgottenDialog

        self.busy_changed.emit(False)
        user_name = self._sign_in.user_name_field.value()
        dialog = ForgottenDialog(self._tasks, self._entrance, place, user_name, parent=self._window)
        dialog.opened.connect(partial(self._finish_forgotten, place))
        dialog.open()

    def _finish_forgotten(self, place: str, desk: Desk) -> None:
        self._tell_opened(place, desk.account.user_name, desk)
