"""Putting a whole office in a new place, of any kind: there and checked, or not there at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlalchemy import Connection, Engine, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import archive, audit, schema, sqlcipher
from gezinscoach_desktop.data.archive_rows import SLOTS, tables
from gezinscoach_desktop.data.audit import AuditEntry
from gezinscoach_desktop.data.backup_copy import examine, opened
from gezinscoach_desktop.data.disk import make_own, place_new
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.private import private_folder
from gezinscoach_desktop.data.server.address import Login, as_login, parse
from gezinscoach_desktop.data.server.engine import connected
from gezinscoach_desktop.data.server.logins import give_logins
from gezinscoach_desktop.data.sql_office import Failure
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Opened
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

Undo = Callable[[], None]
"""Takes away what was placed."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """An office on its way: what fills its tables, its keys, and what it has to be once it is there."""

    path: Path
    secret: archive.Secret
    summary: archive.Summary
    ring: KeyRing
    note: Callable[[Session], None] | None
    """Notes in its audit trail how it got there; None: it has to stay exactly what it was."""
    on_bytes: archive.OnBytes

    def fill(self, connection: Connection) -> None:
        """Make the tables, fill them and read everything back, in the transaction of `connection`."""
        archive.load(connection, self.path, self.secret, self.on_bytes)
        if self.summary.revision == schema.HEAD:  # otherwise the migrations changed it since
            with Session(connection) as session:
                if archive.content_hash(session, self.summary.slots) != self.summary.content:
                    raise OfficeUnavailable(
                        "Niet alles is aangekomen; er is niets veranderd. Probeer het opnieuw."
                    )
        if self.note is not None:
            with Session(connection, join_transaction_mode="create_savepoint") as session, session.begin():
                self.note(session)


def arrival_of(backup: Opened, folder: Path, at: datetime, on_bytes: archive.OnBytes) -> Arrival:
    """The office of an unpacked backup on its way to a new place, under the keys of the backup's day."""
    from gezinscoach_desktop.data.backup_restore import as_database
    from gezinscoach_desktop.data.keys import slots

    path, secret = folder / "rows", os.urandom(32)
    reader = sqlcipher.make_engine(as_database(backup, folder), backup.key)
    try:
        with Session(reader) as session, path.open("x+b") as stream:
            archive.write(session, stream, slots.contents(backup.slots), lambda _: secret, epoch=0)
    finally:
        reader.dispose()
    details = {"made_at": backup.manifest.made_at.isoformat(), "to": backup.manifest.contents.audit_number}
    entry = AuditEntry(at, backup.ring.account_id, AuditAction.RESTORE, None, None, details)
    summary = archive.check(path, lambda _: secret)
    return Arrival(
        path, lambda _: secret, summary, backup.ring, lambda session: audit.note(session, entry), on_bytes
    )


@contextmanager
def placed(place: str, kind: OfficeKind, arrival: Arrival, login: Login) -> Iterator[str]:
    """The office in its new place, as people call it; taken away again when the block fails.

    Raises OfficeUnavailable when it cannot come there, and then leaves nothing behind.
    """
    with ExitStack() as stack:
        if kind is OfficeKind.POSTGRESQL:
            address = as_login(place, login)
            engine = stack.enter_context(connected(address))
            # Without the login that was given beside it: there everybody opens it with an own one.
            shown, undo = parse(place).shown, place_on_server(engine, arrival)
        elif kind is OfficeKind.FOLDER:
            path = Path(place).expanduser().absolute()
            shown, undo = str(path), place_in_folder(path, arrival)
        else:
            path = Path(place).expanduser().absolute()
            shown, undo = str(path), place_in_file(path, arrival)
        try:
            yield shown
        except BaseException:
            undo()
            raise


def place_in_file(path: Path, arrival: Arrival) -> Undo:
    """An office in a file on this PC; raises OfficeUnavailable, and then leaves nothing behind."""
    from gezinscoach_desktop.data.keys import FileSlots, key_file_of

    key_file = key_file_of(path)
    for taken in (path, key_file):
        if taken.exists():
            raise OfficeUnavailable(f"“{taken.name}” bestaat al; er wordt niets overschreven.")
    made = path.with_name(f".{path.name}.{uuid4().hex}.tmp")

    def undo() -> None:
        for leftover in (path, key_file, made):
            leftover.unlink(missing_ok=True)

    with _on_disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            FileSlots(key_file).begin(arrival.summary.slots)
        except FileExistsError:
            raise OfficeUnavailable(f"“{key_file.name}” bestaat al; er wordt niets overschreven.") from None
        try:
            make_database(made, arrival.ring.database, arrival.fill)
            place_new(made, path)
        except BaseException as error:
            with suppress(OSError):
                undo() if not isinstance(error, FileExistsError) else key_file.unlink(missing_ok=True)
            raise
    return undo


def place_in_folder(path: Path, arrival: Arrival) -> Undo:
    """An office in a shared folder; raises OfficeUnavailable, and then leaves nothing behind."""
    from gezinscoach_desktop.data.folder.office import place_office, remove_office
    from gezinscoach_desktop.data.folder.os_folder import OsFolder

    def keys(store: SlotStore) -> KeyRing:
        store.begin(arrival.summary.slots)
        return replace(arrival.ring, store=store)

    with _on_disk(path):
        path.mkdir(parents=True, exist_ok=True)
        folder = OsFolder(path)
        place_office(
            folder,
            arrival.summary.office_id,
            keys,
            lambda made, key: make_database(made, key, arrival.fill),
        )
    return lambda: remove_office(folder)


def make_database(path: Path, key: bytes, fill: Callable[[Connection], None]) -> None:
    """A new SQLCipher file filled by `fill` in one transaction, checked and flushed, without journals beside it."""
    make_own(path)
    engine = sqlcipher.make_engine(path, key)
    try:
        with _explained(), engine.execution_options(is_writing=True).begin() as connection:
            fill(connection)
    finally:
        engine.dispose()
    with opened(path, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    examine(path, key)
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def place_on_server(engine: Engine, arrival: Arrival) -> Undo:
    """An office in an empty database of a server; raises OfficeUnavailable, and then the database is as it was."""

    def undo() -> None:
        with engine.begin() as connection:
            clear(connection)

    with engine.begin() as connection:
        if not schema.is_empty(connection):
            raise OfficeUnavailable("De databank is niet leeg; er wordt niets overschreven.")
        arrival.fill(connection)
        give_logins(connection)
        put_slots(connection, arrival.summary.slots)
    return undo


def replace_on_server(engine: Engine, source: Path, key: bytes) -> None:
    """Put the office in the SQLCipher file `source` in the place of the one on the server, in one transaction.

    The key slots on the server stay as they are.
    """
    with private_folder() as folder, engine.begin() as connection:
        schema.lock(connection)
        slots = {row.name: bytes(row.content) for row in connection.execute(SLOTS.select())}
        path, secret = folder / "rows", os.urandom(32)
        reader = sqlcipher.make_engine(source, key)
        try:
            with Session(reader) as session, path.open("x+b") as stream:
                archive.write(session, stream, slots, lambda _: secret, epoch=0)
        finally:
            reader.dispose()
        clear(connection)
        archive.load(connection, path, lambda _: secret)
        give_logins(connection)
        put_slots(connection, slots)


def clear(connection: Connection) -> None:
    """Take an office out of a server's database, with its triggers and their functions."""
    for table in (
        *(each.name for each in reversed(tables())),
        "login_wish",
        "code_secret",
        "alembic_version",
    ):
        connection.execute(text(f'DROP TABLE IF EXISTS "{table}" CASCADE'))  # with its triggers and views
    functions = connection.scalars(
        text(
            "SELECT oid::regprocedure::text FROM pg_proc "
            "WHERE pronamespace = current_schema()::regnamespace AND proowner = current_user::regrole"
        )
    ).all()
    for function in functions:
        connection.execute(text(f"DROP FUNCTION {function} CASCADE"))


def put_slots(connection: Connection, slots: Mapping[str, bytes]) -> None:
    """Key slots in the table that a server keeps them in."""
    if slots:
        rows = [{"name": name, "content": content} for name, content in sorted(slots.items())]
        connection.execute(insert(SLOTS), rows)


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        meaning = sqlcipher.explain(error)
        if isinstance(meaning, UserError):
            raise meaning from error
        if meaning is Failure.RETRY:
            raise OfficeUnavailable("Het bestand is in gebruik; probeer het opnieuw.") from error
        raise


@contextmanager
def _on_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise OfficeUnavailable(f"“{path.name}” bestaat al; er wordt niets overschreven.") from None
    except OSError as error:
        raise OfficeUnavailable(
            f"In de map “{path.parent}” kan niet geschreven worden; maak plaats vrij of kies een andere map."
        ) from error
