"""What one does to an absence, each with a way back for ten seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.caseload import CoachLoad
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services import absence as absence_service
from gezinscoach_desktop.services.absence import AbsenceLine
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.team.absence_dialog import AbsenceDialog


class AbsenceSteps(QObject):
    """Opens the window, and undoes."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._over = parent

    def add(self, coaches: Sequence[CoachLoad], of: UUID | None) -> None:
        """Somebody goes away."""
        dialog = AbsenceDialog(self._tasks, self._desk, coaches, of=of, parent=self._over)
        dialog.saved.connect(self._say_absence)
        dialog.open()

    def change(self, coaches: Sequence[CoachLoad], line: AbsenceLine) -> None:
        """Other dates, or others who stand in."""
        dialog = AbsenceDialog(self._tasks, self._desk, coaches, line=line, parent=self._over)
        dialog.saved.connect(self._say_absence)
        dialog.open()

    def _say_absence(self, done: Done, before: AbsenceLine | None) -> None:
        if done.id is None:
            return
        if before is None:
            undo = partial(self._tasks.run, absence_service.remove_absence, self._desk, done.id, 1)
            self._messages.offer_undo("De afwezigheid is genoteerd.", undo)
        else:
            self._messages.offer_undo("De afwezigheid is gewijzigd.", partial(self._change_back, before))

    def _change_back(self, before: AbsenceLine) -> None:
        record = before.record
        self._tasks.run(
            absence_service.change_absence,
            self._desk,
            record.id,
            record.version + 1,
            record.details,
            before.stand_ins,
        )

    def note_return(self, line: AbsenceLine) -> None:
        """Back today: who stood in stops."""
        record = line.record
        details = replace(record.details, until=self._desk.today())
        self._tasks.run(
            absence_service.change_absence,
            self._desk,
            record.id,
            record.version,
            details,
            line.stand_ins,
            then=partial(self._say_returned, line),
            owner=self,
        )

    def _say_returned(self, line: AbsenceLine, _: Done) -> None:
        text = f"{line.name} is terug; wie waarnam, stopt vandaag."
        self._messages.offer_undo(text, partial(self._change_back, line))

    def remove(self, line: AbsenceLine) -> None:
        """As if it was never noted."""
        self._tasks.run(
            absence_service.remove_absence,
            self._desk,
            line.record.id,
            line.record.version,
            then=partial(self._say_removed, line),
            owner=self,
        )

    def _say_removed(self, line: AbsenceLine, _: Done) -> None:
        undo = partial(
            self._tasks.run,
            absence_service.bring_back_absence,
            self._desk,
            line.record.id,
            line.record.version + 1,
            line.stand_ins,
        )
        self._messages.offer_undo("De afwezigheid is weggehaald.", undo)
