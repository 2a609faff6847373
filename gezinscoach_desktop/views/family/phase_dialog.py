"""Another phase from a date on, with the reason."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.trajectory import Phase, PhaseStart
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class PhaseDialog(FormDialog):
    """A small window: phase, date, reason."""

    def __init__(
        self, tasks: Tasks, desk: Desk, family_id: UUID, phase: Phase | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Fase wijzigen", "Fase bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.phase: ComboField[Phase] = self.form.add_row(
            "phase", "&Fase", ComboField([(each.label, each) for each in Phase]), is_half=True
        )
        self.since = self.form.add_row(
            "since", "&Vanaf", DateField(desk.today(), today=desk.today), is_half=True, is_required=True
        )
        self.reason = self.form.add_row("reason", "&Reden", NoteField())
        self.phase.set_value(phase or Phase.GETTING_TO_KNOW)
        self.submitted.connect(self._save)
        self.phase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            start = self._value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            family_service.change_phase,
            self._desk,
            self._family_id,
            start,
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _value(self) -> PhaseStart:
        since = self.since.value()
        if since is None:
            raise InvalidInput("Vul in vanaf wanneer.", field="since")
        return PhaseStart(self.phase.value() or Phase.GETTING_TO_KNOW, since, self.reason.value() or None)

    def _close_saved(self, done: Done) -> None:
        self.accept()
