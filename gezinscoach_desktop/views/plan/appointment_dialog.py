"""When a coach and a family meet, how, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentRecord, AppointmentState
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import appointment as appointment_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.family_field import FamilyField
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.plan.record_dialog import RecordDialog, state_choices
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.time_field import LengthField, TimeField


class AppointmentDialog(RecordDialog[AppointmentInput]):
    """Without a family it asks which one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID | None,
        record: AppointmentRecord | None = None,
        *,
        on: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Nieuwe afspraak" if record is None else "Afspraak"
        super().__init__(tasks, desk, title, "Afspraak bewaren", record=record, parent=parent)
        self._family_id = family_id
        self._kept = AppointmentInput(on or desk.today()) if record is None else record.details
        self._is_dated = record is not None or on is not None
        self._add_rows()
        self._show(self._kept)
        first = self.on if family_id is not None else self.family
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        add = self.form.add_row
        self.family = add(
            "family_id", "Met welk &gezin?", FamilyField(self._tasks, self._desk), is_required=True
        )
        self.form.set_row_visible("family_id", self._family_id is None)
        self.on = add(
            "on", "&Wanneer", AheadField(today=self._desk.today), is_half=True, is_required=True,
            help_text="Bijvoorbeeld vrijdag, 14/12 of over 2 weken.",
        )  # fmt: skip
        self.begins_at = add("begins_at", "&Uur", TimeField(), is_half=True)
        self.kind: ComboField[ContactKind] = add(
            "kind", "&Hoe", ComboField(state_choices(ContactKind)), is_half=True
        )
        self.minutes = add("minutes", "Hoe &lang", LengthField(), is_half=True)
        self.what = add(
            "what", "Waar&over, waar", TextField(),
            help_text="Dit gaat nooit mee als je de agenda naar je gsm overneemt.",
        )  # fmt: skip
        self.state: ComboField[AppointmentState] = add(
            "state", "&Stand", ComboField(state_choices(AppointmentState)), is_half=True
        )
        self.add_removal("Afspraak verwijderen")

    def _show(self, details: AppointmentInput) -> None:
        self.on.set_value(details.on if self._is_dated else None)
        self.begins_at.set_value(details.begins_at)
        self.minutes.set_value(details.minutes)
        self.kind.set_value(details.kind)
        self.what.set_value(details.what)
        self.state.set_value(details.state)
        self.form.set_row_visible("state", self.record is not None)

    def value(self) -> AppointmentInput:
        on = self.on.value()
        if on is None:
            raise InvalidInput("Vul in op welke dag.", field="on")
        return replace(
            self._kept,
            on=on,
            begins_at=self.begins_at.value(),
            minutes=self.minutes.value(),
            kind=self.kind.value() or ContactKind.HOME_VISIT,
            what=self.what.value(),
            state=self.state.value() or AppointmentState.PLANNED,
        )

    def keeping(self, value: AppointmentInput) -> Callable[[], Done]:
        if self.record is not None:
            return partial(
                appointment_service.change_appointment,
                self._desk,
                self.record.id,
                self.record.version,
                value,
            )
        family_id = self._family_id or self.family.value()
        if family_id is None:
            raise InvalidInput("Kies met welk gezin.", field="family_id")
        return partial(appointment_service.add_appointment, self._desk, family_id, value)
