"""The door of an opened office: while it is locked the office behind it is closed and its keys are gone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from gezinscoach_desktop.data import kept_note
from gezinscoach_desktop.data.office import Health, Office, OfficeKind, Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import OfficeLocked, OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing
    from gezinscoach_desktop.data.office import Session

T = TypeVar("T")


class Door:
    """An `Office` that can be locked and opened again; whoever holds it keeps the same object.

    Its name, its place and whether it is partial are known while it is locked; everything else raises OfficeLocked.
    """

    def __init__(self, office: Office) -> None:
        self._id, self._name = office.id, office.name
        self._kind, self._place = office.kind, office.place
        self._is_partial = office.is_partial
        self._office: Office | None = office
        self._running = 0
        self._is_closed = False
        self._turn = Condition()
        self._wakes: list[Callable[[], None]] = []

    @property
    def is_locked(self) -> bool:
        return self._office is None and not self._is_closed

    def lock(self) -> None:
        """Close the office and forget its keys, once the calls that run are done; calling it again does nothing."""
        with self._turn:
            office, self._office = self._office, None
            self._turn.wait_for(lambda: not self._running)
        if office is not None:
            office.close()

    def unlock(self, office: Office) -> None:
        """Put the office, opened again, behind the door; one that still stood open there is closed.

        Behind a door that was closed for good meanwhile nothing comes: the office is closed as well.
        """
        if office.id != self._id:
            raise ValueError("another office")
        self.lock()
        with self._turn:
            if not self._is_closed:
                self._office = office
                for wake in self._wakes:
                    office.when_news(wake)
                return
        office.close()

    @property
    def inner(self) -> Office:
        """What stands behind the door; raises OfficeLocked, or OfficeUnavailable when it was closed for good."""
        office = self._office
        if office is None:
            raise OfficeUnavailable("Het kantoor is gesloten.") if self._is_closed else OfficeLocked
        return office

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
        return self.inner.keys

    @property
    def read_only(self) -> str | None:
        return self.inner.read_only

    @property
    def is_partial(self) -> bool:
        return self._is_partial

    def read(self, query: Callable[[Session], T]) -> T:
        with self._entered() as office:
            return office.read(query)

    def write(self, operation: Operation) -> Done:
        """As the office does; a note of who looked at what in one to read only is kept on this PC until it can be written."""
        with self._entered() as office:
            if kept_note.is_to_be_kept(office, operation):
                return kept_note.keep(office.keys, operation)
            return office.write(operation)

    def news(self) -> tuple[Change, ...]:
        with self._entered() as office:
            return office.news()

    def when_news(self, wake: Callable[[], None]) -> None:
        """Of whatever office stands behind the door, now and when it is opened again."""
        with self._turn:
            self._wakes.append(wake)
            if self._office is not None:
                self._office.when_news(wake)

    def health(self) -> Health:
        return self.inner.health()

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        with self._entered() as office:
            office.settle(operation_id, again=again)

    def copy_database(self, target: Path, key: bytes) -> None:
        with self._entered() as office:
            office.copy_database(target, key)

    def change_database_key(self) -> None:
        with self._entered() as office:
            office.change_database_key()

    def replace_database(self, source: Path, key: bytes) -> None:
        with self._entered() as office:
            office.replace_database(source, key)

    def close(self) -> None:
        """For good, and forget its keys, whoever still holds the door. Calling it again does nothing."""
        with self._turn:
            office, self._office = self._office, None
            self._is_closed = True
            self._wakes.clear()
        if office is not None:
            office.close()

    @contextmanager
    def _entered(self) -> Iterator[Office]:
        with self._turn:
            office = self.inner
            self._running += 1
        try:
            yield office
        finally:
            with self._turn:
                self._running -= 1
                self._turn.notify_all()
