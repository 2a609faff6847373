"""What the family asks, in its own words, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.request import RequestInput, RequestRecord, RequestState
from gezinscoach_desktop.services import request as request_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField
from gezinscoach_desktop.views.plan.record_dialog import RecordDialog, domain_field, state_choices
from gezinscoach_desktop.views.tasks import Tasks


class RequestDialog(RecordDialog[RequestInput]):
    """The outcome is asked only once the request is no longer open."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        record: RequestRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        title = "Nieuwe vraag van het gezin" if record is None else "Vraag van het gezin"
        super().__init__(tasks, desk, title, "Vraag bewaren", record=record, parent=parent)
        self._family_id = family_id
        self._add_rows()
        self._show(RequestInput("") if record is None else record.details)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        add = self.form.add_row
        self.text = add(
            "text", "&Wat vraagt het gezin?", NoteField(), is_required=True,
            help_text="In de woorden van het gezin zelf.",
        )  # fmt: skip
        self.domain = add("domain", "&Levensdomein", domain_field(), is_half=True)
        self.raised_on = add("raised_on", "&Sinds", DateField(today=self._desk.today), is_half=True)
        self.state: ComboField[RequestState] = add(
            "state", "S&tand", ComboField(state_choices(RequestState)), is_half=True
        )
        self.closed_on = add("closed_on", "&Op", DateField(today=self._desk.today), is_half=True)
        self.outcome = add("outcome", "Wat kwam er &van?", NoteField())
        self.add_removal("Vraag verwijderen")
        self.state.edited.connect(self._show_outcome)

    def _show(self, details: RequestInput) -> None:
        self.text.set_value(details.text)
        self.domain.set_value(details.domain)
        self.raised_on.set_value(details.raised_on or self._desk.today())
        self.state.set_value(details.state)
        self.closed_on.set_value(details.closed_on)
        self.outcome.set_value(details.outcome)
        self.form.set_row_visible("state", self.record is not None)
        self._show_outcome()

    def _show_outcome(self) -> None:
        is_closed = self.state.value() is not RequestState.OPEN
        for name in ("closed_on", "outcome"):
            self.form.set_row_visible(name, is_closed)
        if is_closed and not self.closed_on.text():
            self.closed_on.set_value(self._desk.today())
        self._fit()

    def value(self) -> RequestInput:
        return RequestInput(
            text=self.text.value(),
            domain=self.domain.value(),
            raised_on=self.raised_on.value(),
            state=self.state.value() or RequestState.OPEN,
            closed_on=self.closed_on.value(),
            outcome=self.outcome.value(),
        )

    def keeping(self, value: RequestInput) -> Callable[[], Done]:
        if self.record is None:
            return partial(request_service.add_request, self._desk, self._family_id, value)
        return partial(request_service.change_request, self._desk, self.record.id, self.record.version, value)
