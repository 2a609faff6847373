"""The office on this PC: one SQLCipher file, encrypted from its first byte, with a key file beside it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import keys as key_files
from gezinscoach_desktop.data import news, schema
from gezinscoach_desktop.data.backup_copy import copy_in, copy_out
from gezinscoach_desktop.data.disk import make_own, place_new
from gezinscoach_desktop.data.founding import Founding, lay
from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.data.sql_office import BUSY, Failure, SqlOffice
from gezinscoach_desktop.data.tables import OfficeRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

BUSY_MILLISECONDS = 5_000
_CACHE_KIB = 8_000

# The numbers of https://sqlite.org/rescode.html, which the wheel does not name.
_BUSY = (5, 6)
_UNREADABLE = (10, 11, 26)
_NO_DATABASE = 26
_UNREACHABLE = "Het bestand van het kantoor is niet bereikbaar."
_DAMAGED = "Het bestand van het kantoor is beschadigd of hoort niet bij dit sleutelbestand."
_MEANINGS = {
    8: "Het bestand van het kantoor mag hier alleen gelezen worden.",
    10: _UNREACHABLE,
    11: _DAMAGED,
    13: "De schijf is vol. Maak plaats vrij en probeer opnieuw; wat bewaard was, is veilig.",
    14: _UNREACHABLE,
    26: _DAMAGED,
}


def create(path: Path, founding: Founding, password: str) -> None:
    """Make the file and its key file, whole or not at all; raises OfficeUnavailable when either name is taken."""
    key_file = key_files.key_file_of(path)
    for taken in (path, key_file):
        if taken.exists():
            raise OfficeUnavailable(f"“{taken.name}” bestaat al; er wordt niets overschreven.")
    made = path.with_name(f".{path.name}.{uuid4().hex}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path) from error
    try:
        keys = key_files.create_ring(
            key_files.FileSlots(key_file),
            office_id=founding.office_id,
            account_id=founding.account.id,
            user_name=founding.account.user_name,
            password=password,
        )
    except FileExistsError:
        raise OfficeUnavailable(f"“{key_file.name}” bestaat al; er wordt niets overschreven.") from None
    try:
        fill(made, keys.database, founding)
        place_new(made, path)
    except BaseException as error:
        for leftover in (key_file, made, *_journals(made)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
        if isinstance(error, FileExistsError):
            raise OfficeUnavailable(f"“{path.name}” bestaat al; er wordt niets overschreven.") from None
        if isinstance(error, DBAPIError) and isinstance(meaning := explain(error), UserError):
            raise meaning from error
        if isinstance(error, OSError):
            raise _unwritable(path) from error
        raise


def open_file(path: Path, *, user_name: str, password: str) -> tuple[SqlOffice, Account]:
    """Open an existing office; raises WrongPassword or OfficeUnavailable, and never makes a file."""

    def unlock(store: SlotStore) -> KeyRing:
        return key_files.open_ring(store, user_name=user_name, password=password)

    office, account = open_with(path, unlock)
    if account is None:
        raise key_files.wrong_password()
    return office, account


def open_with(path: Path, unlock: Callable[[SlotStore], KeyRing]) -> tuple[SqlOffice, Account | None]:
    """As `open_file`, by another way than a password; nobody's account with the recovery sheet."""
    if not path.is_file():
        if not path.parent.is_dir():
            raise OfficeUnavailable(
                f"De map “{path.parent}” is nu niet te vinden. "
                "Staat ze op het netwerk of op een stick? Zorg dan eerst dat deze pc erbij kan."
            )
        raise OfficeUnavailable(f"Het kantoor “{path.name}” is niet gevonden in “{path.parent}”.")
    keys = unlock(key_files.FileSlots(key_files.key_file_of(path)))
    engine, epoch = _engine_for(path, keys)
    try:
        name, account, seen, read_only = _first_look(engine, path, keys)
    except DBAPIError as error:
        engine.dispose()
        meaning = explain(error)
        if isinstance(meaning, UserError):
            raise meaning from error
        if meaning is Failure.RETRY:
            raise OfficeUnavailable(BUSY) from error
        raise
    except BaseException:
        engine.dispose()
        raise
    office = SqlcipherOffice(engine, keys, epoch=epoch, name=name, place=path, seen=seen, read_only=read_only)
    return office, account


class SqlcipherOffice(SqlOffice):
    """An office in one file on this PC."""

    def __init__(
        self,
        engine: Engine,
        keys: KeyRing,
        *,
        epoch: int,
        name: str,
        place: Path,
        seen: int | None = None,
        read_only: str | None = None,
    ) -> None:
        super().__init__(
            engine,
            engine.execution_options(is_writing=True),
            explain,
            office_id=keys.office_id,
            name=name,
            kind=OfficeKind.THIS_PC,
            place=str(place),
            keys=keys,
            is_shared_connection=True,
            seen=seen,
            read_only=read_only,
        )
        self._path = place
        self._epoch = (
            epoch  # under which the file is read: older than that of the keys while a new one is begun
        )

    def copy_database(self, target: Path, key: bytes) -> None:
        """Through SQLite's backup, so that what colleagues write meanwhile is in it whole or not at all."""
        self._guarded(
            lambda: self._repeat(lambda: self._with_driver(partial(copy_out, target=target, key=key)))
        )

    def replace_database(self, source: Path, key: bytes) -> None:
        """In one transaction of SQLite: killed, the old or the new contents are there."""
        self._guarded(
            lambda: self._repeat(lambda: self._with_driver(partial(copy_in, source=source, key=key)))
        )

    def change_database_key(self) -> None:
        """In one transaction of SQLite; this office goes on under the new key, and nothing is left under the old one."""

        fresh = self._keys.reload()

        def change(driver: Any) -> None:
            driver.execute("PRAGMA query_only = OFF")
            driver.execute(f"PRAGMA rekey = \"x'{fresh.database.hex()}'\"").fetchall()

        self._guarded(lambda: self._repeat(lambda: self._with_driver(change)))
        engine = make_engine(self._path, fresh.database)
        # In its turn: a connection that is closed while another thread reads takes the whole program with it.
        self._guarded(lambda: self._go_on_with(engine, fresh, fresh.epoch))
        # Until the write-ahead log is folded in, the file itself still holds every page under the old key.
        self._guarded(lambda: self._repeat(lambda: self._with_driver(_fold_in)))

    def _took_new_keys(self, error: DBAPIError) -> bool:
        if _code_of(error) not in _UNREADABLE:
            return False
        fresh = self._keys.reload()
        engine, epoch = _engine_for(self._path, fresh)
        if epoch == self._epoch:
            engine.dispose()
            return False
        self._go_on_with(engine, fresh, epoch)
        return True

    def _go_on_with(self, engine: Engine, keys: KeyRing, epoch: int) -> None:
        self._reader.dispose()
        self._keys, self._epoch = keys, epoch
        self._reader, self._writer = engine, engine.execution_options(is_writing=True)

    def _with_driver(self, act: Callable[[Any], None]) -> None:
        with self._reader.connect() as connection:
            driver: Any = connection.connection.driver_connection
            connection.rollback()
            try:
                act(driver)
            except self._driver_error() as error:
                raise DBAPIError("copy", None, error) from error

    @staticmethod
    def _driver_error() -> type[Exception]:
        from sqlcipher3 import dbapi2

        error: type[Exception] = dbapi2.Error
        return error


def _fold_in(driver: Any) -> None:
    driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def make_engine(path: Path, key: bytes, *, first: Sequence[str] = (), last: Sequence[str] = ()) -> Engine:
    """An engine with one connection to a file that is there, used by one thread at a time.

    `first` and `last` are pragmas around the usual ones.
    """
    from sqlcipher3 import dbapi2

    def connect() -> Any:
        connection = dbapi2.connect(
            f"file:{quote(str(path.absolute().as_posix()))}?mode=rw",
            uri=True,
            isolation_level=None,  # transactions begin where _begin says so
            check_same_thread=False,  # SqlOffice lets one thread in at a time
            cached_statements=256,
        )
        try:
            for pragma in (*first, *_pragmas(key), *last):
                connection.execute(f"PRAGMA {pragma}").fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    engine = create_engine(
        "sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=StaticPool, hide_parameters=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _pragmas(key: bytes) -> tuple[str, ...]:
    return (
        "cipher_log_level = NONE",
        f"key = \"x'{key.hex()}'\"",
        f"busy_timeout = {BUSY_MILLISECONDS}",
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "secure_delete = ON",
        "temp_store = MEMORY",  # a sort of plain text never reaches the disk
        f"cache_size = -{_CACHE_KIB}",
        "query_only = ON",
    )


def _begin(connection: Connection) -> None:
    is_writing = connection.get_execution_options().get("is_writing", False)
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA query_only = {'OFF' if is_writing else 'ON'}")
    # Through SQLAlchemy, so that a locked database is the kind of error that is tried again.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


def _code_of(error: DBAPIError) -> int:
    code: int = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF  # the high bits only say where


def explain(error: DBAPIError) -> Failure | UserError:
    """What an error of SQLite means."""
    if schema.TOO_OLD in str(error.orig):
        return OfficeUnavailable(schema.UPDATED_ELSEWHERE)
    code = _code_of(error)
    if code in _BUSY:
        return Failure.RETRY
    message = _MEANINGS.get(code)
    return Failure.BUG if message is None else OfficeUnavailable(message)


def fill(path: Path, key: bytes, founding: Founding) -> None:
    """Make the closed file of a new office at `path`, flushed."""
    make_own(path)  # SQLite gives its journals the rights of the file
    engine = make_engine(path, key)
    try:
        with Session(engine.execution_options(is_writing=True)) as session, session.begin():
            schema.upgrade(session.connection())
            lay(session, founding)
    finally:
        engine.dispose()  # folds the write-ahead log into the file, which can then be given its place in one step
    if any(journal.exists() for journal in _journals(path)):
        raise OSError(f"{path.name} was not closed whole")
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _engine_for(path: Path, keys: KeyRing) -> tuple[Engine, int]:
    """Under the newest epoch, or the one before when a new one was begun and the file not yet put under it."""
    for epoch in reversed(keys.epochs):
        engine = make_engine(path, keys.database_of(epoch))
        try:
            with engine.connect():
                return engine, epoch
        except DBAPIError as error:
            engine.dispose()
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF != _NO_DATABASE:
                break
    return make_engine(path, keys.database), keys.epoch


def _first_look(engine: Engine, path: Path, keys: KeyRing) -> tuple[str, Account | None, int, str | None]:
    """Its name, whose account this is, where the trail stands, and why nothing can be written."""
    read_only = schema.prepare(
        engine, engine.execution_options(is_writing=True), lambda: _back_up(engine, path, keys)
    )
    with Session(engine) as session:
        office_id, name = session.execute(select(OfficeRow.id, OfficeRow.name)).one()
        if office_id != keys.office_id:
            raise OfficeUnavailable(f"Het sleutelbestand hoort bij een ander kantoor dan “{path.name}”.")
        account = None if keys.account_id is None else accounts.by_id(session, keys.account_id)
        seen = news.last_number(session)
    if account is None and keys.account_id is not None:
        raise key_files.wrong_password()
    return name, account, seen, read_only


def _back_up(engine: Engine, path: Path, keys: KeyRing) -> None:
    """Before the tables change; without this backup they do not."""
    from gezinscoach_desktop.data.backup import back_up_before, folder_beside

    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        connection.rollback()
        back_up_before(partial(copy_out, driver), folder_beside(path), keys, BackupReason.MIGRATION)


def _unwritable(path: Path) -> OfficeUnavailable:
    return OfficeUnavailable(f"In de map “{path.parent}” kan niet geschreven worden.")


def _journals(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(f"{path.name}{ending}") for ending in ("-wal", "-shm", "-journal"))
