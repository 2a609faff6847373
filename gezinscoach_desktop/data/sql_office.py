"""What every office with a database does the same: reading, writing once, trying again."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable
from contextlib import nullcontext
from enum import Enum, auto
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import news, schema
from gezinscoach_desktop.data import operation as operations
from gezinscoach_desktop.data.office import Health, OfficeKind, Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing

T = TypeVar("T")

ATTEMPTS = 6
_FIRST_PAUSE = 0.02

_OWN_REMEMBERED = 2_000
_NO_COPY = "Een kantoor op een server wordt met de hulpmiddelen van de server gekopieerd."
BUSY = "Het kantoor is even bezet. Probeer het over enkele seconden opnieuw."


class Failure(Enum):
    """What an error of the database means for the one who waits."""

    RETRY = auto()
    """Somebody else was first or the connection fell away: running the operation again settles it."""
    BUG = auto()


class SqlOffice:
    """An office over two views of one engine: one that reads and one that writes."""

    def __init__(
        self,
        reader: Engine,
        writer: Engine,
        explain: Callable[[DBAPIError], Failure | UserError],
        *,
        office_id: UUID,
        name: str,
        kind: OfficeKind,
        place: str,
        keys: KeyRing,
        is_shared_connection: bool,
        seen: int | None = None,
        read_only: str | None = None,
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._explain = explain
        self._id = office_id
        self._name = name
        self._kind = kind
        self._place = place
        self._keys = keys
        self._read_only = read_only
        self._lock = RLock() if is_shared_connection else None
        self._is_inside = False
        self._is_closed = False
        self._seen = seen
        self._own: deque[UUID] = deque(maxlen=_OWN_REMEMBERED)

    @property
    def id(self) -> UUID:
        return self._id

    @property
    def name(self) -> str:
        return self._name

    @property
    def kind(self) -> OfficeKind:
        return self._kind

    @property
    def place(self) -> str:
        return self._place

    @property
    def keys(self) -> KeyRing:
        return self._keys

    @property
    def read_only(self) -> str | None:
        return self._read_only

    @property
    def is_partial(self) -> bool:
        return False

    def read(self, query: Callable[[Session], T]) -> T:
        """Run `query` in a read session; what it would write is refused by the database."""

        def run() -> T:
            with Session(self._reader, autoflush=False) as session:
                return query(session)

        return self._guarded(lambda: self._repeat(run))

    def write(self, operation: Operation) -> Done:
        """Run `operation` in one transaction, once; an id that is known gives the effect kept with it."""
        if self._read_only is not None:
            raise OfficeUnavailable(self._read_only)

        def run() -> Done:
            with Session(self._writer, expire_on_commit=False) as session, session.begin():
                known = operations.kept_effect(session, operation.id)
                if known is not None:
                    return known
                done = operation.run(session)
                session.flush()
                operations.keep(session, operation, done)
            return done

        self._own.append(operation.id)
        try:
            return self._guarded(lambda: self._repeat(run))
        except OfficeUnavailable as error:
            if error.message == schema.UPDATED_ELSEWHERE:
                self._read_only = error.message  # for good: an office never becomes older
            raise

    def news(self) -> tuple[Change, ...]:
        """What others wrote since the last call; of the first one since the office was opened.

        Raises AccountClosed when the account was closed meanwhile.
        """

        def look(session: Session) -> tuple[int, bool, tuple[Change, ...]]:
            last = news.last_number(session)
            account_id = self._keys.account_id
            is_closed = account_id is not None and accounts.by_id(session, account_id) is None
            if self._seen is None or last <= self._seen:  # opened by nobody: begins at the first look
                return last, is_closed, ()
            return last, is_closed, news.since(session, self._seen, self._own)

        self._seen, is_closed, changes = self.read(look)
        if is_closed:
            raise AccountClosed("Je account in dit kantoor is afgesloten.")
        return changes

    def when_news(self, wake: Callable[[], None]) -> None:
        """Nobody tells this program: it asks."""

    def health(self) -> Health:
        return Health()

    def settle(self, operation_id: UUID, *, again: bool) -> None:  # noqa: ARG002 - nothing ever waits here
        raise LookupError(str(operation_id))

    def copy_database(self, target: Path, key: bytes) -> None:  # noqa: ARG002
        raise OfficeUnavailable(_NO_COPY)

    def change_database_key(self) -> None:
        """A server keeps its own keys; those for drafts and anchors are the newest ones from here on."""
        self._keys = self._keys.reload()

    def replace_database(self, source: Path, key: bytes) -> None:  # noqa: ARG002
        raise OfficeUnavailable(_NO_COPY)

    def close(self) -> None:
        """Close every connection; calling it again does nothing."""
        self._is_closed = True
        # In its turn: a connection that is closed while another thread reads takes the whole program with it.
        with self._lock or nullcontext():
            self._reader.dispose()

    def _repeat(self, run: Callable[[], T]) -> T:
        for attempt in range(ATTEMPTS):
            if attempt:
                # Doubling with a random part, so that two that met do not meet again.
                time.sleep(_FIRST_PAUSE * 2**attempt * (0.5 + random.random()))  # noqa: S311
            try:
                return run()
            except StaleDataError:
                continue  # another writer was first: the operation looks again, and says who it was
            except DBAPIError as error:
                if self._took_new_keys(error):
                    continue
                meaning = self._explain(error)
                if isinstance(meaning, UserError):
                    raise meaning from error
                if meaning is Failure.BUG or (attempt == ATTEMPTS - 1 and isinstance(error, IntegrityError)):
                    raise
        raise OfficeUnavailable(BUSY)

    def _took_new_keys(self, error: DBAPIError) -> bool:  # noqa: ARG002 - a server keeps its own
        """Whether it failed because another program put the office under new keys, which are used from now on."""
        return False

    def _guarded(self, run: Callable[[], T]) -> T:
        if self._lock is None:
            self._check_open()
            return run()
        with self._lock:
            self._check_open()
            if self._is_inside:
                raise RuntimeError("a query or operation may not call the office it runs in")
            self._is_inside = True
            try:
                return run()
            finally:
                self._is_inside = False

    def _check_open(self) -> None:
        if self._is_closed:
            raise OfficeUnavailable("Het kantoor is gesloten.")
