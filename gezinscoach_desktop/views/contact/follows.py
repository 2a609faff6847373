"""What follows from a contact: the next appointment, what is to be done, and what was spent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.services.contact_form import ContactDraft
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.contact.follow_up import FollowUpLines
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.money_field import MoneyField
from gezinscoach_desktop.views.parts import parts
from gezinscoach_desktop.views.time_field import TimeField

_SHARED = ("Verdeel over alle gezinnen", None)


class Follows:
    """Three cards, in the order in which Tab comes to them."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.appointment, appointment = Card(), Form()
        self.next_on = appointment.add_row(
            "next_on", "&Volgende afspraak", AheadField(today=today), is_half=True
        )
        self.next_at = appointment.add_row("next_at", "O&m", TimeField(), is_half=True)
        self.next_what = appointment.add_row(
            "next_what", "Waar of waarover", TextField(placeholder="Bij hen thuis, de papieren …")
        )
        self.following, following = Card(), Form()
        self.actions = following.add_row("actions", "&Opvolging", FollowUpLines(today))
        self.expense, self._spent = Card(), Form()
        self.amount = self._spent.add_row("cents", "Onkost: bedra&g", MoneyField(), is_half=True)
        self.expense_what = self._spent.add_row(
            "expense_what", "Waarvoor", TextField(placeholder="IJsje, busticket …"), is_half=True
        )
        self.expense_family: ComboField[UUID | None] = self._spent.add_row(
            "expense_family", "Voor welk gezin", ComboField([_SHARED])
        )
        self._spent.set_row_visible("expense_family", is_visible=False)
        self.cards = (self.appointment, self.following, self.expense)
        if not parts().uses(Part.EXPENSES):
            self.expense.hide()
        self.forms = (appointment, following, self._spent)
        for card, form in zip(self.cards, self.forms, strict=True):
            card.add(form)
            card.body.addStretch(1)

    def offer_families(self, families: Sequence[tuple[str, UUID]]) -> None:
        """Of a group it can be said for which family was spent."""
        self.expense_family.set_choices([_SHARED, *families])
        if self.expense_family.currentIndex() < 0:
            self.expense_family.set_value(None)
        self._spent.set_row_visible("expense_family", len(families) > 1)

    def show_draft(self, draft: ContactDraft) -> None:
        """All but for which family was spent, which is known once the families are shown."""
        self.next_on.setText(draft.next_on)
        self.next_at.setText(draft.next_at)
        self.next_what.set_value(draft.next_what)
        self.actions.set_value(draft.actions)
        self.amount.setText(draft.amount)
        self.expense_what.set_value(draft.expense_what)

    def filled_in(self, draft: ContactDraft) -> ContactDraft:
        """`draft` with what stands in these fields, also what cannot be read yet."""
        return replace(
            draft,
            next_on=self.next_on.text(),
            next_at=self.next_at.text(),
            next_what=self.next_what.text(),
            actions=self.actions.value(),
            amount=self.amount.text(),
            expense_what=self.expense_what.text(),
            expense_family=self.expense_family.value(),
        )
