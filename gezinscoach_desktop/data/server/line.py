"""The way to the server: whether it is there, who waits for it, and letting go of it when it does not answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from sqlalchemy import Engine, event

from gezinscoach_desktop.data.server.errors import (
    ServerAway,
    is_login_closed,
    is_password_refused,
    translated,
)
from gezinscoach_desktop.data.server.listener import Listener, is_standby, sever
from gezinscoach_desktop.domain.errors import AccountClosed, SignInAgain, UserError

if TYPE_CHECKING:
    from psycopg import Connection

RETRY_SECONDS = 1.0
DOUBT_SECONDS = 1.0
_CONNECT_SECONDS = 5
_KEEPALIVES = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}


class Line:
    """The engine of an office and what listens beside it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._calls: dict[object, float] = {}
        self._connections: WeakSet[Any] = WeakSet()
        self._turn = Lock()
        self.listener = Listener(
            self._connect, meaning=account_is_out, is_doubted=self._is_slow, give_up=self._give_up
        )
        # Also those that lie ready: each is first asked whether it still lives, and that may hang as well.
        event.listen(engine, "do_connect", self._prepare)
        event.listen(engine, "connect", self._note)
        event.listen(engine, "checkout", self._note)
        self._was_standby = self._look()

    @property
    def is_standby(self) -> bool:
        """Whether the server is a copy that can only be read."""
        return self._was_standby if self.listener.is_standby is None else self.listener.is_standby

    @contextmanager
    def used(self) -> Iterator[None]:
        """While somebody waits for the server. Known to be away it raises at once: ServerAway, or why this account is out."""
        if self.listener.is_away and not self.listener.retry(RETRY_SECONDS):
            raise self.listener.expelled or ServerAway()
        call = object()
        self._calls[call] = time.monotonic()
        try:
            yield
        finally:
            del self._calls[call]

    def close(self) -> None:
        self.listener.stop()

    def _connect(self) -> Connection[Any]:
        import psycopg

        _, options = self._engine.dialect.create_connect_args(self._engine.url)
        options.update(_KEEPALIVES, connect_timeout=_CONNECT_SECONDS, application_name="gezinscoach-desktop")
        return psycopg.connect(**options, autocommit=True)

    def _look(self) -> bool:
        with translated():
            connection = self._engine.raw_connection()
        try:
            driver: Any = connection.driver_connection
            return is_standby(driver)
        finally:
            connection.close()

    def _is_slow(self) -> bool:
        """Whether somebody waits longer than is usual: for a lot of work, or for nothing."""
        limit = time.monotonic() - DOUBT_SECONDS
        return any(begun < limit for begun in tuple(self._calls.values()))

    def _give_up(self) -> None:
        with self._turn:
            connections = tuple(self._connections)
        for connection in connections:
            sever(connection)

    def _prepare(
        self, _dialect: object, _record: object, _arguments: object, options: dict[str, Any]
    ) -> None:
        """A connection that is made anew: not for nothing, and one that notices when the other end is gone."""
        import psycopg

        if self.listener.is_away:
            raise psycopg.OperationalError("the server is away")
        options.update(_KEEPALIVES, connect_timeout=_CONNECT_SECONDS)

    def _note(self, connection: Any, *_: object) -> None:
        with self._turn:
            self._connections.add(connection)


def account_is_out(error: Exception) -> UserError | None:
    """Why the account is out, if that is what the server says."""
    said = str(error).lower()
    if is_password_refused(said):
        return SignInAgain("Je wachtwoord is intussen vernieuwd; meld je opnieuw aan.")
    if is_login_closed(said):
        return AccountClosed("Je account in dit kantoor is afgesloten.")
    return None
