"""The figures of a calendar year, per municipality, counted by the store in one statement."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Function,
    Select,
    Subquery,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.tables import FamilyRow, MemberRow, PhaseRow, SnapshotRow, StayRow
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.domain.yearly import YearCounts, days_of

Whose = Select[Any] | None
"""The families it is about; None is every family."""


def per_municipality(
    session: Session, year: int, *, own_of: UUID | None, today: date
) -> tuple[tuple[str, YearCounts], ...]:
    """Every municipality of a family that was supported or measured in the year, by name; one query."""
    whose = None if own_of is None else own_families(own_of, today)
    found = session.connection().execute(_query(year, whose))
    return tuple(sorted((place, YearCounts(*map(int, numbers))) for place, *numbers in found))


def _query(year: int, whose: Whose) -> Any:
    course, people, measured = _course(year, whose), _people(year, whose), _measured(year, whose)
    served = course.c.families == 1
    return (
        select(
            FamilyRow.municipality,
            *(_sum(course.c[name]) for name in _COURSE),
            _sum(case((served, people.c.adults))),
            _sum(case((served, people.c.children))),
            func.count(measured.c.family_id),
            _sum(measured.c.snapshots),
        )
        .join(course, course.c.family_id == FamilyRow.id)
        .outerjoin(people, people.c.family_id == FamilyRow.id)
        .outerjoin(measured, measured.c.family_id == FamilyRow.id)
        .where(or_(served, measured.c.family_id.is_not(None)))
        .group_by(FamilyRow.municipality)
    )


_COURSE = ("active_at_start", "new", "reopened", "closed", "active_at_end", "families")


def _course(year: int, whose: Whose) -> Subquery:
    """Per family how it stood at both ends of the year and how often it changed in between."""
    start, end = (literal(day, Day()) for day in days_of(year))
    turn, begin = _turns(whose), _begin(whose)
    is_closed, was_closed = turn.c.is_closed == 1, turn.c.was_closed
    in_year = and_(start <= turn.c.since, turn.c.since < end)
    came_first = was_closed.is_(None)
    # Closed on the very day on which it began: it was never supported before a next phase.
    never_open = and_(came_first, is_closed, turn.c.since == begin.c.day)
    per_family = (
        select(
            begin.c.family_id,
            begin.c.day,
            _once(never_open).label("never_open"),
            _once(and_(is_closed, _stands(turn, start))).label("closed_at_start"),
            _once(and_(is_closed, _stands(turn, end))).label("closed_at_end"),
            _often(and_(in_year, was_closed == 1, ~is_closed)).label("reopened"),
            _often(
                and_(in_year, is_closed, or_(was_closed == 0, and_(came_first, turn.c.since > begin.c.day)))
            ).label("closed"),
        )
        .outerjoin(turn, turn.c.family_id == begin.c.family_id)
        .group_by(begin.c.family_id, begin.c.day)
        .subquery("per_family")
    )
    at = per_family.c
    at_start = and_(at.day < start, at.closed_at_start == 0)
    at_end = and_(at.day < end, at.closed_at_end == 0)
    new = and_(start <= at.day, at.day < end, at.never_open == 0)
    return select(
        at.family_id,
        _number(at_start).label("active_at_start"),
        _number(new).label("new"),
        at.reopened,
        at.closed,
        _number(at_end).label("active_at_end"),
        _number(or_(at_start, new, at.reopened > 0)).label("families"),
    ).subquery("course")


def _turns(whose: Whose) -> Subquery:
    """Every phase with whether it is closed, whether the one before it was, and when the next one begins."""
    closed = _number(PhaseRow.phase == Phase.CLOSED)

    def beside(value: Function[Any]) -> ColumnElement[Any]:
        return value.over(partition_by=PhaseRow.family_id, order_by=PhaseRow.since)

    return (
        select(
            PhaseRow.family_id,
            PhaseRow.since,
            closed.label("is_closed"),
            beside(func.lag(closed)).label("was_closed"),
            beside(func.lead(PhaseRow.since, type_=Day())).label("until"),
        )
        .where(*_of(PhaseRow.family_id, whose))
        .subquery("turn")
    )


def _stands(turn: Subquery, day: ColumnElement[date]) -> ColumnElement[bool]:
    """The phase in which the night before `day` falls."""
    return and_(turn.c.since < day, or_(turn.c.until.is_(None), day <= turn.c.until))


def _begin(whose: Whose) -> Subquery:
    known = union_all(
        select(PhaseRow.family_id, PhaseRow.since.label("day")).where(*_of(PhaseRow.family_id, whose)),
        select(SnapshotRow.family_id, func.min(SnapshotRow.date, type_=Day()))
        .where(*_of(SnapshotRow.family_id, whose))
        .group_by(SnapshotRow.family_id),
        select(FamilyRow.id, FamilyRow.started_on).where(
            FamilyRow.started_on.is_not(None), *_of(FamilyRow.id, whose)
        ),
    ).subquery("known")
    return (
        select(known.c.family_id, func.min(known.c.day, type_=Day()).label("day"))
        .group_by(known.c.family_id)
        .subquery("begin")
    )


def _people(year: int, whose: Whose) -> Subquery:
    start, end = (literal(day, Day()) for day in days_of(year))
    stayed = (
        select(StayRow.id)
        .where(
            StayRow.family_id == MemberRow.family_id,
            StayRow.member_id == MemberRow.id,
            or_(StayRow.joined.is_(None), StayRow.joined < end),
            or_(StayRow.left.is_(None), StayRow.left > start),
        )
        .exists()
    )
    return (
        select(
            MemberRow.family_id,
            func.count(case((MemberRow.role == Role.ADULT, 1))).label("adults"),
            func.count(case((MemberRow.role == Role.CHILD, 1))).label("children"),
        )
        .where(
            stayed,
            or_(MemberRow.birth_date.is_(None), MemberRow.birth_date < end),
            *_of(MemberRow.family_id, whose),
        )
        .group_by(MemberRow.family_id)
        .subquery("people")
    )


def _measured(year: int, whose: Whose) -> Subquery:
    start, end = days_of(year)
    return (
        select(SnapshotRow.family_id, func.count().label("snapshots"))
        .where(start <= SnapshotRow.date, SnapshotRow.date < end, *_of(SnapshotRow.family_id, whose))
        .group_by(SnapshotRow.family_id)
        .subquery("measured")
    )


def _of(column: InstrumentedAttribute[UUID], whose: Whose) -> tuple[ColumnElement[bool], ...]:
    return () if whose is None else (column.in_(whose),)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _once(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.max(_number(condition))


def _often(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(_number(condition))


def _sum(column: ColumnElement[Any]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
