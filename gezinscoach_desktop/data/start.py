"""What waits for somebody today: set-based readings over own families, or over every family of who has none.

Each is one statement, however many families there are, and gives at most `most` lines with how many there are in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.audit import trail_of
from gezinscoach_desktop.data.family_list import Looking, is_resting, own_ids, whose_eyes
from gezinscoach_desktop.data.tables import (
    AccountRow,
    ActionRow,
    AppointmentRow,
    ContactRow,
    FamilyRow,
    MemberRow,
    OfFamilyRow,
    SnapshotRow,
    support,
)
from gezinscoach_desktop.data.types import Day, Id, UtcDateTime
from gezinscoach_desktop.domain.action import ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Noun
from gezinscoach_desktop.domain.contact import ContactKind

_TODAY = bindparam("today", type_=Day())
_ACCOUNT = bindparam("account_id", type_=Id())
_MOST: Any = bindparam("most")
_MOST_NEWS = 500
_LOOK_BACK = 50_000
"""So many entries of the trail are gone through at most to find what somebody did last."""

WRITES = tuple(
    action
    for action in AuditAction
    if action.value.startswith(("add_", "change_", "register_", "assign_", "close_", "reopen_"))
    and action not in (AuditAction.ADD_ACCOUNT, AuditAction.CHANGE_ACCOUNT, AuditAction.CLOSE_ACCOUNT)
)
"""What changes something about a family."""


@dataclass(frozen=True, slots=True)
class DueAction:
    """An open action whose day has come."""

    id: UUID
    family_id: UUID
    what: str
    owner: ActionOwner
    due_on: date


@dataclass(frozen=True, slots=True)
class Planned:
    """An appointment that still stands."""

    id: UUID
    family_id: UUID
    on: date
    begins_at: int | None
    minutes: int | None
    kind: ContactKind
    what: str
    whose: str | None
    """Whose agenda it stands in."""
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Silence:
    """A supported family with which nobody had contact lately; `last` None: never noted."""

    family_id: UUID
    last: date | None


@dataclass(frozen=True, slots=True)
class Touched:
    """A record of a family that a colleague added or changed."""

    family_id: UUID
    noun: Noun
    who: str
    at: datetime


Line = TypeVar("Line", DueAction, Planned, Silence, Touched)


def actions_due(
    session: Session, looking: Looking, *, own: bool, most: int
) -> tuple[tuple[DueAction, ...], int]:
    """Open actions due today or before, the longest overdue first."""
    found = session.connection().execute(_actions(own), whose_eyes(looking) | {"most": most}).all()
    return tuple(DueAction(*row[:-1]) for row in found), found[0][-1] if found else 0


def planned(
    session: Session, looking: Looking, *, own: bool, days: int, most: int
) -> tuple[tuple[Planned, ...], int]:
    """Appointments from today on for `days` days, and earlier ones of which nobody said what became of them."""
    parameters = whose_eyes(looking) | {"most": most, "until": looking.today + timedelta(days=days)}
    found = session.connection().execute(_planned(own), parameters).all()
    return tuple(Planned(*row[:-1]) for row in found), found[0][-1] if found else 0


def silent(
    session: Session, looking: Looking, *, own: bool, days: int, most: int
) -> tuple[tuple[Silence, ...], int]:
    """Supported families without contact for `days` days, the longest silence first."""
    parameters = whose_eyes(looking) | {"most": most, "before": looking.today - timedelta(days=days)}
    found = session.connection().execute(_silent(own), parameters).all()
    return tuple(Silence(*row[:-1]) for row in found), found[0][-1] if found else 0


def last_edited(session: Session, account_id: UUID, most: int) -> dict[UUID, datetime]:
    """The families that the account changed last, the newest first, with when."""
    seen = trail_of(session).c
    newest = select(func.max(seen.number)).scalar_subquery()
    query = (
        select(seen.family_id, seen.at)
        .where(
            seen.number > newest - _LOOK_BACK,
            seen.account_id == account_id,
            seen.family_id.is_not(None),
            seen.action.in_([action.value for action in WRITES]),
        )
        .order_by(seen.number.desc())
        .limit(most * 20)
    )
    found: dict[UUID, datetime] = {}
    for family_id, at in session.execute(query):
        found.setdefault(family_id, at)
    return dict(list(found.items())[:most])


def last_looked(session: Session, account_id: UUID) -> Mapping[UUID, datetime]:
    """When the account last opened each family."""
    seen = trail_of(session).c
    query = (
        select(seen.family_id, func.max(seen.at, type_=UtcDateTime()))
        .where(seen.action == AuditAction.OPEN_FAMILY.value, seen.account_id == account_id)
        .group_by(seen.family_id)
    )
    return dict(session.execute(query).all())


def touched_by_others(session: Session, looking: Looking, *, since: datetime) -> tuple[Touched, ...]:
    """What colleagues added or changed in own families after `since`, the newest first, 500 at most."""
    parameters = whose_eyes(looking) | {"since": since}
    found = session.connection().execute(_touched(), parameters)
    return tuple(Touched(family_id, Noun(noun), who, at) for family_id, noun, who, at in found)


# ------------------------------------------------------------------------------------------------------------- statements
def _within(column: Any, *, own: bool) -> tuple[ColumnElement[bool], ...]:
    return (column.in_(own_ids()),) if own else ()


@cache
def _actions(own: bool) -> Any:
    return (
        select(
            ActionRow.id,
            ActionRow.family_id,
            ActionRow.what,
            ActionRow.owner,
            ActionRow.due_on,
            func.count().over(),
        )
        .where(
            ActionRow.state == ActionState.OPEN,
            ActionRow.removed_at.is_(None),
            ActionRow.due_on <= _TODAY,
            *_within(ActionRow.family_id, own=own),
        )
        .order_by(ActionRow.due_on, ActionRow.created_at, ActionRow.id)
        .limit(_MOST)
    )


@cache
def _planned(own: bool) -> Any:
    whose = func.coalesce(AppointmentRow.account_id, AppointmentRow.created_by, type_=Id())
    return (
        select(
            AppointmentRow.id,
            AppointmentRow.family_id,
            AppointmentRow.on,
            AppointmentRow.begins_at,
            AppointmentRow.minutes,
            AppointmentRow.kind,
            AppointmentRow.what,
            AccountRow.display_name,
            (whose == _ACCOUNT).label("is_mine"),
            func.count().over(),
        )
        .outerjoin(AccountRow, AccountRow.id == whose)
        .where(
            AppointmentRow.state == AppointmentState.PLANNED,
            AppointmentRow.removed_at.is_(None),
            AppointmentRow.on < bindparam("until", type_=Day()),
            *_within(AppointmentRow.family_id, own=own),
        )
        .order_by(AppointmentRow.on, func.coalesce(AppointmentRow.begins_at, -1), AppointmentRow.id)
        .limit(_MOST)
    )


@cache
def _silent(own: bool) -> Any:
    before = bindparam("before", type_=Day())
    last = (
        select(ContactRow.family_id, func.max(ContactRow.on, type_=Day()).label("on"))
        .where(ContactRow.removed_at.is_(None), *_within(ContactRow.family_id, own=own))
        .group_by(ContactRow.family_id)
        .subquery("last_contact")
    )
    return (
        select(FamilyRow.id, last.c.on, func.count().over())
        .outerjoin(last, last.c.family_id == FamilyRow.id)
        .where(
            or_(last.c.on <= before, and_(last.c.on.is_(None), FamilyRow.started_on <= before)),
            ~is_resting("own" if own else "any"),
            *_within(FamilyRow.id, own=own),
        )
        .order_by(last.c.on.is_(None), last.c.on, FamilyRow.sort_name, FamilyRow.code)
        .limit(_MOST)
    )


_NOUN_OF: Mapping[type[OfFamilyRow], Noun] = {
    support.ContactRow: Noun.CONTACT,
    support.AppointmentRow: Noun.APPOINTMENT,
    support.RequestRow: Noun.REQUEST,
    support.GoalRow: Noun.REQUEST,
    support.ActionRow: Noun.ACTION,
    support.RightStepRow: Noun.RIGHT,
    support.TieRow: Noun.NETWORK,
    support.BondRow: Noun.NETWORK,
    support.ServiceReferralRow: Noun.NETWORK,
    support.DocumentRow: Noun.DOCUMENT,
    support.ConsentRow: Noun.CONSENT,
    support.ExpenseRow: Noun.EXPENSE,
    support.StoryRow: Noun.STORY,
    support.IntakeRow: Noun.INTAKE,
}


@cache
def _touched() -> Any:
    since = bindparam("since", type_=UtcDateTime())

    def of(family_id: Any, noun: Noun, who: Any, at: Any) -> Select[Any]:
        return select(
            family_id.label("family_id"),
            literal(noun.value, Text()).label("noun"),
            who.label("who"),
            at.label("at"),
        ).where(family_id.in_(own_ids()), at > since, who != _ACCOUNT)

    each = union_all(
        of(FamilyRow.id, Noun.FAMILY, FamilyRow.changed_by, FamilyRow.changed_at),
        of(MemberRow.family_id, Noun.MEMBER, MemberRow.changed_by, MemberRow.changed_at),
        of(SnapshotRow.family_id, Noun.SNAPSHOT, SnapshotRow.author_id, SnapshotRow.recorded_at),
        *(of(row.family_id, noun, row.changed_by, row.changed_at) for row, noun in _NOUN_OF.items()),
    ).subquery("touched")
    return (
        select(
            each.c.family_id, each.c.noun, AccountRow.display_name, func.max(each.c.at, type_=UtcDateTime())
        )
        .join(AccountRow, AccountRow.id == each.c.who)
        .group_by(each.c.family_id, each.c.noun, AccountRow.display_name)
        .order_by(func.max(each.c.at).desc())
        .limit(_MOST_NEWS)
    )


def ids_of(lines: Iterable[DueAction | Planned | Silence | Touched]) -> set[UUID]:
    """The families that lines are about."""
    return {line.family_id for line in lines}
