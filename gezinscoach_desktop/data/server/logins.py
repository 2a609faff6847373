"""The logins of accounts on a server; triggers make them follow the rows of the accounts (decision 0017)."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from gezinscoach_desktop.data.server.roles import roles_of
from gezinscoach_desktop.data.tables import AccountRow, table_of

_ACCOUNT = table_of(AccountRow)


def login_for(connection: Connection, user_name: str) -> str | None:
    """How the login of a new account is to be called; None where accounts have none."""
    if connection.dialect.name != "postgresql":
        return None
    return roles_of(connection).login(user_name)


def give_logins(connection: Connection) -> None:
    """Every account of an office that just came to this server gets its login; nobody signs in with it before a password."""
    roles = roles_of(connection)
    for account_id, user_name in connection.execute(select(_ACCOUNT.c.id, _ACCOUNT.c.user_name)).all():
        given = update(_ACCOUNT).where(_ACCOUNT.c.id == account_id).values(login=roles.login(user_name))
        connection.execute(given)
