"""What one does to the phases of a family, from whichever screen: each with a way back for ten seconds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart, phase_after_reopening, replaced_by
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import trajectory as trajectory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.family.phase_dialog import PhaseDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks


class PhaseSteps(QObject):
    """Opens the windows and does what needs none."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._over = parent

    def change(self, header: FamilyHeader) -> None:
        """Another phase from a date on."""
        self._open(header, header.phase)

    def close(self, header: FamilyHeader) -> None:
        """The end, with its reason."""
        self._open(header, Phase.CLOSED)

    def _open(self, header: FamilyHeader, phase: Phase | None) -> None:
        dialog = PhaseDialog(self._tasks, self._desk, header.record.id, phase, parent=self._over)
        dialog.saved.connect(partial(self._say_begun, header))
        dialog.open()

    def correct(self, header: FamilyHeader, before: PhaseStart) -> None:
        """Put a phase right."""
        dialog = PhaseDialog(
            self._tasks, self._desk, header.record.id, before.phase, before=before, parent=self._over
        )
        dialog.saved.connect(partial(self._say_corrected, header, before))
        dialog.open()

    def reopen(self, header: FamilyHeader) -> None:
        """The family is back: at once, with its history and its coach."""
        start = PhaseStart(phase_after_reopening(header.phases), self._desk.today())
        self._tasks.run(
            trajectory_service.reopen_family,
            self._desk,
            header.record.id,
            then=partial(self._say_reopened, header, start),
            owner=self,
        )

    def take_back(self, header: FamilyHeader, start: PhaseStart) -> None:
        """As if it never began."""
        self._tasks.run(
            trajectory_service.take_back_phase,
            self._desk,
            header.record.id,
            start,
            None,
            then=partial(self._say_taken_back, header, start),
            owner=self,
        )

    def _say_reopened(self, header: FamilyHeader, start: PhaseStart, _: Done) -> None:
        text = f"Het gezin wordt opnieuw begeleid ({start.phase.label.lower()}), met alles wat er al was."
        self._offer_undo(header, start, text)

    def _say_begun(self, header: FamilyHeader, start: PhaseStart) -> None:
        text = (
            "Het gezin is afgesloten; het blijft bij zijn coach."
            if start.phase is Phase.CLOSED
            else f"Fase {start.phase.label.lower()} vanaf {format_date(start.since)}."
        )
        self._offer_undo(header, start, text)

    def _offer_undo(self, header: FamilyHeader, start: PhaseStart, text: str) -> None:
        replaced = replaced_by(header.phases, start)
        if replaced is not None:
            text += f" Dit vervangt “{replaced.phase.label}” van dezelfde dag."
        undo = partial(
            self._tasks.run,
            trajectory_service.take_back_phase,
            self._desk,
            header.record.id,
            start,
            replaced,
        )
        self._messages.offer_undo(text, undo)

    def _say_corrected(self, header: FamilyHeader, before: PhaseStart, after: PhaseStart) -> None:
        undo = partial(
            self._tasks.run, trajectory_service.correct_phase, self._desk, header.record.id, after, before
        )
        self._messages.offer_undo("De fase is verbeterd.", undo)

    def _say_taken_back(self, header: FamilyHeader, start: PhaseStart, _: Done) -> None:
        undo = partial(self._tasks.run, family_service.change_phase, self._desk, header.record.id, start)
        self._messages.offer_undo(f"Fase {start.phase.label.lower()} is weggehaald.", undo)
