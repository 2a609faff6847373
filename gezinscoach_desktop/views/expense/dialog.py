"""An expense in a small window: amount and what for; the date is today."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import expense as expense_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import BudgetRecord, ExpenseInput, ExpenseRecord
from gezinscoach_desktop.views.fields import DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.money_field import MoneyField
from gezinscoach_desktop.views.tasks import Tasks


class ExpenseDialog(FormDialog):
    """For a new expense of a family, or to change one that is kept."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        messages: Messages,
        family_id: UUID,
        kept: ExpenseRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Onkost noteren" if kept is None else "Onkost wijzigen",
            "Noteren" if kept is None else "Bewaren",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family_id = family_id
        self._kept = kept
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cents_field = self.form.add_row("cents", "&Bedrag", MoneyField(), is_half=True, is_required=True)
        self.on_field = self.form.add_row(
            "on", "&Datum", DateField(desk.today(), today=desk.today), is_half=True, is_required=True
        )
        self.what_field = self.form.add_row(
            "what", "&Waarvoor", TextField(placeholder="bijvoorbeeld: ijsje op uitstap"), is_required=True
        )
        if kept is not None:
            self.cents_field.set_value(kept.details.cents)
            self.on_field.set_value(kept.details.on)
            self.what_field.set_value(kept.details.what)
        self.setTabOrder(self.cents_field, self.what_field)
        self.setTabOrder(self.what_field, self.on_field)
        self.setTabOrder(self.on_field, self.cancel_button)
        self.submitted.connect(self._save)
        self.cents_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details, kept = self._value(), self._kept
        if kept is None:
            return partial(expense_service.add_expense, self._desk, self._family_id, details)
        return partial(expense_service.change_expense, self._desk, kept.id, kept.version, details)

    def _value(self) -> ExpenseInput:
        contact_id = None if self._kept is None else self._kept.details.contact_id
        on = self.on_field.value() or self._desk.today()
        return ExpenseInput(self.cents_field.value() or 0, self.what_field.value(), on, contact_id)

    def _close_saved(self, done: Done) -> None:
        self.accept()
        if self._kept is None:
            self._messages.good("De onkost is genoteerd. Ze staat bij Dossier, onder Onkosten.")


class BudgetDialog(FormDialog):
    """What may be spent for a family in a year; empty is no budget."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        year: int,
        kept: BudgetRecord | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"Budget voor {year}",
            "Bewaren",
            intro="Hoeveel mag er dit jaar naar kleine onkosten voor dit gezin gaan? Leeg is: geen budget.",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._year = year
        self._kept = kept
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.cents_field = self.form.add_row("cents", "&Budget", MoneyField())
        if kept is not None:
            self.cents_field.set_value(kept.details.cents)
        self.submitted.connect(self._save)
        self.cents_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        try:
            cents = self.cents_field.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        self._tasks.run(
            expense_service.set_budget,
            self._desk,
            self._family_id,
            self._year,
            cents,
            None if self._kept is None else self._kept.version,
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
