"""The trajectory of a family: its phases, who supports it, and on which days something happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal, select, update
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.family import runs_on
from gezinscoach_desktop.data.tables import (
    AccountRow,
    AssignmentRow,
    ContactRow,
    PhaseRow,
    SnapshotRow,
    table_of,
)
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind, PhaseStart

_ASSIGNMENT = table_of(AssignmentRow)


@dataclass(frozen=True, slots=True)
class Assigned:
    """An assignment as kept, with the id to end it by."""

    id: UUID
    account_id: UUID
    kind: AssignmentKind
    since: date
    until: date | None

    @property
    def counts(self) -> bool:
        """False for one that was taken back: no row is deleted, it ends on the day it began."""
        return self.until is None or self.since < self.until


@dataclass(frozen=True, slots=True)
class Coach:
    """Somebody who can be given a family."""

    account_id: UUID
    name: str
    families: int
    """Of how many families this is the coach now, responsible or second."""


def phase_at(session: Session, family_id: UUID, since: date) -> PhaseStart | None:
    """The phase that began on exactly that day."""
    query = select(PhaseRow).where(PhaseRow.family_id == family_id, PhaseRow.since == since)
    found = session.scalars(query).one_or_none()
    return None if found is None else PhaseStart(found.phase, found.since, found.reason, found.closing_reason)


def assignments(session: Session, family_id: UUID) -> tuple[Assigned, ...]:
    """Every assignment of the family, from old to new, also those that were taken back."""
    columns = _ASSIGNMENT.c
    query: Any = (
        select(columns.id, columns.account_id, columns.kind, columns.since, columns.until)
        .where(columns.family_id == family_id)
        .order_by(columns.since, columns.kind, columns.id)
    )
    return tuple(Assigned(*row) for row in session.connection().execute(query))


def end_assignment(session: Session, assignment_id: UUID, until: date | None) -> None:
    """Let it end on a day, or go on."""
    session.connection().execute(
        update(_ASSIGNMENT).where(_ASSIGNMENT.c.id == assignment_id).values(until=until)
    )


def coaches(session: Session, today: date) -> tuple[Coach, ...]:
    """Everybody with the role of coach whose account is open, by name; for coordinators."""
    running: Any = (
        select(_ASSIGNMENT.c.account_id, func.count(_ASSIGNMENT.c.family_id.distinct()))
        .where(runs_on(literal(today, Day())))
        .group_by(_ASSIGNMENT.c.account_id)
    )
    load: dict[UUID, int] = dict(session.connection().execute(running).all())
    query = select(AccountRow.id, AccountRow.display_name, AccountRow.roles).where(
        AccountRow.deactivated_at.is_(None)
    )
    found = [
        Coach(id_, name, load.get(id_, 0))
        for id_, name, roles in session.connection().execute(query)
        if OfficeRole.COACH in roles
    ]
    return tuple(sorted(found, key=lambda coach: coach.name.casefold()))


def contact_days(session: Session, family_id: UUID) -> tuple[date, ...]:
    """The days of contact, each once, from old to new."""
    query = (
        select(ContactRow.on)
        .where(ContactRow.family_id == family_id, ContactRow.removed_at.is_(None))
        .distinct()
        .order_by(ContactRow.on)
    )
    return tuple(session.connection().execute(query).scalars())


def snapshot_days(session: Session, family_id: UUID) -> tuple[date, ...]:
    """The days of the snapshots, each once, from old to new."""
    query = (
        select(SnapshotRow.date)
        .where(SnapshotRow.family_id == family_id)
        .distinct()
        .order_by(SnapshotRow.date)
    )
    return tuple(session.connection().execute(query).scalars())
