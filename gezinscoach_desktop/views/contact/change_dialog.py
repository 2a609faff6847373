"""Changing a contact that was registered: what happened, not what was agreed or spent, which have places of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.clock import format_length
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import contact as contact_service
from gezinscoach_desktop.services.contact_form import FamilyContact
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.views.contact.details import AboutFields, WhenFields, in_its_row
from gezinscoach_desktop.views.contact.parts import Parts
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class ChangeContactDialog(FormDialog):
    """The fields of the form, filled in."""

    removal_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        header: FamilyHeader,
        contact: ContactRecord,
        services: Mapping[UUID, str],
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Contactmoment", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._header = header
        self._contact = contact
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.when = WhenFields(self.form, desk.today)
        self.parts = self.form.add_row("members", "&Aanwezig", Parts(desk.today))
        self.about = AboutFields(self.form)
        self.remove_button = button("Contactmoment verwijderen", "link", "delete")
        self.form.add_wide(self.remove_button)
        self._fill(services)
        self.submitted.connect(self._save)
        self.remove_button.clicked.connect(self._remove)
        self.when.kind.edited.connect(self._fit_kind)
        self.about.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, services: Mapping[UUID, str]) -> None:
        details, record = self._contact.details, self._header.record
        self.about.offer_services(services)
        self.when.kind.set_value(details.kind)
        self.when.on.set_value(details.on)
        self.when.begins_at.set_value(details.begins_at)
        self.when.length.set_text("" if details.minutes is None else format_length(details.minutes))
        members = {record.id: self._header.members}
        self.parts.show_families(
            (FamilyContact(record.id, details.members),), {record.id: self._header.title}, members
        )
        self.about.others.set_value(details.others)
        self.about.domains.set_value(details.domains)
        self.about.note.set_value(details.note)
        self.about.service.set_value(details.service_id)
        self._fit_kind()

    def _fit_kind(self) -> None:
        self.about.fit(self.when.kind.value())

    def _value(self) -> ContactInput:
        on = self.when.on.value()
        if on is None:
            raise InvalidInput("Vul in wanneer het contact was.", field="on")
        shown = {member for part in self.parts.parts for member in part.offered}
        kept = tuple(member for member in self._contact.details.members if member not in shown)
        return replace(
            self._contact.details,
            kind=self.when.kind.value() or self._contact.details.kind,
            on=on,
            begins_at=self.when.begins_at.value(),
            minutes=self.when.length.value(),
            members=(*self.parts.value()[0].members, *kept),
            others=self.about.others.value(),
            domains=self.about.domains.value(),
            note=self.about.note.value(),
            service_id=self.about.service.value(),
        )

    def _save(self) -> None:
        try:
            details = self._value()
        except InvalidInput as error:
            self._show_failed(error)
            return
        self.set_busy(True)
        self._tasks.run(
            contact_service.change_contact,
            self._desk,
            self._contact.id,
            self._contact.version,
            details,
            then=self._close_saved,
            failed=self._show_failed,
            owner=self,
        )

    def _show_failed(self, error: Exception) -> bool:
        return self.show_error(in_its_row(error))

    def _close_saved(self, done: Done) -> None:
        self.accept()

    def _remove(self) -> None:
        self.removal_wanted.emit()
        self.reject()
