"""Joining an office that a colleague made: choose where it is, see what is there, and go on to signing in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput, UserError
from gezinscoach_desktop.views.account.entrance import JoiningServices
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.joining.drops import DropTarget, pasted_path
from gezinscoach_desktop.views.joining.found_view import FoundView
from gezinscoach_desktop.views.recent_offices import (
    ExpectedOffice,
    expect_office,
    recent_offices,
)
from gezinscoach_desktop.views.server.fields import ServerFields
from gezinscoach_desktop.views.server.typed import TypedServer, address_of
from gezinscoach_desktop.views.tasks import Tasks, is_expected
from gezinscoach_desktop.views.theme import grid

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.office_link import OfficeLink
    from gezinscoach_desktop.services.office_link import FoundOffice

LINK_FILE = FileKind("Snelkoppeling of kantoor", "gezinscoach")
_INTRO = (
    "Een collega maakte het kantoor al. Kies hier waar het staat; daarna meld je je aan met je gebruikersnaam en "
    "de code die je van je collega kreeg."
)
_GO_ON, _AGAIN = "Verder", "Opnieuw proberen"
_PLACE_HELP = "Of plak hier waar het kantoor staat, zoals \\\\server\\gezinscoach."
_NOTHING = "Kies eerst een snelkoppeling, een map of een bestand."


class JoinDialog(FormDialog):
    """Looks at what is there on a worker; opens nothing, and goes nowhere by itself for a shortcut that was opened."""

    keeps = False
    chosen = Signal(str, str)
    """The place, and who opened it last on this computer (or nobody)."""
    help_topic = "aansluiten"

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: QSettings,
        entrance: JoiningServices,
        *,
        place: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`place` is what somebody opened or dropped: a shortcut, a file or a folder."""
        super().__init__("Aansluiten bij een kantoor", _GO_ON, intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._entrance = entrance
        self._found: FoundOffice | None = None
        self._asked: str | TypedServer = ""
        self._goes_on = False
        self._is_server = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_rows()
        self._connect_rows()
        self._show_server(is_shown=False)
        if place:
            self.take(place)
        else:
            self.link_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_rows(self) -> None:
        self.link_button = button("Snelkoppeling kiezen…", icon_name="link")
        self.folder_button = button("Gedeelde map kiezen…", icon_name="folder-open")
        ways = QWidget()
        line = QHBoxLayout(ways)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(grid(2))
        line.addWidget(self.link_button)
        line.addWidget(self.folder_button)
        line.addStretch(1)
        self.form.add_wide(ways)
        self.place_field = self.form.add_row("place", "Plaats", TextField(), help_text=_PLACE_HELP)
        self.server_button = button("Het kantoor staat op een server…", "link", "database")
        at_left = QWidget()
        below = QHBoxLayout(at_left)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(self.server_button)
        below.addStretch(1)
        self.form.add_wide(at_left)
        self.server = ServerFields(self.form, self._dialogs)
        self.found_view = FoundView()
        self.form.add_wide(self.found_view)

    def _connect_rows(self) -> None:
        self.place_field.setAcceptDrops(False)  # a file that is dropped is for the window
        DropTarget(self).dropped.connect(self.take)
        self.link_button.clicked.connect(self._browse_file)
        self.folder_button.clicked.connect(self._browse_folder)
        self.server_button.clicked.connect(self._choose_server)
        self.place_field.edited.connect(self._forget)
        self.server.edited.connect(self._forget)
        self.submitted.connect(self._go_on)

    # ------------------------------------------------------------------------------------------------- what was chosen

    def take(self, place: str) -> None:
        """Something that was opened or dropped: a shortcut says first where it leads, the rest is looked at."""
        self._show_server(is_shown=False)
        self.place_field.set_value(place)
        self._forget()
        self._asked = place
        self._tasks.watch(
            self._entrance.read_link,
            place,
            then=partial(self._show_link, place),
            failed=partial(self._fail, place),
            owner=self,
        )

    def _show_link(self, place: str, link: OfficeLink | None) -> None:
        if place != self._asked:
            return
        if link is None:
            self._look(place)
            return
        self.found_view.show_link(link)
        self._fit()
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _browse_file(self) -> None:
        chosen = self._dialogs.open_file("Snelkoppeling of kantoor kiezen", (LINK_FILE, ANY_FILE))
        if chosen is not None:
            self.take(str(chosen))  # a shortcut may come from anybody: first it says where it leads

    def _browse_folder(self) -> None:
        chosen = self._dialogs.choose_folder("Gedeelde map van het kantoor")
        if chosen is not None:
            self._take_chosen(str(chosen))

    def _take_chosen(self, place: str) -> None:
        self._show_server(is_shown=False)
        self.place_field.set_value(place)
        self._forget()
        self._look(place)

    def _choose_server(self) -> None:
        self._show_server(is_shown=True)
        self._forget()
        self.server.host_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_server(self, *, is_shown: bool) -> None:
        self._is_server = is_shown
        self.server.set_visible(is_shown)
        self.server_button.setVisible(not is_shown)
        self.form.set_row_visible("place", not is_shown)
        self._fit()

    # ------------------------------------------------------------------------------------------------------- looking

    def _go_on(self) -> None:
        if self._found is not None:
            self._choose(self._found)
            return
        try:
            place = self._wanted()
        except InvalidInput as error:
            self.show_error(error)
            return
        self._look(place, goes_on=True)

    def _wanted(self) -> str | TypedServer:
        if self._is_server:
            return self.server.typed()
        place = pasted_path(self.place_field.value())
        if not place:
            raise InvalidInput(_NOTHING, field="place")
        return place

    def _look(self, place: str | TypedServer, *, goes_on: bool = False) -> None:
        self._goes_on, self._asked = goes_on, place
        self.set_busy(True)
        self.found_view.show_looking()
        self._fit()
        self._tasks.watch(
            _found_at,
            self._entrance,
            place,
            then=partial(self._show_found, place),
            failed=partial(self._fail, place),
            owner=self,
        )

    def _show_found(self, place: str | TypedServer, found: FoundOffice) -> None:
        if place != self._asked:
            return
        self.set_busy(False)
        self._found = found
        if self._goes_on and not found.warnings and not found.note:
            self._choose(found)
            return
        self.found_view.show_found(found)
        self._fit()
        self.submit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fail(self, place: str | TypedServer, error: Exception) -> bool:
        if place != self._asked:
            return is_expected(error)
        self.set_busy(False)
        if isinstance(error, InvalidInput) and self.show_error(error):
            self.found_view.hide()
            return True
        if not isinstance(error, UserError):
            self.found_view.hide()
            return False
        self.found_view.show_problem(error.message)
        self._say_verb(_AGAIN)
        self._fit()
        return True

    def _forget(self) -> None:
        """What was found is about a place that stands there no longer."""
        self._found, self._asked = None, ""
        self.set_busy(False)
        self.found_view.hide()
        self.form.clear_errors()
        self._say_verb(_GO_ON)

    def _say_verb(self, verb: str) -> None:
        self.submit_button.setText(verb)
        self.submit_button.setAccessibleName(verb)

    def _choose(self, found: FoundOffice) -> None:
        expect_office(self._settings, found.place, ExpectedOffice(found.office_id, found.name))
        known = next((one for one in recent_offices(self._settings) if one.place == found.place), None)
        self.accept()
        self.chosen.emit(found.place, "" if known is None else known.user_name)


def _found_at(entrance: JoiningServices, place: str | TypedServer) -> FoundOffice:
    """On a worker."""
    return entrance.look(place if isinstance(place, str) else address_of(entrance, place))
