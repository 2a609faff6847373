"""The agenda and the actions over all families, and the calendar file to take along."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import agenda as agendas
from gezinscoach_desktop.data.agenda import Whose
from gezinscoach_desktop.domain.agenda import DAYS, AgendaAction, AgendaAppointment, DueFamily
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput, NotAllowed
from gezinscoach_desktop.domain.icalendar import calendar_of
from gezinscoach_desktop.domain.permission import Action, OfficeRole
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only, require
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

MOST_DUE = 12
"""So many families that are to be measured are named in a week; of the others only how many they are."""
MOST_WEEKS = 52


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody whose agenda or actions can be looked at."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """Some days of an agenda."""

    since: date
    until: date
    appointments: tuple[AgendaAppointment, ...]
    actions: tuple[AgendaAction, ...]
    """Open ones that fall due on these days."""
    due: tuple[DueFamily, ...]
    """Families whose next snapshot falls due on these days, the first ones."""
    due_count: int
    colleagues: tuple[Colleague, ...] = ()
    """Whose agenda can be asked for; empty for who reaches only own families."""


@dataclass(frozen=True, slots=True)
class OpenActions:
    """Every open action, by due date."""

    actions: tuple[AgendaAction, ...]
    colleagues: tuple[Colleague, ...] = ()


def agenda(desk: Desk, since: date, days: int = DAYS, of: UUID | None = None) -> Agenda:
    """What stands in an agenda on `days` days; `of` None is everybody's whom the account reaches. Four queries at most."""
    whose = _whose(desk, of)
    until = since + timedelta(days - 1)

    def query(session: Session) -> Agenda:
        months = read_terms(session).interval_months
        due, count = agendas.due_families(session, whose, since, until, interval_months=months, most=MOST_DUE)
        return Agenda(
            since=since,
            until=until,
            appointments=agendas.appointments(session, whose, since, until),
            actions=agendas.open_actions(session, whose, since=since, until=until),
            due=due,
            due_count=count,
            colleagues=_colleagues(session, whose),
        )

    return desk.office.read(query)


def open_actions(desk: Desk, of: UUID | None = None) -> OpenActions:
    """Every open action for the families of `of`; None is everybody's whom the account reaches."""
    whose = _whose(desk, of)

    def query(session: Session) -> OpenActions:
        return OpenActions(agendas.open_actions(session, whose), _colleagues(session, whose))

    return desk.office.read(query)


def export_calendar(desk: Desk, path: Path, weeks: int) -> int:
    """Write the account's own planned appointments of the coming weeks to a calendar file, and give how many.

    No family, no name and no words of an appointment go along: only when, how long, and of which kind. Noted in the
    audit trail before it is written. Raises InvalidInput (path, weeks).
    """
    if not 1 <= weeks <= MOST_WEEKS:
        raise InvalidInput(f"Kies een aantal weken van 1 tot {MOST_WEEKS}.", field="weeks")
    reach_of = desk.account.id if reaches_own_only(desk, Action.READ_FAMILY) else None
    today = desk.today()

    def query(session: Session) -> tuple[AgendaAppointment, ...]:
        until = today + timedelta(weeks=weeks)
        return agendas.own_appointments(
            session, desk.account.id, today, until, reach_of=reach_of, today=today
        )

    found = [
        each.record
        for each in desk.office.read(query)
        if each.record.details.state in (AppointmentState.PLANNED, AppointmentState.CANCELLED)
    ]
    content = calendar_of(found, made_at=desk.now())
    _note_calendar(desk, len(found), weeks)
    write_file(path, content)
    return len(found)


@operation(AuditAction.EXPORT, is_urgent=False)
def _note_calendar(work: Work, appointments: int, weeks: int) -> Done:
    require(work, Action.READ_FAMILY)
    details = {"kind": "calendar", "appointments": appointments, "weeks": weeks}
    work.note(AuditAction.EXPORT, details=details)
    return Done(Change(frozenset()))


def _whose(desk: Desk, of: UUID | None) -> Whose:
    """Raises NotAllowed for who reaches no families, or asks for a colleague's while reaching only own ones."""
    if not reaches_own_only(desk, Action.READ_FAMILY):
        return Whose(of, desk.today())
    me = desk.account.id
    if of not in (None, me):
        raise NotAllowed("Je ziet alleen je eigen agenda en je eigen acties.")
    return Whose(me, desk.today(), reach_of=me)


def _colleagues(session: Session, whose: Whose) -> tuple[Colleague, ...]:
    if whose.reach_of is not None:
        return ()
    coaches = [each for each in accounts.everybody(session) if OfficeRole.COACH in each.roles]
    coaches.sort(key=lambda each: fold(each.display_name))
    return tuple(Colleague(each.id, each.display_name) for each in coaches)
