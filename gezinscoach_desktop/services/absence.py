"""Leave and return: who is away from when to when, and who stands in for each family meanwhile.

Who stands in is a second coach with dates, so that the families go back by themselves on the day of return.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import caseload as caseload_of
from gezinscoach_desktop.data import family_list
from gezinscoach_desktop.data import redistribution as assignments
from gezinscoach_desktop.data.organisation import ABSENCES
from gezinscoach_desktop.data.redistribution import Held
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.organisation import AbsenceInput as AbsenceInput
from gezinscoach_desktop.domain.organisation import AbsenceRecord as AbsenceRecord
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.stand_in import StandIn as StandIn
from gezinscoach_desktop.domain.stand_in import is_stand_in, stand_in_reason
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyRow, looking
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze afwezigheid"
_CHANGE = Change(frozenset({Noun.ORGANISATION, Noun.FAMILY, Noun.ASSIGNMENT}))


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """An absence with who stands in for which family."""

    record: AbsenceRecord
    name: str
    stand_ins: tuple[StandIn, ...]


@dataclass(frozen=True, slots=True)
class ToCover:
    """A family of somebody who goes away, with its second coach if it has one."""

    family: FamilyRow
    second: UUID | None


def absences(desk: Desk) -> tuple[AbsenceLine, ...]:
    """Who is away now or will be, from early to late; four queries."""
    require(desk, Action.READ_CASELOAD)

    def query(session: Session) -> tuple[AbsenceLine, ...]:
        today = desk.today()
        names = accounts.display_names(session)
        records = [
            record
            for record in ABSENCES.read(session, ABSENCES.kept())
            if record.details.until is None or record.details.until > today
        ]
        made = _stand_ins(session, records)
        lines = (
            AbsenceLine(
                record,
                names.get(record.details.account_id, ""),
                tuple(
                    StandIn(each.family_id, each.account_id)
                    for each in made.get(record.id, ())
                    if each.counts and each.until == record.details.until
                ),
            )
            for record in records
        )
        return tuple(sorted(lines, key=lambda line: (line.record.details.since, line.name.casefold())))

    return desk.office.read(query)


def _stand_ins(session: Session, records: Iterable[AbsenceRecord]) -> Mapping[UUID, tuple[Held, ...]]:
    """The assignments that came of each absence, also those taken back, by the id of the absence; one query."""
    wanted = list(records)
    found: dict[UUID, list[Held]] = {record.id: [] for record in wanted}
    for each in assignments.stand_ins(session):
        stand_in = StandIn(each.family_id, each.account_id)
        for record in wanted:
            if each.id == stand_in.assignment_id(record.id, each.since):
                found[record.id].append(each)
    return {id_: tuple(held) for id_, held in found.items()}


def families_to_cover(desk: Desk, account_id: UUID, since: date) -> tuple[ToCover, ...]:
    """The families for which somebody is responsible on a day and that are supported, by name."""
    require(desk, Action.READ_CASELOAD)
    look = looking(desk)

    def query(session: Session) -> tuple[ToCover, ...]:
        mine: set[UUID] = set()
        seconds: dict[UUID, UUID] = {}
        for each in caseload_of.supporters(session, since):
            if each.kind is AssignmentKind.RESPONSIBLE and each.account_id == account_id:
                mine.add(each.family_id)
            elif each.kind is AssignmentKind.SECOND and not is_stand_in(each.kind, each.reason):
                seconds[each.family_id] = each.account_id
        rows = family_list.rows_of(session, look(session), mine)
        return tuple(
            ToCover(row, seconds.get(row.id)) for row in rows if row.phase is None or row.phase.is_active
        )

    return desk.office.read(query)


def register_absence(desk: Desk, details: AbsenceInput, stand_ins: Sequence[StandIn] = ()) -> Done:
    """Somebody is away, and others stand in for as long; raises InvalidInput (fields since, until, stand_ins)."""
    return _register_absence(desk, uuid4(), _checked(details), tuple(stand_ins))


@operation(AuditAction.CHANGE_STAFF)
def _register_absence(
    work: Work, absence_id: UUID, details: AbsenceInput, stand_ins: tuple[StandIn, ...]
) -> Done:
    require(work, Action.ASSIGN)
    _refuse_overlap(work, absence_id, details)
    _refuse_stand_in(work, details, stand_ins)
    ABSENCES.add(work.session, absence_id, details, at=work.at, by=work.account.id)
    _cover(work, absence_id, details, stand_ins, first_day=details.since)
    work.note(AuditAction.CHANGE_STAFF, details={"what": "absence", "families": len(stand_ins)})
    return Done(_CHANGE, absence_id)


def change_absence(
    desk: Desk, absence_id: UUID, version: int, details: AbsenceInput, stand_ins: Sequence[StandIn]
) -> Done:
    """Other dates, another reason, or others who stand in: those begin today at the earliest. Raises as registering."""
    return _change_absence(desk, absence_id, version, _checked(details), tuple(stand_ins))


@operation(AuditAction.CHANGE_STAFF)
def _change_absence(
    work: Work, absence_id: UUID, version: int, details: AbsenceInput, stand_ins: tuple[StandIn, ...]
) -> Done:
    require(work, Action.ASSIGN)
    before = ABSENCES.one(work.session, absence_id)
    if before is None:
        raise missing(_WHAT)
    details = replace(details, account_id=before.details.account_id)
    _refuse_overlap(work, absence_id, details)
    _refuse_stand_in(work, details, stand_ins)
    if not ABSENCES.change(work.session, absence_id, version, details, at=work.at, by=work.account.id):
        raise changed_meanwhile(work, _WHAT, before)
    has_begun = before.details.since <= work.today() and details.since == before.details.since
    _cover(work, absence_id, details, stand_ins, first_day=work.today() if has_begun else details.since)
    work.note(AuditAction.CHANGE_STAFF, details={"what": "absence"})
    return Done(_CHANGE, absence_id)


def remove_absence(desk: Desk, absence_id: UUID, version: int) -> Done:
    """As if it was never noted; who stood in stops today."""
    return _remove_absence(desk, absence_id, version)


@operation(AuditAction.CHANGE_STAFF)
def _remove_absence(work: Work, absence_id: UUID, version: int) -> Done:
    require(work, Action.ASSIGN)
    before = ABSENCES.one(work.session, absence_id)
    if before is None:
        raise missing(_WHAT)
    if not ABSENCES.remove(work.session, absence_id, version, at=work.at, by=work.account.id):
        raise changed_meanwhile(work, _WHAT, before)
    _cover(work, absence_id, before.details, (), first_day=work.today())
    work.note(AuditAction.CHANGE_STAFF, details={"what": "absence"})
    return Done(_CHANGE, absence_id)


def bring_back_absence(desk: Desk, absence_id: UUID, version: int, stand_ins: Sequence[StandIn]) -> Done:
    """Undo `remove_absence`, with those who stood in."""
    return _bring_back_absence(desk, absence_id, version, tuple(stand_ins))


@operation(AuditAction.CHANGE_STAFF)
def _bring_back_absence(work: Work, absence_id: UUID, version: int, stand_ins: tuple[StandIn, ...]) -> Done:
    require(work, Action.ASSIGN)
    before = ABSENCES.one(work.session, absence_id)
    if before is None:
        raise missing(_WHAT)
    if not ABSENCES.bring_back(work.session, absence_id, version, at=work.at, by=work.account.id):
        raise changed_meanwhile(work, _WHAT, before)
    _cover(work, absence_id, before.details, stand_ins, first_day=before.details.since)
    work.note(AuditAction.CHANGE_STAFF, details={"what": "absence"})
    return Done(_CHANGE, absence_id)


# ------------------------------------------------------------------------------------------------------------ checking
def _checked(details: AbsenceInput) -> AbsenceInput:
    if details.until is not None and details.until <= details.since:
        raise InvalidInput("De dag van terugkeer ligt na de eerste dag van de afwezigheid.", field="until")
    return replace(details, note=details.note.strip())


def _refuse_overlap(work: Work, absence_id: UUID, details: AbsenceInput) -> None:
    for other in ABSENCES.read(work.session, ABSENCES.kept()):
        if other.id == absence_id or other.details.account_id != details.account_id:
            continue
        if _overlap(details, other.details):
            raise InvalidInput(
                f"Deze coach is al afwezig vanaf {format_date(other.details.since)}; wijzig die afwezigheid.",
                field="since",
            )


def _overlap(one: AbsenceInput, other: AbsenceInput) -> bool:
    return (one.until is None or other.since < one.until) and (other.until is None or one.since < other.until)


def _refuse_stand_in(work: Work, details: AbsenceInput, stand_ins: Iterable[StandIn]) -> None:
    wanted = {each.account_id for each in stand_ins}
    coaches = {
        account.id for account in accounts.everybody(work.session) if OfficeRole.COACH in account.roles
    }
    if details.account_id in wanted:
        raise InvalidInput(
            "Wie afwezig is, kan niet voor zichzelf waarnemen; kies iemand anders.", field="stand_ins"
        )
    if not wanted <= coaches:
        raise InvalidInput("Kies telkens iemand met de rol gezinscoach om waar te nemen.", field="stand_ins")
    first = max(details.since, work.today())
    names = accounts.display_names(work.session)
    for id_ in sorted(wanted & set(caseload_of.away(work.session, first))):
        raise InvalidInput(
            f"{names.get(id_, 'Die coach')} is op {format_date(first)} zelf afwezig; kies iemand anders.",
            field="stand_ins",
        )


# ------------------------------------------------------------------------------------------------------------ covering
def _cover(
    work: Work, absence_id: UUID, details: AbsenceInput, wanted: Iterable[StandIn], *, first_day: date
) -> None:
    """Let exactly `wanted` stand in: who is new from `first_day` on, who no longer does up to today."""
    session, today = work.session, work.today()
    held = [
        each
        for each in assignments.stand_ins(session)
        if each.id == StandIn(each.family_id, each.account_id).assignment_id(absence_id, each.since)
    ]
    asked = set(wanted)
    ends: dict[UUID, date | None] = {}
    goes_on: set[StandIn] = set()
    for each in held:
        stand_in = StandIn(each.family_id, each.account_id)
        fits = each.since >= details.since and (details.until is None or each.since < details.until)
        if stand_in in asked - goes_on and fits and (each.counts or each.since == first_day):
            goes_on.add(stand_in)
            until = details.until
        elif not each.counts:
            continue
        else:
            until = max(each.since, min(today, each.until or today))
        if until != each.until:
            ends[each.id] = until
    name = accounts.display_names(session).get(details.account_id, "")
    begins = [
        Held(
            stand_in.assignment_id(absence_id, first_day),
            stand_in.family_id,
            stand_in.account_id,
            AssignmentKind.SECOND,
            first_day,
            details.until,
            stand_in_reason(name),
        )
        for stand_in in sorted(asked - goes_on, key=lambda each: (each.family_id, each.account_id))
        if details.until is None or first_day < details.until
    ]
    touched = {each.family_id for each in held if each.id in ends} | {each.family_id for each in begins}
    for family_id in sorted(touched):
        work.note(AuditAction.ASSIGN_FAMILY, family_id=family_id, details={"kind": "second"})
    assignments.end(session, ends)
    assignments.begin(session, begins)
