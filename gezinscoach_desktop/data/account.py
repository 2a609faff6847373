"""Accounts of an office."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.tables import AccountRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold


def by_id(session: Session, account_id: UUID) -> Account | None:
    """The account, unless it was deactivated."""
    row = session.get(AccountRow, account_id)
    return None if row is None or row.deactivated_at is not None else account_of(row)


def row_by_user_name(session: Session, user_name: str) -> AccountRow | None:
    """The row of an account that may sign in: with the hash that only PostgreSQL offices keep."""
    query = select(AccountRow).where(
        AccountRow.user_key == fold(user_name), AccountRow.deactivated_at.is_(None)
    )
    return session.scalars(query).one_or_none()


def display_names(session: Session) -> Mapping[UUID, str]:
    """How every account is called, also a deactivated one."""
    rows = session.execute(select(AccountRow.id, AccountRow.display_name))
    return dict(rows.all())


def account_of(row: AccountRow) -> Account:
    return Account(row.id, row.user_name, row.display_name, frozenset(OfficeRole(role) for role in row.roles))
