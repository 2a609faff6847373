"""Every family at once: the levels that stand for it at its baseline, its follow-up, or one date.

One statement per question. The value in force at a moment is the one with the greatest (date, number) up to it, so date,
number and level are put together in one growing number of which the maximum per place is asked: grouped in the order of
the primary key, in one pass and without sorting. What a level means for the index is decided in `domain.index`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Text,
    and_,
    case,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import NullType

from gezinscoach_desktop.data.calendar import add_months, day_number
from gezinscoach_desktop.data.family import is_present, own_families
from gezinscoach_desktop.data.tables import FamilyRow, MemberRow, ScoreRow, SnapshotRow, StayRow
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.evolution import PrePost
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.index import Extremes, IndexResult, Profile, index_of_levels, tally
from gezinscoach_desktop.domain.instrument import HIGHEST_LEVEL, LEVELS, Subject

_NUMBERS = 1 << 20  # more snapshots than a family can have
_CODES = 1 << 3  # a level, or 0 for n.v.t.
_AT_ONCE = 10_000

Levels = dict[str, Extremes]

# What there is after one more level was seen, made once instead of once per family, item and person.
_SEEN_ONE = {level: Extremes(level, level) for level in LEVELS}
_SEEN_MORE = {
    (Extremes(low, high), level): Extremes(min(low, level), max(high, level))
    for low in LEVELS
    for high in range(low, HIGHEST_LEVEL + 1)
    for level in LEVELS
}


@dataclass(slots=True)
class _Found:
    """One family: its moments with the levels that stand for it, and whether a child belonged to it then."""

    code: str
    first: date
    first_levels: Levels
    first_child: bool
    second: date | None
    second_levels: Levels
    second_child: bool


def pre_post(
    session: Session, profile: Profile, *, months: int, own_of: UUID | None, today: date
) -> Iterator[PrePost]:
    """The index of every family with a baseline, there and at its follow-up after `months`; one query."""
    moments = _baseline_and_follow_up(months, own_of, today)
    for family in _families(session, _query(moments, profile, own_of, today)):
        yield PrePost(
            tally(profile, family.first_levels, has_child=family.first_child),
            None
            if family.second is None
            else tally(profile, family.second_levels, has_child=family.second_child),
        )


def indexes(
    session: Session, profile: Profile, *, on: date | None, own_of: UUID | None, today: date
) -> Iterator[tuple[str, IndexResult]]:
    """Code and index of every family with a snapshot on or before `on`, or at its latest snapshot; one query."""
    moments = _one_moment(on, own_of, today)
    for family in _families(session, _query(moments, profile, own_of, today)):
        yield (
            family.code,
            index_of_levels(profile, family.first, family.first_levels, has_child=family.first_child),
        )


# ------------------------------------------------------------------------------------------------------------- moments
def _baseline_and_follow_up(months: int, own_of: UUID | None, today: date) -> CTE:
    revised = func.max(case((SnapshotRow.is_revised_baseline, SnapshotRow.date)))
    first = func.coalesce(revised, func.min(SnapshotRow.date), type_=Day())
    base = _per_family_with_snapshot(first, own_of, today).subquery()
    follow_up = (
        select(func.min(SnapshotRow.date))
        .where(
            SnapshotRow.family_id == base.c.family_id, SnapshotRow.date >= add_months(base.c.first, months)
        )
        .scalar_subquery()
    )
    query = select(base.c.family_id, base.c.first, follow_up.label("second"))
    return query.cte("moments").prefix_with("MATERIALIZED")


def _one_moment(on: date | None, own_of: UUID | None, today: date) -> CTE:
    moment = (
        func.max(SnapshotRow.date, type_=Day()) if on is None else func.max(literal(on, Day()), type_=Day())
    )
    query = _per_family_with_snapshot(moment, own_of, today)
    if on is not None:
        query = query.where(SnapshotRow.date <= on)
    found = query.subquery()
    return (
        select(found.c.family_id, found.c.first, null().cast(Day()).label("second"))
        .cte("moments")
        .prefix_with("MATERIALIZED")
    )


def _per_family_with_snapshot(moment: ColumnElement[Any], own_of: UUID | None, today: date) -> Select[Any]:
    query = select(
        SnapshotRow.family_id,
        moment.label("first"),
    ).group_by(SnapshotRow.family_id)
    if own_of is not None:
        query = query.where(SnapshotRow.family_id.in_(own_families(own_of, today)))
    return query


# -------------------------------------------------------------------------------------------------------------- levels
def _query(moments: CTE, profile: Profile, own_of: UUID | None, today: date) -> CompoundSelect[Any]:
    """Per family one row with its moments and one per place with its levels, by family.

    Told apart by `first`, which only the former has; both come as plain numbers and texts.
    """
    # Levels are coded; NULL is never scored, 0 n.v.t.
    return union_all(_heads(moments), _values(moments, profile, own_of, today)).order_by("family_id")


def _values(moments: CTE, profile: Profile, own_of: UUID | None, today: date) -> Select[Any]:
    here = _here(moments)
    of_a_child = sorted(item for item, subject in profile.items.items() if subject is Subject.CHILD)
    rank = (day_number(ScoreRow.date) * _NUMBERS + ScoreRow.number) * _CODES + func.coalesce(
        ScoreRow.level, 0
    )
    query: Select[Any] = (
        select(
            _raw(ScoreRow.family_id).label("family_id"),
            ScoreRow.item.label("word"),
            (func.max(case((ScoreRow.date <= here.c.first, rank))) % _CODES).label("first_number"),
            (func.max(case((ScoreRow.date <= here.c.second, rank))) % _CODES).label("second_number"),
            null().cast(Integer).label("first"),
            null().cast(Integer).label("second"),
        )
        # An outer join holds SQLite to reading the scores in the order of their key: grouping then needs no sort.
        .outerjoin(
            here,
            and_(
                here.c.family_id == ScoreRow.family_id,
                here.c.subject_id == ScoreRow.subject_id,
                # Only with what a member is measured now: what a grown child once scored as a child is history.
                # The household has no items of a child, and nobody has items of the household.
                here.c.is_child == case((ScoreRow.item.in_(of_a_child), 1), else_=0),
            ),
        )
        .where(ScoreRow.item.in_(sorted(profile.items)))
        .group_by(ScoreRow.family_id, ScoreRow.subject_id, ScoreRow.item)
    )
    if own_of is not None:
        query = query.where(ScoreRow.family_id.in_(own_families(own_of, today)))
    return query


def _here(moments: CTE) -> CTE:
    """Per family and subject the moments at which it counts: the household always, a member while belonging to it."""
    household = select(
        moments.c.family_id,
        moments.c.family_id.label("subject_id"),
        moments.c.first.label("first"),
        moments.c.second.label("second"),
        literal(0, Integer()).label("is_child"),
    )
    members = (
        select(
            moments.c.family_id,
            StayRow.member_id,
            case((is_present(moments.c.first), moments.c.first)),
            case((is_present(moments.c.second), moments.c.second)),
            case((MemberRow.role == Role.CHILD, 1), else_=0),
        )
        .join(StayRow, StayRow.family_id == moments.c.family_id)
        .join(MemberRow, and_(MemberRow.family_id == StayRow.family_id, MemberRow.id == StayRow.member_id))
    )
    return union_all(household, members).cte("here").prefix_with("MATERIALIZED")


def _heads(moments: CTE) -> Select[Any]:
    child = (
        select(
            moments.c.family_id,
            func.max(case((is_present(moments.c.first), 1), else_=0)).label("first"),
            func.max(case((is_present(moments.c.second), 1), else_=0)).label("second"),
        )
        .join(MemberRow, and_(MemberRow.family_id == moments.c.family_id, MemberRow.role == Role.CHILD))
        .join(StayRow, and_(StayRow.family_id == MemberRow.family_id, StayRow.member_id == MemberRow.id))
        .group_by(moments.c.family_id)
        .subquery("child")
    )
    return (
        select(
            _raw(moments.c.family_id).label("family_id"),
            FamilyRow.code.cast(Text()).label("word"),
            child.c.first.label("first_number"),
            child.c.second.label("second_number"),
            day_number(moments.c.first).label("first"),
            day_number(moments.c.second).label("second"),
        )
        .join(FamilyRow, FamilyRow.id == moments.c.family_id)
        .outerjoin(child, child.c.family_id == moments.c.family_id)
    )


def _raw(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """The value as the driver gives it: it is only compared with its neighbour, and there are very many."""
    return type_coerce(column, NullType())


def _families(session: Session, query: CompoundSelect[Any]) -> Iterator[_Found]:
    current: Any = None
    found = _nothing()
    for rows in session.execute(query).partitions(_AT_ONCE):
        for family_id, word, first_number, second_number, first, second in rows:
            if family_id != current:
                if current is not None and found.code:
                    yield found
                current, found = family_id, _nothing()
            if first is not None:
                found.code = word
                found.first = date.fromordinal(first)
                found.first_child = first_number == 1
                found.second = None if second is None else date.fromordinal(second)
                found.second_child = second_number == 1
                continue
            if first_number:
                _see(found.first_levels, word, first_number)
            if second_number:
                _see(found.second_levels, word, second_number)
    if current is not None and found.code:
        yield found


def _nothing() -> _Found:
    return _Found("", date.min, {}, False, None, {}, False)


def _see(levels: Levels, item: str, level: int) -> None:
    seen = levels.get(item)
    levels[item] = _SEEN_ONE[level] if seen is None else _SEEN_MORE[seen, level]
