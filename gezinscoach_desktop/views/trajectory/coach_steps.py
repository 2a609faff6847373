"""What one does to who supports a family: each with a way back for ten seconds. For coordinators."""

from __future__ import annotations

from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.record import AssignmentRecord, FamilyHeader
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import trajectory as trajectory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.trajectory.coach_dialogs import Chosen, CoachDialog, StepOutDialog


def responsible_of(header: FamilyHeader) -> AssignmentRecord | None:
    """Who is responsible until somebody else is."""
    found = (each for each in header.assignments if each.kind is AssignmentKind.RESPONSIBLE)
    return next((each for each in found if each.until is None), None)


class CoachSteps(QObject):
    """Opens the windows, and undoes."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._over = parent

    def hand_over(self, header: FamilyHeader) -> None:
        """Another responsible coach."""
        dialog = CoachDialog(
            self._tasks, self._desk, header.record.id, responsible_of(header), parent=self._over
        )
        dialog.saved.connect(partial(self._say_handed_over, header))
        dialog.open()

    def step_in(self, header: FamilyHeader) -> None:
        """A second coach."""
        dialog = CoachDialog(
            self._tasks,
            self._desk,
            header.record.id,
            responsible_of(header),
            is_second=True,
            parent=self._over,
        )
        dialog.saved.connect(partial(self._say_stepped_in, header))
        dialog.open()

    def step_out(self, header: FamilyHeader, second: AssignmentRecord) -> None:
        """The second coach stops."""
        dialog = StepOutDialog(self._tasks, self._desk, header.record.id, second, parent=self._over)
        dialog.saved.connect(partial(self._say_stepped_out, header, second))
        dialog.open()

    def _say_handed_over(self, header: FamilyHeader, chosen: Chosen) -> None:
        old = responsible_of(header)
        undo = partial(
            self._tasks.run,
            trajectory_service.take_back_handover,
            self._desk,
            header.record.id,
            chosen.coach,
            chosen.on,
            None if old is None else old.account_id,
        )
        text = f"{chosen.name} is vanaf {format_date(chosen.on)} de verantwoordelijke coach."
        self._messages.offer_undo(text, undo)

    def _say_stepped_in(self, header: FamilyHeader, chosen: Chosen) -> None:
        undo = partial(self._stop, header, chosen.coach, chosen.on, chosen.on)
        text = f"{chosen.name} is vanaf {format_date(chosen.on)} tweede coach."
        self._messages.offer_undo(text, undo)

    def _say_stepped_out(self, header: FamilyHeader, second: AssignmentRecord, until: date) -> None:
        undo = partial(self._stop, header, second.account_id, second.since, second.until)
        text = f"{second.coach} stopt op {format_date(until)} als tweede coach."
        self._messages.offer_undo(text, undo)

    def _stop(self, header: FamilyHeader, coach: UUID, since: date, until: date | None) -> None:
        self._tasks.run(
            trajectory_service.step_out,
            self._desk,
            header.record.id,
            coach,
            since,
            until,
        )
