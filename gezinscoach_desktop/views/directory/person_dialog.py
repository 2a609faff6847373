"""Somebody who works at a service."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.directory import ContactPersonInput, ContactPersonRecord
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import CheckField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class PersonDialog(FormDialog):
    """Without `person` it adds one. Who left is not deleted: papers and contacts still name them."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        service_id: UUID,
        *,
        person: ContactPersonRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, verb = ("Nieuwe contactpersoon", "Contactpersoon toevoegen")
        if person is not None:
            title, verb = person.details.name, "Bewaren"
        super().__init__(title, verb, bar="Contactpersoon", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._service_id = service_id
        self._person = person
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = self.form
        self.name_field = form.add_row("name", "&Naam", TextField(), is_required=True, is_half=True)
        self.role = form.add_row(
            "role", "&Wat die doet", TextField(placeholder="onthaalmedewerker"), is_half=True
        )
        self.phone = form.add_row("phone", "&Telefoon", TextField(), is_half=True)
        self.email = form.add_row("email", "&E-mail", TextField(), is_half=True)
        self.is_gone = CheckField("Werkt er niet meer")
        form.add_row("retired_on", "", self.is_gone)
        form.set_row_visible("retired_on", person is not None)
        if person is not None:
            self._fill(person.details)
        self.submitted.connect(self._save)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, details: ContactPersonInput) -> None:
        self.name_field.set_value(details.name)
        self.role.set_value(details.role)
        self.phone.set_value(shown_phone(details.phone))
        self.email.set_value(details.email)
        self.is_gone.set_value(details.retired_on is not None)

    def value(self) -> ContactPersonInput:
        before = None if self._person is None else self._person.details.retired_on
        return ContactPersonInput(
            self._service_id if self._person is None else self._person.details.service_id,
            self.name_field.value(),
            self.role.value(),
            self.phone.value(),
            self.email.value(),
            (before or self._desk.today()) if self.is_gone.value() else None,
        )

    def _save(self) -> None:
        if self._person is None:
            save = partial(directory_service.add_contact_person, self._desk, self.value())
        else:
            person = self._person
            save = partial(
                directory_service.change_contact_person, self._desk, person.id, person.version, self.value()
            )
        self.set_busy(True)
        self._tasks.run(save, then=self._close_kept, failed=self.show_error, owner=self)

    def _close_kept(self, done: Done) -> None:
        self.accept()
