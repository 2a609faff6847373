"""The version of the tables: making them, bringing them up to date, refusing what this program is too old for."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, inspect, text

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import setting
from gezinscoach_desktop.domain.errors import OfficeTooNew, OfficeUnavailable
from gezinscoach_desktop.domain.update import parse_version

HEAD = "0005"
"""The last revision, known here so that opening an office up to date need not load Alembic."""
VERSION = 5
"""The number of that revision, as the `schema` table has it."""
READER = 3
"""This program reads every office whose `min_reader` is at most this."""
WRITER = 3
"""This program may write in every office whose `min_writer` is at most this; kept with each of its operations."""
TOO_OLD = "this program is too old to write here"
"""What the trigger on the operations says on SQLite (decision 0011)."""
TOO_OLD_STATE = "GC001"
"""The SQLSTATE with which it says so on PostgreSQL."""
UPDATED_ELSEWHERE = (
    "Het kantoor is bijgewerkt op een andere pc. "
    "Deze versie van het programma kan er niet meer in bewaren; werk het programma bij."
)
NEWER_READABLE = (
    "Het kantoor is bijgewerkt op een andere pc. "
    "Je kan alles lezen, maar pas weer bewaren als je ook hier het programma bijwerkt."
)
_TOO_NEW_BEGINS = "Dit kantoor is voor een nieuwere versie van het programma"
TOO_NEW = f"{_TOO_NEW_BEGINS}. Werk het programma bij en probeer opnieuw."
TOO_NEW_FOR = f"{_TOO_NEW_BEGINS}: {{version}} of hoger. Werk het programma bij en probeer opnieuw."

_OLDER: frozenset[str] = frozenset({"0001", "0002", "0003", "0004"})
_LOCK = "SELECT pg_advisory_xact_lock(4702100)"
_MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaState(Enum):
    """What this program can do with an office it found."""

    CURRENT = auto()
    OLDER = auto()
    """The migrations have to run first."""
    NEWER_READABLE = auto()
    """Reading only; `schema.NEWER_READABLE` says so to the user."""


def is_empty(connection: Connection) -> bool:
    """True when the database has no table yet."""
    return not inspect(connection).get_table_names()


def is_known(revision: str) -> bool:
    """True for the revisions that this program can bring up to date."""
    return revision == HEAD or revision in _OLDER


def lock(connection: Connection) -> None:
    """Let nobody else change the tables until the transaction ends; SQLite lets one write at a time of itself."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_LOCK)


_ONE_AT_A_TIME = Lock()
"""Alembic keeps what it works on in globals of its modules: two offices made at once in one program would meet there."""


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run every migration not yet run, inside the transaction of `connection`; its caller has made a backup."""
    from alembic import command
    from alembic.config import Config

    if connection.dialect.name == "postgresql":
        from gezinscoach_desktop.data.server.roles import roles_of
        from gezinscoach_desktop.data.server.setup import ensure

        ensure(connection, roles_of(connection))
    lock(connection)
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, to)
    if to in ("head", HEAD):
        connection.execute(text("UPDATE schema SET program = :program"), {"program": __version__})


def prepare(reader: Engine, writer: Engine, back_up: Callable[[], None] | None = None) -> str | None:
    """Bring an office that was found up to date, after `back_up`; gives why nothing can be written in it, or None.

    Raises OfficeUnavailable when it cannot be used at all. Two programs may do this at once.
    """
    with reader.connect() as connection:
        state = check(connection)
    if state is SchemaState.OLDER:
        if back_up is not None:
            back_up()
        with writer.begin() as connection:
            upgrade(connection)
    with reader.connect() as connection:
        return why_read_only(connection)


def why_read_only(connection: Connection) -> str | None:
    """Why nothing can be written in an office, newer than this program or moved elsewhere; None when it can."""
    if check(connection) is SchemaState.NEWER_READABLE:
        return NEWER_READABLE
    moved_to = connection.execute(setting.MOVED).scalar()
    return None if moved_to is None else setting.moved_sentence(moved_to)


def check(connection: Connection) -> SchemaState:
    """What can be done with this database; raises OfficeUnavailable when it is no office or one for newer programs only."""
    tables = inspect(connection)
    if not (tables.has_table("alembic_version") and tables.has_table("schema")):
        raise OfficeUnavailable("Deze databank is geen kantoor van Gezinscoach.")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision == HEAD:
        return SchemaState.CURRENT
    if revision in _OLDER:
        return SchemaState.OLDER
    version, min_reader = connection.execute(text("SELECT max(version), max(min_reader) FROM schema")).one()
    if version is not None and version > VERSION and min_reader <= READER:
        return SchemaState.NEWER_READABLE
    raise OfficeTooNew(_too_new(connection))


def _too_new(connection: Connection) -> str:
    """Which version of the program is needed, when the one that brought the tables so far said it."""
    if not any(column["name"] == "program" for column in inspect(connection).get_columns("schema")):
        return TOO_NEW
    program = connection.execute(text("SELECT max(program) FROM schema")).scalar()
    try:
        return TOO_NEW_FOR.format(version=parse_version(str(program)))
    except ValueError:
        return TOO_NEW


def is_too_new(reason: str | None) -> bool:
    """Whether an office can only be read, or not even that, because it is newer than this program."""
    return reason is not None and (
        reason in (NEWER_READABLE, UPDATED_ELSEWHERE) or reason.startswith(_TOO_NEW_BEGINS)
    )


def version_of(connection: Connection) -> int:
    """The number of the schema as the office itself has it, higher than VERSION in one that was updated elsewhere."""
    version: int = connection.execute(text("SELECT max(version) FROM schema")).scalar_one()
    return version
