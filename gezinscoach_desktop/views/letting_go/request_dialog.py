"""A question about the own data: noted by who hears it, answered by a coordinator."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.letting_go import (
    PersonRequestInput,
    PersonRequestKind,
    PersonRequestRecord,
    PersonRequestState,
    due_on,
)
from gezinscoach_desktop.services import person_request as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

Members = Sequence[tuple[str, UUID]]


class RequestDialog(FormDialog):
    """For a new question, or to change or answer one."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        members: Members,
        kept: PersonRequestRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Vraag over eigen gegevens",
            "Noteren" if kept is None else "Bewaren",
            intro="Antwoord binnen een maand, ook als het antwoord nee is; zeg dan waarom.",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._kept = kept
        self._may_answer = service.may_answer(desk)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_fields(members)
        if kept is None:
            self._follow_asked()
        else:
            self._fill(kept.details)
        self.asked_field.edited.connect(self._follow_asked)
        self.state_field.edited.connect(self._show_answer)
        self.submitted.connect(self._save)
        self._show_answer()
        self.who_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_fields(self, members: Members) -> None:
        desk, form = self._desk, self.form
        self.kind_field: ComboField[PersonRequestKind] = form.add_row(
            "kind",
            "Wat &vraagt de persoon?",
            ComboField([(each.label, each) for each in PersonRequestKind]),
            is_half=True,
        )
        self.member_field: ComboField[UUID | None] = form.add_row(
            "member_id", "&Over wie", ComboField([("Heel het gezin", None), *members]), is_half=True
        )
        self.who_field = form.add_row(
            "who",
            "W&ie vraagt het?",
            TextField(),
            is_required=True,
            help_text="De persoon zelf, een ouder, wie een volmacht heeft.",
        )
        self.what_field = form.add_row("what", "&Wat precies", NoteField())
        self.asked_field = form.add_row(
            "asked_on",
            "&Gevraagd op",
            DateField(desk.today(), today=desk.today),
            is_required=True,
            is_half=True,
        )
        self.due_field = form.add_row(
            "due_on", "&Antwoord voor", DateField(today=desk.today), is_required=True, is_half=True
        )
        self.note_field = form.add_row(
            "note",
            "&Nota, en waarom het langer duurt",
            NoteField(),
            help_text="Eén keer mag er twee maanden bij, als je zegt waarom.",
        )
        may = (
            PersonRequestState
            if self._may_answer
            else (PersonRequestState.OPEN, PersonRequestState.WITHDRAWN)
        )
        self.state_field: ComboField[PersonRequestState] = form.add_row(
            "state", "&Stand", ComboField([(each.label, each) for each in may]), is_half=True
        )
        self.answered_field = form.add_row(
            "answered_on", "Geantwoor&d op", DateField(desk.today(), today=desk.today), is_half=True
        )
        self.answer_field = form.add_row(
            "answer", "Het an&twoord", NoteField(fewest_lines=3), is_required=True
        )
        self.kind_field.set_value(PersonRequestKind.ACCESS)
        self.member_field.set_value(None)
        self.state_field.set_value(PersonRequestState.OPEN)

    def _fill(self, details: PersonRequestInput) -> None:
        self.kind_field.set_value(details.kind)
        self.member_field.set_value(details.member_id)
        self.who_field.set_value(details.who)
        self.what_field.set_value(details.what)
        self.asked_field.set_value(details.asked_on)
        self.due_field.set_value(details.due_on)
        self.note_field.set_value(details.note)
        self.state_field.set_value(details.state)
        self.answered_field.set_value(details.answered_on or self._desk.today())
        self.answer_field.set_value(details.answer)

    def _follow_asked(self) -> None:
        """A month later, as long as it was not put off by hand."""
        try:
            asked = self.asked_field.value()
        except InvalidInput:
            return
        if asked is not None and (self._kept is None or self._kept.details.asked_on != asked):
            self.due_field.set_value(due_on(asked))

    def _show_answer(self) -> None:
        is_answered = self.state_field.value() not in (
            None,
            PersonRequestState.OPEN,
            PersonRequestState.WITHDRAWN,
        )
        for name in ("answered_on", "answer"):
            self.form.set_row_visible(name, is_answered)
        self._fit()

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details, kept = self._value(), self._kept
        if kept is None:
            return partial(service.add_person_request, self._desk, self._family_id, details)
        return partial(service.change_person_request, self._desk, kept.id, kept.version, details)

    def _value(self) -> PersonRequestInput:
        asked, due = self.asked_field.value(), self.due_field.value()
        if asked is None:
            raise InvalidInput("Vul in wanneer het gevraagd werd.", field="asked_on")
        if due is None:
            raise InvalidInput("Vul in tegen wanneer er een antwoord moet zijn.", field="due_on")
        return PersonRequestInput(
            kind=self.kind_field.value() or PersonRequestKind.ACCESS,
            asked_on=asked,
            due_on=due,
            member_id=self.member_field.value(),
            who=self.who_field.value(),
            what=self.what_field.value(),
            state=self.state_field.value() or PersonRequestState.OPEN,
            answered_on=self.answered_field.value(),
            answer=self.answer_field.value(),
            note=self.note_field.value(),
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
