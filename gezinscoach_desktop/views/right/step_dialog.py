"""Noting where a right came to stand: which, for whom, since when, what it is worth."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.right import RightState, RightStepInput, Standing
from gezinscoach_desktop.services import right as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.views.fields import ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.money_field import MoneyField
from gezinscoach_desktop.views.right.right_field import RightField
from gezinscoach_desktop.views.right.words import whom_choices
from gezinscoach_desktop.views.tasks import Tasks


class StepDialog(FormDialog):
    """A step is never changed: a mistake is undone, and what comes after is a step of its own."""

    kept = Signal(object)
    """UUID of the step, once it is kept."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        page: RightsPage,
        standing: Standing | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Recht noteren" if standing is None else "Recht bijwerken", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._page = page
        self._standing = standing
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_form()
        self._fill()
        self.state.edited.connect(self._show_fields)
        self.submitted.connect(self._save)
        first = self.right if standing is None else self.state
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_form(self) -> None:
        form, today = self.form, self._desk.today()
        known = self._standing.place[0] if self._standing is not None else None
        listed = [right for right in self._page.rights if right.id == known or not right.is_retired(today)]
        self.right = form.add_row("right_id", "&Recht", RightField(listed), is_required=True)
        whom = whom_choices(self._page.header.members, today)
        self.member: ComboField[UUID | None] = form.add_row(
            "member_id", "&Voor wie", ComboField(whom), is_half=True
        )
        self.state: ComboField[RightState] = form.add_row(
            "state", "&Stand", ComboField([(state.label, state) for state in RightState]), is_half=True
        )
        self.on = form.add_row("on", "&Datum", DateField(today, today=self._desk.today), is_required=True)
        self.monthly = form.add_row("monthly_cents", "Per &maand", MoneyField(), is_half=True)
        self.once = form.add_row(
            "once_cents", "&Eenmalig", MoneyField(), is_half=True, help_text="Wat er met deze stap bij kwam."
        )
        self.reason = form.add_row(
            "not_taken_up",
            "&Waarom (nog) niet?",
            TextField(),
            help_text="Bijvoorbeeld: te ingewikkeld, wil het niet, papieren ontbreken.",
        )
        self.note = form.add_row("note", "&Nota", NoteField())

    def _fill(self) -> None:
        standing = self._standing
        if standing is None:
            self.member.set_value(None)
            self.state.set_value(RightState.TO_EXPLORE)
        else:
            last = standing.last.details
            if last.member_id not in {member_id for _, member_id in self._whom()}:
                self.member.set_choices([*self._whom(), (self._former_name(last.member_id), last.member_id)])
            self.right.set_value(last.right_id)
            self.member.set_value(last.member_id)
            self.state.set_value(last.state)
            self.monthly.set_value(last.monthly_cents)
            self.right.setEnabled(False)
            self.member.setEnabled(False)
        self._show_fields()

    def _whom(self) -> list[tuple[str, UUID | None]]:
        return whom_choices(self._page.header.members, self._desk.today())

    def _former_name(self, member_id: UUID | None) -> str:
        names = {member.id: member.display_name for member in self._page.header.members}
        return names.get(member_id, "Gezinslid") if member_id is not None else ""

    def _show_fields(self) -> None:
        state = self.state.value() or RightState.TO_EXPLORE
        for name in ("monthly_cents", "once_cents"):
            self.form.set_row_visible(name, state.is_held)
        self.form.set_row_visible("not_taken_up", state.may_be_left)
        if self.isVisible():
            self._fit()

    def _save(self) -> None:
        try:
            step = self._value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            right_service.register_steps,
            self._desk,
            self._page.header.record.id,
            (step,),
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _value(self) -> RightStepInput:
        right_id, state, on = self.right.value(), self.state.value(), self.on.value()
        if right_id is None:
            raise InvalidInput("Kies over welk recht het gaat.", field="right_id")
        if on is None:
            raise InvalidInput("Vul de datum in.", field="on")
        state = state or RightState.TO_EXPLORE
        return RightStepInput(
            right_id,
            state,
            on,
            self.member.value(),
            self.monthly.value() if state.is_held else None,
            self.once.value() if state.is_held else None,
            self.reason.value() if state.may_be_left else "",
            self.note.value(),
        )

    def _close_saved(self, done: Done) -> None:
        self.kept.emit(done.id)
        self.accept()
