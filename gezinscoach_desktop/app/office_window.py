"""The window of an office that is open: every room, and what watches over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gezinscoach_desktop.rooms import START, Rooms
from gezinscoach_desktop.services.practice import is_practice_place
from gezinscoach_desktop.views.account.device_offer import DeviceKeyOffer
from gezinscoach_desktop.views.account.entrance import ServiceEntrance
from gezinscoach_desktop.views.account.words import welcome
from gezinscoach_desktop.views.find.finder import Finder
from gezinscoach_desktop.views.frame import Frame, OfficeLabel
from gezinscoach_desktop.views.joining.other_office import OtherOffice
from gezinscoach_desktop.views.lock.idle import IdleWatch
from gezinscoach_desktop.views.lock.keeper import LockKeeper
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.safety.watch import watch_over
from gezinscoach_desktop.views.update.office import OfficeUpdateWatch
from gezinscoach_desktop.views.upkeep import Upkeep

if TYPE_CHECKING:
    from gezinscoach_desktop.app.program import Program
    from gezinscoach_desktop.services.desk import Desk
    from gezinscoach_desktop.views.safety.pulse import Pulse


def furnish(program: Program, desk: Desk) -> Frame:
    """The window with every room, standing in the first one. Pages are made when somebody goes there."""
    tasks, settings = program.tasks, program.settings
    rooms = Rooms(
        desk,
        tasks,
        Messages(program),
        program.dialogs,
        settings,
        leave=program.leave,
        open_moved=program.open_moved,
        repair=program.repair,
        practise=program.practise_instead,
        updates=program.updates,
    )
    label = OfficeLabel(
        desk.office.name, desk.account.display_name, is_practice=is_practice_place(desk.office.place)
    )
    frame = Frame(tasks, rooms.messages, settings, office=label)
    pulse = watch_over(frame, tasks, desk, is_practice=label.is_practice)
    rooms.furnish(frame, pulse, is_practice=label.is_practice)
    OfficeUpdateWatch(frame, tasks, desk, program.updates, is_practice=label.is_practice)
    Finder(frame, tasks, desk, settings, rooms.messages)
    frame.practice_reset_wanted.connect(program.reset_practice)
    frame.practice_left.connect(program.leave_practice)
    if program.crash is not None:
        program.crash.stand_in_frame(frame)
    other = OtherOffice(tasks, desk, rooms.messages, ServiceEntrance(), program.leave_for, parent=frame)
    program.second_start.stand_in(frame, other.take, is_covered=program.is_locked)
    frame.go(Destination(START))
    pulse.start()
    if label.is_practice:
        pulse.expelled.connect(program.expel)
    else:
        program.begin_upkeep(Upkeep(tasks, desk, program.capture, told=pulse.look_at_backups, parent=program))
        program.keeper = _keeper(program, desk, frame, pulse)
        DeviceKeyOffer(tasks, desk, settings, rooms.messages, parent=frame).start()
    welcome(rooms.messages, desk)
    return frame


def _keeper(program: Program, desk: Desk, frame: Frame, pulse: Pulse) -> LockKeeper:
    keeper = LockKeeper(
        program.tasks, desk, frame, idle=IdleWatch(program.idle_clock, parent=frame), parent=frame
    )
    keeper.left.connect(program.leave)
    keeper.unlocked.connect(pulse.start_again)
    keeper.unlocked.connect(program.second_start.offer)
    pulse.expelled.connect(keeper.expel)
    return keeper
