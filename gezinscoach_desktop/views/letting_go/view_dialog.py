"""How somebody sees it: in the own words, beside what stands in the file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.letting_go import OwnViewInput, OwnViewRecord
from gezinscoach_desktop.services import own_view as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.letting_go.request_dialog import Members
from gezinscoach_desktop.views.tasks import Tasks


class ViewDialog(FormDialog):
    """For a new own view, or to change one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        members: Members,
        kept: OwnViewRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Eigen visie",
            "Toevoegen" if kept is None else "Bewaren",
            intro="Wie het niet eens is met wat er staat, mag dat erbij zetten. Het blijft staan, en wordt mee afgedrukt.",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._kept = kept
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.member_field: ComboField[UUID | None] = self.form.add_row(
            "member_id", "Van &wie", ComboField([("Heel het gezin", None), *members]), is_half=True
        )
        self.on_field = self.form.add_row(
            "on", "&Datum", DateField(desk.today(), today=desk.today), is_required=True, is_half=True
        )
        self.about_field = self.form.add_row(
            "about", "Waar&over", TextField(), help_text="Bv. een momentopname, een contactmoment, een brief."
        )
        self.text_field = self.form.add_row(
            "text", "In de eigen &woorden", NoteField(fewest_lines=4), is_required=True
        )
        self.member_field.set_value(None)
        if kept is not None:
            self.member_field.set_value(kept.details.member_id)
            self.on_field.set_value(kept.details.on)
            self.about_field.set_value(kept.details.about)
            self.text_field.set_value(kept.details.text)
        self.submitted.connect(self._save)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details = OwnViewInput(
            on=self.on_field.value() or self._desk.today(),
            text=self.text_field.value(),
            about=self.about_field.value(),
            member_id=self.member_field.value(),
        )
        kept = self._kept
        if kept is None:
            return partial(service.add_own_view, self._desk, self._family_id, details)
        return partial(service.change_own_view, self._desk, kept.id, kept.version, details)

    def _close_saved(self, _: Done) -> None:
        self.accept()
