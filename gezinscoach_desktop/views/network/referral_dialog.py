"""A referral to a service, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.network import ReferralOutcome, ServiceReferralInput, ServiceReferralRecord
from gezinscoach_desktop.services import network as network_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.network import NetworkPage
from gezinscoach_desktop.views.directory.columns import waiting_text
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.family.choices import choices_of
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.network.words import agreement_hint
from gezinscoach_desktop.views.tasks import Tasks


class ReferralDialog(FormDialog):
    """Without `referral` it adds one. Says how long one waits there, and whether the family agreed to share."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        network: NetworkPage,
        family: FamilyData,
        *,
        referral: ServiceReferralRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title, verb = ("Nieuwe doorverwijzing", "Toevoegen")
        if referral is not None:
            title, verb = network.directory.name_of(referral.details.service_id), "Bewaren"
        super().__init__(title, verb, bar="Doorverwijzing", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._network = network
        self._family = family
        self._referral = referral
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_fields()
        if referral is not None:
            self._fill(referral.details)
        self._show_service()
        self._show_outcome()
        self.service.edited.connect(self._show_service)
        self.outcome.edited.connect(self._show_outcome)
        self.submitted.connect(self._save)
        (self.service if referral is None else self.outcome).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_fields(self) -> None:
        form, today = self.form, self._desk.today
        self.service = form.add_row(
            "service_id", "&Dienst", ServiceField(self._tasks, self._desk), is_required=True
        )
        whole: list[tuple[str, UUID | None]] = [("Het hele gezin", None)]
        members = [(self._family.name(member.id), member.id) for member in self._family.header.members]
        self.member: ComboField[UUID | None] = form.add_row(
            "member_id", "&Voor wie", ComboField([*whole, *members]), is_half=True
        )
        self.domain: ComboField[LifeDomain | None] = form.add_row(
            "domain", "&Levensdomein", ComboField(choices_of(LifeDomain)), is_half=True
        )
        self.asked_on = form.add_row(
            "asked_on", "&Gevraagd op", DateField(today(), today=today), is_required=True, is_half=True
        )
        self.outcome: ComboField[ReferralOutcome] = form.add_row(
            "outcome",
            "&Hoe staat het?",
            ComboField([(each.label, each) for each in ReferralOutcome]),
            is_half=True,
        )
        self.answered_on = form.add_row(
            "answered_on",
            "&Antwoord of start op",
            DateField(today=today),
            help_text="Leeg is vandaag.",
            is_half=True,
        )
        self.note = form.add_row("note", "&Nota", NoteField())

    def _fill(self, details: ServiceReferralInput) -> None:
        self.service.set_value(details.service_id)
        self.member.set_value(details.member_id)
        self.domain.set_value(details.domain)
        self.asked_on.set_value(details.asked_on)
        self.outcome.set_value(details.outcome)
        self.answered_on.set_value(details.answered_on)
        self.note.set_value(details.note)

    def _show_service(self) -> None:
        """What there is to know of the service before asking it."""
        service_id = self.service.value()
        entry = self._network.directory.entry(service_id)
        told = []
        if entry is not None:
            waiting = waiting_text(entry.details, self._network.today)
            told += [f"Wachttijd: {waiting}."] if waiting else []
            told.append(agreement_hint(self._network, ServiceReferralInput(entry.id, self._network.today)))
        self.form.set_help("service_id", " ".join(each for each in told if each))
        self._fit()

    def _show_outcome(self) -> None:
        outcome = self.outcome.value() or ReferralOutcome.ASKED
        self.form.set_row_visible("answered_on", not outcome.is_waiting)
        self._fit()

    def value(self) -> ServiceReferralInput:
        """What was filled in; raises InvalidInput (service_id, asked_on …)."""
        service_id, asked_on = self.service.value(), self.asked_on.value()
        if service_id is None:
            raise InvalidInput("Kies een dienst uit de lijst, of voeg ze toe.", field="service_id")
        if asked_on is None:
            raise InvalidInput("Vul in wanneer je het vroeg.", field="asked_on")
        outcome = self.outcome.value() or ReferralOutcome.ASKED
        return ServiceReferralInput(
            service_id,
            asked_on,
            self.member.value(),
            self.domain.value(),
            outcome,
            None if outcome.is_waiting else self.answered_on.value(),
            self.note.value(),
        )

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_kept)

    def _keeping(self) -> Callable[[], Done]:
        details, referral = self.value(), self._referral
        if referral is None:
            return partial(network_service.add_referral, self._desk, self._family.header.record.id, details)
        return partial(network_service.change_referral, self._desk, referral.id, referral.version, details)

    def _close_kept(self, done: Done) -> None:
        self.accept()
