"""What finding anything looks through: families, their members, services and what is still to be done; each one query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.audit import trail_of
from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.tables import ActionRow, FamilyRow, MemberRow, ServiceRow
from gezinscoach_desktop.domain.action import ActionState
from gezinscoach_desktop.domain.audit import AuditAction

_ENOUGH_ACTIONS = 2_000


@dataclass(frozen=True, slots=True)
class NamedFamily:
    """By what a family is remembered."""

    id: UUID
    code: str
    name: str
    municipality: str
    neighbourhood: str
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class NamedMember:
    """By what a member is remembered."""

    id: UUID
    family_id: UUID
    given_name: str
    family_name: str
    phone: str


@dataclass(frozen=True, slots=True)
class NamedService:
    """By what a service is remembered."""

    id: UUID
    name: str
    organisation: str
    municipality: str
    phone: str


@dataclass(frozen=True, slots=True)
class NamedAction:
    """What is still to be done, and for whom."""

    id: UUID
    family_id: UUID
    family_code: str
    family_name: str
    what: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Finder:
    """Who looks, and on which day; `own_only` finds no others than own families."""

    account_id: UUID
    own_only: bool
    today: date


def families(
    session: Session, finder: Finder, among: Iterable[UUID] | None = None
) -> tuple[NamedFamily, ...]:
    """The families that may be seen, or those of `among`."""
    columns = (
        FamilyRow.id,
        FamilyRow.code,
        FamilyRow.name,
        FamilyRow.municipality,
        FamilyRow.neighbourhood,
        FamilyRow.address,
        FamilyRow.phone,
    )
    query = select(*columns).where(*_seen(FamilyRow.id, finder, among))
    return tuple(NamedFamily(*row) for row in session.connection().execute(query))


def called(session: Session, finder: Finder, names: Iterable[str], most: int) -> tuple[UUID, ...]:
    """The first families with one of these names."""
    wanted = sorted(set(names))
    query = (
        select(FamilyRow.id)
        .where(FamilyRow.name.in_(wanted), *_seen(FamilyRow.id, finder, None))
        .order_by(FamilyRow.sort_name, FamilyRow.code)
        .limit(most)
    )
    return tuple(session.scalars(query)) if wanted else ()


def members(session: Session, finder: Finder, among: Iterable[UUID] | None = None) -> tuple[NamedMember, ...]:
    """Everybody with a name of those families, also who left."""
    query = select(
        MemberRow.id, MemberRow.family_id, MemberRow.given_name, MemberRow.family_name, MemberRow.phone
    ).where(
        or_(MemberRow.given_name != "", MemberRow.family_name != ""),
        *_seen(MemberRow.family_id, finder, among),
    )
    return tuple(NamedMember(*row) for row in session.connection().execute(query))


def services(session: Session) -> tuple[NamedService, ...]:
    """The services of the directory that are in use."""
    query = select(
        ServiceRow.id, ServiceRow.name, ServiceRow.organisation, ServiceRow.municipality, ServiceRow.phone
    ).where(
        ServiceRow.removed_at.is_(None), ServiceRow.retired_on.is_(None), ServiceRow.merged_into.is_(None)
    )
    return tuple(NamedService(*row) for row in session.connection().execute(query))


def actions(session: Session, finder: Finder) -> tuple[NamedAction, ...]:
    """What is still to be done for own families, also for who sees every family: what waits for others is theirs."""
    query = (
        select(
            ActionRow.id,
            ActionRow.family_id,
            FamilyRow.code,
            FamilyRow.name,
            ActionRow.what,
            ActionRow.due_on,
        )
        .join(FamilyRow, FamilyRow.id == ActionRow.family_id)
        .where(
            ActionRow.removed_at.is_(None),
            ActionRow.state == ActionState.OPEN,
            ActionRow.family_id.in_(own_families(finder.account_id, finder.today)),
        )
        .order_by(ActionRow.due_on.nulls_last(), ActionRow.created_at)
        .limit(_ENOUGH_ACTIONS)
    )
    return tuple(NamedAction(*row) for row in session.connection().execute(query))


def openings(session: Session, account_id: UUID, since: datetime) -> Mapping[UUID, int]:
    """How often the account itself opened each family since then, by the audit trail."""
    seen = trail_of(session)
    query = (
        select(seen.c.family_id, func.count())
        .where(
            seen.c.action == AuditAction.OPEN_FAMILY,
            seen.c.account_id == account_id,
            seen.c.at >= since,
            seen.c.family_id.is_not(None),
        )
        .group_by(seen.c.family_id)
    )
    return dict(session.execute(query).all())


def names(session: Session, finder: Finder) -> tuple[str, ...]:
    """Every different name of a family that may be seen."""
    query = select(FamilyRow.name).where(FamilyRow.name != "", *_seen(FamilyRow.id, finder, None)).distinct()
    return tuple(session.scalars(query))


def _seen(column: Any, finder: Finder, among: Iterable[UUID] | None) -> tuple[ColumnElement[bool], ...]:
    own = column.in_(own_families(finder.account_id, finder.today)) if finder.own_only else true()
    return (own,) if among is None else (own, column.in_(sorted(among)))
