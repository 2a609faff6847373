"""Hears that something was written on the server, and whether the server is still there; one thread, one connection."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum, auto
from selectors import EVENT_READ, DefaultSelector
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

from gezinscoach_desktop.domain.errors import UserError

if TYPE_CHECKING:
    from psycopg import Connection

CHANNEL = "gezinscoach"
ASK_ANYWAY_SECONDS = 60.0
"""However quiet it is: a notice may be lost, and a closed account writes nothing."""
CALM_SECONDS = 0.4
"""A change alone is told at once; in a busy office everybody asks once in so long."""
PING_SECONDS = 15.0
ANSWER_SECONDS = 4.0
"""A server that does not answer nothing at all for so long is gone, whatever the network says of it."""
_TICK = 1.0
_PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5, 3.0, 5.0, 10.0)
_STOP_SECONDS = 5.0
_NOTHING = b""
_log = logging.getLogger(__name__)


class _State(Enum):
    NEW = auto()
    HERE = auto()
    AWAY = auto()


class Silent(Exception):
    """The server did not answer in time."""


class Listener:
    """`connect` gives a connection that commits by itself; `meaning` says whether an error puts this account out.

    `is_doubted` is asked every second whether somebody waits long for the server; when it then does not answer at all,
    `give_up` is called.
    """

    def __init__(
        self,
        connect: Callable[[], Connection[Any]],
        *,
        meaning: Callable[[Exception], UserError | None],
        is_doubted: Callable[[], bool],
        give_up: Callable[[], None],
    ) -> None:
        self._connect = connect
        self._meaning = meaning
        self._is_doubted = is_doubted
        self._give_up = give_up
        self._turn = Condition()
        self._state = _State.NEW
        self._hears = False
        self._has_news = True
        self._asked_at = 0.0
        self._told_at = 0.0
        self._is_due = False
        self._attempts = 0
        self._failures = 0
        self._is_hurried = False
        self._is_stopping = False
        self._wakes: list[Callable[[], None]] = []
        self._thread: Thread | None = None
        self._bell: socket.socket | None = None
        self.expelled: UserError | None = None
        """Why the server does not let this account in any more."""
        self.is_standby: bool | None = None
        """Whether the server is a copy that can only be read; None as long as nobody looked."""

    # ----------------------------------------------------------------------------------------------- for the office

    @property
    def is_away(self) -> bool:
        """Known to be away; False also as long as nobody looked."""
        return self._state is _State.AWAY

    @property
    def hears(self) -> bool:
        """Whether whatever is written from now on will be told."""
        return self._hears

    def start(self) -> None:
        """Begin to listen; calling it again does nothing."""
        with self._turn:
            if self._thread is not None or self._is_stopping:
                return
            self._bell, ringer = socket.socketpair()
            self._thread = Thread(target=self._run, args=(ringer,), name="listener", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Hang up; calling it again does nothing."""
        with self._turn:
            self._is_stopping = True
            self._wakes.clear()
            self._turn.notify_all()
            if self._bell is not None:
                self._bell.close()
            thread = self._thread
        if thread is not None:
            thread.join(_STOP_SECONDS)

    def when_news(self, wake: Callable[[], None]) -> None:
        """Call `wake`, from the listener's thread, when there may be news and when the server comes or goes."""
        with self._turn:
            if not self._is_stopping:
                self._wakes.append(wake)
        self.start()

    def take_news(self) -> bool:
        """Whether the server has to be asked; what it then tells is no news any more."""
        with self._turn:
            now = time.monotonic()
            if self._hears and not self._has_news and now < self._asked_at + ASK_ANYWAY_SECONDS:
                return False
            self._has_news, self._asked_at = False, now
            return True

    def keep_news(self) -> None:
        """The asking failed."""
        with self._turn:
            self._has_news = True

    def retry(self, seconds: float) -> bool:
        """Look again now for a server that is away; gives whether it is there. Takes no longer than `seconds`."""
        with self._turn:
            attempts, self._is_hurried = self._attempts, True
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._attempts > attempts or not self.is_away, seconds)
            return not self.is_away

    # ------------------------------------------------------------------------------------------------- its own thread

    def _run(self, ringer: socket.socket) -> None:
        import psycopg

        with ringer:
            while not self._is_stopping:
                try:
                    with self._connected() as connection:
                        self._hear(connection, ringer)
                except Silent as error:
                    self._lost(error)
                    self._give_up()
                except (psycopg.Error, OSError) as error:
                    self._lost(error)
                self._pause()

    @contextmanager
    def _connected(self) -> Iterator[Connection[Any]]:
        connection = self._connect()
        try:
            yield connection
        finally:
            with suppress(Exception):
                connection.close()

    def _hear(self, connection: Connection[Any], ringer: socket.socket) -> None:
        """Until the listener is stopped; raises when the server is gone."""
        self._listen(connection)
        self._found()
        line = _Line(connection)
        with DefaultSelector() as selector:
            selector.register(connection.fileno(), EVENT_READ)
            selector.register(ringer, EVENT_READ)
            while not self._is_stopping:
                selector.select(self._seconds_to_wait())
                if line.read():
                    self._note_news()
                self._tell_when_due()
                if line.is_answered and not self._hears:
                    self._listen(connection)  # a copy of the server may have become the server
                line.ask_when(quiet_for=min(_TICK, PING_SECONDS) if self._is_doubted() else PING_SECONDS)

    def _listen(self, connection: Connection[Any]) -> None:
        """A copy of a server tells nothing: there the office is asked as a file is."""
        self.is_standby = is_standby(connection)
        if self.is_standby:
            return
        connection.execute(f"LISTEN {CHANNEL}")
        self._hears = True
        self._note_news()

    def _found(self) -> None:
        with self._turn:
            self._state, self._has_news = _State.HERE, True
            self._attempts += 1
            self._failures = 0
            self._is_due = True
            self._turn.notify_all()
        self._tell_when_due(at_once=True)

    def _lost(self, error: Exception) -> None:
        with self._turn:
            if self._is_stopping:
                return
            is_new = self._state is not _State.AWAY
            self._state, self._hears, self._has_news = _State.AWAY, False, True
            self._attempts += 1
            self._failures += 1
            self.expelled = self.expelled or self._meaning(error)
            self._is_due = is_new or self.expelled is not None
            self._turn.notify_all()
        if is_new:
            _log.info("The server is away: %s", type(error).__name__)
        self._tell_when_due(at_once=True)

    def _pause(self) -> None:
        with self._turn:
            pause = _PAUSES[min(self._failures, len(_PAUSES)) - 1] if self._failures else 0.0
            self._turn.wait_for(lambda: self._is_hurried or self._is_stopping, pause)
            self._is_hurried = False

    def _note_news(self) -> None:
        with self._turn:
            self._has_news = self._is_due = True

    def _seconds_to_wait(self) -> float:
        if not self._is_due:
            return _TICK
        return min(_TICK, max(0.0, self._told_at + CALM_SECONDS - time.monotonic()))

    def _tell_when_due(self, *, at_once: bool = False) -> None:
        now = time.monotonic()
        with self._turn:
            if not self._is_due or (now < self._told_at + CALM_SECONDS and not at_once):
                return
            self._is_due, self._told_at = False, now
            wakes = tuple(self._wakes)
        for wake in wakes:
            wake()


class _Line:
    """What comes in on the connection, and whether it answers."""

    def __init__(self, connection: Connection[Any]) -> None:
        self._server = connection.pgconn
        self._asked_at: float | None = None
        self._heard_at = time.monotonic()
        self.is_answered = False
        """Since the last look."""

    def read(self) -> bool:
        """Take in what came, without waiting; gives whether there was a notice among it."""
        self.is_answered = False
        self._server.consume_input()
        is_told = False
        while self._server.notifies() is not None:
            is_told = True
        if self._asked_at is not None and not self._server.is_busy():
            while self._server.get_result() is not None:
                """An empty question has an empty answer."""
            self._asked_at, self._heard_at = None, time.monotonic()
            self.is_answered = True
        return is_told

    def ask_when(self, *, quiet_for: float) -> None:
        """Ask for a sign of life when there was none for so long; raises Silent when an earlier question got none."""
        now = time.monotonic()
        if self._asked_at is None:
            if now >= self._heard_at + quiet_for:
                self._server.send_query(_NOTHING)
                self._server.flush()
                self._asked_at = now
        elif now >= self._asked_at + ANSWER_SECONDS:
            self.read()  # this thread itself may have been kept waiting
            if self._asked_at is not None:
                raise Silent


def is_standby(connection: Connection[Any]) -> bool:
    """Whether this server is a copy that can only be read; the server tells it with every connection."""
    return connection.info.parameter_status("in_hot_standby") == "on"


def sever(connection: Connection[Any]) -> None:
    """End a connection from another thread: whoever waits for an answer on it hears that it fell away."""
    import psycopg

    with (
        suppress(OSError, psycopg.Error),
        socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as handle,
    ):
        handle.shutdown(socket.SHUT_RDWR)
