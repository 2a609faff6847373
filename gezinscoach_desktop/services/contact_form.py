"""The form of a contact: whom it can be with, and what was begun and not registered yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import contact as contacts_of
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.contact_draft import ContactDraftStore
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.clock import format_length, format_time
from gezinscoach_desktop.domain.contact_draft import ContactDraft as ContactDraft
from gezinscoach_desktop.domain.contact_draft import DraftAction as DraftAction
from gezinscoach_desktop.domain.contact_draft import entry_of
from gezinscoach_desktop.domain.contact_entry import ContactEntry, likely_first
from gezinscoach_desktop.domain.contact_entry import FamilyChoice as FamilyChoice
from gezinscoach_desktop.domain.contact_entry import FamilyContact as FamilyContact
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import MemberRecord, members_in_order
from gezinscoach_desktop.services.contact import register
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import note_opening
from gezinscoach_desktop.services.form_draft import to_keep
from gezinscoach_desktop.services.guard import reaches_own_only, require_as_signed_in, require_coached

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


@dataclass(frozen=True, slots=True)
class ContactForm:
    """What the form needs before anything is typed."""

    draft: ContactDraft
    begun: ContactDraft
    """The form as it is when nothing was filled in."""
    is_resumed: bool
    """True when the draft was found again instead of begun now."""
    other: ContactDraft | None
    """Begun for a family and not registered, while the form was asked for without one: may be gone on with."""
    choices: tuple[FamilyChoice, ...]
    """Families it can be with, the likely ones first."""
    members: Mapping[UUID, tuple[MemberRecord, ...]]
    """Of the families in the draft and in the other one."""
    services: Mapping[UUID, str]


def open_form(desk: Desk, family_id: UUID | None = None, appointment_id: UUID | None = None) -> ContactForm:
    """The form for a family, or for one still to be chosen; with what was begun and not registered yet.

    With an appointment it is about that one. Noted in the audit trail as an opening: who belongs to the family is read.

    Raises NotFound, NotAllowed, and NeedsConsent for a family that did not consent to being coached.
    """
    own_only = reaches_own_only(desk, Action.REGISTER_CONTACT)
    drafts = store_of(desk).all()
    waiting = desk.office.health().waiting_ids  # first: what is sent meanwhile is found to be done

    def query(session: Session) -> tuple[ContactForm, frozenset[UUID]]:
        if family_id is not None:
            require_coached(desk, session, Action.REGISTER_CONTACT, family_id)
        choices = contacts_of.choices(session, desk.account.id, desk.today(), own_only=own_only)
        known = {choice.id for choice in choices}
        done = contacts_of.registered(session, map(_first_id, drafts))
        begun = _begun(desk, session, family_id, appointment_id)
        open_ones = [
            _reachable(draft, known)
            for draft in drafts
            if _first_id(draft) not in done and draft.id not in waiting
        ]
        found = next((draft for draft in open_ones if _is_about(draft, family_id, appointment_id)), None)
        other = open_ones[0] if open_ones and family_id is None and found is None else None
        shown = found or begun
        parts = (*shown.families, *(() if other is None else other.families))
        form = ContactForm(
            draft=shown,
            begun=begun,
            is_resumed=found is not None,
            other=other,
            choices=likely_first(choices),
            members={part.family_id: _members(session, part.family_id) for part in parts},
            services=contacts_of.services(session).offered(),
        )
        return form, done

    form, done = desk.office.read(query)
    for part in form.draft.families:
        note_opening(desk, part.family_id)
    for draft in drafts:
        if _first_id(draft) in done:  # killed before it was thrown away, or sent meanwhile
            store_of(desk).finish(draft.id)
    return form


def people_of(desk: Desk, family_id: UUID) -> tuple[MemberRecord, ...]:
    """Who can have been there, for a family that is chosen in the form; noted in the audit trail as an opening."""

    def query(session: Session) -> tuple[MemberRecord, ...]:
        require_coached(desk, session, Action.REGISTER_CONTACT, family_id)
        return _members(session, family_id)

    members = desk.office.read(query)
    note_opening(desk, family_id)
    return members


def draft_to_keep(desk: Desk, draft: ContactDraft) -> Callable[[], datetime]:
    """What keeps the draft sealed on this PC, with all it needs taken now: a lock meanwhile does not stop it."""
    require_as_signed_in(desk, Action.REGISTER_CONTACT)
    return to_keep(store_of(desk), draft, desk.now)


def draft_to_drop(desk: Desk, draft_id: UUID) -> Callable[[], None]:
    """What throws the draft away, with all it needs taken now."""
    return partial(store_of(desk).discard, draft_id)


def register_draft(desk: Desk, draft: ContactDraft) -> Done:
    """Register what was filled in, once, and throw the draft away.

    Raises InvalidInput with the field that does not fit, and KeptForLater while the server is away: the draft then stays
    until the contact is registered.
    """
    done = register(desk, entry_of(draft, desk.today()))
    store_of(desk).finish(draft.id)
    return done


def store_of(desk: Desk) -> ContactDraftStore:
    """Where this account's contacts for this office are kept while they are filled in."""
    return ContactDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)


def _begun(desk: Desk, session: Session, family_id: UUID | None, appointment_id: UUID | None) -> ContactDraft:
    now = desk.now().astimezone()
    begun = ContactDraft(
        uuid4(),
        () if family_id is None else (FamilyContact(family_id),),
        on=format_date(desk.today()),
        begins_at=format_time(now.hour * 60 + now.minute),
    )
    planned = None if appointment_id is None else APPOINTMENTS.one(session, appointment_id)
    if planned is None or planned.family_id != family_id:
        return begun
    details = planned.details
    return replace(
        begun,
        kind=details.kind,
        on=format_date(min(details.on, desk.today())),
        begins_at=begun.begins_at if details.begins_at is None else format_time(details.begins_at),
        length="" if details.minutes is None else format_length(details.minutes),
        appointment_id=planned.id,
    )


def _is_about(draft: ContactDraft, family_id: UUID | None, appointment_id: UUID | None) -> bool:
    """Whether who asks for the form means this draft: nobody is offered the contact of another family as his."""
    is_appointment = appointment_id is None or draft.appointment_id == appointment_id
    return draft.family_id == family_id and is_appointment


def _reachable(draft: ContactDraft, known: Iterable[UUID]) -> ContactDraft:
    """Without the families that are no longer the account's."""
    wanted = set(known)
    return replace(draft, families=tuple(part for part in draft.families if part.family_id in wanted))


def _first_id(draft: ContactDraft) -> UUID:
    """The id of the first contact that it becomes."""
    family_id = draft.family_id
    return draft.id if family_id is None else ContactEntry.id_for(draft.id, family_id)


def _members(session: Session, family_id: UUID) -> tuple[MemberRecord, ...]:
    return members_in_order(members_of.of_family(session, family_id))
