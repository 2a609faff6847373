"""The first window: which office, who are you, open. Imports nothing heavy, so that it is there at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.views.account.entrance import Entrance
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.account.sign_in_form import SignInForm
from gezinscoach_desktop.views.account.way_in import WayIn
from gezinscoach_desktop.views.busy import BusyLine
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs
from gezinscoach_desktop.views.elements import button, centred, divider, label
from gezinscoach_desktop.views.icons import application_icon
from gezinscoach_desktop.views.joining.arrival import Arrival
from gezinscoach_desktop.views.new_office import NewOfficeDialog
from gezinscoach_desktop.views.place_chooser import OFFICE_FILE
from gezinscoach_desktop.views.recent_offices import RecentOffice, recent_offices, remember_office
from gezinscoach_desktop.views.tasks import Breakdown, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk

_WIDTH = 105
_ICON = 40
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._busy)
        column.addWidget(centred(card), 1)

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
        self._way_in.opened.connect(self.opened)
        self._way_in.busy_changed.connect(self._set_busy)
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
        self._way_in.open()

    # ---------------------------------------------------------------------------------------- practising

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
        return self.sign_in.show_error(error)

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
