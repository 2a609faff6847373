"""Referrals: registered with the phone in hand, decided with a reason, told to the referrer as far as was agreed.

For coordinators only. Whatever is done with one is noted in the trail without the family that it may be about: who reads
that family's own trail would learn that it was referred again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import referral as store
from gezinscoach_desktop.data import setting as settings_of
from gezinscoach_desktop.data.referral import REFERRALS, REFERRED_PERSONS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.duplicate import Match, Wanted, matches
from gezinscoach_desktop.domain.errors import InvalidInput, NotFound
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.referral import (
    ReferralInput,
    ReferralLine,
    ReferralRecord,
    ReferredPersonInput,
    ReferredPersonRecord,
    Ruling,
    WaitingContactRecord,
    checked_persons,
    checked_referral,
    decided,
)
from gezinscoach_desktop.domain.referral_feedback import Told
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Decision
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

WHAT = "deze aanmelding"
DECISION_FIELDS = ("decision", "decided_on", "decided_by", "decision_reason", "referred_to", "place_in_line")

_TOLD_FIELDS = ("assigned_on", "first_contact_on", "fed_back_on", "fed_back")
"""What the form does not ask, and so does not change."""


@dataclass(frozen=True, slots=True)
class ReferralFile:
    """One referral with everything that goes with it."""

    line: ReferralLine
    persons: tuple[ReferredPersonRecord, ...]
    contacts: tuple[WaitingContactRecord, ...]
    related: tuple[ReferralLine, ...]
    """Other referrals of the same family."""
    family: FamilyHeader | None
    """The family it is about, when it is in the office."""
    told: Told
    """What is known that the referrer might hear."""
    alike: tuple[Match, ...] = ()
    """What may be the same family, as long as nothing was decided and it was not linked."""

    @property
    def record(self) -> ReferralRecord:
        return self.line.record


# ----------------------------------------------------------------------------------------------------------- reading
def list_referrals(desk: Desk) -> tuple[ReferralLine, ...]:
    """Every referral, the newest first; a fixed number of queries. Note the opening with `note_reading`."""
    require(desk, Action.READ_WAITING_LIST)
    return desk.office.read(store.lines)


def read_referral(desk: Desk, referral_id: UUID) -> ReferralFile:
    """One referral; raises NotFound or NotAllowed."""
    require(desk, Action.READ_WAITING_LIST)

    def query(session: Session) -> ReferralFile:
        record = found(session, referral_id)
        family = None if record.family_id is None else families.header(session, record.family_id)
        persons = store.persons(session, referral_id)
        return ReferralFile(
            line=store.line(session, record),
            persons=persons,
            contacts=store.waiting_contacts(session, referral_id),
            related=store.related(session, record),
            family=family,
            told=_told(session, record, family, desk.today()),
            alike=_alike(session, record, persons),
        )

    return desk.office.read(query)


def look_alike(desk: Desk, wanted: Wanted, besides: UUID | None = None) -> tuple[Match, ...]:
    """Families and earlier referrals that may be the same one, with the reasons; hints only, nothing is refused."""
    require(desk, Action.READ_WAITING_LIST)
    if not wanted.says_something:
        return ()
    return matches(wanted, desk.office.read(lambda session: store.suspects(session, wanted, besides=besides)))


def note_reading(desk: Desk) -> None:
    """Note in the audit trail that the referrals or who waits were looked at: once for every opening."""
    _note_reading(desk)


@operation(AuditAction.READ_WAITING_LIST, is_urgent=False)
def _note_reading(work: Work) -> Done:
    require(work, Action.READ_WAITING_LIST)
    work.note(AuditAction.READ_WAITING_LIST)
    return Done(Change(frozenset()))


def found(session: Session, referral_id: UUID) -> ReferralRecord:
    """Within a running query of who may: the referral, raises NotFound when it is gone or was taken away."""
    record = REFERRALS.one(session, referral_id)
    if record is None or record.removed_at is not None:
        raise missing(WHAT)
    return record


def _alike(
    session: Session, record: ReferralRecord, persons: tuple[ReferredPersonRecord, ...]
) -> tuple[Match, ...]:
    details = record.details
    is_linked = record.family_id is not None or details.earlier_id is not None
    if details.decision is not None or is_linked:
        return ()
    born = tuple(each.details.birth_date for each in persons if each.details.birth_date is not None)
    wanted = Wanted(details.name, (details.phone,), details.address, details.municipality, born)
    return matches(wanted, store.suspects(session, wanted, besides=record.id))


def _told(session: Session, record: ReferralRecord, family: FamilyHeader | None, today: date) -> Told:
    office = settings_of.office(session).name
    if family is None or record.details.assigned_on is None:
        return Told(record.details, office)
    responsible = [each for each in family.assignments if each.kind is AssignmentKind.RESPONSIBLE]
    now = next(
        (each for each in responsible if each.runs_on(today)), responsible[-1] if responsible else None
    )
    return Told(record.details, office, "" if now is None else now.coach, record.details.first_contact_on)


# -------------------------------------------------------------------------------------------------------- registering
def register_referral(
    desk: Desk,
    referral_id: UUID,
    details: ReferralInput,
    persons: tuple[ReferredPersonInput, ...] = (),
    family_id: UUID | None = None,
) -> Done:
    """Keep a new referral under the caller's id, of a family that was here before when `family_id` says which.

    A name or a phone number is enough. Raises InvalidInput (name, received_on, persons).
    """
    tidy = replace(
        details, decision=None, decided_on=None, decided_by=None, place_in_line=0, assigned_on=None
    )
    return _register_referral.under(referral_id)(
        desk,
        referral_id,
        checked_referral(tidy, desk.today()),
        _with_ids(checked_persons(persons, desk.today())),
        family_id,
    )


@operation(AuditAction.REGISTER_REFERRAL)
def _register_referral(
    work: Work,
    referral_id: UUID,
    details: ReferralInput,
    persons: tuple[tuple[UUID, ReferredPersonInput], ...],
    family_id: UUID | None,
) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    if family_id is not None:
        _refuse_no_family(work, family_id)
    REFERRALS.add(work.session, referral_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    _add_persons(work, referral_id, persons)
    return done(work, AuditAction.REGISTER_REFERRAL, referral_id)


def change_referral(
    desk: Desk,
    referral_id: UUID,
    version: int,
    details: ReferralInput,
    persons: tuple[ReferredPersonInput, ...],
    family_id: UUID | None = None,
) -> Done:
    """Keep changed details and who was named; what was decided stays. Raises ChangedMeanwhile, InvalidInput."""
    return _change_referral(
        desk,
        referral_id,
        version,
        checked_referral(details, desk.today()),
        _with_ids(checked_persons(persons, desk.today())),
        family_id,
    )


@operation(AuditAction.CHANGE_REFERRAL)
def _change_referral(
    work: Work,
    referral_id: UUID,
    version: int,
    details: ReferralInput,
    persons: tuple[tuple[UUID, ReferredPersonInput], ...],
    family_id: UUID | None,
) -> Done:
    kept = _to_change(work, referral_id, version)
    _refuse_circle(work.session, referral_id, details.earlier_id)
    as_decided = {name: getattr(kept.details, name) for name in DECISION_FIELDS}
    as_told = {name: getattr(kept.details, name) for name in _TOLD_FIELDS}
    put(work, kept, replace(details, **as_decided, **as_told))
    if family_id != kept.family_id:
        if kept.details.assigned_on is not None:
            raise InvalidInput("Deze aanmelding is al een gezin; ze kan niet bij een ander gezin horen.")
        if family_id is not None:
            _refuse_no_family(work, family_id)
        store.link(
            work.session, found(work.session, referral_id), family_id, at=work.now(), by=work.account.id
        )
    _put_persons(work, referral_id, persons)
    return done(work, AuditAction.CHANGE_REFERRAL, referral_id)


def remove_referral(desk: Desk, referral_id: UUID, version: int) -> Done:
    """Take away what was registered by mistake; one that became a family stays. Raises InvalidInput."""
    return _remove_referral(desk, referral_id, version)


@operation(AuditAction.CHANGE_REFERRAL)
def _remove_referral(work: Work, referral_id: UUID, version: int) -> Done:
    kept = _to_change(work, referral_id, version)
    if kept.details.assigned_on is not None:
        raise InvalidInput("Deze aanmelding is een gezin geworden en blijft bewaard.")
    REFERRALS.remove(work.session, referral_id, version, at=work.now(), by=work.account.id)
    return done(work, AuditAction.CHANGE_REFERRAL, referral_id)


def bring_back_referral(desk: Desk, referral_id: UUID, version: int) -> Done:
    """Undo taking it away."""
    return _bring_back_referral(desk, referral_id, version)


@operation(AuditAction.CHANGE_REFERRAL)
def _bring_back_referral(work: Work, referral_id: UUID, version: int) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    kept = REFERRALS.one(work.session, referral_id)
    if kept is None:
        raise missing(WHAT)
    if not REFERRALS.bring_back(work.session, referral_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, WHAT, kept)
    return done(work, AuditAction.CHANGE_REFERRAL, referral_id)


# ----------------------------------------------------------------------------------------------------------- deciding
def decide_referral(desk: Desk, referral_id: UUID, version: int, ruling: Ruling) -> Done:
    """Keep what is decided, by whom and when; deciding again replaces it, and the trail keeps each.

    Accepting here says that the family may start; `matching.assign_referral` makes it a family. Raises InvalidInput
    (on, reason, referred_to) and ChangedMeanwhile.
    """
    return _decide_referral(desk, referral_id, version, ruling)


@operation(AuditAction.DECIDE_REFERRAL)
def _decide_referral(work: Work, referral_id: UUID, version: int, ruling: Ruling) -> Done:
    kept = _to_change(work, referral_id, version)
    refuse_started(kept)
    put(work, kept, decided(kept.details, ruling, work.account.id, work.today()))
    return done(work, AuditAction.DECIDE_REFERRAL, referral_id, ruling.decision)


def restore_decision(desk: Desk, referral_id: UUID, version: int, before: ReferralInput) -> Done:
    """Undo deciding: what was decided `before` stands again, with its day and who decided it."""
    return _restore_decision(desk, referral_id, version, before)


@operation(AuditAction.DECIDE_REFERRAL)
def _restore_decision(work: Work, referral_id: UUID, version: int, before: ReferralInput) -> Done:
    kept = _to_change(work, referral_id, version)
    refuse_started(kept)
    put(work, kept, replace(kept.details, **{name: getattr(before, name) for name in DECISION_FIELDS}))
    return done(work, AuditAction.DECIDE_REFERRAL, referral_id, before.decision)


def tell_referrer(desk: Desk, referral_id: UUID, version: int, on: date | None, text: str) -> Done:
    """Keep what the referrer was told and when; no day takes it back. Raises InvalidInput (fed_back_on, fed_back)."""
    if on is not None and on > desk.today():
        raise InvalidInput("Kies vandaag of een vroegere dag.", field="fed_back_on")
    if on is not None and not text.strip():
        raise InvalidInput("Schrijf wat je aan de aanmelder vertelde.", field="fed_back")
    return _tell_referrer(desk, referral_id, version, on, text.strip() if on else "")


@operation(AuditAction.CHANGE_REFERRAL)
def _tell_referrer(work: Work, referral_id: UUID, version: int, on: date | None, text: str) -> Done:
    kept = _to_change(work, referral_id, version)
    put(work, kept, replace(kept.details, fed_back_on=on, fed_back=text))
    return done(work, AuditAction.CHANGE_REFERRAL, referral_id)


# ---------------------------------------------------------------------------------------- for the other services too
def _to_change(work: Work, referral_id: UUID, version: int) -> ReferralRecord:
    require(work, Action.REGISTER_REFERRAL)
    kept = found(work.session, referral_id)
    if kept.version != version:
        raise changed_meanwhile(work, WHAT, kept)
    return kept


def put(work: Work, kept: ReferralRecord, details: ReferralInput) -> None:
    """Keep changed details of a referral; raises ChangedMeanwhile."""
    if not REFERRALS.change(work.session, kept.id, kept.version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, WHAT, kept)


def refuse_started(kept: ReferralRecord) -> None:
    """What became a family is decided: raises InvalidInput."""
    if kept.details.assigned_on is not None:
        raise InvalidInput(
            "Dit gezin is al toegewezen; sluit het gezin af als de begeleiding niet doorgaat.",
            field="decision",
        )


def done(work: Work, action: AuditAction, referral_id: UUID, decision: Decision | None = None) -> Done:
    """Note it in the trail, with which referral and what was decided, never about whom."""
    details = {"referral": referral_id.hex}
    if action is AuditAction.DECIDE_REFERRAL:
        details["decision"] = "open" if decision is None else decision.value
    work.note(action, details=details)
    return Done(Change(frozenset({Noun.REFERRAL})), referral_id)


def _refuse_no_family(work: Work, family_id: UUID) -> None:
    if families.row(work.session, family_id) is None:
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")


def _refuse_circle(session: Session, referral_id: UUID, earlier_id: UUID | None) -> None:
    """An earlier referral cannot in turn come after this one."""
    seen: set[UUID] = set()
    while earlier_id is not None and earlier_id not in seen:
        if earlier_id == referral_id:
            raise InvalidInput("Deze aanmelding kan niet ook de vroegere zijn.", field="earlier_id")
        seen.add(earlier_id)
        earlier = REFERRALS.one(session, earlier_id)
        earlier_id = None if earlier is None else earlier.details.earlier_id


def _with_ids(persons: tuple[ReferredPersonInput, ...]) -> tuple[tuple[UUID, ReferredPersonInput], ...]:
    return tuple((uuid4(), person) for person in persons)


def _add_persons(
    work: Work, referral_id: UUID, persons: tuple[tuple[UUID, ReferredPersonInput], ...]
) -> None:
    REFERRED_PERSONS.add_all(
        work.session,
        [
            REFERRED_PERSONS.new_row(
                person_id, replace(person, referral_id=referral_id), at=work.now(), by=work.account.id
            )
            for person_id, person in persons
        ],
    )


def _put_persons(
    work: Work, referral_id: UUID, persons: tuple[tuple[UUID, ReferredPersonInput], ...]
) -> None:
    """Who is still named stays; who is no longer named is taken away, who is new is added."""
    kept = list(store.persons(work.session, referral_id))
    new = []
    for person_id, person in persons:
        same = next((each for each in kept if each.details == replace(person, referral_id=referral_id)), None)
        if same is None:
            new.append((person_id, person))
        else:
            kept.remove(same)
    for gone in kept:
        REFERRED_PERSONS.remove(work.session, gone.id, gone.version, at=work.now(), by=work.account.id)
    _add_persons(work, referral_id, tuple(new))
