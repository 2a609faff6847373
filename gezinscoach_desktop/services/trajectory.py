"""The trajectory of a family: phases corrected and taken back, reopening, and who supports it from when to when.

A closing ends no assignment: a closed family stays with its coach, who is there again when it returns.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import trajectory as trajectories
from gezinscoach_desktop.data.trajectory import Assigned
from gezinscoach_desktop.data.trajectory import Coach as Coach
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.record import FamilyHeader
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    ClosingReason,
    Course,
    Phase,
    PhaseStart,
    Support,
    phase_after_reopening,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import header_of
from gezinscoach_desktop.services.guard import require, require_family
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_PHASE = frozenset({Noun.FAMILY, Noun.PHASE})
_ASSIGNMENT = frozenset({Noun.FAMILY, Noun.ASSIGNMENT})
_AHEAD_DAYS = 366


# ------------------------------------------------------------------------------------------------------------- reading
def read_course(desk: Desk, family_id: UUID) -> Course:
    """What the line of the whole trajectory is drawn from; raises NotFound or NotAllowed."""

    def query(session: Session) -> Course:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return course_of(session, header_of(session, family_id), desk.today())

    return desk.office.read(query)


def course_of(session: Session, header: FamilyHeader, today: date) -> Course:
    """The same within a running query, of a header that was read: two queries."""
    return Course(
        header.phases,
        tuple(Support(each.coach, each.kind, each.since, each.until) for each in header.assignments),
        trajectories.snapshot_days(session, header.record.id),
        trajectories.contact_days(session, header.record.id),
        today,
    )


def coaches(desk: Desk) -> tuple[Coach, ...]:
    """Whom a family can be given to, with how many families each has."""
    require(desk, Action.ASSIGN)
    return desk.office.read(lambda session: trajectories.coaches(session, desk.today()))


# -------------------------------------------------------------------------------------------------------------- phases
def close_family(desk: Desk, family_id: UUID, start: PhaseStart) -> Done:
    """End the support, with a reason of the list; raises InvalidInput without one."""
    if start.phase is not Phase.CLOSED or start.closing_reason is None:
        raise InvalidInput("Kies waarom de begeleiding stopt.", field="closing_reason")
    _refuse_later(start, desk.today())
    return _close_family(desk, family_id, start)


@operation(AuditAction.CLOSE_FAMILY)
def _close_family(work: Work, family_id: UUID, start: PhaseStart) -> Done:
    _locked(work, family_id)
    close(work, family_id, start)
    return Done(Change(_PHASE, family_id), family_id)


def close(work: Work, family_id: UUID, start: PhaseStart) -> None:
    """Within an operation that asked for permission: the phase begins, and it is noted why."""
    families.begin_phase(work.session, family_id, start)
    reason = start.closing_reason or ClosingReason.OTHER
    work.note(AuditAction.CLOSE_FAMILY, family_id=family_id, details={"reason": reason.value})


def reopen_family(desk: Desk, family_id: UUID) -> Done:
    """From today on the family is supported again, with its history and its coach; raises InvalidInput unless it rests."""
    return _reopen_family(desk, family_id)


@operation(AuditAction.REOPEN_FAMILY)
def _reopen_family(work: Work, family_id: UUID) -> Done:
    _locked(work, family_id)
    header = header_of(work.session, family_id)
    if header.phase is None or header.phase.is_active:
        raise InvalidInput("Dit gezin wordt al begeleid; er valt niets te heropenen.")
    phase = phase_after_reopening(header.phases)
    families.begin_phase(work.session, family_id, PhaseStart(phase, work.today()))
    work.note(AuditAction.REOPEN_FAMILY, family_id=family_id, details={"phase": phase.value})
    return Done(Change(_PHASE, family_id), family_id)


def correct_phase(desk: Desk, family_id: UUID, before: PhaseStart, after: PhaseStart) -> Done:
    """Put another phase, date or reason in the place of one; raises ChangedMeanwhile when it is no longer as `before`.

    On another date the old one goes on as the phase before it: nothing is deleted.
    """
    _refuse_later(after, desk.today())
    if after.phase is Phase.CLOSED and after.closing_reason is None:
        raise InvalidInput("Kies waarom de begeleiding stopt.", field="closing_reason")
    return _correct_phase(desk, family_id, before, after)


@operation(AuditAction.CHANGE_PHASE)
def _correct_phase(work: Work, family_id: UUID, before: PhaseStart, after: PhaseStart) -> Done:
    _locked(work, family_id)
    _refuse_changed(work.session, family_id, before)
    if after.since != before.since:
        taken = trajectories.phase_at(work.session, family_id, after.since)
        if taken is not None and taken in header_of(work.session, family_id).phases:
            raise InvalidInput(
                f"Op {format_date(after.since)} begint al een andere fase; verbeter die.", field="since"
            )
        _take_away(work.session, family_id, before, besides=after)
    families.begin_phase(work.session, family_id, after)
    work.note(AuditAction.CHANGE_PHASE, family_id=family_id, details={"phase": after.phase.value})
    return Done(Change(_PHASE, family_id), family_id)


def take_back_phase(
    desk: Desk, family_id: UUID, start: PhaseStart, replaced: PhaseStart | None = None
) -> Done:
    """Undo beginning `start`: what it replaced stands there again, else the phase before it goes on.

    Raises ChangedMeanwhile when it is no longer as `start`, InvalidInput for the very first phase.
    """
    return _take_back_phase(desk, family_id, start, replaced)


@operation(AuditAction.CHANGE_PHASE)
def _take_back_phase(work: Work, family_id: UUID, start: PhaseStart, replaced: PhaseStart | None) -> Done:
    _locked(work, family_id)
    _refuse_changed(work.session, family_id, start)
    if replaced is not None and replaced.since == start.since:
        families.begin_phase(work.session, family_id, replaced)
    else:
        _take_away(work.session, family_id, start)
    work.note(AuditAction.CHANGE_PHASE, family_id=family_id)
    return Done(Change(_PHASE, family_id), family_id)


def _take_away(
    session: Session, family_id: UUID, start: PhaseStart, *, besides: PhaseStart | None = None
) -> None:
    """Let the phase before it go on; `besides` will stand there as well in a moment."""
    phases = [each for each in header_of(session, family_id).phases if each.since < start.since]
    if besides is not None and besides.since < start.since:
        phases.append(besides)
    if not phases:
        raise InvalidInput("De eerste fase kan je niet weghalen; verbeter ze, of kies een vroegere datum.")
    before = max(phases, key=lambda each: each.since)
    families.begin_phase(session, family_id, PhaseStart(before.phase, start.since))


def _refuse_later(start: PhaseStart, today: date) -> None:
    if start.since > today:
        raise InvalidInput("Een fase begint vandaag of vroeger.", field="since")


def _refuse_changed(session: Session, family_id: UUID, start: PhaseStart) -> None:
    kept = trajectories.phase_at(session, family_id, start.since)
    if kept is None or _told(kept) != _told(start):
        raise ChangedMeanwhile(f"De fase van {format_date(start.since)} is intussen gewijzigd.")


def _told(start: PhaseStart) -> tuple[Phase, str, ClosingReason | None]:
    return start.phase, start.reason or "", start.closing_reason


# ------------------------------------------------------------------------------------------------------------- coaches
def hand_over(
    desk: Desk,
    family_id: UUID,
    to: UUID,
    on: date,
    reason: str,
    stays_second: bool = False,
    seen: UUID | None = None,
) -> Done:
    """From a day on somebody else is the responsible coach; the old one may stay as second. Raises InvalidInput.

    `seen` is who was responsible when it was decided: raises ChangedMeanwhile when that is somebody else by now.
    """
    if on > desk.today() + timedelta(days=_AHEAD_DAYS):
        raise InvalidInput("Een overdracht ligt hoogstens een jaar vooruit.", field="on")
    return _hand_over(desk, family_id, to, on, reason.strip(), stays_second, seen)


@operation(AuditAction.ASSIGN_FAMILY)
def _hand_over(
    work: Work,
    family_id: UUID,
    to: UUID,
    on: date,
    reason: str,
    stays_second: bool,
    seen: UUID | None,
) -> Done:
    session = work.session
    _require_assigning(work, family_id)
    _refuse_no_coach(work, to)
    running = [each for each in trajectories.assignments(session, family_id) if each.until is None]
    old = next((each for each in running if each.kind is AssignmentKind.RESPONSIBLE), None)
    if seen is not None and (old is None or old.account_id != seen):
        raise ChangedMeanwhile("Iemand droeg dit gezin intussen over; kijk eerst wie het nu begeleidt.")
    if old is not None:
        if old.account_id == to:
            raise InvalidInput("Deze coach is al verantwoordelijk voor het gezin.", field="to")
        if on < old.since:
            raise InvalidInput(
                f"De huidige coach begon op {format_date(old.since)}; kies die dag of een latere.", field="on"
            )
        trajectories.end_assignment(session, old.id, on)
    for each in running:
        if each.kind is AssignmentKind.SECOND and each.account_id == to:
            trajectories.end_assignment(session, each.id, max(on, each.since))
    families.assign(session, family_id, to, AssignmentKind.RESPONSIBLE, on, reason=reason)
    if stays_second and old is not None:
        families.assign(session, family_id, old.account_id, AssignmentKind.SECOND, on, reason=reason)
    work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id, details={"kind": "responsible"})
    return Done(Change(_ASSIGNMENT, family_id), family_id)


def take_back_handover(desk: Desk, family_id: UUID, to: UUID, on: date, back_to: UUID | None) -> Done:
    """Undo `hand_over`: `back_to` is responsible again; raises ChangedMeanwhile when more happened since."""
    return _take_back_handover(desk, family_id, to, on, back_to)


@operation(AuditAction.ASSIGN_FAMILY)
def _take_back_handover(work: Work, family_id: UUID, to: UUID, on: date, back_to: UUID | None) -> Done:
    session = work.session
    _require_assigning(work, family_id)
    kept = trajectories.assignments(session, family_id)
    new = _running(kept, to, AssignmentKind.RESPONSIBLE)
    old = None if back_to is None else _ended(kept, back_to, AssignmentKind.RESPONSIBLE, on)
    if new is None or new.since != on or (back_to is not None and old is None):
        raise ChangedMeanwhile("Wie dit gezin begeleidt, is intussen gewijzigd.")
    trajectories.end_assignment(session, new.id, on)
    if old is not None:
        stayed = _running(kept, old.account_id, AssignmentKind.SECOND)
        if stayed is not None and stayed.since == on:
            trajectories.end_assignment(session, stayed.id, on)
        trajectories.end_assignment(session, old.id, None)
    was_second = _ended(kept, to, AssignmentKind.SECOND, on)
    if was_second is not None and was_second.counts:
        trajectories.end_assignment(session, was_second.id, None)
    work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id)
    return Done(Change(_ASSIGNMENT, family_id), family_id)


def step_in(desk: Desk, family_id: UUID, coach: UUID, since: date, reason: str) -> Done:
    """A second coach from a day on; raises InvalidInput for one who supports the family already."""
    if since > desk.today() + timedelta(days=_AHEAD_DAYS):
        raise InvalidInput("Een tweede coach begint hoogstens over een jaar.", field="since")
    return _step_in(desk, family_id, coach, since, reason.strip())


@operation(AuditAction.ASSIGN_FAMILY)
def _step_in(work: Work, family_id: UUID, coach: UUID, since: date, reason: str) -> Done:
    _require_assigning(work, family_id)
    _refuse_no_coach(work, coach)
    for each in trajectories.assignments(work.session, family_id):
        if each.counts and each.account_id == coach and (each.until is None or each.until > since):
            raise InvalidInput(f"Deze coach is er al sinds {format_date(each.since)} bij.", field="to")
    families.assign(work.session, family_id, coach, AssignmentKind.SECOND, since, reason=reason)
    work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id, details={"kind": "second"})
    return Done(Change(_ASSIGNMENT, family_id), family_id)


def step_out(desk: Desk, family_id: UUID, coach: UUID, since: date, until: date | None) -> Done:
    """The second coach who began on `since` stops on a day (that same day: as if never begun), or goes on with None."""
    if until is not None and until < since:
        raise InvalidInput(
            f"Deze coach begon op {format_date(since)}; kies die dag of een latere.", field="until"
        )
    return _step_out(desk, family_id, coach, since, until)


@operation(AuditAction.ASSIGN_FAMILY)
def _step_out(work: Work, family_id: UUID, coach: UUID, since: date, until: date | None) -> Done:
    _require_assigning(work, family_id)
    found = [
        each
        for each in trajectories.assignments(work.session, family_id)
        if (each.account_id, each.kind, each.since) == (coach, AssignmentKind.SECOND, since)
    ]
    if not found:
        raise ChangedMeanwhile("Wie dit gezin begeleidt, is intussen gewijzigd.")
    trajectories.end_assignment(work.session, found[-1].id, until)
    work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id, details={"kind": "second"})
    return Done(Change(_ASSIGNMENT, family_id), family_id)


def _running(kept: tuple[Assigned, ...], account_id: UUID, kind: AssignmentKind) -> Assigned | None:
    found = (each for each in kept if each.account_id == account_id and each.kind is kind)
    return next((each for each in found if each.until is None), None)


def _ended(
    kept: tuple[Assigned, ...], account_id: UUID, kind: AssignmentKind, until: date
) -> Assigned | None:
    found = (each for each in kept if each.account_id == account_id and each.kind is kind)
    return next((each for each in found if each.until == until), None)


def _require_assigning(work: Work, family_id: UUID) -> None:
    require_family(work, work.session, Action.ASSIGN, family_id)
    _lock(work, family_id)


def _refuse_no_coach(work: Work, account_id: UUID) -> None:
    found = accounts.by_id(work.session, account_id)
    if found is None or OfficeRole.COACH not in found.roles:
        raise InvalidInput("Kies iemand met de rol van gezinscoach.", field="to")


def _locked(work: Work, family_id: UUID) -> None:
    require_family(work, work.session, Action.CHANGE_FAMILY, family_id)
    _lock(work, family_id)


def _lock(work: Work, family_id: UUID) -> None:
    if not families.lock(work.session, family_id):
        raise NotFound("Dit gezin bestaat niet (meer) in dit kantoor.")
