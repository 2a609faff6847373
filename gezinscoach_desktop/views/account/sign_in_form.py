"""The part of the first window that asks which office and who: fields, what went wrong, how long to wait."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, OfficeTooNew, OfficeUnavailable, UserError
from gezinscoach_desktop.views.account.countdown import Countdown
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, icon_button, paragraph, set_tone
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.password_field import PasswordField
from gezinscoach_desktop.views.recent_offices import RecentOffice, labels_of, office_label
from gezinscoach_desktop.views.server.fields import ServerFields
from gezinscoach_desktop.views.server.typed import TypedServer
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SERVER = "server"
_FIRST_TIME = "De eerste keer is dit de code die je van je collega kreeg."
_OPEN = "Openen"
_CALM = "Er werd enkele keren een fout wachtwoord getypt. We wachten even, zodat niemand kan blijven raden."


class SignInForm(QWidget):
    """Knows the offices that were opened on this computer; opens nothing itself."""

    submitted = Signal()
    device_key_chosen = Signal(object)
    """RecentOffice: open it with the key that this computer keeps."""
    forgotten = Signal()
    choosing_wanted = Signal()
    """The office is not where it was: say again where it is."""
    removal_wanted = Signal(object)
    """RecentOffice: leave it out of the list."""
    password_wanted = Signal(object)
    """RecentOffice: this computer asks the password again."""

    def __init__(self, dialogs: Dialogs, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[RecentOffice, ...] = ()
        self._filled_in = ""
        self._build(dialogs)
        self._connect()

    def _build(self, dialogs: Dialogs) -> None:
        self.form = Form()
        self.place_field: ComboField[str] = ComboField()
        self.form.add_row("place", "Kantoor", self.place_field)
        self.server = ServerFields(self.form, dialogs)
        self.user_name_field = self.form.add_row("user_name", "Gebruikersnaam", TextField())
        self.password_field = self.form.add_row("password", "Wachtwoord", PasswordField())
        self.caps_label = paragraph("Caps Lock staat aan.", TextStyle.SMALL, Tone.WARNING)
        self.form.add_wide(self.caps_label)
        self.caps_label.hide()
        self.server.set_visible(False)
        for field in (self.user_name_field, self.password_field):
            field.setAcceptDrops(False)  # a file that is dropped is for the window
        self.open_button = button(_OPEN, "primary")
        self.device_button = button("", "secondary", "key")
        self.device_button.setAccessibleName("Openen zonder wachtwoord")
        self.forgotten_button = button("Wachtwoord vergeten?", "link")
        self.error_label = paragraph("", TextStyle.TEXT, Tone.ERROR)
        self.countdown = Countdown(self.open_button, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(self.form)
        column.addWidget(self.error_label)
        column.addWidget(self._make_ways_on())
        column.addWidget(self.open_button)
        column.addWidget(self.device_button)
        column.addLayout(self._make_last_line())
        self.error_label.hide()
        self.device_button.hide()

    def _make_ways_on(self) -> QWidget:
        """What to do when the office is not where it was."""
        self.choose_button = button("Kantoor opnieuw kiezen…", "link", "search")
        self.removal_button = button("Uit de lijst halen", "link", "dismiss")
        self._ways_on = QWidget()
        line = QHBoxLayout(self._ways_on)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(3))
        line.addWidget(self.choose_button)
        line.addWidget(self.removal_button)
        line.addStretch(1)
        self._ways_on.hide()
        return self._ways_on

    def _make_last_line(self) -> QHBoxLayout:
        self.more_button = icon_button("more", "Meer over dit kantoor")
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more_button)
        self.again_action = menu.addAction("Kantoor opnieuw kiezen…")
        self.password_action = menu.addAction("Weer het wachtwoord vragen")
        self.removal_action = menu.addAction("Uit de lijst halen")
        self.more_button.setMenu(menu)
        line = QHBoxLayout()
        line.setSpacing(grid(2))
        line.addWidget(self.forgotten_button)
        line.addStretch(1)
        line.addWidget(self.more_button)
        return line

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self._want_other_place)
        self.removal_button.clicked.connect(self._want_removal)
        self.again_action.triggered.connect(self._want_other_place)
        self.removal_action.triggered.connect(self._want_removal)
        self.password_action.triggered.connect(self._want_password)
        self.open_button.clicked.connect(self.submitted)
        self.device_button.clicked.connect(self._choose_device_key)
        self.forgotten_button.clicked.connect(self.forgotten)
        self.place_field.edited.connect(self.follow_place)
        self.user_name_field.edited.connect(self._follow_user)
        self.password_field.caps_lock_noticed.connect(self.caps_label.setVisible)
        self.countdown.finished.connect(self.clear_error)

    # -------------------------------------------------------------------------------------- which office

    def show_offices(self, known: tuple[RecentOffice, ...], chosen: str = "") -> None:
        """The offices opened here before, with `chosen` among them and before the cursor."""
        self._known = known
        choices = list(zip(labels_of(known), (one.place for one in known), strict=True))
        if chosen and chosen not in (one.place for one in known):
            choices.insert(0, (office_label(chosen), chosen))
        if not choices:
            choices.append(("Nog geen kantoor op deze pc", ""))
        self.place_field.set_choices([*choices, ("Een server (PostgreSQL)…", _SERVER)])
        self.place_field.set_value(chosen or (known[0].place if known else ""))
        self.follow_place()

    def place(self) -> str | TypedServer:
        """Where the office is; raises InvalidInput at its row."""
        place = self.place_field.value() or ""
        if place == _SERVER:
            return self.server.typed()
        if not place:
            raise InvalidInput("Kies een kantoor, of maak er een nieuw.", field="place")
        return place

    def user_name(self) -> str:
        """Raises InvalidInput (field user_name)."""
        if not self.user_name_field.value():
            raise InvalidInput("Vul je gebruikersnaam in.", field="user_name")
        return self.user_name_field.value()

    def follow_place(self) -> None:
        """Another office: who opened it last, and the cursor where typing goes on."""
        self.clear_error()
        self.countdown.stop()
        place = self.place_field.value() or ""
        known = self._chosen
        self.server.set_visible(place == _SERVER)
        self.place_field.setToolTip(place if place != _SERVER else "")
        if place != _SERVER:
            self._fill_in_name("" if known is None else known.user_name)
        self._offer_device_key()
        self.more_button.setVisible(known is not None)
        self._tell_of_code()
        self._place_focus(place)

    def _fill_in_name(self, name: str) -> None:
        """Who opened this office last; what the user typed himself stays where nobody is known."""
        if name or self.user_name_field.value() == self._filled_in:
            self.user_name_field.set_value(name)
        self._filled_in = name

    def _place_focus(self, place: str) -> None:
        if place == _SERVER:
            self.server.host_field.setFocus()
        elif not self.device_button.isHidden():
            self.device_button.setFocus()
        elif self.user_name_field.value():
            self.password_field.setFocus()
        else:
            self.user_name_field.setFocus()

    @property
    def _chosen(self) -> RecentOffice | None:
        place = self.place_field.value()
        return next((one for one in self._known if one.place == place), None)

    def _follow_user(self) -> None:
        """Another name has another wait, and no key on this computer."""
        self.countdown.stop()
        self._offer_device_key()
        self._tell_of_code()

    def _tell_of_code(self) -> None:
        """Who never opened this office here may have a code instead of a password."""
        place, known = self.place_field.value(), self._chosen
        is_usual = known is not None and known.was_opened and known.user_name == self.user_name_field.value()
        is_here = bool(place) and place != _SERVER
        self.form.set_help("password", _FIRST_TIME if is_here and not is_usual else "")

    def _offer_device_key(self) -> None:
        known = self._chosen
        is_offered = (
            known is not None and known.has_device_key and known.user_name == self.user_name_field.value()
        )
        if is_offered and known is not None:
            text = f"Openen als {known.user_name}, zonder wachtwoord"
            self.device_button.setText(text.replace("&", "&&"))
            self.device_button.setAccessibleName(text)
        self.device_button.setVisible(is_offered)
        self.password_action.setVisible(is_offered)

    def _choose_device_key(self) -> None:
        if self._chosen is not None:
            self.device_key_chosen.emit(self._chosen)

    def _want_other_place(self) -> None:
        self.choosing_wanted.emit()

    def _want_removal(self) -> None:
        if self._chosen is not None:
            self.removal_wanted.emit(self._chosen)

    def _want_password(self) -> None:
        if self._chosen is not None:
            self.password_wanted.emit(self._chosen)

    # ------------------------------------------------------------------------------------------- telling

    @property
    def can_submit(self) -> bool:
        """False while it is being opened, and while there is a wait."""
        return self.open_button.isEnabled()

    def wait(self, seconds: int) -> None:
        """Say calmly that the next try has to wait; nothing to wait for is fine."""
        if seconds > 0:
            self.tell(_CALM, Tone.WARNING)
            self.countdown.start(seconds)

    def show_error(self, error: Exception) -> bool:
        """At its field, or above the button; False for what is not for the user."""
        if self.form.show_error(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.tell(error.message)
        is_elsewhere = isinstance(error, OfficeUnavailable) and not isinstance(error, OfficeTooNew)
        self._ways_on.setVisible(is_elsewhere)
        self.removal_button.setVisible(self._chosen is not None)
        return True

    def tell(self, sentence: str, tone: Tone = Tone.ERROR) -> None:
        """Say something above the button."""
        self.error_label.setText(sentence)
        set_tone(self.error_label, tone)
        self.error_label.show()

    def clear_error(self) -> None:
        self.form.clear_errors()
        self.error_label.hide()
        self._ways_on.hide()

    def focus_password(self) -> None:
        """To type it over."""
        self.password_field.setFocus()
        self.password_field.selectAll()

    def set_busy(self, is_busy: bool) -> None:
        """While an office is being opened; also ends a wait."""
        self.countdown.stop()
        self.open_button.setText("Even geduld…" if is_busy else _OPEN)
        self.open_button.setAccessibleName(self.open_button.text())
        for widget in (
            self.open_button,
            self.device_button,
            self.forgotten_button,
            self.choose_button,
            self.more_button,
        ):
            widget.setEnabled(not is_busy)
