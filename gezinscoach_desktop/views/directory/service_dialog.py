"""Adding a service to the directory, or changing one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput
from gezinscoach_desktop.domain.merge import merge
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.services import directory as directory_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.directory import Directory, ServiceInput, ServiceRecord
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.family.meanwhile import as_typed, colleague_of
from gezinscoach_desktop.views.family.merge_dialog import MergeDialog
from gezinscoach_desktop.views.fields import DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_LABELS = {
    "name": "Naam",
    "organisation": "Organisatie",
    "what": "Wat ze doen, en voor wie",
    "domains": "Levensdomeinen",
    "municipality": "Gemeente",
    "address": "Adres",
    "phone": "Telefoon",
    "email": "E-mail",
    "website": "Website",
    "waiting": "Wachttijd",
    "waiting_noted_on": "Wachttijd gehoord op",
    "retired_on": "Niet meer gebruikt sinds",
}
_TOGETHER = (frozenset({"waiting", "waiting_noted_on"}),)


class ServiceDialog(FormDialog):
    """Only the name is asked for; without `service` it adds one. When a colleague was first, each field is chosen."""

    kept = Signal(object)
    """The id of the service that was added or changed."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        details: ServiceInput,
        *,
        service: ServiceRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, verb = ("Nieuwe dienst", "Dienst toevoegen") if service is None else (details.name, "Bewaren")
        super().__init__(title, verb, bar="Dienst", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._service = service
        self._newer = service
        self._before = details
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields()
        self._fill(details)
        self._shown = self.value()
        self.submitted.connect(self._save)
        self.name_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_fields(self) -> None:
        form = self.form
        self.name_field = form.add_row("name", "&Naam", TextField(), is_required=True, is_half=True)
        self.organisation = form.add_row(
            "organisation", "&Organisatie", TextField(placeholder="CAW, OCMW, CLB …"), is_half=True
        )
        self.what = form.add_row("what", "&Wat ze doen, en voor wie", NoteField())
        self.domains = form.add_row("domains", "&Levensdomeinen", DomainsField())
        form.add_group("Bereiken")
        self.phone = form.add_row("phone", "&Telefoon", TextField(), is_half=True)
        self.email = form.add_row("email", "&E-mail", TextField(), is_half=True)
        self.address = form.add_row("address", "&Adres", TextField(), is_half=True)
        self.municipality = form.add_row("municipality", "&Gemeente", TextField(), is_half=True)
        self.website = form.add_row("website", "We&bsite", TextField(), is_half=True)
        form.add_group("Wachttijd")
        self.waiting = form.add_row(
            "waiting", "Hoe lang wa&cht je er?", TextField(placeholder="een zestal weken"), is_half=True
        )
        self.waiting_noted_on = form.add_row(
            "waiting_noted_on",
            "Gehoord o&p",
            DateField(today=self._desk.today),
            help_text="Leeg is vandaag.",
            is_half=True,
        )

    def _fill(self, details: ServiceInput) -> None:
        self.name_field.set_value(details.name)
        self.organisation.set_value(details.organisation)
        self.what.set_value(details.what)
        self.domains.set_value(details.domains)
        self.phone.set_value(shown_phone(details.phone))
        self.email.set_value(details.email)
        self.address.set_value(details.address)
        self.municipality.set_value(details.municipality)
        self.website.set_value(details.website)
        self.waiting.set_value(details.waiting)
        self.waiting_noted_on.set_value(details.waiting_noted_on)

    def value(self) -> ServiceInput:
        """What was filled in; raises InvalidInput when the date cannot be read. Another waiting time is as of today."""
        noted, waiting = self.waiting_noted_on.value(), self.waiting.value()
        if waiting != self._before.waiting and noted == self._before.waiting_noted_on:
            noted = None
        return ServiceInput(
            name=self.name_field.value(),
            organisation=self.organisation.value(),
            what=self.what.value(),
            domains=self.domains.value(),
            municipality=self.municipality.value(),
            address=self.address.value(),
            phone=self.phone.value(),
            email=self.email.value(),
            website=self.website.value(),
            waiting=waiting,
            waiting_noted_on=noted,
            retired_on=self._before.retired_on,
            merged_into=self._before.merged_into,
        )

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_kept, failed=self._show_failure)

    def _keeping(self) -> Callable[[], Done]:
        details, service = self.value(), self._service
        if service is None:
            return partial(directory_service.add_service, self._desk, details)
        return partial(directory_service.change_service, self._desk, service.id, service.version, details)

    def _close_kept(self, done: Done) -> None:
        self.kept.emit(done.id)
        self.accept()

    def _show_failure(self, error: Exception) -> bool:
        if not isinstance(error, ChangedMeanwhile) or self._service is None:
            return self.show_error(error)
        self.show_error(error)
        self._tasks.query(
            directory_service.read_directory,
            self._desk,
            then=self._put_together,
            failed=self.show_error,
            owner=self,
        )
        return True

    def _put_together(self, directory: Directory) -> None:
        """A colleague was first: both versions beside each other, as often as it happens."""
        before = self._service
        entry = None if before is None else directory.entry(before.id)
        if before is None or entry is None:
            return
        try:
            mine = as_typed(before.details, self._shown, self.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        now = self._newer = entry.record
        who = colleague_of(now.changed_by, now.changed_at, versions=now.version - before.version)
        dialog = MergeDialog(
            merge(before.details, mine, now.details, together=_TOGETHER),
            _LABELS,
            colleague=who.name,
            intro=who.said("deze dienst", self._desk.today()),
            parent=self,
        )
        dialog.merged.connect(self._save_merged)
        dialog.open()

    def _save_merged(self, details: ServiceInput) -> None:
        if self._newer is None:
            return
        self._service, self._before = self._newer, self._newer.details
        self._fill(self._before)
        self._shown = self.value()
        self._fill(details)
        self.submit()
