"""The lines of the list of families: all of them, those that are due, those that somebody looks for.

Every statement begins with which families it is about, and asks each table for no others: for one coach among thousands
the indexes on the family then do it. What comes back does not grow with the office unless everything is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from gezinscoach_desktop.data.family import is_present, runs_on
from gezinscoach_desktop.data.tables import (
    AccountRow,
    AssignmentRow,
    MemberRow,
    PhaseRow,
    SnapshotRow,
    StayRow,
)
from gezinscoach_desktop.data.tables import FamilyRow as Kept
from gezinscoach_desktop.data.text_order import by_code_point
from gezinscoach_desktop.data.types import Day, Id
from gezinscoach_desktop.domain.due import Expected, due_of
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.record import FamilyRow, FamilyWanted
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import RESTING, AssignmentKind

_TODAY = bindparam("today", type_=Day())
_ACCOUNT = bindparam("account_id", type_=Id())
_IDS = bindparam("ids", type_=Id(), expanding=True)

Scope = Literal["any", "own", "some", "some_own"]
"""Every family, those of the account, certain ones, or those of the latter that are the account's."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks, when, and what makes a family due."""

    account_id: UUID
    own_only: bool
    """The account reaches no others than its own families."""
    today: date
    interval_months: int
    drafts: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Standing:
    """Which families wait for a measurement, the most urgent first, and how many there are of each."""

    families: int
    never: tuple[UUID, ...]
    late: tuple[UUID, ...]
    soon: tuple[UUID, ...]
    never_count: int
    late_count: int
    soon_count: int
    is_own: bool
    """False for who has no family of one's own, and may see every one: then it is about all of them."""


# ------------------------------------------------------------------------------------------------------------- all of them
def rows(session: Session, looking: Looking) -> tuple[FamilyRow, ...]:
    """The list of families with when each is due, sorted by name; one query."""
    return _read(session, looking, "own" if looking.own_only else "any", ())


def rows_of(session: Session, looking: Looking, ids: Iterable[UUID]) -> tuple[FamilyRow, ...]:
    """The lines of certain families, sorted by name, those left out that the account does not reach; one query."""
    wanted = sorted(set(ids))
    return _read(session, looking, "some_own" if looking.own_only else "some", wanted) if wanted else ()


def _read(session: Session, looking: Looking, scope: Scope, ids: Iterable[UUID]) -> tuple[FamilyRow, ...]:
    parameters = whose_eyes(looking) | {"ids": list(ids)}
    found = session.connection().execute(_list_query(scope), parameters)
    listed = [
        FamilyRow(
            id=id_,
            code=code,
            name=name,
            municipality=municipality,
            neighbourhood=neighbourhood,
            phase=phase,
            responsible=responsible,
            second=second,
            is_mine=is_mine == 1,
            adults=adults or 0,
            children=children or 0,
            snapshots=snapshots or 0,
            last_snapshot=last_snapshot,
            due=due_of(
                last_snapshot,
                today=looking.today,
                interval_months=looking.interval_months,
                is_closed=phase in RESTING,
            ),
            has_draft=id_ in looking.drafts,
            search_text=search_text,
            sort_name=sort_name,
        )
        for (
            id_,
            code,
            name,
            municipality,
            neighbourhood,
            phase,
            responsible,
            second,
            is_mine,
            adults,
            children,
            snapshots,
            last_snapshot,
            search_text,
            sort_name,
        ) in found
    ]
    # Not in SQL: what it would sort is larger than what has to be compared.
    listed.sort(key=lambda row: (row.sort_name, row.code))
    return tuple(listed)


def own_ids() -> Select[Any]:
    """The account's own families, for a statement that is run with `whose_eyes`."""
    return select(AssignmentRow.family_id).where(AssignmentRow.account_id == _ACCOUNT, runs_on(_TODAY))


def _within(column: InstrumentedAttribute[UUID], scope: Scope) -> tuple[ColumnElement[bool], ...]:
    """What holds a table to the families it is about."""
    conditions: list[ColumnElement[bool]] = []
    if scope in ("own", "some_own"):
        conditions.append(column.in_(own_ids()))
    if scope in ("some", "some_own"):
        conditions.append(column.in_(_IDS))
    return tuple(conditions)


@cache
def _list_query(scope: Scope) -> Select[Any]:
    # Of certain families it is enough to ask once whether they are the account's own.
    inner: Scope = "some" if scope == "some_own" else scope
    measured, household, coaches = _measured(inner), _household(inner), _coaches(inner)
    latest = (
        select(PhaseRow.family_id, func.max(PhaseRow.since).label("since"))
        .where(*_within(PhaseRow.family_id, inner))
        .group_by(PhaseRow.family_id)
        .subquery("latest")
    )
    return (
        select(
            Kept.id,
            Kept.code,
            Kept.name,
            Kept.municipality,
            Kept.neighbourhood,
            PhaseRow.phase,
            coaches.c.responsible,
            coaches.c.second,
            coaches.c.is_mine,
            household.c.adults,
            household.c.children,
            measured.c.snapshots,
            measured.c.last_snapshot,
            Kept.search_text,
            Kept.sort_name,
        )
        .outerjoin(measured, measured.c.family_id == Kept.id)
        .outerjoin(household, household.c.family_id == Kept.id)
        .outerjoin(coaches, coaches.c.family_id == Kept.id)
        .outerjoin(latest, latest.c.family_id == Kept.id)
        .outerjoin(PhaseRow, and_(PhaseRow.family_id == Kept.id, PhaseRow.since == latest.c.since))
        .where(*_within(Kept.id, scope))
    )


def _measured(scope: Scope) -> Subquery:
    return (
        select(
            SnapshotRow.family_id,
            func.count().label("snapshots"),
            func.max(SnapshotRow.date).label("last_snapshot"),
        )
        .where(*_within(SnapshotRow.family_id, scope))
        .group_by(SnapshotRow.family_id)
        .subquery("measured")
    )


def _household(scope: Scope) -> Subquery:
    return (
        select(
            MemberRow.family_id,
            func.count(case((MemberRow.role == Role.ADULT, 1))).label("adults"),
            func.count(case((MemberRow.role == Role.CHILD, 1))).label("children"),
        )
        .join(StayRow, and_(StayRow.family_id == MemberRow.family_id, StayRow.member_id == MemberRow.id))
        .where(is_present(_TODAY), *_within(MemberRow.family_id, scope))
        .group_by(MemberRow.family_id)
        .subquery("household")
    )


def _coaches(scope: Scope) -> Subquery:
    return (
        select(
            AssignmentRow.family_id,
            func.max(case((AssignmentRow.kind == AssignmentKind.RESPONSIBLE, AccountRow.display_name))).label(
                "responsible"
            ),
            func.max(case((AssignmentRow.kind == AssignmentKind.SECOND, AccountRow.display_name))).label(
                "second"
            ),
            func.max(case((AssignmentRow.account_id == _ACCOUNT, 1), else_=0)).label("is_mine"),
        )
        .join(AccountRow, AccountRow.id == AssignmentRow.account_id)
        .where(runs_on(_TODAY), *_within(AssignmentRow.family_id, scope))
        .group_by(AssignmentRow.family_id)
        .subquery("coaches")
    )


# ---------------------------------------------------------------------------------------------------------- who is due
def standing(session: Session, looking: Looking, *, most: int) -> Standing:
    """Own families, or every family of who has none; at most `most` of each kind; two queries."""
    connection = session.connection()
    whose = whose_eyes(looking)
    is_own = looking.own_only or bool(connection.execute(select(exists(own_ids())), whose).scalar())
    days = Expected.on(looking.today, looking.interval_months)
    parameters = whose | {"late": days.late_before, "soon": days.soon_before, "most": most}
    kinds: dict[str, list[UUID]] = {"never": [], "late": [], "soon": []}
    counts = dict.fromkeys((*kinds, "all"), 0)
    for kind, number, id_ in connection.execute(_standing_query("own" if is_own else "any"), parameters):
        if id_ is None:
            counts[kind] = number
        else:
            kinds[kind].append(id_)
    never, late, soon = (tuple(kinds[kind]) for kind in kinds)
    return Standing(counts["all"], never, late, soon, counts["never"], counts["late"], counts["soon"], is_own)


@cache
def _standing_query(scope: Scope) -> Any:
    measured = _measured(scope)
    last = measured.c.last_snapshot
    late, soon = bindparam("late", type_=Day()), bindparam("soon", type_=Day())
    kind = case(
        (is_resting(scope), literal("closed")),
        (last.is_(None), literal("never")),
        (last < late, literal("late")),
        (last < soon, literal("soon")),
        else_=literal("on_time"),
    )
    stand = (
        select(Kept.id, Kept.sort_name, Kept.code, last.label("last"), kind.label("kind"))
        .outerjoin(measured, measured.c.family_id == Kept.id)
        .where(*_within(Kept.id, scope))
        .cte("stand")
        .prefix_with("MATERIALIZED")
    )
    number = func.count().label("number")
    name = (by_code_point(stand.c.sort_name), by_code_point(stand.c.code))

    def first(kind: str) -> Select[Any]:
        longest_ago = select(stand.c.id).where(stand.c.kind == kind).order_by(stand.c.last, *name)
        found = longest_ago.limit(bindparam("most")).subquery()
        return select(literal(kind), literal(0), found.c.id)

    return union_all(
        select(stand.c.kind, number, literal(None, Id())).group_by(stand.c.kind),
        select(literal("all"), number, literal(None, Id())).select_from(stand),
        *(first(kind) for kind in ("never", "late", "soon")),
    )


def is_resting(scope: Scope) -> ColumnElement[bool]:
    """Whether the family is closed or takes a break, by its last phase; among all phases those are few."""
    later = aliased(PhaseRow)
    return Kept.id.in_(
        select(PhaseRow.family_id).where(
            PhaseRow.phase.in_(RESTING),
            *_within(PhaseRow.family_id, scope),
            ~exists().where(later.family_id == PhaseRow.family_id, later.since > PhaseRow.since),
        )
    )


# ------------------------------------------------------------------------------------------------------------- looking for
def count(session: Session, looking: Looking) -> int:
    """How many families the account reaches."""
    query = select(func.count()).select_from(Kept).where(*_within(Kept.id, _reach(looking)))
    return int(session.connection().execute(query, whose_eyes(looking)).scalar() or 0)


def find(session: Session, looking: Looking, wanted: FamilyWanted, most: int) -> tuple[list[UUID], int]:
    """The first families that are as wanted, by name (or by urgency, for those that are due), and how many there are."""
    last = (
        select(func.max(SnapshotRow.date, type_=Day()))
        .where(SnapshotRow.family_id == Kept.id)
        .correlate(Kept)
        .scalar_subquery()
    )
    query = select(Kept.id, func.count().over()).where(*_within(Kept.id, _reach(looking)))
    query = query.where(
        *(Kept.search_text.contains(word, autoescape=True) for word in fold(wanted.text).split())
    )
    if wanted.only_mine:
        query = query.where(Kept.id.in_(own_ids()))
    if wanted.municipality:
        query = query.where(Kept.municipality == wanted.municipality)
    if wanted.phase is not None:
        query = query.where(_phase_now() == wanted.phase)
    if wanted.only_due:
        late = Expected.on(looking.today, looking.interval_months).late_before
        query = query.where(~is_resting(_reach(looking)), or_(last.is_(None), last < literal(late, Day())))
        query = query.order_by(last.nulls_last())
    query = query.order_by(by_code_point(Kept.sort_name), by_code_point(Kept.code)).limit(most)
    found = session.connection().execute(query, whose_eyes(looking)).all()
    return [id_ for id_, _ in found], found[0][1] if found else 0


def _phase_now() -> ColumnElement[Any]:
    latest = select(PhaseRow.phase).where(PhaseRow.family_id == Kept.id)
    return latest.order_by(PhaseRow.since.desc()).limit(1).correlate(Kept).scalar_subquery()


def _reach(looking: Looking) -> Scope:
    return "own" if looking.own_only else "any"


def whose_eyes(looking: Looking) -> dict[str, Any]:
    """The parameters of statements about own families: who looks, and on which day."""
    return {"today": looking.today, "account_id": looking.account_id}
