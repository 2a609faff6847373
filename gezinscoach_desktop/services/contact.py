"""Contacts with families: filled in once, kept with what was agreed and spent, read back as one line through time."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from gezinscoach_desktop.data import action as actions_of
from gezinscoach_desktop.data import appointment as appointments_of
from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data import contact as contacts_of
from gezinscoach_desktop.data import expense as expenses_of
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data import story as stories_of
from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact import ATTACHED, CONTACTS
from gezinscoach_desktop.data.contact_draft import ContactDraftStore
from gezinscoach_desktop.data.expense import EXPENSES
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.contact import ContactInput as ContactInput
from gezinscoach_desktop.domain.contact import ContactKind as ContactKind
from gezinscoach_desktop.domain.contact import ContactRecord as ContactRecord
from gezinscoach_desktop.domain.contact_draft import ContactDraft as ContactDraft
from gezinscoach_desktop.domain.contact_draft import DraftAction as DraftAction
from gezinscoach_desktop.domain.contact_entry import ContactEntry as ContactEntry
from gezinscoach_desktop.domain.contact_entry import ContactExpense as ContactExpense
from gezinscoach_desktop.domain.contact_entry import FamilyChoice as FamilyChoice
from gezinscoach_desktop.domain.contact_entry import FamilyContact as FamilyContact
from gezinscoach_desktop.domain.contact_entry import ServiceNames as ServiceNames
from gezinscoach_desktop.domain.contact_entry import check_contact, check_entry
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.intensity import MonthIntensity, intensity_by_month
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.timeline import Attached, TimelineLine, timeline
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import (
    require_coached,
    require_family,
)
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.part import off_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "dit contactmoment"
_WITH_IT = frozenset({Noun.CONTACT, Noun.APPOINTMENT, Noun.ACTION, Noun.EXPENSE})


@dataclass(frozen=True, slots=True)
class ContactsPage:
    """Everything that happened with a family, and how intensive it was."""

    header: FamilyHeader
    lines: tuple[TimelineLine, ...]
    months: tuple[MonthIntensity, ...]
    services: ServiceNames
    may_register: bool
    """Whether the family consents to being coached."""
    has_draft: bool = False
    """Whether a contact was begun on this PC and not registered yet."""


def contacts_page(desk: Desk, family_id: UUID) -> ContactsPage:
    """The family's timeline; a fixed number of queries. Raises NotFound or NotAllowed."""

    def query(session: Session) -> ContactsPage:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        header = header_of(session, family_id)
        contacts = contacts_of.of_family(session, family_id)
        off = off_in(session)
        attached = Attached(
            () if Part.EXPENSES in off else expenses_of.of_family(session, family_id),
            actions_of.of_family(session, family_id),
            appointments_of.of_family(session, family_id),
        )
        snapshots = snapshots_of.headings(session, family_id)
        stories = () if Part.STORIES in off else stories_of.of_family(session, family_id)
        met = [contact.details.on for contact in contacts]
        return ContactsPage(
            header=header,
            lines=timeline(contacts, snapshots, stories, header.phases, attached),
            months=intensity_by_month(met, header.phases, desk.today()),
            services=contacts_of.services(session),
            may_register=consents.may_be_coached(session, family_id, desk.today()),
        )

    page = desk.office.read(query)
    return replace(page, has_draft=family_id in _families_with_draft(desk))


def read_contact(desk: Desk, family_id: UUID, contact_id: UUID) -> ContactRecord:
    """One contact as it is kept now; raises NotFound when somebody took it away, or NotAllowed."""

    def query(session: Session) -> ContactRecord:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        kept = CONTACTS.one(session, contact_id)
        if kept is None or kept.family_id != family_id or kept.removed_at is not None:
            raise missing(_WHAT)
        return kept

    return desk.office.read(query)


# --------------------------------------------------------------------------------------------------------------- writing
def register(desk: Desk, entry: ContactEntry) -> Done:
    """Keep a contact with its appointment, actions and expense, for one family or several, in one transaction, once."""
    check_entry(entry, desk.today())
    return _register.under(entry.id)(desk, entry)


@operation(AuditAction.REGISTER_CONTACT)
def _register(work: Work, entry: ContactEntry) -> Done:
    for part in entry.families:
        require_coached(work, work.session, Action.REGISTER_CONTACT, part.family_id)
    check_entry(entry, work.today())
    expenses = entry.expenses()
    for part in entry.families:
        family_id, contact_id = part.family_id, entry.contact_id(part.family_id)
        _check_members(work.session, family_id, part.members)
        CONTACTS.add(
            work.session,
            contact_id,
            entry.contact_of(part),
            family_id=family_id,
            at=work.now(),
            by=work.account.id,
        )
        _keep_agreed(work, entry, family_id, contact_id)
        if family_id in expenses:
            EXPENSES.add(
                work.session,
                uuid5(contact_id, "expense"),
                expenses[family_id],
                family_id=family_id,
                at=work.now(),
                by=work.account.id,
            )
        work.note(AuditAction.REGISTER_CONTACT, family_id=family_id, details={"kind": entry.kind.value})
    everybody = {part.family_id for part in entry.families}
    _set_appointment(
        work, entry.kept_appointment_id, everybody, AppointmentState.PLANNED, AppointmentState.KEPT
    )
    only = None if entry.is_group else entry.families[0].family_id
    nouns = {Noun.CONTACT, Noun.DRAFT} | ({Noun.EXPENSE} if expenses else set())
    nouns |= {Noun.APPOINTMENT} if entry.appointment or entry.kept_appointment_id else set()
    nouns |= {Noun.ACTION} if entry.actions else set()
    counts = {"families": len(entry.families)}
    return Done(Change(frozenset(nouns), only), entry.contact_id(entry.families[0].family_id), counts)


def _keep_agreed(work: Work, entry: ContactEntry, family_id: UUID, contact_id: UUID) -> None:
    if entry.appointment is not None:
        agreed = replace(
            entry.appointment,
            contact_id=contact_id,
            account_id=entry.appointment.account_id or work.account.id,
        )
        APPOINTMENTS.add(
            work.session,
            uuid5(contact_id, "appointment"),
            agreed,
            family_id=family_id,
            at=work.now(),
            by=work.account.id,
        )
    for action_id, action in entry.actions_of(contact_id):
        followed = replace(action, account_id=action.account_id or work.account.id)
        ACTIONS.add(work.session, action_id, followed, family_id=family_id, at=work.now(), by=work.account.id)


def _set_appointment(
    work: Work,
    appointment_id: UUID | None,
    families: Set[UUID],
    before: AppointmentState,
    after: AppointmentState,
) -> None:
    """What became of an appointment of one of `families`; one of which somebody said something else stays as it is."""
    found = None if appointment_id is None else APPOINTMENTS.one(work.session, appointment_id)
    if found is None or found.family_id not in families or found.details.state is not before:
        return
    details = replace(found.details, state=after)
    APPOINTMENTS.change(work.session, found.id, found.version, details, at=work.now(), by=work.account.id)


def change_contact(desk: Desk, contact_id: UUID, version: int, details: ContactInput) -> Done:
    """Keep a changed contact; raises InvalidInput, and ChangedMeanwhile when `version` is no longer the kept one."""
    check_contact(details, desk.today())
    return _change_contact(desk, contact_id, version, details)


@operation(AuditAction.CHANGE_CONTACT)
def _change_contact(work: Work, contact_id: UUID, version: int, details: ContactInput) -> Done:
    kept = found_of_family(work, CONTACTS, contact_id, Action.REGISTER_CONTACT, _WHAT)
    check_contact(details, work.today())
    family_id = _family_of(kept)
    _check_members(work.session, family_id, set(details.members) - set(kept.details.members))
    changed = replace(details, group_id=kept.details.group_id)
    moved = _move_expenses(work, kept, details.on)
    if not CONTACTS.change(work.session, contact_id, version, changed, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    work.note(AuditAction.CHANGE_CONTACT, family_id=family_id)
    nouns = {Noun.CONTACT, Noun.EXPENSE} if moved else {Noun.CONTACT}
    return Done(Change(frozenset(nouns), family_id), contact_id)


def _move_expenses(work: Work, kept: ContactRecord, on: date) -> bool:
    """What was spent at a contact was spent on its day; what was dated otherwise by hand stays."""
    moved = False
    if on != kept.details.on:
        for record in contacts_of.attached(work.session, EXPENSES, kept.id):
            if record.removed_at is None and record.details.on == kept.details.on:
                dated = replace(record.details, on=on)
                EXPENSES.change(
                    work.session, record.id, record.version, dated, at=work.now(), by=work.account.id
                )
                moved = True
    return moved


def remove_contacts(
    desk: Desk, contacts: tuple[tuple[UUID, int], ...], appointment_id: UUID | None = None
) -> Done:
    """Take contacts away, each by its id and version, with what was spent at them.

    Actions and appointments go along that nobody changed since; others stand on their own by now. The appointment that
    the contact closed, if it is given, is planned again.
    """
    return _remove_contacts(desk, contacts, appointment_id)


@operation(AuditAction.CHANGE_CONTACT)
def _remove_contacts(work: Work, contacts: tuple[tuple[UUID, int], ...], appointment_id: UUID | None) -> Done:
    families: set[UUID] = set()
    for contact_id, version in contacts:
        kept = found_of_family(work, CONTACTS, contact_id, Action.REGISTER_CONTACT, _WHAT)
        if not CONTACTS.remove(work.session, contact_id, version, at=work.now(), by=work.account.id):
            raise changed_meanwhile(work, _WHAT, kept)
        for table in ATTACHED:
            for record in contacts_of.attached(work.session, table, contact_id):
                is_untouched = record.version == 1 or table is EXPENSES
                if record.removed_at is None and is_untouched:
                    table.remove(work.session, record.id, record.version, at=work.now(), by=work.account.id)
        families.add(_family_of(kept))
    _set_appointment(work, appointment_id, families, AppointmentState.KEPT, AppointmentState.PLANNED)
    return _noted(work, families, contacts[0][0])


def bring_back_contacts(desk: Desk, contacts: tuple[tuple[UUID, int], ...]) -> Done:
    """Undo `remove_contacts`, with all that went along."""
    return _bring_back_contacts(desk, contacts)


@operation(AuditAction.CHANGE_CONTACT)
def _bring_back_contacts(work: Work, contacts: tuple[tuple[UUID, int], ...]) -> Done:
    families = set()
    for contact_id, version in contacts:
        kept = found_of_family(work, CONTACTS, contact_id, Action.REGISTER_CONTACT, _WHAT)
        if not CONTACTS.bring_back(work.session, contact_id, version, at=work.now(), by=work.account.id):
            raise changed_meanwhile(work, _WHAT, kept)
        for table in ATTACHED:
            for record in contacts_of.attached(work.session, table, contact_id):
                if record.removed_at is not None and record.removed_at == kept.removed_at:
                    table.bring_back(
                        work.session, record.id, record.version, at=work.now(), by=work.account.id
                    )
        families.add(_family_of(kept))
    return _noted(work, families, contacts[0][0])


def _noted(work: Work, families: set[UUID], first: UUID) -> Done:
    for family_id in families:
        work.note(AuditAction.CHANGE_CONTACT, family_id=family_id)
    only = next(iter(families)) if len(families) == 1 else None
    return Done(Change(_WITH_IT, only), first)


def _families_with_draft(desk: Desk) -> frozenset[UUID]:
    """What waits to be sent is as good as registered."""
    waiting = desk.office.health().waiting_ids
    drafts = ContactDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft).all()
    begun = (draft.family_id for draft in drafts if draft.id not in waiting)
    return frozenset(family_id for family_id in begun if family_id is not None)


def _check_members(session: Session, family_id: UUID, chosen: Iterable[UUID]) -> None:
    wanted = set(chosen)
    if wanted and not wanted <= {person.id for person in members_of.roles(session, family_id)}:
        raise InvalidInput("Er is iemand aangeduid die niet tot dit gezin behoort.", field="members")


def _family_of(kept: ContactRecord) -> UUID:
    if kept.family_id is None:
        raise ValueError("a contact is of a family")
    return kept.family_id
