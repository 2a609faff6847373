"""The program itself, from its first window to its last."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services.leftovers import clear_leftovers
from gezinscoach_desktop.services.trouble import note_details
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.capture import CaptureGuard
from gezinscoach_desktop.views.clipboard import ClipboardGuard
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.garbage import GuiGarbage
from gezinscoach_desktop.views.help.f1 import HelpKeys
from gezinscoach_desktop.views.joining.second_start import SecondStart
from gezinscoach_desktop.views.lock.idle import seconds_awake
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import learn_office
from gezinscoach_desktop.views.tasks import Breakdown, Tasks, is_expected
from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from gezinscoach_desktop.views.update.opening import OpeningUpdateWatch

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.move import Moved
    from gezinscoach_desktop.services.one_window import Front
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.lock.keeper import LockKeeper
    from gezinscoach_desktop.views.one_window import Callers
    from gezinscoach_desktop.views.upkeep import Upkeep

_CHORES_AFTER_MS = 100
"""What no window waits for begins once the first one has painted: its imports would take the time of that."""


class Program(QObject):
    """What lives from start to end: the workers, the settings of this computer, and one window at a time."""

    def __init__(self, settings: QSettings, dialogs: Dialogs, tasks: Tasks | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.dialogs = dialogs
        self.tasks = tasks or Tasks(self)
        self._garbage = GuiGarbage(self)
        self._clipboard = ClipboardGuard(parent=self)
        self.capture = CaptureGuard(parent=self)
        self._help_keys = HelpKeys(self.tasks, parent=self)
        self._upkeep: Upkeep | None = None
        self.opening: OpeningWindow | None = None
        self.frame: Frame | None = None
        self.desk: Desk | None = None
        self.keeper: LockKeeper | None = None
        self.idle_clock = seconds_awake
        self.crash: CrashWatch | None = None
        self.tasks.broke.connect(_note_breakdown)
        self.updates = UpdateKeeper(self.tasks, settings, parent=self)
        self.second_start = SecondStart(self)
        self._callers: Callers | None = None
        self._chores = QTimer(self, singleShot=True, interval=_CHORES_AFTER_MS)
        self._chores.timeout.connect(self._begin_chores)

    def show_opening(self) -> None:
        """The first window. What it needs of services is imported on the worker, once the window is there."""
        self.opening = OpeningWindow(self.tasks, self.dialogs, self.settings, ServiceEntrance())
        self.opening.opened.connect(self.enter)
        OpeningUpdateWatch(self.opening, self.updates)
        self.opening.show()
        if self.crash is not None:
            self.crash.stand_in(self.opening)
        arrival, is_busy = self.opening.arrival, self.opening.is_busy
        self.second_start.stand_in(
            self.opening, arrival.open_path, is_covered=is_busy, is_asking=arrival.is_asking
        )
        # Once it is known which window there is by then.
        self.opening.freed.connect(self.second_start.offer, Qt.ConnectionType.QueuedConnection)
        self._chores.start()

    def _begin_chores(self) -> None:
        self.tasks.tend(clear_leftovers)
        self.updates.start()

    def hear(self, front: Front) -> None:
        """Who starts the program again is answered by this window."""
        from gezinscoach_desktop.views.one_window import Callers

        self._callers = Callers(front, self.tasks, self)
        self._callers.called.connect(self.second_start.answer)
        self._callers.start()

    def enter(self, desk: Desk) -> None:
        """From the opening window into the office."""
        from gezinscoach_desktop.app.office_window import furnish
        from gezinscoach_desktop.views.family.places import new_family

        self.desk = desk
        learn_office(self.settings, desk.place, desk.office.id, desk.office.name)
        self.frame = furnish(self, desk)
        self.frame.show()
        if self.keeper is not None:
            self.keeper.start()
        if self.opening is not None:
            if self.opening.first_wants_family:
                self.frame.go(new_family())
            self.opening.close()
            self.opening.deleteLater()
            self.opening = None

    def begin_upkeep(self, upkeep: Upkeep) -> None:
        """What is done by itself while this office is open."""
        self._upkeep = upkeep
        upkeep.start()

    def is_locked(self) -> bool:
        return self.keeper is not None and self.keeper.is_locked

    def open_path(self, path: Path) -> None:
        """The first window with the office of a file or folder that somebody opened."""
        self.show_opening()
        if self.opening is not None:
            self.opening.arrival.open_path(str(path))

    def leave_for(self, path: str) -> None:
        """From this office to one that was double-clicked meanwhile."""
        self.leave()
        if self.opening is not None:
            self.opening.arrival.open_path(path)

    def practise(self) -> None:
        """Straight into the practice office."""
        self.show_opening()
        if self.opening is not None:
            self.opening.practise()

    def practise_instead(self) -> None:
        """Close the office and practise; its own window offers the way back."""
        self.leave()
        if self.opening is not None:
            self.opening.practise()

    def leave(self) -> None:
        """Close the office and go back to the opening window."""
        frame, self.frame = self.frame, None
        keeper, self.keeper = self.keeper, None
        if keeper is not None:
            keeper.stop()
        self.show_opening()
        if frame is not None:
            frame.close()
            frame.deleteLater()
        self._close_office()

    def expel(self, error: UserError) -> None:
        """This account may no longer work here: back to the opening window, which says why."""
        self.leave()
        if self.opening is not None:
            self.opening.sign_in.show_error(error)

    def repair(self) -> None:
        """Close the office and look what is wrong with it: nobody may have it open then."""
        desk = self.desk
        self.leave()
        if self.opening is not None and desk is not None:
            self.opening.offer_place(desk.office.place, desk.account.user_name)
            self.opening.repair()

    def open_moved(self, moved: Moved) -> None:
        """Close the office in its old place and offer it in the new one."""
        user_name = self.desk.account.user_name if self.desk is not None else ""
        if self.desk is not None:  # the same office, under the name that the list gave it before
            learn_office(self.settings, moved.place, self.desk.office.id, self.desk.office.name)
        self.leave()
        if self.opening is not None:
            self.opening.offer_place(moved.place, user_name)

    def leave_practice(self) -> None:
        """From the practice office to the ways to begin for real."""
        self.leave()
        if self.opening is not None:
            self.opening.invite()

    def reset_practice(self) -> None:
        """Throw the practice office away and build it anew, while the opening window shows that it is busy."""
        self.leave()
        if self.opening is not None:
            self.opening.practise(_reset_practice)

    def _close_office(self) -> None:
        """After what the pages still hand over when they are left, since the worker keeps the order."""
        if self._upkeep is not None:
            self._upkeep.stop()
            self._upkeep.deleteLater()
            self._upkeep = None
        if self.desk is not None:
            from gezinscoach_desktop.services.leaving import leave_office

            # No window is left to say it in; the next one shows how old the last backup is.
            left = partial(self._note_left, self.desk.office.place)
            self.tasks.run(leave_office, self.desk, then=left, failed=left)
            self.desk = None

    def _note_left(self, place: str, error: Exception | None) -> bool:
        self.updates.note_leaving(place, error)
        return error is None or is_expected(error)

    def close(self) -> None:
        """Finish what was being written, close the office, stop the workers; an update that was wanted comes last."""
        self._end_work()
        self.updates.finish()

    def end_with_session(self) -> None:
        """As `close`, when Windows ends the session and this process with it: no moment to begin an update."""
        self._end_work()
        if self.crash is not None:
            self.crash.end()

    def _end_work(self) -> None:
        if self._callers is not None:
            self._callers.stop()
            self._callers = None
        self.second_start.stand_down()
        self._chores.stop()
        self._close_office()
        self.tasks.close()
        self._clipboard.stop()
        self._help_keys.stop()
        clear_leftovers()
        self._garbage.stop()


def _note_breakdown(breakdown: Breakdown) -> None:
    """A bug anywhere, also on a worker: in the log, for a report."""
    note_details(breakdown.details)


def _reset_practice() -> Desk:
    from gezinscoach_desktop.services.practice import open_practice

    return open_practice(reset=True)
