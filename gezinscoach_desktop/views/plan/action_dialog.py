"""What is to be done, by whom and by when, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionRecord, ActionState
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.request import RequestRecord
from gezinscoach_desktop.services import action as action_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.agenda.family_field import FamilyField
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.plan.record_dialog import RecordDialog, domain_field, state_choices
from gezinscoach_desktop.views.plan.words import short
from gezinscoach_desktop.views.tasks import Tasks


class ActionDialog(RecordDialog[ActionInput]):
    """The result is asked only once the action is no longer open."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID | None,
        record: ActionRecord | None = None,
        *,
        proposed: ActionInput | None = None,
        requests: tuple[RequestRecord, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Without a family it asks which one.

        `proposed` fills a new one in; `requests` are those of the family, to say which one it is for.
        """
        title = "Nieuwe actie" if record is None else "Actie"
        super().__init__(tasks, desk, title, "Actie bewaren", record=record, parent=parent)
        self._family_id = family_id
        self._kept = (proposed or ActionInput("")) if record is None else record.details
        self._add_rows(requests)
        self._show(self._kept)
        (self.family or self.what).setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self, requests: tuple[RequestRecord, ...]) -> None:
        add = self.form.add_row
        self.family: FamilyField | None = None
        if self._family_id is None:
            field = FamilyField(self._tasks, self._desk)
            self.family = add("family_id", "Voor welk &gezin?", field, is_required=True)
        self.what = add("what", "&Wat moet er gebeuren?", NoteField(), is_required=True)
        self.owner: ComboField[ActionOwner] = add(
            "owner", "W&ie doet het?", ComboField(state_choices(ActionOwner)), is_half=True
        )
        self.due_on = add(
            "due_on", "&Tegen", AheadField(today=self._desk.today), is_half=True,
            help_text="Bijvoorbeeld vrijdag, 14/12 of over 2 weken.",
        )  # fmt: skip
        self.service = add("service_id", "&Dienst", ServiceField(self._tasks, self._desk))
        self.domain = add("domain", "&Levensdomein", domain_field(), is_half=True)
        choices: list[tuple[str, UUID | None]] = [("Geen", None)]
        choices += [(short(each.details.text), each.id) for each in requests]
        self.request: ComboField[UUID | None] = add(
            "request_id", "&Voor welke vraag?", ComboField(choices), is_half=True
        )
        self.form.set_row_visible("request_id", bool(requests))
        self.state: ComboField[ActionState] = add(
            "state", "&Stand", ComboField(state_choices(ActionState)), is_half=True
        )
        self.closed_on = add("closed_on", "&Op", DateField(today=self._desk.today), is_half=True)
        self.outcome = add("result", "Wat kwam er &van?", NoteField())
        self.add_removal("Actie verwijderen")
        self.state.edited.connect(self._show_result)
        self.owner.edited.connect(self._show_service)

    def _show(self, details: ActionInput) -> None:
        self.what.set_value(details.what)
        self.owner.set_value(details.owner)
        self.due_on.set_value(details.due_on)
        self.service.set_value(details.service_id)
        self.domain.set_value(details.domain)
        self.request.set_value(details.request_id)
        self.state.set_value(details.state)
        self.closed_on.set_value(details.closed_on)
        self.outcome.set_value(details.result)
        self.form.set_row_visible("state", self.record is not None)
        self._show_service()
        self._show_result()

    def _show_service(self) -> None:
        self.form.set_row_visible("service_id", self.owner.value() is ActionOwner.SERVICE)
        self._fit()

    def _show_result(self) -> None:
        is_closed = self.state.value() is not ActionState.OPEN
        for name in ("closed_on", "result"):
            self.form.set_row_visible(name, is_closed)
        if is_closed and not self.closed_on.text():
            self.closed_on.set_value(self._desk.today())
        self._fit()

    def value(self) -> ActionInput:
        owner = self.owner.value() or ActionOwner.COACH
        return replace(
            self._kept,
            what=self.what.value(),
            owner=owner,
            due_on=self.due_on.value(),
            service_id=self.service.value() if owner is ActionOwner.SERVICE else None,
            domain=self.domain.value(),
            request_id=self.request.value(),
            state=self.state.value() or ActionState.OPEN,
            closed_on=self.closed_on.value(),
            result=self.outcome.value(),
        )

    def keeping(self, value: ActionInput) -> Callable[[], Done]:
        if self.record is None:
            family_id = self._family_id or (None if self.family is None else self.family.value())
            if family_id is None:
                raise InvalidInput("Kies voor welk gezin.", field="family_id")
            return partial(action_service.add_action, self._desk, family_id, value)
        return partial(action_service.change_action, self._desk, self.record.id, self.record.version, value)
