"""The working copy: what SQLite opens, the shared state with this PC's own unshared writes on top.

It is disposable: made again from the base whenever the program starts or others were first. That is why SQLite need
not flush it, and why its write-ahead log, which nobody else opens, is kept until then: its frames are what is shared.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from gezinscoach_desktop.data import backup_copy
from gezinscoach_desktop.data import operation as operations
from gezinscoach_desktop.data.folder.base import Base
from gezinscoach_desktop.data.folder.commit import PAGE, UnknownEpoch
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.folder.wal import BadLog, Transaction, read_transaction
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.sql_office import ATTEMPTS, BUSY, Failure
from gezinscoach_desktop.data.sqlcipher import explain, make_engine
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

T = TypeVar("T")

_FIRST = ("locking_mode = EXCLUSIVE", "wal_autocheckpoint = 0")
_LAST = ("synchronous = OFF",)
_DAMAGE = (10, 11, 26)
"""I/O error, malformed, not a database: what SQLCipher says of a page that is not as it was written."""
_WORTHWHILE = 4
"""Copying pages one by one pays as long as it is less than this part of the file."""


def driver_error() -> type[Exception]:
    from sqlcipher3 import dbapi2

    error: type[Exception] = dbapi2.Error
    return error


class Broken(Exception):
    """The working copy cannot be used any more; it has to be made again."""


class WorkingCopy:
    """One file with its write-ahead log; used under the replica's lock."""

    def __init__(self, path: Path, base: Base, box: Strongbox) -> None:
        self._path = path
        self._log = path.with_name(f"{path.name}-wal")
        self._base = base
        self._box = box
        self._epoch = 0
        self._end = 0
        self._dirty: set[int] | None = None
        """Pages that differ from the base it was made from; None: unknown."""
        self._engine: Engine | None = None

    def rewind(self) -> int:
        """Make it the same as the base is now; gives the number where that stands. Raises OSError, and Broken without base."""
        self._close()
        dirty, self._dirty = self._dirty, None
        with self._base.lock:
            self._base.finish()
            position, changed = self._base.position, self._base.changed
            if position is None:
                raise Broken
            pages = None if dirty is None or changed is None else dirty | changed
            if pages is None or len(pages) * _WORTHWHILE > position.size:
                self._base.copy_to(self._path)
            else:
                self._restore(pages, position.size)
            self._base.changed = set()
        if position.epoch != self._epoch or self._engine is None:
            try:
                key = self._box.database_key(position.epoch)
            except UnknownEpoch:
                raise Broken from None
            self._engine = make_engine(self._path, key, first=_FIRST, last=_LAST)
            self._epoch = position.epoch
        self._dirty, self._end = set(), 0
        return position.number

    def read(self, query: Callable[[Session], T]) -> T:
        with Session(self._opened(), autoflush=False) as session:
            return self._explained(lambda: query(session))

    def run(self, operation: Operation, keep: Callable[[], None]) -> tuple[Done, Transaction | None]:
        """Do `operation` once, `keep` called before it is committed; no transaction when its id was known already."""
        for _ in range(ATTEMPTS):
            try:
                done, is_new = self._explained(lambda: self._once(operation, keep))
            except StaleDataError:
                continue
            return done, self._committed() if is_new else None
        raise OfficeUnavailable(BUSY)

    def change(self, act: Callable[[Connection], None]) -> Transaction:
        """Change the database in a way that is no operation (its schema)."""

        def change() -> None:
            with self._writer().begin() as connection:
                act(connection)

        self._explained(change)
        return self._committed()

    def connected(self, act: Callable[[Connection], T]) -> T:
        def run() -> T:
            with self._opened().connect() as connection:
                return act(connection)

        return self._explained(run)

    def copy_out(self, target: Path, key: bytes) -> None:
        """A copy of the whole database, own unshared writes included, as one file under `key`."""

        def copy() -> None:
            with self._opened().connect() as connection:
                driver: Any = connection.connection.driver_connection
                connection.rollback()
                try:
                    backup_copy.copy_out(driver, target, key)
                except driver_error() as error:
                    raise DBAPIError("copy", None, error) from error

        self._explained(copy)

    def close(self) -> None:
        """Close it; it is made again when it is next needed."""
        self._close()
        self._dirty = None

    def wipe(self) -> None:
        self.close()
        self._path.unlink(missing_ok=True)

    def _once(self, operation: Operation, keep: Callable[[], None]) -> tuple[Done, bool]:
        with Session(self._writer(), expire_on_commit=False) as session, session.begin():
            known = operations.kept_effect(session, operation.id)
            if known is not None:
                return known, False
            done = operation.run(session)
            session.flush()
            operations.keep(session, operation, done)
            keep()
        return done, True

    def _committed(self) -> Transaction:
        try:
            transaction = read_transaction(self._log, self._end)
        except (OSError, BadLog) as error:
            raise Broken from error
        if transaction is None or self._dirty is None:
            raise Broken
        self._end = transaction.end
        self._dirty.update(transaction.pages)
        return transaction

    def _explained(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except DBAPIError as error:
            if getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _DAMAGE:
                raise Broken from error
            meaning = explain(error)
            if isinstance(meaning, UserError):
                raise meaning from error
            if meaning is Failure.RETRY:
                raise OfficeUnavailable(BUSY) from error
            raise

    def _opened(self) -> Engine:
        if self._engine is None or self._dirty is None:
            raise Broken
        return self._engine

    def _writer(self) -> Engine:
        return self._opened().execution_options(is_writing=True)

    def _restore(self, pages: set[int], size: int) -> None:
        with self._path.open("rb+") as file:
            for number, page in self._base.pages([each for each in pages if each <= size]):
                file.seek((number - 1) * PAGE)
                file.write(page)
            file.truncate(size * PAGE)

    def _close(self) -> None:
        """Closing folds the log into the file; where it could not (a full disk), neither can be used."""
        if self._engine is not None:
            with suppress(DBAPIError):
                self._engine.dispose()
        if self._log.exists():
            self._log.unlink()
            self._dirty = None
