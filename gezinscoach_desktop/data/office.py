"""The port to an office's store. Services and views never know which kind of office stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.change import Change, Done

if TYPE_CHECKING:  # the opening screen needs the port, and must not wait for SQLAlchemy or the cryptography
    from pathlib import Path

    from sqlalchemy.orm import Session as Session

    from gezinscoach_desktop.data.keys import KeyRing

T = TypeVar("T")


class OfficeKind(StrEnum):
    """Where an office keeps its data."""

    THIS_PC = "this_pc"
    FOLDER = "folder"
    POSTGRESQL = "postgresql"

    @property
    def label(self) -> str:
        return {"this_pc": "op deze pc", "folder": "in een gedeelde map", "postgresql": "PostgreSQL-server"}[
            self.value
        ]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class KeptOperation:
    """An operation as it waits on disk: enough to build it again after the program was closed."""

    id: UUID
    kind: str
    account_id: UUID | None
    at: datetime
    arguments: bytes


@dataclass(frozen=True, slots=True)
class Operation:
    """One write: a function of a session without any other effect, which may be run again.

    `id` is kept in the database together with the effect, so that a repeat is recognised and answered with the first
    effect instead of being done twice.
    """

    kind: str
    run: Callable[[Session], Done]
    account_id: UUID | None = None
    id: UUID = field(default_factory=uuid4)
    at: datetime = field(default_factory=_now)
    """When the user asked for it, in UTC; the same when it is run again later."""
    arguments: Callable[[], bytes] | None = None
    """Gives what builds the operation again (`Revive`); None: it cannot wait for a share that is away, and is refused then."""
    is_urgent: bool = True
    """False: nobody waits for it to reach the others (a line in the audit trail)."""


Revive = Callable[[KeptOperation], Operation]
"""Builds an operation that waited on disk again; raises LookupError for a kind this program does not know."""


class Reachability(StrEnum):
    """Whether the office's store can be reached now."""

    HERE = "here"
    AWAY = "away"
    """Reading goes on from the replica; what is written waits on this PC."""
    BROKEN = "broken"
    """Something is wrong that somebody has to look at; `Health.problem` says what."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A write that waited on this PC and could not be done any more when it was shared. Nothing of it is lost."""

    operation: KeptOperation
    reason: str
    """One Dutch sentence: why it was refused."""


@dataclass(frozen=True, slots=True)
class Health:
    """How the store is, from memory: asking costs nothing and reaches nothing."""

    reachability: Reachability = Reachability.HERE
    waiting: int = 0
    """Writes kept on this PC only, not yet shared."""
    waiting_ids: frozenset[UUID] = frozenset()
    """Of those whose user was told that they wait (KeptForLater), and that are not yet done anywhere."""
    shared_at: datetime | None = None
    """When this PC last exchanged with the others; None where there is nothing to exchange."""
    problem: str | None = None
    """One Dutch sentence about what is wrong."""
    conflicts: tuple[Conflict, ...] = ()


class Office(Protocol):
    """One organisation's shared database, opened. All calls block; never call them on the GUI thread."""

    @property
    def id(self) -> UUID: ...

    @property
    def name(self) -> str: ...

    @property
    def kind(self) -> OfficeKind: ...

    @property
    def place(self) -> str:
        """The file, folder or URL without a password, as shown to users."""
        ...

    @property
    def keys(self) -> KeyRing:
        """The keys the password gave; with them drafts, backups and anchors are sealed and signed."""
        ...

    @property
    def read_only(self) -> str | None:
        """Why nothing can be written (a Dutch sentence), or None."""
        ...

    @property
    def is_partial(self) -> bool:
        """True when this program reaches no more than its account may see: the whole cannot be copied or checked from here."""
        ...

    def read(self, query: Callable[[Session], T]) -> T:
        """Run `query` in a read session; the session is closed before this returns."""
        ...

    def write(self, operation: Operation) -> Done:
        """Run `operation` in one transaction, once: a known id returns the effect that was kept with it.

        On a network folder the effect is durable on this PC when this returns, and shared unless the share is away.
        On a server that is away an operation that can wait is kept on this PC: KeptForLater says so.
        """
        ...

    def news(self) -> tuple[Change, ...]:
        """What others wrote since the last call (own writes left out); fetches and offers what waits on the way.

        Raises OfficeUnavailable when the store is away, AccountClosed when the account may no longer work here.
        """
        ...

    def when_news(self, wake: Callable[[], None]) -> None:
        """Have `wake` called, from any thread, when there may be news or the store comes or goes, until it is closed.

        Asking now and then stays needed: not every kind of office is told.
        """
        ...

    def health(self) -> Health: ...

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        """Offer a conflicting write again, or drop it for good."""
        ...

    def copy_database(self, target: Path, key: bytes) -> None:
        """A consistent copy of the database as one SQLCipher file under `key`; raises OfficeUnavailable on PostgreSQL."""
        ...

    def change_database_key(self) -> None:
        """Put the store under the newest epoch of `keys`; the store was readable with the one before. Killed: one of both."""
        ...

    def replace_database(self, source: Path, key: bytes) -> None:
        """Put the database in the SQLCipher file `source` in the place of this one, whole or not at all (restore, move)."""
        ...

    def close(self) -> None:
        """Calling it again does nothing."""
        ...
