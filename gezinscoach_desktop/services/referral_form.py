"""The form of a referral: what was begun and not registered yet is there again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import referral as store
from gezinscoach_desktop.data.organisation import MUNICIPALITIES, ORGANISATIONS
from gezinscoach_desktop.data.referral import REFERRALS
from gezinscoach_desktop.data.referral_draft import ReferralDraftStore
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.referral import ReferralInput, ReferralRecord
from gezinscoach_desktop.domain.referral_draft import DraftPerson as DraftPerson
from gezinscoach_desktop.domain.referral_draft import ReferralDraft as ReferralDraft
from gezinscoach_desktop.domain.referral_draft import details_of, persons_of
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.form_draft import to_keep
from gezinscoach_desktop.services.guard import require, require_as_signed_in
from gezinscoach_desktop.services.referral import change_referral, found, register_referral

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


@dataclass(frozen=True, slots=True)
class ReferralForm:
    """What the form needs before anything is typed."""

    draft: ReferralDraft
    begun: ReferralDraft
    """The form as it is when nothing was filled in, or as the referral is kept."""
    is_resumed: bool
    """True when the draft was found again instead of begun now."""
    record: ReferralRecord | None
    """The referral that is changed; None for a new one."""
    municipalities: tuple[str, ...]
    organisations: tuple[tuple[UUID, str], ...]
    """Partner organisations that are in use, by name."""


def open_form(desk: Desk, referral_id: UUID | None = None) -> ReferralForm:
    """The form of a new referral, or of one that is changed. Raises NotFound, NotAllowed."""
    require(desk, Action.REGISTER_REFERRAL)
    kept = store_of(desk)
    drafts = kept.all() if referral_id is None else ()
    waiting = desk.office.health().waiting_ids  # first: what is sent meanwhile is found to be done

    def query(session: Session) -> tuple[ReferralForm, frozenset[UUID]]:
        record = None if referral_id is None else found(session, referral_id)
        begun = _begun(desk) if record is None else _of(session, record)
        registered = frozenset(draft.id for draft in drafts if REFERRALS.one(session, draft.id) is not None)
        begun_before = next(
            (draft for draft in drafts if draft.id not in registered and draft.id not in waiting), None
        )
        form = ReferralForm(
            draft=begun_before or begun,
            begun=begun,
            is_resumed=begun_before is not None,
            record=record,
            municipalities=_municipalities(desk, session),
            organisations=_organisations(session),
        )
        return form, registered

    form, registered = desk.office.read(query)
    for draft_id in registered:
        kept.finish(draft_id)  # killed before it was thrown away, or sent meanwhile
    return form


def draft_to_keep(desk: Desk, draft: ReferralDraft) -> Callable[[], datetime]:
    """What keeps the draft sealed on this PC, with all it needs taken now: a lock meanwhile does not stop it."""
    require_as_signed_in(desk, Action.REGISTER_REFERRAL)
    return to_keep(store_of(desk), draft, desk.now)


def draft_to_drop(desk: Desk, draft_id: UUID) -> Callable[[], None]:
    """What throws the draft away, with all it needs taken now."""
    return partial(store_of(desk).discard, draft_id)


def register_draft(desk: Desk, draft: ReferralDraft) -> Done:
    """Register what was filled in, once, and throw the draft away.

    Raises InvalidInput with the field that does not fit, and KeptForLater while the server is away.
    """
    today = desk.today()
    done = register_referral(
        desk, draft.id, details_of(draft, today), persons_of(draft, today), draft.family_id
    )
    store_of(desk).finish(draft.id)
    return done


def change_by_draft(desk: Desk, draft: ReferralDraft, version: int) -> Done:
    """Keep a referral as the form has it; raises InvalidInput, ChangedMeanwhile."""
    today = desk.today()
    return change_referral(
        desk, draft.id, version, details_of(draft, today), persons_of(draft, today), draft.family_id
    )


def store_of(desk: Desk) -> ReferralDraftStore:
    """Where this account's referrals for this office are kept while they are filled in."""
    return ReferralDraftStore(desk.office.id, desk.account.id, desk.office.keys.draft)


def _begun(desk: Desk) -> ReferralDraft:
    today = desk.today()
    return ReferralDraft(uuid4(), ReferralInput(today), received_on=format_date(today))


def _of(session: Session, record: ReferralRecord) -> ReferralDraft:
    persons = tuple(
        DraftPerson(
            person.details.role,
            person.details.given_name,
            person.details.family_name,
            "" if person.details.birth_date is None else format_date(person.details.birth_date),
            person.details.relation,
        )
        for person in store.persons(session, record.id)
    )
    details = record.details
    return ReferralDraft(record.id, details, format_date(details.received_on), persons, record.family_id)


def _municipalities(desk: Desk, session: Session) -> tuple[str, ...]:
    """Those that take part, and those that families were named with."""
    named = [each.details.name for each in MUNICIPALITIES.read(session, MUNICIPALITIES.kept())
             if each.details.retired_on is None]  # fmt: skip
    known = families.municipalities(session, account_id=desk.account.id, own_only=False, today=desk.today())
    return tuple(sorted({fold(name): name for name in (*known, *named)}.values(), key=fold))


def _organisations(session: Session) -> tuple[tuple[UUID, str], ...]:
    records = ORGANISATIONS.read(session, ORGANISATIONS.kept())
    found_ = [(each.id, each.details.name) for each in records if each.details.retired_on is None]
    return tuple(sorted(found_, key=lambda each: fold(each[1])))
