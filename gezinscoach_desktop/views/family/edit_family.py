"""Changing a family's details."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader, FamilyInput, FamilyRecord
from gezinscoach_desktop.views.family.family_fields import LABELS, FamilyFields
from gezinscoach_desktop.views.family.meanwhile import as_typed, colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_LONG_TEXTS = frozenset({"remarks", "reach_note"})


class EditFamilyDialog(FormDialog):
    """Keeps what was typed, also when a colleague was first: then both versions are put beside each other."""

    def __init__(
        self, tasks: Tasks, desk: Desk, record: FamilyRecord, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Gezinsgegevens", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._record = record
        """What the form was filled with: both versions are compared with it."""
        self._newer = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(grid(170), grid(160))
        self.fields = FamilyFields(self.form, desk.today)
        self._fill(record.details)
        self.submitted.connect(self._save)
        self.fields.name.setFocus(Qt.FocusReason.OtherFocusReason)
        tasks.query(
            family_service.known_municipalities,
            desk,
            then=self.fields.complete_municipalities,
            owner=self,
        )
        tasks.query(
            organisation_service.municipality_names, desk, then=self.fields.show_municipalities, owner=self
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
        if not isinstance(error, ChangedMeanwhile):
            return self.show_error(error)
        self.show_error(error)
        self._tasks.query(
            family_service.read_family,
            self._desk,
            self._record.id,
            then=self._put_together,
            failed=self.show_error,
            owner=self,
        )
        return True

    def _put_together(self, header: FamilyHeader) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        before, now = self._record, header.record
        try:
            mine = as_typed(before.details, self._shown, self.fields.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        who = colleague_of(now.changed_by, now.changed_at, versions=now.version - before.version)
        self._newer = now
        dialog = MergeDialog(
            merge(before.details, mine, now.details),
            LABELS,
            colleague=who.name,
            intro=who.said("dit gezin", self._desk.today()),
            long_texts=_LONG_TEXTS,
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _save_merged(self, details: FamilyInput) -> None:
        self._record = self._newer
        self._fill(self._record.details)
        self.fields.set_value(details)
        self.submit()

    def _fill(self, details: FamilyInput) -> None:
        self.fields.set_value(details)
        self._shown = self.fields.value()
