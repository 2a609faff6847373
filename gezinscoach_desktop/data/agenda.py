"""Readings over many families at once: what is agreed, what is to be done, who is to be measured; one query each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.appointment import APPOINTMENTS
from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.tables import (
    AccountRow,
    ActionRow,
    AppointmentRow,
    FamilyRow,
    PhaseRow,
    ServiceRow,
    SnapshotRow,
)
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.agenda import AgendaAction, AgendaAppointment, DueFamily, FamilyName
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.due import Expected
from gezinscoach_desktop.domain.trajectory import RESTING

_FAMILY = (FamilyRow.id, FamilyRow.code, FamilyRow.name)
_NAMED = len(_FAMILY)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose work is looked at: that of one coach, or everybody's (None).

    `reach_of` is who looks and reaches no more than own families; None reaches every family.
    """

    account_id: UUID | None
    today: date
    reach_of: UUID | None = None

    def families(self, column: InstrumentedAttribute[UUID]) -> list[ColumnElement[bool]]:
        """What holds a table to the families that are looked at."""
        whom = {self.account_id, self.reach_of} - {None}
        return [column.in_(own_families(account_id, self.today)) for account_id in whom if account_id]


def open_actions(
    session: Session, whose: Whose, *, until: date | None = None, since: date | None = None
) -> tuple[AgendaAction, ...]:
    """Every open action for the families of `whose`, by due date; between two days only those that are due then."""
    query = _actions().where(ActionRow.state == ActionState.OPEN, *whose.families(ActionRow.family_id))
    if since is not None:
        query = query.where(ActionRow.due_on >= literal(since, Day()))
    if until is not None:
        query = query.where(ActionRow.due_on <= literal(until, Day()))
    query = query.order_by(ActionRow.due_on.is_(None), ActionRow.due_on, ActionRow.created_at, ActionRow.id)
    found = ACTIONS.read_with(session, query)
    return tuple(AgendaAction(record, FamilyName(*row[:_NAMED]), *row[_NAMED:]) for record, row in found)


def appointments(session: Session, whose: Whose, since: date, until: date) -> tuple[AgendaAppointment, ...]:
    """Appointments from `since` up to `until` that stand in the agenda of `whose`, or are with its families."""
    query = _appointments().where(
        AppointmentRow.on >= literal(since, Day()), AppointmentRow.on <= literal(until, Day())
    )
    if whose.reach_of is not None:
        query = query.where(AppointmentRow.family_id.in_(own_families(whose.reach_of, whose.today)))
    if whose.account_id is not None:
        own = AppointmentRow.family_id.in_(own_families(whose.account_id, whose.today))
        query = query.where(or_(_holder() == whose.account_id, own))
    return _read_appointments(session, query)


def own_appointments(
    session: Session, account_id: UUID, since: date, until: date, *, reach_of: UUID | None, today: date
) -> tuple[AgendaAppointment, ...]:
    """Those that stand in one person's own agenda, for taking along; in families that this person still reaches."""
    query = _appointments().where(
        AppointmentRow.on >= literal(since, Day()),
        AppointmentRow.on <= literal(until, Day()),
        _holder() == account_id,
    )
    if reach_of is not None:
        query = query.where(AppointmentRow.family_id.in_(own_families(reach_of, today)))
    return _read_appointments(session, query)


def due_families(
    session: Session, whose: Whose, since: date, until: date, *, interval_months: int, most: int
) -> tuple[tuple[DueFamily, ...], int]:
    """Families whose next snapshot falls due from `since` up to `until`, the first `most`, and how many they are."""
    first = Expected.on(since, interval_months).late_before
    after = Expected.on(date.fromordinal(until.toordinal() + 1), interval_months).late_before
    last = (
        select(SnapshotRow.family_id, func.max(SnapshotRow.date, type_=Day()).label("last"))
        .where(*whose.families(SnapshotRow.family_id))
        .group_by(SnapshotRow.family_id)
        .subquery("last")
    )
    later = aliased(PhaseRow)
    resting = select(PhaseRow.family_id).where(
        PhaseRow.phase.in_(RESTING),
        ~select(later.family_id)
        .where(later.family_id == PhaseRow.family_id, later.since > PhaseRow.since)
        .exists(),
    )
    query = (
        select(*_FAMILY, last.c.last, func.count().over())
        .join(last, last.c.family_id == FamilyRow.id)
        .where(
            last.c.last >= literal(first, Day()),
            last.c.last < literal(after, Day()),
            FamilyRow.id.not_in(resting),
        )
        .order_by(last.c.last, FamilyRow.sort_name, FamilyRow.code)
        .limit(most)
    )
    found = session.connection().execute(query).all()
    due = tuple(DueFamily(FamilyName(*row[:_NAMED]), add_months(row[3], interval_months)) for row in found)
    return due, found[0][4] if found else 0


def _actions() -> Select[Any]:
    coach, meant = aliased(AccountRow), aliased(ServiceRow)  # a double means the service it was merged into
    return (
        ACTIONS.kept()
        .add_columns(*_FAMILY, coach.display_name, meant.name)
        .join(FamilyRow, FamilyRow.id == ActionRow.family_id)
        .outerjoin(coach, coach.id == func.coalesce(ActionRow.account_id, ActionRow.created_by))
        .outerjoin(ServiceRow, ServiceRow.id == ActionRow.service_id)
        .outerjoin(meant, meant.id == func.coalesce(ServiceRow.merged_into, ServiceRow.id))
    )


def _holder() -> ColumnElement[UUID | None]:
    """In whose agenda an appointment stands."""
    return func.coalesce(AppointmentRow.account_id, AppointmentRow.created_by)


def _appointments() -> Select[Any]:
    coach = aliased(AccountRow)
    return (
        APPOINTMENTS.kept()
        .add_columns(*_FAMILY, coach.id, coach.display_name)
        .join(FamilyRow, FamilyRow.id == AppointmentRow.family_id)
        .outerjoin(coach, coach.id == _holder())
    )


def _read_appointments(session: Session, query: Select[Any]) -> tuple[AgendaAppointment, ...]:
    query = query.order_by(
        AppointmentRow.on,
        AppointmentRow.begins_at.is_not(None),
        AppointmentRow.begins_at,
        AppointmentRow.created_at,
        AppointmentRow.id,
    )
    made: Callable[..., AgendaAppointment] = AgendaAppointment
    return tuple(
        made(record, FamilyName(*row[:_NAMED]), *row[_NAMED:])
        for record, row in APPOINTMENTS.read_with(session, query)
    )
