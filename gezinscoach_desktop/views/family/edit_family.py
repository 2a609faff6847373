"""Changing a family's details."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, FamilyRecord
from gezinscoach_desktop.views.family.family_fields import LABELS, FamilyFields
from gezinscoach_desktop.views.family.meanwhile import differences
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid


class EditFamilyDialog(FormDialog):
    """Keeps what was typed, also when a colleague was first: then shows what was changed and asks again."""

    def __init__(
        self, tasks: Tasks, desk: Desk, record: FamilyRecord, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Gezinsgegevens", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(grid(170), grid(160))
        self.fields = FamilyFields(self.form, desk.today)
        self.fields.set_value(record.details)
        self.submitted.connect(self._save)
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)
        tasks.query(
            family_service.known_municipalities,
            desk,
            then=self.fields.complete_municipalities,
            owner=self,
        )

    def _save(self) -> None:
        try:
            details = self.fields.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            family_service.change_family,
            self._desk,
            self._record.id,
            self._record.version,
            details,
            then=self._close_saved,
            failed=self._show_failure,
            owner=self,
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()

    def _show_failure(self, error: Exception) -> bool:
        if isinstance(error, ChangedMeanwhile):
            self._tasks.query(
                family_service.read_family, self._desk, self._record.id, then=self._show_kept, owner=self
            )
        return self.show_error(error)

    def _show_kept(self, header: FamilyHeader) -> None:
        """A colleague was first: show at each field what is kept now; saving again is a choice for one's own."""
        remarks = list(differences(self._record.details, header.record.details, LABELS))
        self._record = header.record
        for remark in reversed(remarks):
            self.form.show_error(remark)
        self.submit_button.setText("Mijn versie bewaren")
        self.submit_button.setAccessibleName("Mijn versie bewaren")
