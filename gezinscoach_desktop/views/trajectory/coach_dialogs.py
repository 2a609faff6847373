"""Who supports a family from when on: handing it over, a second coach who steps in, and one who stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import trajectory as trajectory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.trajectory import Coach
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who from when on."""

    coach: UUID
    name: str
    on: date


class CoachDialog(FormDialog):
    """A coach, a day, a reason: the family is handed over, or with `is_second` somebody steps in beside."""

    saved = Signal(object)
    """Chosen."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        responsible: AssignmentRecord | None,
        *,
        is_second: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        now = "Niemand is verantwoordelijk." if responsible is None else f"Nu: {responsible.coach}."
        super().__init__(
            "Tweede coach" if is_second else "Gezin overdragen",
            "Toevoegen" if is_second else "Overdragen",
            intro="" if is_second else now,
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._responsible = responsible
        self._is_second = is_second
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self.submitted.connect(self._save)
        self.to.setFocus(Qt.FocusReason.OtherFocusReason)
        tasks.query(
            trajectory_service.coaches, desk, then=self._show_coaches, failed=self.show_error, owner=self
        )

    def _add_rows(self) -> None:
        self.to: ComboField[Coach] = self.form.add_row(
            "to", "&Coach" if self._is_second else "&Naar", ComboField(), is_required=True
        )
        self.on = self.form.add_row(
            "since" if self._is_second else "on",
            "&Vanaf",
            DateField(self._desk.today(), today=self._desk.today),
            is_required=True,
        )
        self.reason = self.form.add_row("reason", "&Reden", NoteField())
        self.stays_second = CheckField("")
        if not self._is_second and self._responsible is not None:
            self.stays_second = self.form.add_row(
                "stays_second", "", CheckField(f"{self._responsible.coach} &blijft tweede coach")
            )

    def _show_coaches(self, coaches: tuple[Coach, ...]) -> None:
        besides = None if self._responsible is None else self._responsible.account_id
        choices = [
            (f"{coach.name} ({counted(coach.families, 'gezin', 'gezinnen')})", coach)
            for coach in coaches
            if coach.account_id != besides
        ]
        self.to.set_choices(choices)
        self.to.setCurrentIndex(0 if len(choices) == 1 else -1)
        if not choices:
            self.form.set_help("to", "Er is geen andere coach. Een beheerder voegt er een toe bij Accounts.")

    def _save(self) -> None:
        coach, on = self.to.value(), None
        try:
            on = self.on.value()
            if coach is None:
                raise InvalidInput("Kies een coach.", field="to")
            if on is None:
                raise InvalidInput("Vul in vanaf wanneer.", field=self.on.objectName())
        except InvalidInput as error:
            self.show_error(error)
            return
        self._chosen = Chosen(coach.account_id, coach.name, on)
        self.set_busy(True)
        given = (self._desk, self._family_id, coach.account_id, on, self.reason.value())
        if self._is_second:
            self._tasks.run(
                trajectory_service.step_in,
                *given,
                then=self._close_saved,
                failed=self.show_error,
                owner=self,
            )
            return
        self._tasks.run(
            trajectory_service.hand_over,
            *given,
            self.stays_second.value(),
            None if self._responsible is None else self._responsible.account_id,
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit(self._chosen)


class StepOutDialog(FormDialog):
    """The day on which a second coach stops."""

    saved = Signal(object)
    """The day."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        second: AssignmentRecord,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Tweede coach stopt", "Bewaren", intro=f"{second.coach}.", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._second = second
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.until = self.form.add_row(
            "until",
            "&Stopt op",
            DateField(max(desk.today(), second.since), today=desk.today),
            is_required=True,
            help_text="Vanaf die dag is deze coach er niet meer bij.",
        )
        self.submitted.connect(self._save)
        self.until.setFocus(Qt.FocusReason.OtherFocusReason)
        self.until.selectAll()

    def _save(self) -> None:
        try:
            until = self.until.value()
            if until is None:
                raise InvalidInput("Vul in vanaf wanneer.", field="until")
        except InvalidInput as error:
            self.show_error(error)
            return
        self._until = until
        self.set_busy(True)
        self._tasks.run(
            trajectory_service.step_out,
            self._desk,
            self._family_id,
            self._second.account_id,
            self._second.since,
            until,
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit(self._until)
