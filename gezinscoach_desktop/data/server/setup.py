"""Making a server ready for an office: its roles, its database and who may connect (decision 0017).

The same steps are printed for psql or run over a connection. Neither changes anything the second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from gezinscoach_desktop.data.server import setup_sql
from gezinscoach_desktop.data.server.address import LOGIN_PREFIX, Address, parse, read_url
from gezinscoach_desktop.data.server.engine import connected
from gezinscoach_desktop.data.server.roles import LONGEST, Roles
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable

COMMAND = "gezinscoach-desktop postgres-setup"
_OF_THE_SERVER = {"postgres", "template0", "template1"}
_NOT_ENOUGH_RIGHTS = "42501"
# Roles belong to the whole server, but this lock only to the database: two offices have different roles.
_LOCK = "DO $setup$ BEGIN PERFORM pg_advisory_xact_lock(4702101); END $setup$"
_SAFE_PATH = "SET LOCAL search_path = pg_catalog"
"""Whoever looks after a server must not run what somebody named after a function of PostgreSQL."""
_HEADER = """\
-- Maakt een PostgreSQL-server klaar voor een kantoor van Gezinscoach in de databank {database}.
-- Voer het uit met psql, als beheerder van de server en verbonden met de databank postgres:
--   psql -X -f dit-bestand.sql postgresql://postgres@SERVER/postgres
-- Het mag zo vaak je wil: wat er al is, blijft zoals het is.
\\set ON_ERROR_STOP on
\\set QUIET on
SET client_encoding = 'UTF8';
"""
_DONE = "\\echo 'De server is klaar voor het kantoor.'\n"
_NO_PASSWORD = "\\echo 'Heeft de migrator nog geen wachtwoord, typ dan:  \\\\password {migrator}'\n"  # noqa: S105


def script(roles: Roles, database: str, *, verifier: str = "") -> str:
    """All of it for psql, connected to any database of the server; `verifier` (`verifier_of`) is the migrator's password."""
    check_name(database)
    steps = [_LOCK, _SAFE_PATH, *setup_sql.steps(roles), *_password(roles, verifier)]
    return "\n".join(
        [
            _HEADER.format(database=database),
            f"{setup_sql.make_database_query(database)} \\gexec",
            f'\\connect "{database}"\n',
            "BEGIN;",
            *(f"{step};\n" for step in steps),
            "COMMIT;",
            _DONE + ("" if verifier else _NO_PASSWORD.format(migrator=roles.migrator)),
        ]
    )


def set_up(place: str, roles: Roles, database: str, *, verifier: str = "") -> None:
    """Run all of it with the login of the server in `place`, which names any database of it.

    Raises OfficeUnavailable and WrongPassword.
    """
    check_name(database)
    with connected(at(place, roles)) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        try:
            for statement in _run(connection, setup_sql.make_database_query(database)):
                _run(connection, statement)
        except DBAPIError as error:
            raise _explained(error) or error from None
    with connected(at(place, roles, database)) as engine, engine.begin() as connection:
        ensure(connection, roles)
        for statement in _password(roles, verifier):
            connection.execute(text("RESET ROLE"))
            _run(connection, statement)


def has_migrator(place: str, roles: Roles) -> bool:
    """Whether the migrator's login is there already, and so may have a password that somebody relies on."""
    with connected(at(place, roles)) as engine, engine.connect() as connection:
        wanted = text("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :name)")
        return bool(connection.execute(wanted, {"name": roles.migrator}).scalar())


def at(place: str, roles: Roles, database: str | None = None) -> Address:
    """The server of `place` with the roles of one office, in another database if asked."""
    url = read_url(place)
    query = {key: value for key, value in url.query.items() if key != "dbname"}
    url = url.set(
        database=database or str(url.query.get("dbname") or url.database or "postgres"),
        query=query | {LOGIN_PREFIX: roles.prefix},
    )
    return parse(url.render_as_string(hide_password=False))


def verifier_of(password: str, role: str) -> str:
    """What a server keeps of a password, from which it cannot be read back; made by libpq, without a server."""
    from psycopg import pq

    nowhere = pq.PGconn.connect_start(
        b"host=/nowhere"
    )  # libpq wants a connection, and looks at nothing of it
    try:
        return nowhere.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    finally:
        nowhere.finish()


def check_name(database: str) -> None:
    """Raises InvalidInput for a name that cannot be that of an office's database."""
    if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", database) is None or len(database) > LONGEST:
        raise InvalidInput(
            f"“{database}” kan geen naam van een databank zijn: gebruik letters, cijfers en _, en begin met een letter.",
            field="database",
        )
    if database in _OF_THE_SERVER:
        raise InvalidInput(
            f"De databank {database} is van de server zelf; geef het kantoor een eigen databank.",
            field="database",
        )


def missing(connection: Connection, roles: Roles) -> tuple[str, ...]:
    """What the server lacks for the office in this database, in Dutch; empty when it is ready. Every login may ask."""
    with _safe_path(connection):
        return tuple(_run(connection, setup_sql.missing_query(roles)))


def ensure(connection: Connection, roles: Roles) -> None:
    """Make in this existing database what is missing, in the transaction of `connection`, which works as owner from then on.

    Raises OfficeUnavailable when the login may not do that. Does nothing when all is there.
    """
    if missing(connection, roles):
        try:
            connection.execute(text("RESET ROLE"))  # as owner nobody hands anything over
            with _safe_path(connection):
                for statement in (_LOCK, *setup_sql.steps(roles)):
                    _run(connection, statement)
        except DBAPIError as error:
            raise _explained(error) or error from None
    connection.execute(text("SELECT set_config('role', :owner, false)"), {"owner": roles.owner})


@contextmanager
def _safe_path(connection: Connection) -> Iterator[None]:
    path = connection.execute(text("SELECT current_setting('search_path')")).scalar_one()
    connection.execute(text(_SAFE_PATH))
    yield
    # Not after an error: the transaction is over then, and the path with it.
    connection.execute(text("SELECT set_config('search_path', :path, true)"), {"path": path})


def _password(roles: Roles, verifier: str) -> list[str]:
    quoted = verifier.replace("'", "''")
    return [f"ALTER ROLE {roles.migrator} PASSWORD '{quoted}'"] if verifier else []


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
