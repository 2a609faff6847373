"""The first window: four ways to begin, or which office and who are you. Imports nothing heavy: it is there at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.way_in import WayIn
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import centred
from gezinscoach_desktop.views.joining.arrival import Arrival
from gezinscoach_desktop.views.opening_card import OpeningCard
from gezinscoach_desktop.views.recent_offices import RecentOffice, recent_offices, with_office
from gezinscoach_desktop.views.setup.draft import is_unfinished
from gezinscoach_desktop.views.setup.ways import JOIN, NEW, PRACTISE, RESTORE
from gezinscoach_desktop.views.tasks import Breakdown, Tasks
from gezinscoach_desktop.views.theme import Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.setup.dialog import SetupDialog

_SHARE_OF_SCREEN = 0.96
_HELP_TOPIC = "eerste-start"
_BROKE = "Het lukte niet om het kantoor te openen. Probeer het nog eens."
_AFTER_PRACTICE = "Je oefening is gesloten. Kies hieronder hoe je echt begint; oefenen kan altijd nog eens."


class OpeningWindow(QWidget):
    """Tells `opened` with the desk; closes nothing itself."""

    opened = Signal(object)
    too_new = Signal()
    """The chosen office needs a newer program than this one."""
    freed = Signal()
    """Opening an office is done, whatever became of it."""

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
        self._way_in = WayIn(tasks, settings, entrance, self.sign_in, window=self)
        self.arrival = Arrival(
            tasks, dialogs, settings, entrance, self.sign_in, self.offer_place, window=self
        )
        self._connect()
        self.load()

    # ------------------------------------------------------------------------------------------ building

    def _build(self) -> None:
        self.setWindowTitle("Gezinscoach")
        self.setMinimumSize(grid(120), grid(100))
        self.resize(grid(200), grid(188))
        self.first_wants_family = False
        self._setup: SetupDialog | None = None
        self.card = OpeningCard(self._dialogs, self._settings)
        self.sign_in, self.ways, self.links = self.card.sign_in, self.card.ways, self.card.links
        self._busy, self._is_busy = BusyLine(), False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        self._bars = column
        column.addWidget(centred(self.card), 1)

    def _connect(self) -> None:
        self._way_in.too_new.connect(self.too_new)
        self._way_in.opened.connect(self._enter)
        self._way_in.busy_changed.connect(self._set_busy)
        self.links.practice_button.clicked.connect(self._practise)
        self.links.join_button.clicked.connect(self.join)
        self.links.new_button.clicked.connect(self.make_new)
        self.links.restore_button.clicked.connect(self.restore)
        self.links.repair_button.clicked.connect(self.repair)
        self.ways.chosen.connect(self._go_way)
        self.card.help_button.clicked.connect(self.help_here)
        self.sign_in.removal_wanted.connect(self._follow_removal)
        self._tasks.broke.connect(self._show_breakdown)

    def add_bar(self, widget: QWidget) -> None:
        """A line above everything else, shown and hidden by whoever adds it."""
        self._bars.insertWidget(1, widget)

    def load(self) -> None:
        """The office that was opened last, the cursor where typing goes on; or, without any, the four ways."""
        known = recent_offices(self._settings)
        self.sign_in.show_offices(known)
        self.card.show_form(is_known=bool(known))
        if not known:
            self.card.invite()

    def invite(self) -> None:
        """After practising: say that here it begins for real."""
        if self.card.is_choosing:
            self.card.tell(_AFTER_PRACTICE, Tone.ACCENT)

    def _follow_removal(self, _: RecentOffice) -> None:
        if not recent_offices(self._settings):
            self.load()

    # ------------------------------------------------------------------------------------------- opening

    def open(self) -> None:
        """Ask the worker to open the chosen office."""
        self._way_in.open()

    def _enter(self, desk: Desk) -> None:
        """In the middle of the checklist of this office: there it goes on; else into the office."""
        if not is_unfinished(self._settings, desk.office.place):
            self.opened.emit(desk)
            return
        dialog = self._setup_dialog()
        dialog.begin_in(desk)
        dialog.open()

    # --------------------------------------------------------------------------------------------- the four ways

    def _go_way(self, key: str) -> None:
        {NEW: self.make_new, JOIN: self.join, RESTORE: self.restore, PRACTISE: self._practise}[key]()

    def make_new(self) -> None:
        """The checklist, where it was left."""
        self._setup_dialog().open()

    def join(self) -> None:
        """An office that a colleague made."""
        self.arrival.join()

    def restore(self) -> None:
        """An office from a backup, where it does not stand any more."""
        from gezinscoach_desktop.views.restoring.dialog import RestoreOfficeDialog

        known = [one.place for one in recent_offices(self._settings)]
        dialog = RestoreOfficeDialog(self._tasks, self._dialogs, self._entrance, known=known, parent=self)
        dialog.restored.connect(self.offer_place)
        dialog.open()

    def repair(self) -> None:
        """Look what is wrong with the chosen office, and put it right."""
        from gezinscoach_desktop.views.restoring.repair_dialog import RepairDialog

        try:
            place = self.sign_in.place()
        except UserError as error:
            self.sign_in.show_error(error)
            return
        if not isinstance(place, str):
            return  # typed anew: whoever looks after the server looks after its repair as well
        user_name = self.sign_in.user_name_field.value()
        dialog = RepairDialog(self._tasks, self._entrance, place, user_name, parent=self)
        dialog.repaired.connect(self.offer_place)
        dialog.restore_wanted.connect(self.restore)
        dialog.open()

    def practise(self, open_practice: Callable[[], Desk] | None = None) -> None:
        """Ask the worker to open the practice office, in another way than usual when `open_practice` is given."""
        self.sign_in.clear_error()
        self._set_busy(True)
        self._tasks.query(
            open_practice or self._entrance.open_practice,
            then=self._finish_practice,
            failed=self._fail_practice,
            owner=self,
        )

    def _practise(self) -> None:
        self.practise()

    def _finish_practice(self, desk: Desk) -> None:
        self._set_busy(False)
        self.opened.emit(desk)

    def _fail_practice(self, error: Exception) -> bool:
        self._set_busy(False)
        return self._tell_error(error)

    def offer_place(self, place: str, user_name: str = "") -> None:
        """Put an office in the list and choose it."""
        self.card.show_form(is_known=True)
        self.sign_in.show_offices(with_office(self._settings, place, user_name), place)
        self.card.show_place()

    def help_here(self) -> None:
        """The page of the handbook about beginning, beside this window."""
        from gezinscoach_desktop.views.help.window import open_beside

        open_beside(self._tasks, self, _HELP_TOPIC)

    def _setup_dialog(self) -> SetupDialog:
        from gezinscoach_desktop.views.setup.dialog import SetupDialog

        dialog = SetupDialog(self._tasks, self._dialogs, self._settings, self._entrance, parent=self)
        self._setup = dialog
        dialog.entered.connect(self._enter_new)
        dialog.made_elsewhere.connect(self._offer_made)
        dialog.rejected.connect(self._follow_left)
        return dialog

    def _enter_new(self, desk: Desk, wants_family: bool) -> None:
        self.first_wants_family = wants_family
        self.opened.emit(desk)

    def _offer_made(self, place: str, user_name: str, error: UserError) -> None:
        self.offer_place(place, user_name)
        self.sign_in.show_error(error)

    def _follow_left(self) -> None:
        if self.card.is_choosing:
            self.card.invite()

    # ------------------------------------------------------------------------------------------- telling

    def _show_breakdown(self, breakdown: Breakdown) -> None:
        self._set_busy(False)
        if self.isVisible():
            self.card.tell(_BROKE)

    def _tell_error(self, error: Exception) -> bool:
        """Where it can be seen: above the button, or above the four ways."""
        if not self.card.is_choosing:
            return self.sign_in.show_error(error)
        if not isinstance(error, UserError):
            return False
        self.card.tell(error.message)
        return True

    def is_busy(self) -> bool:
        """An office is being opened: no moment to ask about another one."""
        return self._is_busy

    def _set_busy(self, is_busy: bool) -> None:
        self._is_busy = is_busy
        self._busy.set_busy(is_busy)
        self.card.set_busy(is_busy)
        if not is_busy:
            self.freed.emit()

    # ------------------------------------------------------------------------------------- Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous():
            room = self.screen().availableGeometry().size() * _SHARE_OF_SCREEN
            self.resize(self.size().boundedTo(room))
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """An office that was made and not entered yet does not stay open behind a program that ends."""
        setup = self._setup
        if setup is not None and shiboken6.isValid(setup) and setup.is_entering and setup.desk is not None:
            self._tasks.run(self._entrance.close_office, setup.desk)
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.help_here()
            return
        is_choosing = self.card.is_choosing
        if is_choosing and self.ways.press_number(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not is_choosing:
            self.open()
            return
        super().keyPressEvent(event)
