"""The front door with a window: builds everything once and hands it over."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings
from PySide6.QtWidgets import QApplication

from gezinscoach_desktop.data.home import why_not_kept
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services.leftovers import clear_leftovers
from gezinscoach_desktop.services.trouble import note_details
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.appearance import kept_appearance
from gezinscoach_desktop.views.application import make_application
from gezinscoach_desktop.views.cannot_start import CannotStart
from gezinscoach_desktop.views.capture import CaptureGuard
from gezinscoach_desktop.views.clipboard import ClipboardGuard
from gezinscoach_desktop.views.dialogs import Dialogs, QtDialogs
from gezinscoach_desktop.views.garbage import GuiGarbage
from gezinscoach_desktop.views.help.f1 import HelpKeys
from gezinscoach_desktop.views.joining.second_start import SecondStart
from gezinscoach_desktop.views.lock.idle import seconds_awake
from gezinscoach_desktop.views.opening import OpeningWindow
from gezinscoach_desktop.views.recent_offices import learn_office
from gezinscoach_desktop.views.tasks import Breakdown, Tasks, breakdown_of, is_expected
from gezinscoach_desktop.views.theme import theme
from gezinscoach_desktop.views.trouble.crash_watch import CrashWatch
from gezinscoach_desktop.views.update.keeper import UpdateKeeper
from gezinscoach_desktop.views.update.opening import OpeningUpdateWatch
from gezinscoach_desktop.views.windows_instance import WindowsInstance

if TYPE_CHECKING:
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.services.move import Moved
    from gezinscoach_desktop.services.one_window import Front
    from gezinscoach_desktop.views.frame import Frame
    from gezinscoach_desktop.views.lock.keeper import LockKeeper
    from gezinscoach_desktop.views.messages import Messages
    from gezinscoach_desktop.views.one_window import Callers
    from gezinscoach_desktop.views.safety.pulse import Pulse
    from gezinscoach_desktop.views.upkeep import Upkeep

SETTINGS_FILE = "instellingen.ini"


class Program(QObject):
    """What lives from start to end: the workers, the settings of this computer, and one window at a time."""

    def __init__(self, settings: QSettings, dialogs: Dialogs, tasks: Tasks | None = None) -> None:
        super().__init__()
        self.settings = settings
        self.dialogs = dialogs
        self.tasks = tasks or Tasks(self)
        self._garbage = GuiGarbage(self)
        self._clipboard = ClipboardGuard(parent=self)
        self._capture = CaptureGuard(parent=self)
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

    def show_opening(self) -> None:
        """The first window. What it needs of services is imported on the worker, once the window is there."""
        self.opening = OpeningWindow(self.tasks, self.dialogs, self.settings, ServiceEntrance())
        self.opening.opened.connect(self.enter)
        OpeningUpdateWatch(self.opening, self.updates)
        self.opening.show()
        if self.crash is not None:
            self.crash.stand_in(self.opening)
        self.second_start.stand_in(self.opening, self.opening.arrival.open_path)
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
        from gezinscoach_desktop.views.family.places import new_family

        self.desk = desk
        learn_office(self.settings, desk.place, desk.office.id, desk.office.name)
        self.frame = self._furnished(desk)
        self.frame.show()
        if self.keeper is not None:
            self.keeper.start()
        if self.opening is not None:
            if self.opening.first_wants_family:
                self.frame.go(new_family())
            self.opening.close()
            self.opening.deleteLater()
            self.opening = None

    def _furnished(self, desk: Desk) -> Frame:
        """The window with every room, standing in the first one. Pages are made when somebody goes there."""
        from gezinscoach_desktop.rooms import START, Rooms
        from gezinscoach_desktop.services.practice import is_practice_place
        from gezinscoach_desktop.views.account.device_offer import DeviceKeyOffer
        from gezinscoach_desktop.views.account.words import welcome
        from gezinscoach_desktop.views.find.finder import Finder
        from gezinscoach_desktop.views.frame import Frame, OfficeLabel
        from gezinscoach_desktop.views.messages import Messages
        from gezinscoach_desktop.views.page import Destination
        from gezinscoach_desktop.views.safety.watch import watch_over
        from gezinscoach_desktop.views.update.office import OfficeUpdateWatch

        rooms = Rooms(
            desk,
            self.tasks,
            Messages(self),
            self.dialogs,
            self.settings,
            leave=self.leave,
            open_moved=self._open_moved,
            repair=self.repair,
            practise=self._practise_instead,
            updates=self.updates,
        )
        label = OfficeLabel(
            desk.office.name, desk.account.display_name, is_practice=is_practice_place(desk.office.place)
        )
        frame = Frame(self.tasks, rooms.messages, self.settings, office=label)
        pulse = watch_over(frame, self.tasks, desk, is_practice=label.is_practice)
        rooms.furnish(frame, pulse, is_practice=label.is_practice)
        OfficeUpdateWatch(frame, self.tasks, desk, self.updates, is_practice=label.is_practice)
        Finder(frame, self.tasks, desk, self.settings, rooms.messages)
        frame.practice_reset_wanted.connect(self.reset_practice)
        frame.practice_left.connect(self.leave_practice)
        if self.crash is not None:
            self.crash.stand_in_frame(frame)
        self._stand_in_office(frame, desk, rooms.messages)
        frame.go(Destination(START))
        pulse.start()
        if label.is_practice:
            pulse.expelled.connect(self._expel)
        else:
            self._begin_upkeep(desk, pulse)
            self._begin_locking(desk, frame, pulse)
            DeviceKeyOffer(self.tasks, desk, self.settings, rooms.messages, parent=frame).start()
        welcome(rooms.messages, desk)
        return frame

    def _stand_in_office(self, frame: Frame, desk: Desk, messages: Messages) -> None:
        from gezinscoach_desktop.views.joining.other_office import OtherOffice

        other = OtherOffice(self.tasks, desk, messages, ServiceEntrance(), self._leave_for, parent=frame)
        self.second_start.stand_in(frame, other.take, is_covered=self._is_locked)

    def _is_locked(self) -> bool:
        return self.keeper is not None and self.keeper.is_locked

    def _begin_locking(self, desk: Desk, frame: Frame, pulse: Pulse) -> None:
        from gezinscoach_desktop.views.lock.idle import IdleWatch
        from gezinscoach_desktop.views.lock.keeper import LockKeeper

        self.keeper = LockKeeper(
            self.tasks, desk, frame, idle=IdleWatch(self.idle_clock, parent=frame), parent=frame
        )
        self.keeper.left.connect(self.leave)
        self.keeper.unlocked.connect(pulse.start)
        self.keeper.unlocked.connect(self.second_start.offer)
        pulse.expelled.connect(self.keeper.expel)

    def _begin_upkeep(self, desk: Desk, pulse: Pulse) -> None:
        from gezinscoach_desktop.views.upkeep import Upkeep

        self._upkeep = Upkeep(self.tasks, desk, self._capture, told=pulse.look_at_backups, parent=self)
        self._upkeep.start()

    def open_path(self, path: Path) -> None:
        """The first window with the office of a file or folder that somebody opened."""
        self.show_opening()
        if self.opening is not None:
            self.opening.arrival.open_path(str(path))

    def _leave_for(self, path: str) -> None:
        """From this office to one that was double-clicked meanwhile."""
        self.leave()
        if self.opening is not None:
            self.opening.arrival.open_path(path)

    def practise(self) -> None:
        """Straight into the practice office."""
        self.show_opening()
        if self.opening is not None:
            self.opening.practise()

    def _practise_instead(self) -> None:
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

    def _expel(self, error: UserError) -> None:
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

    def _open_moved(self, moved: Moved) -> None:
        """Close the office in its old place and offer it in the new one."""
        user_name = self.desk.account.user_name if self.desk is not None else ""
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
            # No window is left to say it in; the next one shows how old the last backup is.
            left = partial(self._note_left, self.desk.office.place)
            self.tasks.run(_leave_office, self.desk, then=left, failed=left)
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
        self._close_office()
        self.tasks.close()
        self._clipboard.stop()
        clear_leftovers()
        self._garbage.stop()


def run(start: Callable[[Program], None] = Program.show_opening, front: Front | None = None) -> int:
    """Open the program; returns when its last window is closed. With `front` it answers who starts it again."""
    application = make_application(sys.argv[:1])
    if (problem := why_not_kept()) is not None:  # nothing that is typed would stay
        window = CannotStart(problem)
        window.show()
        application.exec()
        return 1
    settings = _settings()
    theme().use_appearance(kept_appearance(settings))
    program = Program(settings, QtDialogs())
    program.crash = CrashWatch(program.tasks, program.dialogs, settings, program)
    WindowsInstance(application, program.end_with_session)
    previous = sys.excepthook
    sys.excepthook = partial(_note_bug, program)
    try:
        start(program)
        if front is not None:
            program.hear(front)
        return application.exec()
    finally:
        program.close()
        program.crash.end()
        sys.excepthook = previous


def run_demo() -> int:
    """Open the practice office in a window."""
    return run(Program.practise)


def run_tour(directory: Path) -> None:
    """Drive the real windows offscreen through the main job; writes pictures and dossiers into `directory`."""
    from gezinscoach_desktop.tour.start import make_tour

    make_tour(directory)


def _settings() -> QSettings:
    from gezinscoach_desktop.data.home import home

    return QSettings(str(home() / SETTINGS_FILE), QSettings.Format.IniFormat)


def _note_bug(
    program: Program, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """A bug in the window itself: noted without personal data, said calmly; what was typed is kept as a draft."""
    if issubclass(kind, KeyboardInterrupt):
        QApplication.quit()
        return
    program.tasks.broke.emit(breakdown_of(error.with_traceback(trace)))


def _note_breakdown(breakdown: Breakdown) -> None:
    """A bug anywhere, also on a worker: in the log, for a report."""
    note_details(breakdown.details)


def _leave_office(desk: Desk) -> None:
    """A backup when something changed since the last one, and the door closed, whatever became of it."""
    from gezinscoach_desktop.services.backup import back_up_at_exit
    from gezinscoach_desktop.services.leftovers import opened_files
    from gezinscoach_desktop.services.office import close_office
    from gezinscoach_desktop.services.practice import is_practice_place

    try:
        if not is_practice_place(desk.office.place):
            back_up_at_exit(desk)
    finally:
        opened_files().empty()
        close_office(desk)


def _reset_practice() -> Desk:
    from gezinscoach_desktop.services.practice import open_practice

    return open_practice(reset=True)
