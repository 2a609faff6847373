"""Giving families to other coaches, many at once: everything or nothing, with its history and a way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID, uuid4, uuid5

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import redistribution as kept
from gezinscoach_desktop.data.redistribution import Held
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotFound
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.redistribution import Move as Move
from gezinscoach_desktop.domain.stand_in import is_stand_in
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.operation import Work, operation

_CHANGE = Change(frozenset({Noun.FAMILY, Noun.ASSIGNMENT}))
_AHEAD_DAYS = 366
_RESPONSIBLE, _SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND


def redistribute(desk: Desk, moves: Sequence[Move], on: date, reason: str) -> Done:
    """From a day on families have other coaches, all of them or none; `Done.id` is to take it back with.

    Raises InvalidInput (fields moves, on), and ChangedMeanwhile when a family has another coach by now.
    """
    if not moves:
        raise InvalidInput("Kies minstens één gezin en wie het krijgt.", field="moves")
    if on > desk.today() + timedelta(days=_AHEAD_DAYS):
        raise InvalidInput("Herverdelen kan hoogstens een jaar vooruit.", field="on")
    return _redistribute(desk, uuid4(), tuple(moves), on, reason.strip())


@operation(AuditAction.ASSIGN_FAMILY)
def _redistribute(
    work: Work, redistribution_id: UUID, moves: tuple[Move, ...], on: date, reason: str
) -> Done:
    require(work, Action.ASSIGN)
    _refuse_no_coach(work, moves)
    codes = kept.locked_codes(work.session, (move.family_id for move in moves))
    held = kept.of_families(work.session, (move.family_id for move in moves))
    ends: dict[UUID, date | None] = {}
    begins: list[Held] = []
    for move in moves:
        if move.family_id not in codes:
            raise NotFound("Een van deze gezinnen bestaat niet (meer) in dit kantoor.")
        step = _Step(redistribution_id, move, on, reason, codes[move.family_id])
        step.plan(held[move.family_id])
        ends |= step.ends
        begins += step.begins
        work.note(AuditAction.ASSIGN_FAMILY, family_id=move.family_id, details={"kind": "responsible"})
    kept.end(work.session, ends)
    kept.begin(work.session, begins)
    return Done(_CHANGE, redistribution_id, {"families": len(moves)})


class _Step:
    """What becomes of the assignments of one family."""

    def __init__(self, redistribution_id: UUID, move: Move, on: date, reason: str, code: str) -> None:
        self._id, self._move, self._on, self._reason, self._code = redistribution_id, move, on, reason, code
        self.ends: dict[UUID, date | None] = {}
        self.begins: list[Held] = []

    def plan(self, held: Sequence[Held]) -> None:
        move, running = self._move, [each for each in held if each.until is None]
        old = next((each for each in running if each.kind is _RESPONSIBLE), None)
        if (None if old is None else old.account_id) != move.seen:
            raise ChangedMeanwhile(
                f"Iemand gaf {self._code} intussen aan een andere coach; kijk eerst wie het nu begeleidt."
            )
        responsible = move.to or (old.account_id if old else None)
        if move.second is not None and move.second == responsible:
            raise InvalidInput(
                f"Kies voor {self._code} een tweede coach die niet al verantwoordelijk is.", field="moves"
            )
        if move.to is not None and (old is None or old.account_id != move.to):
            if old is not None:
                self._end(old)
            self._begin(move.to, _RESPONSIBLE)
        seconds = [each for each in running if each.kind is _SECOND and not is_stand_in(_SECOND, each.reason)]
        for each in seconds:
            replaced = move.second is not None and each.account_id != move.second
            if replaced or each.account_id == move.to:
                self._end(each, late=True)
        if move.second is not None and move.second not in {each.account_id for each in seconds}:
            self._begin(move.second, _SECOND)

    def _end(self, each: Held, *, late: bool = False) -> None:
        if self._on < each.since and not late:
            raise InvalidInput(
                f"De coach van {self._code} begon op {format_date(each.since)}; kies die dag of een latere.",
                field="on",
            )
        self.ends[each.id] = max(self._on, each.since)

    def _begin(self, account_id: UUID, kind: AssignmentKind) -> None:
        id_ = _assignment_id(self._id, self._move.family_id, kind)
        self.begins.append(Held(id_, self._move.family_id, account_id, kind, self._on, None, self._reason))


def take_back_redistribution(desk: Desk, redistribution_id: UUID, moves: Sequence[Move], on: date) -> Done:
    """Undo `redistribute`, all of it; raises ChangedMeanwhile when more happened to one of the families since."""
    return _take_back_redistribution(desk, redistribution_id, tuple(moves), on)


@operation(AuditAction.ASSIGN_FAMILY)
def _take_back_redistribution(work: Work, redistribution_id: UUID, moves: tuple[Move, ...], on: date) -> Done:
    require(work, Action.ASSIGN)
    kept.locked_codes(work.session, (move.family_id for move in moves))
    held = kept.of_families(work.session, (move.family_id for move in moves))
    undone: dict[UUID, date | None] = {}
    goes_on: dict[UUID, date | None] = {}
    for move in moves:
        for kind in (_RESPONSIBLE, _SECOND):
            id_ = _assignment_id(redistribution_id, move.family_id, kind)
            made = next((each for each in held[move.family_id] if each.id == id_), None)
            if made is not None:
                if made.until is not None:
                    raise ChangedMeanwhile("Wie een van deze gezinnen begeleidt, is intussen gewijzigd.")
                undone[made.id] = made.since
        ended = [
            each
            for each in held[move.family_id]
            if each.until == on and each.counts and not is_stand_in(each.kind, each.reason)
        ]
        goes_on |= {
            each.id: None
            for each in ended
            if (each.kind is _RESPONSIBLE and each.account_id == move.seen and move.to is not None)
            or (each.kind is _SECOND and (each.account_id == move.to or move.second is not None))
        }
        work.note(AuditAction.ASSIGN_FAMILY, family_id=move.family_id)
    kept.end(work.session, undone)
    kept.end(work.session, goes_on)
    return Done(_CHANGE, redistribution_id)


def _assignment_id(redistribution_id: UUID, family_id: UUID, kind: AssignmentKind) -> UUID:
    """The same each time, so that taking it back finds what it made."""
    return uuid5(redistribution_id, f"{family_id} {kind.value}")


def _refuse_no_coach(work: Work, moves: Iterable[Move]) -> None:
    coaches = {
        account.id for account in accounts.everybody(work.session) if OfficeRole.COACH in account.roles
    }
    wanted = {id_ for move in moves for id_ in (move.to, move.second) if id_ is not None}
    if not wanted <= coaches:
        raise InvalidInput("Kies telkens iemand met de rol gezinscoach.", field="moves")
