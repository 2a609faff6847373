"""What waits on this PC to be shared, in order, and what could not be done any more; used under the replica's lock."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from uuid import UUID

from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import Broken, WorkingCopy
from gezinscoach_desktop.data.office import Conflict, KeptOperation, Operation, Revive
from gezinscoach_desktop.data.outbox import Entry, Outbox
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

Run = Callable[[Operation, Callable[[], None]], tuple[Done, Transaction | None]]

_UNKNOWN_KIND = "Deze versie van het programma kent deze bewerking niet meer."
_FAILED = "Deze bewerking kon niet meer uitgevoerd worden op de nieuwste gegevens."
_OWN_REMEMBERED = 4_000
_RECENT = 20
_NOTHING = Done(Change(frozenset()))
_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Pending:
    """A write of this PC that the others do not have yet."""

    operation: Operation
    entry: Entry | None
    """Where it waits on disk; None: it cannot, and is given up when the program stops."""
    done: Done
    transaction: Transaction | None
    """What it left in the working copy; None: it could not be done there for now."""
    is_awaited: bool = True
    is_in_flight: bool = False
    is_withdrawn: bool = False
    is_unsure: bool = False
    """It was on its way when the share fell away: the others may have it."""
    is_settled: bool = False
    is_shared: bool = False
    answered: Event = field(default_factory=Event)
    """Set when it is settled, and when there is no answer to wait for."""
    error: BaseException | None = None

    def settle(self, error: BaseException | None = None) -> None:
        self.error = error
        self.is_settled = True
        self.answered.set()


class Backlog:
    """See the module."""

    def __init__(self, outbox: Outbox, revive: Revive) -> None:
        self.outbox = outbox
        self.pending: list[Pending] = []
        self.conflicts: dict[Entry, Conflict] = {}
        self.hindrance: str | None = None
        """Why what waits cannot be done on this PC now (a Dutch sentence)."""
        self._revive = revive
        self.recent: deque[UUID] = deque(maxlen=_RECENT)
        """What this session shared last: it must be in every later state."""
        self._own: deque[UUID] = deque(maxlen=_OWN_REMEMBERED)

    def take_up_all(self) -> None:
        """Take up what waited on disk when the program stopped."""
        waiting = self.outbox.waiting()
        again = {entry.kept.id for entry in waiting}
        for entry, conflict in self.outbox.conflicts().items():
            if entry.kept.id in again:  # killed between the two steps of offering it again
                self.outbox.forget(entry)
            else:
                self.conflicts[entry] = conflict
        known = {pending.operation.id for pending in self.pending}
        for entry in waiting:
            if entry.kept.id not in known:
                self.take_up(entry)

    def take_up(self, entry: Entry) -> None:
        """What waits on disk joins what is to be shared, in its old place."""
        try:
            operation = self._revive(entry.kept)
        except LookupError:
            self.conflicts[entry] = self.outbox.to_conflict(entry, _UNKNOWN_KIND)
            return
        self._own.append(operation.id)
        self.pending.append(Pending(operation, entry, _NOTHING, None, is_awaited=False))
        self.pending.sort(key=lambda each: 2**63 if each.entry is None else each.entry.sequence)

    def offer(
        self, operation: Operation, run: Run, *, is_awaited: bool = True
    ) -> tuple[Done, Pending | None]:
        """Do a new write and keep it on disk before it is committed; no pending write when its id was known already."""
        self._own.append(operation.id)
        entries: list[Entry] = []

        def drop() -> None:
            while entries:
                self.outbox.drop(entries.pop())

        def keep() -> None:
            drop()  # of a try that was rolled back after all
            if operation.arguments is not None:
                entries.append(self.outbox.put(_kept(operation, operation.arguments())))

        try:
            done, transaction = run(operation, keep)
        except BaseException:
            drop()
            raise
        if transaction is None:
            return done, None
        pending = Pending(
            operation, entries[0] if entries else None, done, transaction, is_awaited=is_awaited
        )
        self.pending.append(pending)
        return done, pending

    def redo(self, work: WorkingCopy, number: int) -> None:
        """Do everything that waits again on a working copy of the shared state at `number`.

        Raises Broken and OSError; what was not done again by then still waits.
        """
        self.hindrance = None
        self.pending = [each for each in self.pending if self._still_waits(each, work, number)]

    def share(self, pending: Iterable[Pending], number: int) -> None:
        """They are on the share, in commit `number`: tell who waits."""
        for each in pending:
            with suppress(ValueError):
                self.pending.remove(each)
            self._finish(each, number)

    def is_stale(self) -> bool:
        """Whether some of it could not be done when the working copy was made."""
        return any(each.transaction is None for each in self.pending)

    def withdraw(self, pending: Pending) -> None:
        """Its user was told that it is not done."""
        pending.is_withdrawn = True
        with suppress(ValueError):
            self._own.remove(pending.operation.id)  # should it turn out to be shared, then that is news

    def foreign(self, ids: Iterable[UUID]) -> list[UUID]:
        """Those of `ids` that this PC did not do itself."""
        own = set(self._own)
        return [id_ for id_ in ids if id_ not in own]

    def settle(self, operation_id: UUID, run: Run, *, again: bool) -> Pending | None:
        """Offer a conflicting write again (raising what it meets), or drop it; raises LookupError."""
        entry = next((each for each in self.conflicts if each.kept.id == operation_id), None)
        if entry is None:
            raise LookupError(operation_id)
        pending = None
        if again:
            try:
                operation = self._revive(entry.kept)
            except LookupError:
                raise OfficeUnavailable(_UNKNOWN_KIND) from None
            _, pending = self.offer(operation, run, is_awaited=False)
        self.outbox.forget(entry)
        del self.conflicts[entry]
        return pending

    def _still_waits(self, pending: Pending, work: WorkingCopy, number: int) -> bool:
        if pending.is_settled:  # by a try that was interrupted
            return False
        if pending.is_withdrawn and not pending.is_in_flight:
            pending.settle()
            return False
        try:
            done, pending.transaction = work.run(pending.operation, _nothing)
        except OfficeUnavailable as error:  # says something about this PC or program, nothing about the write
            self.hindrance, pending.transaction = error.message, None
            return True
        except (Broken, OSError):
            raise
        except Exception as error:  # also a bug: one write that cannot be done may not hold up all others
            self._refuse(pending, error)
            return False
        pending.done, pending.is_unsure = done, False
        if pending.transaction is None:
            self._finish(pending, number)
            return False
        return True

    def _refuse(self, pending: Pending, error: Exception) -> None:
        if pending.entry is None or pending.is_awaited:
            if pending.entry is not None:
                self.outbox.drop(pending.entry)
            pending.settle(error)
            return
        if not isinstance(error, UserError):
            _log.error("A waiting operation failed: %s", type(error).__name__)
        reason = error.message if isinstance(error, UserError) else _FAILED
        self.conflicts[pending.entry] = self.outbox.to_conflict(pending.entry, reason)
        pending.settle(error)

    def _finish(self, pending: Pending, number: int) -> None:
        if pending.entry is not None:
            self.outbox.sent(pending.entry, number)
            self.recent.append(pending.operation.id)
        pending.is_shared = True
        pending.settle()


def _kept(operation: Operation, arguments: bytes) -> KeptOperation:
    return KeptOperation(operation.id, operation.kind, operation.account_id, operation.at, arguments)


def _nothing() -> None:
    """A write that is done again is on disk already."""
