"""Making a database of an earlier day ready to take the place of today's.

What was registered goes back to that day. Who may work here and how the office is protected do not: accounts, roles and
those settings stay as they are today, or a colleague who left would come back with a restore. The audit trail is not
undone either: it goes on, and tells of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import archive, audit, operation, schema, setting, sqlcipher
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.backup_copy import DatabaseDamaged, examine, opened
from gezinscoach_desktop.data.backup_file import ARCHIVE
from gezinscoach_desktop.data.disk import make_own
from gezinscoach_desktop.data.let_go_again import let_go_again
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import AuditEntryRow, Base, table_of
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.backup import COUNTED, LOOKING, Contents
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gezinscoach_desktop.data.backup import Opened

_TRAIL = table_of(AuditEntryRow)
_CHANGED = _TRAIL.c.action.not_in([action.value for action in LOOKING])


@dataclass(frozen=True, slots=True)
class Writes:
    """How often an account did one kind of thing."""

    account_id: UUID | None
    action: str
    count: int


def writes_since(session: Session, number: int) -> tuple[Writes, ...]:
    """What was changed after the entry `number` of the trail, per account and kind; looking does not count."""
    columns = (_TRAIL.c.account_id, _TRAIL.c.action)
    query = (
        select(*columns, func.count())
        .where(_TRAIL.c.number > number, _CHANGED)
        .group_by(*columns)
        .order_by(func.count().desc(), _TRAIL.c.action)
    )
    return tuple(Writes(*row) for row in session.execute(query))


def first_change_since(session: Session, number: int) -> datetime | None:
    """When the first change was made after the entry `number` of the trail; None when there was none."""
    query = select(_TRAIL.c.at).where(_TRAIL.c.number > number, _CHANGED).order_by(_TRAIL.c.number).limit(1)
    return session.execute(query).scalar()


def counts_now(session: Session) -> dict[str, int]:
    """How much there is in the office."""
    tables = Base.metadata.tables
    return {
        name: session.execute(select(func.count()).select_from(tables[name])).scalar_one() for name in COUNTED
    }


def last_number(session: Session) -> int:
    """The number of the newest entry of the trail."""
    return audit.head(session).number


def is_sound(database: Path, key: bytes) -> bool:
    """Whether an office's programs can work with this database: read through the tables, the trail unbroken."""
    with _engine(database, key) as engine, Session(engine) as session:
        counts_now(session)
        return not audit.broken(session)


def has_entry(session: Session, number: int, digest: str) -> bool:
    """Whether the trail has this entry: if so, whatever came after it came after a backup that ends with it."""
    if number == 0:
        return True
    found = session.execute(select(_TRAIL.c.hash).where(_TRAIL.c.number == number)).scalar()
    return found is not None and bytes(found).hex() == digest


def as_database(backup: Opened, folder: Path) -> Path:
    """The unpacked backup as an SQLCipher file with the tables of this program, under the backup's key.

    Raises OfficeUnavailable when a newer program made it.
    """
    if not schema.is_known(backup.manifest.contents.schema):
        raise OfficeUnavailable(
            "Deze reservekopie is gemaakt met een nieuwere versie van het programma; werk het programma bij."
        )
    if backup.copy.name == ARCHIVE:
        database = folder / "restored"
        make_own(database)
        with _engine(database, backup.key) as engine, engine.begin() as connection:
            archive.load(connection, backup.copy, lambda _: backup.key)
        return database
    if backup.manifest.contents.schema != schema.HEAD:
        with _engine(backup.copy, backup.key) as engine, engine.begin() as connection:
            schema.upgrade(connection)
    return backup.copy


@dataclass(frozen=True, slots=True)
class Present:
    """The office as it is now, copied a moment ago."""

    database: Path
    key: bytes = field(repr=False)
    contents: Contents


def carry_over(database: Path, key: bytes, present: Present) -> None:
    """Bring accounts, protection, anchors and the rest of the trail of today into the database of an earlier day.

    What was let go since goes again: nobody's file comes back with a backup.
    """
    with opened(database, key) as connection:
        connection.execute(
            f"ATTACH DATABASE ? AS present KEY \"x'{present.key.hex()}'\"", (str(present.database),)
        )
        connection.execute("BEGIN IMMEDIATE")
        _carry_accounts(connection)
        _carry_safety(connection)
        _carry_new(connection, "audit_anchor", "id")
        if _is_continued(connection):
            _carry_new(connection, "audit_entry", "number")
        _carry_disposals(connection)
        connection.execute("COMMIT")
    let_go_since(database, key)


def let_go_since(database: Path, key: bytes) -> None:
    """Do once more every disposal that stands in the database."""
    with _engine(database, key) as engine, Session(engine) as session, session.begin():
        let_go_again(session)


def carry_endings(database: Path, key: bytes, later: Path, later_key: bytes) -> bool:
    """Let go again what was let go until `later`, which may have gaps, and close the accounts that were closed by then.

    False when something of it could not come along.
    """
    with opened(database, key) as connection:
        connection.execute(f"ATTACH DATABASE ? AS present KEY \"x'{later_key.hex()}'\"", (str(later),))
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "UPDATE account SET deactivated_at = theirs.deactivated_at FROM present.account AS theirs "
            "WHERE theirs.id = account.id AND account.deactivated_at IS NULL"
        )
        columns = ", ".join(_columns(connection, "account"))
        deciders = " UNION ".join(f"SELECT {who} FROM present.disposal" for who in _DECIDERS)  # noqa: S608
        # Who decided came after that day: known again, with no keys to come in.
        connection.execute(
            f"INSERT OR IGNORE INTO account ({columns}) SELECT {columns} FROM present.account "  # noqa: S608
            f"WHERE id IN ({deciders})"
        )
        columns = ", ".join(_columns(connection, "disposal"))
        known = "SELECT id FROM main.account"
        by = " AND ".join(f"({who} IS NULL OR {who} IN ({known}))" for who in _DECIDERS)
        connection.execute(
            f"INSERT OR REPLACE INTO disposal ({columns}) "  # noqa: S608
            f"SELECT {columns} FROM present.disposal WHERE {by}"
        )
        (left,) = connection.execute(
            "SELECT count(*) FROM present.disposal WHERE id NOT IN (SELECT id FROM main.disposal)"
        ).fetchone()
        connection.execute("COMMIT")
    let_go_since(database, key)
    with opened(database, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    return bool(left == 0)


_DECIDERS = ("asked_by", "approved_by", "created_by", "changed_by")


def _carry_accounts(connection: Any) -> None:
    columns = _columns(connection, "account")
    # Two accounts may have changed names among each other: first nobody has one.
    connection.execute("UPDATE account SET user_key = hex(id)")
    changes = ", ".join(f"{name} = theirs.{name}" for name in columns if name != "id")
    connection.execute(
        f"UPDATE account SET {changes} FROM present.account AS theirs WHERE theirs.id = account.id"  # noqa: S608
    )
    _carry_new(connection, "account", "id")


def _carry_safety(connection: Any) -> None:
    """How the office is protected stays as it is today too: what was forbidden since is not allowed again."""
    for key in setting.SAFETY:
        connection.execute("DELETE FROM setting WHERE key = ?", (key,))
        connection.execute("INSERT INTO setting SELECT * FROM present.setting WHERE key = ?", (key,))


def _carry_disposals(connection: Any) -> None:
    """What was decided about files since that day is not undone, nor that an import was undone."""
    names = ", ".join(_columns(connection, "disposal"))
    connection.execute("DELETE FROM disposal")
    connection.execute(f"INSERT INTO disposal ({names}) SELECT {names} FROM present.disposal")  # noqa: S608
    connection.execute(
        "UPDATE import_run SET undone_on = theirs.undone_on FROM present.import_run AS theirs "
        "WHERE theirs.id = import_run.id"
    )


def _carry_new(connection: Any, table: str, key: str) -> None:
    names = ", ".join(_columns(connection, table))
    connection.execute(
        f"INSERT INTO {table} ({names}) SELECT {names} FROM present.{table} AS theirs "  # noqa: S608
        f"WHERE NOT EXISTS (SELECT 1 FROM main.{table} AS ours WHERE ours.{key} = theirs.{key}) ORDER BY {key}"
    )


def _is_continued(connection: Any) -> bool:
    """Whether the trail of today begins with that of the earlier day."""
    (differing,) = connection.execute(
        "SELECT count(*) FROM main.audit_entry AS ours WHERE NOT EXISTS "
        "(SELECT 1 FROM present.audit_entry AS theirs WHERE theirs.number = ours.number AND theirs.hash = ours.hash)"
    ).fetchone()
    return bool(differing == 0)


def _columns(connection: Any, table: str) -> tuple[str, ...]:
    return tuple(row[1] for row in connection.execute(f"PRAGMA main.table_info({table})"))


@dataclass(frozen=True, slots=True)
class Signed:
    """Who did something to the whole office, and when."""

    operation_id: UUID
    account_id: UUID | None
    at: datetime


def note_in(
    database: Path, key: bytes, by: Signed, done: Done, notes: Mapping[AuditAction, Mapping[str, Any]]
) -> Contents:
    """Note in the database itself what is about to happen with it, and check it a last time.

    Raises OfficeUnavailable when it is not whole.
    """

    def nothing(_: Session) -> Done:
        return done

    kind = next(reversed(list(notes)))
    with _engine(database, key) as engine, Session(engine) as session, session.begin():
        entries = [
            AuditEntry(by.at, by.account_id, action, None, by.operation_id, details)
            for action, details in notes.items()
        ]
        audit.note(session, *entries)
        operation.keep(session, Operation(kind.value, nothing, by.account_id, by.operation_id, by.at), done)
    with opened(database, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    try:
        return examine(database, key)
    except DatabaseDamaged:
        raise OfficeUnavailable(
            "De reservekopie past niet bij het kantoor van vandaag; er is niets veranderd."
        ) from None


@contextmanager
def _engine(database: Path, key: bytes) -> Iterator[Engine]:
    engine = sqlcipher.make_engine(database, key)
    try:
        yield engine.execution_options(is_writing=True)
    finally:
        engine.dispose()
