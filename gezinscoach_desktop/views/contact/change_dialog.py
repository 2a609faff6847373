"""Changing a contact that was registered: what happened, not what was agreed or spent, which have places of their own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.clock import format_length
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.services import contact as contact_service
from gezinscoach_desktop.services.contact import ServiceNames
from gezinscoach_desktop.services.contact_form import FamilyContact
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader
from gezinscoach_desktop.views.contact.details import AboutFields, WhenFields, in_its_row
from gezinscoach_desktop.views.contact.merging import LABELS, named, unnamed
from gezinscoach_desktop.views.contact.parts import Parts
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.family.meanwhile import colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.family.names import short_names
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WIDTH = 184
"""Day, hour and every usual length stand on one line."""


class ChangeContactDialog(FormDialog):
    """The fields of the form, filled in."""

    removal_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        header: FamilyHeader,
        contact: ContactRecord,
        services: ServiceNames,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Contactmoment", "Bewaren", parent=parent)
        self.resize(grid(_WIDTH), self.height())
        self._tasks = tasks
        self._desk = desk
        self._header = header
        self._contact = contact
        self._newer = contact
        self._services = services
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.when = WhenFields(self.form, desk.today)
        self.parts = self.form.add_row("members", "&Aanwezig", Parts(desk.today))
        self.about = AboutFields(self.form)
        self.remove_button = button("Contactmoment verwijderen", "link", "delete")
        self.form.add_wide(self.remove_button)
        self.about.offer_services(services.offered(contact.details.service_id))
        self._fill(contact.details)
        self._shown = self._value()
        """As the form was filled: both versions are compared with it."""
        self.submitted.connect(self._save)
        self.remove_button.clicked.connect(self._remove)
        self.when.kind.edited.connect(self._fit_kind)
        self.about.note.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, details: ContactInput) -> None:
        record = self._header.record
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
        shown = self.show_error(in_its_row(error))
        if isinstance(error, ChangedMeanwhile):
            self._tasks.query(
                contact_service.read_contact,
                self._desk,
                self._header.record.id,
                self._contact.id,
                then=self._put_together,
                failed=self.show_error,
                owner=self,
            )
        return shown

    def _put_together(self, now: ContactRecord) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        try:
            mine = self._value()
        except InvalidInput as error:
            self._show_failed(error)
            return
        self._newer = now
        who = colleague_of(now.changed_by, now.changed_at, versions=now.version - self._contact.version)
        names = short_names(self._header.members, self._desk.today())
        dialog = MergeDialog(
            merge(*(named(each, names, self._services.names) for each in (self._shown, mine, now.details))),
            LABELS,
            colleague=who.name,
            intro=who.said("dit contactmoment", self._desk.today()),
            long_texts=frozenset({"note"}),
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _save_merged(self, details: ContactInput) -> None:
        self._contact = self._newer
        self._fill(unnamed(details))
        self._shown = self._contact.details
        self.submit()

    def _close_saved(self, done: Done) -> None:
        self.accept()

    def _remove(self) -> None:
        self.removal_wanted.emit()
        self.reject()
