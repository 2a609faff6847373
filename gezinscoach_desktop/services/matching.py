"""Who goes with a family that was referred: room beside needs, and the assignment that makes it a family."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import referral as store
from gezinscoach_desktop.data import trajectory as trajectories
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.consent import CONSENTS
from gezinscoach_desktop.domain.appointment import AppointmentInput, checked_appointment
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, checked_consent
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.matching import Proposal, family_of, members_of, need_of, proposals
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.referral import ReferralLine, ReferralRecord, Ruling, decided
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    Decision,
    PhaseStart,
    phase_after_reopening,
)
from gezinscoach_desktop.services.caseload import capacities_on
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import checked_member, header_of, keep_new
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.referral import WHAT, done, found, put, refuse_started

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_AHEAD = timedelta(days=366)
_AGAIN = "Opnieuw aangemeld"
_TOUCHED = frozenset(
    {
        Noun.FAMILY,
        Noun.MEMBER,
        Noun.ASSIGNMENT,
        Noun.PHASE,
        Noun.CONSENT,
        Noun.APPOINTMENT,
        Noun.REFERRAL,
    }
)


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """Who goes with the family from when on, and when they first meet."""

    responsible: UUID
    since: date
    second: UUID | None = None
    first_on: date | None = None
    first_at: int | None = None
    """Minutes after midnight; None is some time that day."""
    reason: str = ""
    """Why the family may start; for the referral only."""


@dataclass(frozen=True, slots=True)
class Matching:
    """A family that was referred, beside everybody who could go with it."""

    line: ReferralLine
    proposals: tuple[Proposal, ...]
    """Who fits best first; a proposal, never a decision."""


def read_matching(desk: Desk, referral_id: UUID) -> Matching:
    """A fixed number of queries; raises NotFound or NotAllowed."""
    require(desk, Action.READ_WAITING_LIST)
    require(desk, Action.READ_CASELOAD)

    def query(session: Session) -> Matching:
        line = store.line(session, found(session, referral_id))
        need = need_of(line.details, line.wanted_organisation)
        return Matching(line, proposals(need, capacities_on(session, desk.today())))

    return desk.office.read(query)


def assign_referral(
    desk: Desk,
    referral_id: UUID,
    version: int,
    assignment: AssignmentInput,
    consents: tuple[ConsentInput, ...] = (),
) -> Done:
    """Make the referral a family with its coach, its first appointment and what it consented to; all of it or nothing.

    A family that was here before goes on with its history: opened again when it rested. Without the consent to be coached
    nothing else can be registered until that is recorded. The id given is the family's.
    Raises InvalidInput (responsible, second, since, first_on, given_on …) and ChangedMeanwhile.
    """
    today = desk.today()
    _check(assignment, today)
    given = tuple(checked_consent(each, today) for each in consents)
    return _assign_referral(desk, referral_id, version, uuid4(), assignment, given)


@operation(AuditAction.ASSIGN_FAMILY)
def _assign_referral(
    work: Work,
    referral_id: UUID,
    version: int,
    new_id: UUID,
    assignment: AssignmentInput,
    consents: tuple[ConsentInput, ...],
) -> Done:
    require(work, Action.REGISTER_REFERRAL)
    require(work, Action.ASSIGN)
    kept = found(work.session, referral_id)
    if kept.version != version:
        raise changed_meanwhile(work, WHAT, kept)
    refuse_started(kept)
    for account_id, field in ((assignment.responsible, "responsible"), (assignment.second, "second")):
        if account_id is not None:
            _refuse_no_coach(work, account_id, field)
    if kept.family_id is None:
        family_id = new_id
        _make_family(work, kept, family_id, assignment, consents)
    else:
        family_id = kept.family_id
        _go_on(work, family_id, assignment, consents)
    _agree(work, family_id, assignment)
    _settle(work, kept, family_id, assignment)
    work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id, details={"kind": "responsible"})
    return Done(Change(_TOUCHED, family_id), family_id)


def _check(assignment: AssignmentInput, today: date) -> None:
    if assignment.since > today + _AHEAD:
        raise InvalidInput("Een toewijzing ligt hoogstens een jaar vooruit.", field="since")
    if assignment.second == assignment.responsible:
        raise InvalidInput("Kies iemand anders als tweede coach.", field="second")
    first = assignment.first_on
    if first is not None and first < assignment.since:
        raise InvalidInput(
            f"De coach is er pas vanaf {format_date(assignment.since)}; kies die dag of een latere.",
            field="first_on",
        )
    if first is None and assignment.first_at is not None:
        raise InvalidInput("Vul in op welke dag ze elkaar eerst zien.", field="first_on")


def _make_family(
    work: Work,
    kept: ReferralRecord,
    family_id: UUID,
    assignment: AssignmentInput,
    consents: tuple[ConsentInput, ...],
) -> None:
    people = members_of(each.details for each in store.persons(work.session, kept.id))
    members = tuple(checked_member(each, work.today()) for each in people)
    supports = [(assignment.responsible, AssignmentKind.RESPONSIBLE, assignment.since)]
    if assignment.second is not None:
        supports.append((assignment.second, AssignmentKind.SECOND, assignment.since))
    details = family_of(kept.details, assignment.since)
    keep_new(work, family_id, details, members, consents, tuple(supports))


def _go_on(
    work: Work, family_id: UUID, assignment: AssignmentInput, consents: tuple[ConsentInput, ...]
) -> None:
    """A family that was here before: opened again when it rests, and given to who was chosen."""
    session = work.session
    families.lock(session, family_id)
    header = header_of(session, family_id)
    if header.phase is None or not header.phase.is_active:
        phase = phase_after_reopening(header.phases)
        families.begin_phase(session, family_id, PhaseStart(phase, work.today()))
        work.note(AuditAction.REOPEN_FAMILY, family_id=family_id, details={"phase": phase.value})
    _give(work, family_id, assignment)
    for consent in consents:
        CONSENTS.add(session, uuid4(), consent, family_id=family_id, at=work.now(), by=work.account.id)
    if consents:
        work.note(AuditAction.CHANGE_CONSENT, family_id=family_id)


def _give(work: Work, family_id: UUID, assignment: AssignmentInput) -> None:
    """Who is responsible already stays so; whoever else was stops on the day that the new one begins."""
    session, since = work.session, assignment.since
    running = [
        each
        for each in trajectories.assignments(session, family_id)
        if each.counts and (each.until is None or each.until > max(since, work.today()))
    ]
    wanted = {(assignment.responsible, AssignmentKind.RESPONSIBLE)}
    if assignment.second is not None:
        wanted.add((assignment.second, AssignmentKind.SECOND))
    stays = {(each.account_id, each.kind) for each in running}
    for each in running:
        is_replaced = each.kind is AssignmentKind.RESPONSIBLE or each.account_id == assignment.responsible
        if is_replaced and (each.account_id, each.kind) not in wanted:
            trajectories.end_assignment(session, each.id, max(since, each.since))
    for account_id, kind in sorted(wanted - stays):
        families.assign(session, family_id, account_id, kind, since, reason=_AGAIN)


def _agree(work: Work, family_id: UUID, assignment: AssignmentInput) -> None:
    """The first appointment belongs to being referred: it may be there before the family consented to anything."""
    if assignment.first_on is None:
        return
    details = AppointmentInput(
        on=assignment.first_on,
        begins_at=assignment.first_at,
        kind=ContactKind.HOME_VISIT,
        what="Eerste kennismaking",
        account_id=assignment.responsible,
    )
    APPOINTMENTS.add(
        work.session,
        uuid4(),
        checked_appointment(details),
        family_id=family_id,
        at=work.now(),
        by=work.account.id,
    )


def _settle(work: Work, kept: ReferralRecord, family_id: UUID, assignment: AssignmentInput) -> None:
    """The referral says that it was accepted, and which family it became."""
    details = kept.details
    if details.decision is not Decision.ACCEPTED or assignment.reason.strip():
        ruling = Ruling(Decision.ACCEPTED, work.today(), assignment.reason)
        details = decided(details, ruling, work.account.id, work.today())
    put(work, kept, replace(details, assigned_on=work.today(), first_contact_on=assignment.first_on))
    now = found(work.session, kept.id)
    if not store.link(work.session, now, family_id, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, WHAT, kept)
    done(work, AuditAction.DECIDE_REFERRAL, kept.id, Decision.ACCEPTED)


def _refuse_no_coach(work: Work, account_id: UUID, field: str) -> None:
    account = accounts.by_id(work.session, account_id)
    if account is None or OfficeRole.COACH not in account.roles:
        raise InvalidInput("Kies iemand met de rol van gezinscoach.", field=field)
