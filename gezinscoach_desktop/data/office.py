"""The port to an office's store. Services and views never know which kind of office stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol, TypeVar
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.change import Done

if TYPE_CHECKING:  # the opening screen needs the port, and must not wait for SQLAlchemy
    from sqlalchemy.orm import Session as Session

T = TypeVar("T")


class OfficeKind(StrEnum):
    """Where an office keeps its data."""

    THIS_PC = "this_pc"
    POSTGRESQL = "postgresql"

    @property
    def label(self) -> str:
        return {"this_pc": "op deze pc", "postgresql": "PostgreSQL-server"}[self.value]


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
        """The file or URL without a password, as shown to users."""
        ...

    @property
    def draft_key(self) -> bytes:
        """32 bytes that seal drafts kept on this PC."""
        ...

    def read(self, query: Callable[[Session], T]) -> T:
        """Run `query` in a read session; the session is closed before this returns."""
        ...

    def write(self, operation: Operation) -> Done:
        """Run `operation` in one transaction, once: a known id returns the effect that was kept with it."""
        ...

    def close(self) -> None: ...
