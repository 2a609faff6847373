"""Accounts of an office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import FromClause, bindparam, column, func, literal, select, table, text
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.data.family import runs_on
from gezinscoach_desktop.data.server.logins import login_for
from gezinscoach_desktop.data.tables import AccountRow, AssignmentRow, table_of
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold

_ACCOUNT = table_of(AccountRow).c
_KNOWN = text("SELECT id, user_name, display_name, roles FROM known_account(:wanted)").columns(
    _ACCOUNT.id, _ACCOUNT.user_name, _ACCOUNT.display_name, _ACCOUNT.roles
)
_OPEN = select(_ACCOUNT.id, _ACCOUNT.user_name, _ACCOUNT.display_name, _ACCOUNT.roles).where(
    _ACCOUNT.id == bindparam("wanted"), _ACCOUNT.deactivated_at.is_(None)
)
_ACTIVE = select(AccountRow).where(AccountRow.deactivated_at.is_(None))
_CASELOAD = table(
    "caseload",
    *(column(name, table_of(AssignmentRow).c[name].type) for name in ("account_id", "since", "until")),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as the office keeps it, also one that was closed."""

    account: Account
    is_active: bool
    families: int


@dataclass(frozen=True, slots=True)
class Noted:
    """When something was last noted in the audit trail, and by whom."""

    at: datetime
    by: str


def by_id(session: Session, account_id: UUID) -> Account | None:
    """The account, unless it was deactivated."""
    if audit.is_on_server(session):  # which shows a coach no more of colleagues than how they are called
        found = session.execute(_KNOWN, {"wanted": account_id}).one_or_none()
    else:
        found = session.execute(_OPEN, {"wanted": account_id}).one_or_none()
    if found is None:
        return None
    return Account(found.id, found.user_name, found.display_name, frozenset(map(OfficeRole, found.roles)))


def row_by_user_name(session: Session, user_name: str) -> AccountRow | None:
    """The row of an account that may sign in: with the hash that only PostgreSQL offices keep."""
    query = select(AccountRow).where(
        AccountRow.user_key == fold(user_name), AccountRow.deactivated_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def by_user_name(session: Session, user_name: str) -> Account | None:
    """The account that may sign in under that name."""
    row = row_by_user_name(session, user_name)
    return None if row is None else account_of(row)


def display_names(session: Session) -> Mapping[UUID, str]:
    """How every account is called, also a deactivated one."""
    rows = session.execute(select(AccountRow.id, AccountRow.display_name))
    return dict(rows.all())


def listed(session: Session, today: date) -> tuple[Listed, ...]:
    """Every account, those that were closed last, with how many assignments run; one query."""
    # On a server administrators see how many families somebody has, and not which.
    caseload: FromClause = _CASELOAD if audit.is_on_server(session) else table_of(AssignmentRow)
    running = (
        select(caseload.c.account_id, func.count().label("families"))
        .where(runs_on(literal(today, Day()), caseload))
        .group_by(caseload.c.account_id)
        .subquery("running")
    )
    query = (
        select(AccountRow, func.coalesce(running.c.families, 0))
        .outerjoin(running, running.c.account_id == AccountRow.id)
        .order_by(AccountRow.deactivated_at.is_not(None), AccountRow.user_key)
    )
    return tuple(
        Listed(account_of(row), row.deactivated_at is None, families)
        for row, families in session.execute(query)
    )


def row(session: Session, account_id: UUID) -> AccountRow | None:
    """To change it; closed or not."""
    return session.get(AccountRow, account_id)


def active(session: Session) -> frozenset[UUID]:
    """Everybody who may sign in."""
    return frozenset(session.scalars(select(AccountRow.id).where(AccountRow.deactivated_at.is_(None))))


def everybody(session: Session) -> tuple[Account, ...]:
    """Who may sign in."""
    return tuple(account_of(each) for each in session.scalars(_ACTIVE))


def lock_active(session: Session) -> tuple[Account, ...]:
    """Everybody who may sign in, with nobody who changes an account until the transaction ends."""
    query = _ACTIVE.order_by(AccountRow.id).with_for_update()
    return tuple(account_of(each) for each in session.scalars(query))


def is_taken(session: Session, user_name: str, *, besides: UUID | None = None) -> bool:
    """Whether somebody has that user name; a closed account keeps its own, for the audit trail's sake."""
    found = session.scalar(select(AccountRow.id).where(AccountRow.user_key == fold(user_name)))
    return found is not None and found != besides


def add(session: Session, account: Account, at: datetime) -> None:
    """Raises IntegrityError when the name was taken meanwhile."""
    session.add(
        AccountRow(
            id=account.id,
            user_name=account.user_name,
            user_key=fold(account.user_name),
            display_name=account.display_name,
            roles=sorted(account.roles),
            created_at=at,
            login=login_for(session.connection(), account.user_name),
        )
    )
    session.flush()


def last_noted(session: Session, action: str) -> Noted | None:
    """The newest entry of that kind in the audit trail."""
    trail = audit.trail_of(session)
    query = (
        select(trail.c.at, AccountRow.display_name)
        .select_from(trail)
        .outerjoin(AccountRow, AccountRow.id == trail.c.account_id)
        .where(trail.c.action == action)
        .order_by(trail.c.number.desc())
        .limit(1)
    )
    found = session.execute(query).first()
    return None if found is None else Noted(found[0], found[1] or "")


def account_of(row: AccountRow) -> Account:
    return Account(row.id, row.user_name, row.display_name, frozenset(OfficeRole(role) for role in row.roles))
