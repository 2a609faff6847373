"""Making a server ready for an office: its roles, its database and who may connect (decision 0017)."""

from __future__ import annotations

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data.server import setup_sql
from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.domain.errors import OfficeUnavailable

COMMAND = "gezinscoach-desktop postgres-setup"
_NOT_ENOUGH_RIGHTS = "42501"
# Roles belong to the whole server, but this lock only to the database: two offices have different roles.
_LOCK = "SELECT pg_advisory_xact_lock(4702101)"


def missing(connection: Connection, roles: Roles) -> tuple[str, ...]:
    """What the server lacks for the office in this database, in Dutch; empty when it is ready. Every login may ask."""
    return tuple(_run(connection, setup_sql.missing_query(roles)))


def ensure(connection: Connection, roles: Roles) -> None:
    """Make in this existing database what is missing, in the transaction of `connection`, which works as owner from then on.

    Raises OfficeUnavailable when the login may not do that. Does nothing when all is there.
    """
    if missing(connection, roles):
        path = connection.execute(text("SELECT current_setting('search_path')")).scalar_one()
        try:
            connection.execute(text("RESET ROLE"))  # as owner nobody hands anything over
            # Whoever looks after a server must not run what somebody named after a function of PostgreSQL.
            connection.execute(text("SET LOCAL search_path = pg_catalog"))
            for statement in (_LOCK, *setup_sql.steps(roles)):
                _run(connection, statement)
        except DBAPIError as error:
            raise _explained(error) or error from None
        connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": path})
    connection.execute(text("SELECT set_config('role', :owner, false)"), {"owner": roles.owner})


def _explained(error: DBAPIError) -> OfficeUnavailable | None:
    state = getattr(error.orig, "sqlstate", None)
    if state == _NOT_ENOUGH_RIGHTS:
        return OfficeUnavailable(
            "Deze login mag de server niet klaarmaken voor een kantoor; "
            f"laat wie de server beheert eerst “{COMMAND}” uitvoeren."
        )
    if state == setup_sql.NOT_AN_OFFICE:
        return OfficeUnavailable("De databank bevat al iets anders dan een kantoor; kies een andere naam.")
    return None


def _run(connection: Connection, statement: str) -> list[str]:
    # Without parameters: psycopg would take the % of format() for one of its own.
    found = connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
    return [str(row[0]) for row in found] if found.returns_rows else []
