"""Every family at once: the levels that stand for it at its baseline, its follow-up, or one date.

One statement per question. The value in force at a moment is the one with the greatest (date, number) up to it, so date,
number and level are put together in one growing number of which the maximum per place is asked: grouped in the order of
the primary key, in one pass and without sorting. What a level means for the index is decided in `domain.index`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    and_,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.calendar import add_months, day_number
from gezinscoach_desktop.data.family import is_present, own_families
from gezinscoach_desktop.data.tables import FamilyRow, MemberRow, ScoreRow, SnapshotRow, StayRow
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.evolution import PrePost
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.index import Extremes, IndexResult, Profile, index_of_levels, tally
from gezinscoach_desktop.domain.instrument import Subject

_NUMBERS = 1 << 20  # more snapshots than a family can have
_CODES = 1 << 3  # a level, or 0 for n.v.t.
_AT_ONCE = 10_000

Levels = dict[str, Extremes]


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
    found = pre_post_by_code(session, profile, months=months, own_of=own_of, today=today)
    return (family for _, family in found)


def pre_post_by_code(
    session: Session, profile: Profile, *, months: int, own_of: UUID | None, today: date
) -> Iterator[tuple[str, PrePost]]:
    """The same, each with the code of the family."""
    moments = _baseline_and_follow_up(months, own_of, today)
    for family in _families(session, _query(moments, profile, own_of, today)):
        yield (
            family.code,
            PrePost(
                tally(profile, family.first_levels, has_child=family.first_child),
                None
                if family.second is None
                else tally(profile, family.second_levels, has_child=family.second_child),
            ),
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


def lowest(
    session: Session, items: Mapping[str, Subject], *, own_of: UUID, today: date
) -> Iterator[tuple[UUID, dict[str, int]]]:
    """Per own family with a snapshot the lowest level in force of each item, over the persons present; one query."""
    moments = _one_moment(today, own_of, today)
    levels = _levels(_values(moments, items, own_of, today).subquery("place"))
    query = select(moments.c.family_id, levels.c.levels).join(
        levels, levels.c.family_id == moments.c.family_id
    )
    for family_id, text in session.execute(query):
        found = (_known(known) for known in text.split(",") if text)
        yield family_id, {item: extremes.worst for item, extremes, _ in found if extremes is not None}


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
def _query(moments: CTE, profile: Profile, own_of: UUID | None, today: date) -> Select[Any]:
    """Per family its moments, whether a child belonged to it then, and in one text the levels of every item."""
    child, levels = _child(moments), _levels(_values(moments, profile.items, own_of, today).subquery("place"))
    return (
        select(
            FamilyRow.code.cast(Text()),
            day_number(moments.c.first),
            day_number(moments.c.second),
            child.c.first,
            child.c.second,
            levels.c.levels,
        )
        .select_from(moments)
        .join(FamilyRow, FamilyRow.id == moments.c.family_id)
        .outerjoin(child, child.c.family_id == moments.c.family_id)
        .outerjoin(levels, levels.c.family_id == moments.c.family_id)
    )


def _levels(places: Subquery) -> Subquery:
    """Per family `item:number,item:number…`: a row for each would cost more to fetch than to find."""
    first, second = func.nullif(places.c.first_number, 0), func.nullif(places.c.second_number, 0)
    number: ColumnElement[Any] = literal(0)
    for extreme in (func.min(first), func.max(first), func.min(second), func.max(second)):
        number = number * _CODES + func.coalesce(extreme, 0)
    items = (
        select(places.c.family_id, places.c.item, number.label("number"))
        .group_by(places.c.family_id, places.c.item)
        .subquery("item")
    )
    known = items.c.item + ":" + items.c.number.cast(Text())
    return (
        select(items.c.family_id, func.aggregate_strings(known, ",").label("levels"))
        .group_by(items.c.family_id)
        .subquery("level")
    )


def _values(moments: CTE, items: Mapping[str, Subject], own_of: UUID | None, today: date) -> Select[Any]:
    """Per place the level at both moments: NULL was never scored, 0 is n.v.t."""
    here = _here(moments)
    of_a_child = sorted(item for item, subject in items.items() if subject is Subject.CHILD)
    rank = (day_number(ScoreRow.date) * _NUMBERS + ScoreRow.number) * _CODES + func.coalesce(
        ScoreRow.level, 0
    )
    query: Select[Any] = (
        select(
            ScoreRow.family_id,
            ScoreRow.item,
            (func.max(case((ScoreRow.date <= here.c.first, rank))) % _CODES).label("first_number"),
            (func.max(case((ScoreRow.date <= here.c.second, rank))) % _CODES).label("second_number"),
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
        .where(ScoreRow.item.in_(sorted(items)))
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


def _child(moments: CTE) -> Subquery:
    return (
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


def _families(session: Session, query: Select[Any]) -> Iterator[_Found]:
    for rows in session.execute(query).partitions(_AT_ONCE):
        for code, first, second, first_child, second_child, text in rows:
            first_levels: Levels = {}
            second_levels: Levels = {}
            for known in text.split(",") if text else ():
                item, at_first, at_second = _known(known)
                if at_first is not None:
                    first_levels[item] = at_first
                if at_second is not None:
                    second_levels[item] = at_second
            yield _Found(
                code,
                date.fromordinal(first),
                first_levels,
                first_child == 1,
                None if second is None else date.fromordinal(second),
                second_levels,
                second_child == 1,
            )


@lru_cache(maxsize=1 << 15)
def _known(text: str) -> tuple[str, Extremes | None, Extremes | None]:
    """`item:number` read again, once for the very many families of which it says the same."""
    item, _, number = text.rpartition(":")
    both, at_second = divmod(int(number), _CODES * _CODES)
    return item, _extremes(both), _extremes(at_second)


def _extremes(number: int) -> Extremes | None:
    lowest, highest = divmod(number, _CODES)
    return Extremes(lowest, highest) if lowest else None
