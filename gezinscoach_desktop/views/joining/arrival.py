"""What somebody opens or drops on the first window: a shortcut, an office, a shared folder; and choosing again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.account.entrance import JoiningServices
from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.joining.drops import DropTarget
from gezinscoach_desktop.views.recent_offices import recent_offices
from gezinscoach_desktop.views.tasks import Tasks, is_expected

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.office_link import OfficeLink
    from gezinscoach_desktop.services.office_link import FoundOffice


class Arrival(QObject):
    """An office that was opened on this PC before is offered at once; any other one is shown and asked about first."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        settings: QSettings,
        entrance: JoiningServices,
        sign_in: SignInForm,
        offer: Callable[[str, str], None],
        *,
        window: QWidget,
    ) -> None:
        """`offer` puts a place with its user before the cursor; `window` is where things are dropped."""
        super().__init__(window)
        self._tasks = tasks
        self._dialogs = dialogs
        self._settings = settings
        self._entrance = entrance
        self._sign_in = sign_in
        self._offer = offer
        self._window = window
        self._asked = ""
        DropTarget(window).dropped.connect(self.open_path)
        sign_in.choosing_wanted.connect(self.join)

    def open_path(self, path: str) -> None:
        """A file or folder that was double-clicked, dropped or given when the program was started; once at a time."""
        if self.is_asking(path):
            return
        self._asked = path
        self._tasks.watch(
            self._entrance.read_link,
            path,
            then=partial(self._go_to, path),
            failed=partial(self._ask, path),
            owner=self,
        )

    def is_asking(self, path: str) -> bool:
        """Whether that is being looked at or asked about already: who waits for a window double-clicks again."""
        return bool(path) and path == self._asked

    def join(self, place: str = "") -> None:
        """Find an office that a colleague made; `place` when something points at it already."""
        from gezinscoach_desktop.views.joining.dialog import JoinDialog

        dialog = JoinDialog(
            self._tasks, self._dialogs, self._settings, self._entrance, place=place, parent=self._window
        )
        dialog.chosen.connect(self._offer)
        dialog.finished.connect(self._end_asking)
        dialog.open()

    def _end_asking(self, _: int = 0) -> None:
        self._asked = ""

    def _go_to(self, path: str, link: OfficeLink | None) -> None:
        place = path if link is None else link.place
        known = next((one for one in recent_offices(self._settings) if one.place == place), None)
        if known is None:
            self.join(path)
            return
        self._end_asking()
        self._offer(known.place, known.user_name)
        self._tasks.watch(
            self._entrance.look,
            path,
            then=partial(self._follow, place),
            failed=partial(self._tell, place),
            owner=self,
        )

    def _ask(self, path: str, error: Exception) -> bool:
        """The dialog says what is wrong with the shortcut, and offers every other way."""
        if not isinstance(error, UserError):
            self._end_asking()
            return False
        self.join(path)
        return True

    def _follow(self, place: str, found: FoundOffice) -> None:
        """The shortcut leads elsewhere by now (a stick in another drive): that is where it opens."""
        if found.place != place and self._is_waiting_at(place):
            self.join(found.place)

    def _tell(self, place: str, error: Exception) -> bool:
        """It cannot be reached: said at once, not only after the password."""
        if self._is_waiting_at(place) and isinstance(error, UserError):
            self._sign_in.show_error(error)
        return is_expected(error)

    def _is_waiting_at(self, place: str) -> bool:
        return self._window.isVisible() and self._sign_in.place_field.value() == place
