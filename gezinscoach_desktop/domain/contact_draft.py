"""A contact while it is being filled in: as typed, also what cannot be read yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner
from gezinscoach_desktop.domain.ahead import parse_ahead
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.clock import parse_length, parse_time
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.contact_entry import ContactEntry, ContactExpense, FamilyContact
from gezinscoach_desktop.domain.dates import parse_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.money import parse_cents


@dataclass(frozen=True, slots=True)
class DraftAction:
    """A line of what is to be followed up."""

    what: str = ""
    owner: ActionOwner = ActionOwner.COACH
    due: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.what.strip() or self.due.strip())


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """The form as it stands. `id` becomes the entry's, so that registering twice keeps one."""

    id: UUID
    families: tuple[FamilyContact, ...] = ()
    kind: ContactKind | None = None
    on: str = ""
    begins_at: str = ""
    length: str = ""
    others: str = ""
    domains: tuple[LifeDomain, ...] = ()
    note: str = ""
    service_id: UUID | None = None
    next_on: str = ""
    next_at: str = ""
    next_what: str = ""
    actions: tuple[DraftAction, ...] = ()
    amount: str = ""
    expense_what: str = ""
    expense_family: UUID | None = None
    has_own_presence: bool = False
    """Somebody was ticked or unticked by hand: another kind no longer changes who was there."""
    appointment_id: UUID | None = None
    """The appointment that it was."""
    saved_at: datetime | None = None

    @property
    def family_id(self) -> UUID | None:
        """The family it was begun for, or the first one chosen."""
        return self.families[0].family_id if self.families else None

    def has_content(self, begun: ContactDraft) -> bool:
        """Whether anything was filled in since the form was `begun`; choosing families alone is not worth keeping."""
        untouched = replace(begun, id=self.id, families=self.families, saved_at=self.saved_at)
        return self != untouched or any(part.note.strip() for part in self.families)


def entry_of(draft: ContactDraft, today: date) -> ContactEntry:
    """What was typed, read; raises InvalidInput with the field that cannot be."""
    if draft.kind is None:
        raise InvalidInput(
            "Kies wat voor contact het was: een klik, of een cijfer van 1 tot 9.", field="kind"
        )
    if not draft.on.strip():
        raise InvalidInput("Vul in wanneer het contact was.", field="on")
    return ContactEntry(
        id=draft.id,
        kind=draft.kind,
        on=parse_date(draft.on, today=today, field="on"),
        families=draft.families,
        begins_at=parse_time(draft.begins_at, field="begins_at") if draft.begins_at.strip() else None,
        minutes=parse_length(draft.length, field="minutes") if draft.length.strip() else None,
        others=draft.others,
        domains=draft.domains,
        note=draft.note,
        service_id=draft.service_id,
        kept_appointment_id=draft.appointment_id,
        appointment=_appointment(draft, today),
        actions=tuple(_action(line, today) for line in draft.actions if not line.is_empty),
        expense=_expense(draft),
    )


def _appointment(draft: ContactDraft, today: date) -> AppointmentInput | None:
    if not draft.next_on.strip():
        if draft.next_at.strip() or draft.next_what.strip():
            raise InvalidInput("Vul in op welke dag de volgende afspraak is.", field="next_on")
        return None
    return AppointmentInput(
        on=parse_ahead(draft.next_on, today=today, field="next_on"),
        begins_at=parse_time(draft.next_at, field="next_at") if draft.next_at.strip() else None,
        kind=ContactKind.GROUP if draft.kind is ContactKind.GROUP else ContactKind.HOME_VISIT,
        what=draft.next_what.strip(),
    )


def _action(line: DraftAction, today: date) -> ActionInput:
    due = parse_ahead(line.due, today=today, field="actions") if line.due.strip() else None
    return ActionInput(line.what.strip(), line.owner, due_on=due)


def _expense(draft: ContactDraft) -> ContactExpense | None:
    if not draft.amount.strip():
        if draft.expense_what.strip():
            raise InvalidInput("Vul het bedrag van de onkost in, of haal de tekst weg.", field="cents")
        return None
    cents = parse_cents(draft.amount, field="cents")
    return ContactExpense(cents, draft.expense_what.strip(), draft.expense_family)
