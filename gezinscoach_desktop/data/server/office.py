"""An office on a server, opened: it hears what colleagues write, and outlives a server that falls away."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.keys import KeyRing
from gezinscoach_desktop.data.office import (
    Health,
    KeptOperation,
    OfficeKind,
    Operation,
    Reachability,
    Revive,
)
from gezinscoach_desktop.data.outbox import Entry
from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.data.server.errors import ServerAway, explain, translated
from gezinscoach_desktop.data.server.line import Line
from gezinscoach_desktop.data.server.waiting import Waiting
from gezinscoach_desktop.data.sql_office import SqlOffice
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    KeptForLater,
    OfficeUnavailable,
    SignInAgain,
    UserError,
    WrongPassword,
)

T = TypeVar("T")

PATIENCE = 3.0
"""Seconds: a server that is started anew is waited for, one that is away is not."""
STANDBY = (
    "Dit is een reservekopie van de server die alleen gelezen kan worden; open het kantoor op de server zelf om iets "
    "te bewaren."
)
_AWAY = (
    "De server is niet bereikbaar; wat je bewaart, wacht op deze pc en wordt verzonden zodra hij terug is."
)
_MUST_REACH = "De server is niet bereikbaar; dit kan alleen als hij dat wel is. Probeer het later opnieuw."
_UNSURE = (
    "De server viel weg tijdens het bewaren. "
    "Kijk na of het gelukt is zodra hij terug is, voor je het opnieuw probeert."
)
_SIGN_IN_AGAIN = "De server laat je niet meer toe met het wachtwoord van daarnet; meld je opnieuw aan."
_UNKNOWN_KIND = "Deze versie van het programma kent deze bewerking niet meer."
_FAILED = "Deze bewerking kon niet meer uitgevoerd worden op de nieuwste gegevens."
_NOTHING = Done(Change(frozenset()))
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 0.5
_log = logging.getLogger(__name__)


class ServerOffice(SqlOffice):
    """An office on a server."""

    def __init__(
        self,
        engine: Engine,
        address: Address,
        keys: KeyRing,
        *,
        name: str,
        seen: int | None,
        read_only: str | None,
    ) -> None:
        super().__init__(
            engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True),
            engine,
            explain,
            office_id=keys.office_id,
            name=name,
            kind=OfficeKind.POSTGRESQL,
            place=address.shown,
            keys=keys,
            is_shared_connection=False,
            seen=seen,
            read_only=read_only,
        )
        self._address = address
        self._line = Line(engine)
        event.listen(engine, "checkin", self._let_go)
        self._revive: Revive | None = None
        self._waiting: Waiting | None = None
        self._sending = Lock()
        self._hindrance: str | None = None
        self._is_given_up = False
        self._done_late: deque[Change] = deque()

    def keep_what_waits(self, revive: Revive) -> None:
        """From now on what cannot reach the server is kept on this PC; what an earlier program kept is sent as well.

        Only with the account's own login: any other would do more, and in its own name.
        """
        if self.is_partial and self._keys.account_id is not None:
            self._revive, self._waiting = revive, Waiting(self._keys)

    @property
    def is_partial(self) -> bool:
        return self._address.is_personal

    @property
    def read_only(self) -> str | None:
        return STANDBY if self._line.is_standby else self._read_only

    # ------------------------------------------------------------------------------------------ reading and writing

    def read(self, query: Callable[[Session], T]) -> T:
        """Run `query` in a read session; what waits on this PC is sent first, so that it is among what is read."""
        self.send_waiting()
        return self._reached(lambda: super(ServerOffice, self).read(query))

    def write(self, operation: Operation) -> Done:
        """Run `operation` once. One that can wait is kept on this PC while the server is away: KeptForLater then."""
        if self.read_only is not None:
            if not operation.is_urgent and self._can_wait(operation):
                return self._kept(
                    operation
                )  # who looked at what is told when this account next writes on the server
            raise OfficeUnavailable(self.read_only)
        self.send_waiting()
        if self._is_waiting and self._can_wait(operation):
            return self._kept(operation)  # behind what was asked before it
        try:
            done = self._once(operation)
        except ServerAway as error:
            if not self._can_wait(operation):
                raise OfficeUnavailable(_UNSURE if error.is_unsure else _MUST_REACH) from None
            return self._kept(operation)
        self._settled_otherwise(operation.id)
        return done

    def news(self) -> tuple[Change, ...]:
        """What others wrote since the last call; the server is asked only when it told that there is something.

        Also what waited on this PC and was done meanwhile. Raises OfficeUnavailable while the server is away,
        AccountClosed and SignInAgain when the account may not go on.
        """
        self._line.listener.start()
        if self._line.listener.expelled is not None:
            raise self._line.listener.expelled
        if self._line.listener.is_away:
            raise ServerAway
        self.send_waiting()
        changes: tuple[Change, ...] = ()
        if self._line.listener.take_news():
            try:
                changes = super().news()
            except BaseException:
                self._line.listener.keep_news()
                raise
        return self._late() + changes

    def when_news(self, wake: Callable[[], None]) -> None:
        self._line.listener.when_news(wake)

    def health(self) -> Health:
        is_away = self._line.listener.is_away or self._is_given_up
        waiting = self._waiting
        return Health(
            reachability=Reachability.AWAY if is_away else Reachability.HERE,
            waiting=0 if waiting is None else len(waiting.entries),
            waiting_ids=frozenset() if waiting is None else waiting.ids,
            problem=_AWAY if is_away else self._hindrance,
            conflicts=() if waiting is None else waiting.conflicts,
        )

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        """Offer again what the server refused, raising what it meets, or drop it."""
        entry = None if self._waiting is None else self._waiting.conflict(operation_id)
        if self._waiting is None or entry is None:
            raise LookupError(str(operation_id))
        if again:
            try:
                self._done_late.append(self._once(self._revived(entry)).change)
            except ServerAway:
                self._waiting.again(entry)
                return
        self._waiting.drop(entry)

    def replace_database(self, source: Path, key: bytes) -> None:
        """In one transaction of the server; the key slots stay those of now. Only for a login of the server."""
        from gezinscoach_desktop.data.archive_place import replace_on_server

        with translated():
            replace_on_server(self._writer, source, key)

    def close(self) -> None:
        """Calling it again does nothing."""
        self._line.close()
        super().close()

    def _let_go(self, connection: Any, *_: object) -> None:
        """One that was in use while the office closed comes back to nobody."""
        if self._is_closed and connection is not None:
            connection.close()

    # ------------------------------------------------------------------------------------------- what waits here

    @property
    def _is_waiting(self) -> bool:
        return self._waiting is not None and bool(self._waiting.entries)

    def _can_wait(self, operation: Operation) -> bool:
        return operation.arguments is not None and self._waiting is not None

    def send_waiting(self) -> None:
        """Send what waits on this PC, in order, as far as the server is there; what it refuses becomes a conflict."""
        if self._waiting is None or not self._is_waiting or self.read_only is not None:
            return
        if not self._sending.acquire(timeout=PATIENCE):
            return  # another thread is at it
        try:
            self._waiting.refresh()
            self._send_all(self._waiting)
        finally:
            self._sending.release()

    def _send_all(self, waiting: Waiting) -> None:
        self._hindrance = None
        for entry in waiting.entries:
            try:
                self._done_late.append(self._once(self._revived(entry)).change)
            except (AccountClosed, SignInAgain):
                raise
            except ServerAway:
                return
            except (
                OfficeUnavailable
            ) as error:  # says something about the server or this program, nothing about the write
                self._hindrance = error.message
                return
            except Exception as error:  # also a bug: one write that cannot be done may not hold up all others
                self._refuse(waiting, entry, error)
            else:
                waiting.sent(entry)

    def _refuse(self, waiting: Waiting, entry: Entry, error: Exception) -> None:
        if not isinstance(error, UserError):
            _log.error("A waiting operation failed: %s", type(error).__name__)
        waiting.refused(entry, error.message if isinstance(error, UserError) else _FAILED)

    def _revived(self, entry: Entry) -> Operation:
        assert self._revive is not None  # noqa: S101 - otherwise nothing waits
        try:
            return self._revive(entry.kept)
        except LookupError:
            raise _Unknown(_UNKNOWN_KIND) from None

    def _kept(self, operation: Operation) -> Done:
        """It waits on this PC. A line in the audit trail is none that anybody waits for."""
        assert self._waiting is not None  # noqa: S101
        assert operation.arguments is not None  # noqa: S101
        self._waiting.put(
            KeptOperation(
                operation.id, operation.kind, operation.account_id, operation.at, operation.arguments()
            )
        )
        if operation.is_urgent:
            raise KeptForLater
        return _NOTHING

    def _settled_otherwise(self, operation_id: UUID) -> None:
        """Its user did it again and it went well: there is nothing to decide any more."""
        if self._waiting is not None and (entry := self._waiting.conflict(operation_id)) is not None:
            self._waiting.drop(entry)

    def _late(self) -> tuple[Change, ...]:
        changes = []
        while self._done_late:
            changes.append(self._done_late.popleft())
        return tuple(change for change in dict.fromkeys(changes) if change.nouns)

    # ---------------------------------------------------------------------------------------------- reaching it

    def _once(self, operation: Operation) -> Done:
        return self._reached(lambda: super(ServerOffice, self).write(operation))

    def _reached(self, act: Callable[[], T]) -> T:
        """What `act` gives, tried again for a moment when the server falls away. Raises ServerAway.

        A write may be done again like that: its id says whether the server did it already.
        """
        end = time.monotonic() + (0.0 if self._is_given_up else PATIENCE)
        pause, is_unsure = _FIRST_PAUSE, False
        while True:
            try:
                with self._line.used():
                    found = act()
            except ServerAway as error:
                is_unsure = is_unsure or error.is_unsure
                if time.monotonic() + pause > end:
                    self._is_given_up = True
                    raise ServerAway(is_unsure=is_unsure) from None
                time.sleep(pause)
                pause = min(2 * pause, _LONGEST_PAUSE)
            except WrongPassword:  # long after signing in
                raise SignInAgain(_SIGN_IN_AGAIN) from None
            else:
                self._is_given_up = False
                return found


class _Unknown(UserError):
    """A kept operation of a kind that this program does not know."""
