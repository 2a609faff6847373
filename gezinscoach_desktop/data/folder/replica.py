"""The office as it is on this PC: the shared state, the working copy, and what waits to be shared.

Knows nothing of the share. One thread (the courier) moves the shared state on; any thread reads and writes the
working copy, one at a time.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from gezinscoach_desktop.data.folder.base import Base, Page, Position
from gezinscoach_desktop.data.folder.commit import Commit
from gezinscoach_desktop.data.folder.outbox import Entry, Outbox
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import Broken, WorkingCopy
from gezinscoach_desktop.data.office import Conflict, KeptOperation, Operation, Revive
from gezinscoach_desktop.data.sql_office import BUSY
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gezinscoach_desktop.data.office import Session

T = TypeVar("T")

_FULL = (
    "De schijf van deze pc is vol of laat niets schrijven. "
    "Maak plaats vrij en probeer opnieuw; wat bewaard was, is veilig."
)
_DAMAGED = "De kopie van het kantoor op deze pc is beschadigd; ze wordt opnieuw uit de gedeelde map gehaald."
_UNKNOWN_KIND = "Deze versie van het programma kent deze bewerking niet meer."
_FAILED = "Deze bewerking kon niet meer uitgevoerd worden op de nieuwste gegevens."
_OWN_REMEMBERED = 4_000
_AHEAD = -1
"""What this PC shared is in the working copy already, and in the shared state not yet."""
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


@dataclass(frozen=True, slots=True)
class Batch:
    """Writes that become one commit, on top of `position`."""

    position: Position
    pending: tuple[Pending, ...]
    pages: Mapping[int, Page]
    size: int
    fingerprint: bytes


class Replica:
    """See the module. `lock` guards everything but `base`, which has its own."""

    def __init__(self, folder: Path, box: Strongbox, revive: Revive) -> None:
        self.lock = RLock()
        self.folder = folder
        self.box = box
        self.base = Base(folder, box)
        self.outbox = Outbox(folder, box)
        self._work = WorkingCopy(folder / "work.db", self.base, box)
        self._revive = revive
        self._pending: list[Pending] = []
        self._stands_on: int | None = None
        """The number of the shared state that the working copy stands on; `_AHEAD` of it; None: it has to be made again."""
        self._conflicts: dict[Entry, Conflict] = {}
        self._foreign: list[UUID] = []
        self._own: deque[UUID] = deque(maxlen=_OWN_REMEMBERED)
        self._is_all_new = False
        self.is_damaged = False
        """Set when the shared state on this PC cannot be trusted and must be fetched again."""
        self.hindrance: str | None = None
        """Why what waits cannot be done on this PC now (a Dutch sentence)."""

    def take_up_waiting(self) -> None:
        """Take up what waited on disk when the program stopped; only once the schema is one this program writes."""
        with self.lock, self._local():
            waiting = self.outbox.waiting()
            again = {entry.kept.id for entry in waiting}
            for entry, conflict in self.outbox.conflicts().items():
                if entry.kept.id in again:  # killed between the two steps of offering it again
                    self.outbox.forget(entry)
                else:
                    self._conflicts[entry] = conflict
            for entry in waiting:
                self._take_up(entry)
            self._stands_on = None

    # ---------------------------------------------------------------------------------------- reading and writing

    def read(self, query: Callable[[Session], T]) -> T:
        with self.lock, self._local():
            return self._with_copy(lambda: self._work.read(query))

    def write(self, operation: Operation) -> tuple[Done, Pending | None]:
        """Do it on the working copy and keep it on disk; no pending write when its id was known already."""
        with self.lock, self._local():
            self._own.append(operation.id)
            return self._offer(operation)

    def connected(self, act: Callable[[WorkingCopy], T]) -> T:
        """Do `act` with the working copy."""
        with self.lock, self._local():
            return self._with_copy(lambda: act(self._work))

    def withdraw(self, pending: Pending) -> bool:
        """Undo a write that cannot wait; False when it is too late to tell whether the others have it."""
        with self.lock, self._local():
            pending.is_withdrawn = True
            with suppress(ValueError):
                self._own.remove(pending.operation.id)  # should it turn out to be shared, then that is news
            if pending.is_in_flight:
                return False
            self._rebuild()
            return True

    def let_go(self, pending: Pending) -> bool:
        """Nobody waits for it any more; False when it was settled meanwhile."""
        with self.lock:
            pending.is_awaited = False
            return not pending.is_settled

    def count_waiting(self) -> int:
        """How many writes only this PC has; never waits for anybody."""
        return len(self._pending)

    # -------------------------------------------------------------------------------------------- for the courier

    @property
    def position(self) -> Position | None:
        return self.base.position

    def batch(self, most_pages: int) -> Batch | None:
        """What waits, as one commit; raises OSError when the working copy cannot be brought up to date for it."""
        with self.lock:
            position = self.base.position
            if position is None or not self._pending:
                return None
            if self._stands_on != position.number or any(each.transaction is None for each in self._pending):
                self._rebuild()
            taken: list[Pending] = []
            transactions: list[Transaction] = []
            for pending in self._pending:
                if pending.transaction is None or sum(len(each.pages) for each in transactions) > most_pages:
                    break
                taken.append(pending)
                transactions.append(pending.transaction)
            return self._batch(position, tuple(taken), transactions) if taken else None

    def lost_answer(self, batch: Batch) -> None:
        """Whether the others have `batch` will only be known when the share is back."""
        with self.lock:
            for pending in batch.pending:
                pending.is_unsure = True

    def answer_waiting(self) -> None:
        """The share is away: who waits need not wait any longer."""
        with self.lock:
            for pending in self._pending:
                pending.answered.set()

    def landed(self, batch: Batch) -> None:
        """The attempt to share `batch` is over, whatever became of it; withdrawn writes are undone."""
        with self.lock:
            for pending in batch.pending:
                pending.is_in_flight = False
            if any(pending.is_withdrawn for pending in self._pending):
                self._rebuild()

    def shared(self, batch: Batch, position: Position) -> None:
        """`batch` became the commit at `position`: tell who waits, then move the shared state on."""
        with self.lock:
            if self._stands_on is not None:
                self._stands_on = _AHEAD
            for pending in batch.pending:
                self._settle(pending, position.number)
        self.base.advance(position, batch.pages)
        with self.lock:
            if self._stands_on == _AHEAD:
                self._stands_on = position.number

    def received(self, commits: Sequence[Commit], position: Position) -> None:
        """Take commits that others (or this PC, without knowing) put on the share; they lead to `position`."""
        pages: dict[int, Page] = {}
        for commit in commits:
            pages.update(commit.pages)
        self.base.advance(position, pages)
        with self.lock:
            self._note_foreign(commits)
            self._rebuild()

    def joined(self, path: Path, position: Position) -> None:
        """Take a whole database that was fetched anew."""
        self.base.adopt(path, position)
        with self.lock:
            self._is_all_new = True
            self.is_damaged = False
            self._rebuild()

    def offer_again(self) -> int:
        """What this PC shared and the shared state does not know (any more) waits again; gives how many."""
        with self.lock:
            sent = self.outbox.all_sent()
            ids = [entry.kept.id for _, entry in sent]
            known = self._with_copy(lambda: self._work.read(lambda session: known_ids(session, ids)))
            lost = [(number, entry) for number, entry in sent if entry.kept.id not in known]
            for number, entry in lost:
                self.outbox.back(number, entry)
                self._take_up(entry)
            self._pending.sort(key=lambda each: each.entry.sequence if each.entry else 2**63)
            if lost:
                self._rebuild()
            return len(lost)

    def changed(self, act: Callable[[WorkingCopy], Transaction | None]) -> Batch | None:
        """A change of the database itself, on top of what waits, as one batch; None when `act` found nothing to do."""
        with self.lock:
            self._rebuild()
            position = self.base.position
            waiting = tuple(self._pending)
            if position is None or any(each.transaction is None for each in waiting):
                raise OfficeUnavailable(self.hindrance or BUSY)
            transaction = act(self._work)
            if transaction is None:
                return None
            earlier = [each.transaction for each in waiting if each.transaction is not None]
            return self._batch(position, waiting, [*earlier, transaction])

    def forget_sent(self, before: int) -> None:
        """What was shared before commit `before` shall never be offered again."""
        with self.lock:
            self.outbox.forget_sent(before)
            self.outbox.trim()

    def rebuild(self) -> None:
        with self.lock, self._local():
            self._rebuild()

    # -------------------------------------------------------------------------------------------------- conflicts

    def conflicts(self) -> tuple[Conflict, ...]:
        return tuple(self._conflicts.values())

    def settle(self, operation_id: UUID, *, again: bool) -> Pending | None:
        """Offer a conflicting write again (raising what it meets), or drop it; raises LookupError."""
        with self.lock, self._local():
            entry = next((each for each in self._conflicts if each.kept.id == operation_id), None)
            if entry is None:
                raise LookupError(operation_id)
            if not again:
                self.outbox.forget(entry)
                del self._conflicts[entry]
                return None
            _, pending = self._offer(self._revived(entry), is_awaited=False)
            self.outbox.forget(entry)
            del self._conflicts[entry]
            return pending

    # ------------------------------------------------------------------------------------------------------- news

    def take_all_new(self) -> bool:
        """Whether anything may have changed since the last call."""
        with self.lock:
            is_all_new, self._is_all_new = self._is_all_new, False
            return is_all_new

    def take_foreign(self) -> tuple[UUID, ...]:
        """Operations of others that came in since the last call."""
        with self.lock:
            foreign, self._foreign = tuple(self._foreign), []
            return foreign

    def close(self) -> None:
        with self.lock:
            self._work.close()
            self._stands_on = None

    def wipe(self) -> None:
        """Nothing of the office may stay readable here; what was not shared stays sealed."""
        with self.lock:
            self._work.wipe()
            self._stands_on = None
            self.base.wipe()

    # ----------------------------------------------------------------------------------------------------- inside

    def _with_copy(self, act: Callable[[], T]) -> T:
        """Do `act` on a working copy that is whole; once more on a new one when it turns out not to be."""
        try:
            if self._stands_on is None:
                self._rebuild()
            return act()
        except Broken:
            self._work.close()
            self._rebuild()
        try:
            return act()
        except Broken:
            self.is_damaged = True
            self._stands_on = None
            raise OfficeUnavailable(_DAMAGED) from None

    @contextmanager
    def _local(self) -> Iterator[None]:
        """The disk of this PC may refuse; the share is not reached from here."""
        try:
            yield
        except OSError as error:
            raise OfficeUnavailable(_FULL) from error
        except Broken as error:
            raise OfficeUnavailable(_DAMAGED) from error

    def _offer(self, operation: Operation, *, is_awaited: bool = True) -> tuple[Done, Pending | None]:
        entries: list[Entry] = []

        def drop() -> None:
            while entries:
                self.outbox.drop(entries.pop())

        def keep() -> None:
            drop()  # of a try that was rolled back after all
            if operation.arguments is not None:
                entries.append(self.outbox.put(_kept(operation, operation.arguments())))

        try:
            done, transaction = self._with_copy(lambda: self._work.run(operation, keep))
        except BaseException:
            drop()
            raise
        if transaction is None:
            return done, None
        entry = entries[0] if entries else None
        pending = Pending(operation, entry, done, transaction, is_awaited=is_awaited)
        self._pending.append(pending)
        return done, pending

    def _revived(self, entry: Entry) -> Operation:
        try:
            return self._revive(entry.kept)
        except LookupError:
            raise OfficeUnavailable(_UNKNOWN_KIND) from None

    def _batch(
        self, position: Position, pending: tuple[Pending, ...], transactions: Sequence[Transaction]
    ) -> Batch:
        pages: dict[int, Page] = {}
        for transaction in transactions:
            pages.update(transaction.pages)
        size = transactions[-1].size
        pages = {number: page for number, page in pages.items() if number <= size}
        for each in pending:
            each.is_in_flight = True
        return Batch(position, pending, pages, size, self.base.fingerprint_after(pages, size))

    def _take_up(self, entry: Entry) -> None:
        try:
            operation = self._revive(entry.kept)
        except LookupError:
            self._conflicts[entry] = self.outbox.to_conflict(entry, _UNKNOWN_KIND)
            return
        self._own.append(operation.id)
        self._pending.append(
            Pending(operation, entry, _NOTHING, None, is_awaited=False),
        )

    def _rebuild(self) -> None:
        """The working copy from the shared state as it is now, with what waits done again on top."""
        self._stands_on = None
        self._work.rewind()
        position = self.base.position
        if position is None:
            raise Broken
        self.hindrance = None
        remaining: list[Pending] = []
        for place, pending in enumerate(self._pending):
            if pending.is_withdrawn and not pending.is_in_flight:
                pending.settle()
                continue
            try:
                again = self._again(pending, position.number)
            except BaseException:
                self._pending = remaining + self._pending[place:]
                raise
            if again:
                remaining.append(pending)
        self._pending = remaining
        self._stands_on = position.number

    def _again(self, pending: Pending, number: int) -> bool:
        """Do a waiting write again; False when it need not wait any longer."""
        try:
            done, pending.transaction = self._work.run(pending.operation, _nothing)
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
        if pending.is_awaited or pending.entry is None:
            if pending.entry is not None:
                self.outbox.drop(pending.entry)
            pending.settle(error)
            return
        if not isinstance(error, UserError):
            _log.error("A waiting operation failed: %s", type(error).__name__)
        reason = error.message if isinstance(error, UserError) else _FAILED
        self._conflicts[pending.entry] = self.outbox.to_conflict(pending.entry, reason)
        pending.settle(error)

    def _settle(self, pending: Pending, number: int) -> None:
        if pending in self._pending:
            self._pending.remove(pending)
        self._finish(pending, number)

    def _finish(self, pending: Pending, number: int) -> None:
        if pending.entry is not None:
            self.outbox.sent(pending.entry, number)
        pending.is_shared = True
        pending.settle()

    def _note_foreign(self, commits: Iterable[Commit]) -> None:
        own = set(self._own)
        for commit in commits:
            self._foreign += [each.id for each in commit.note.operations if each.id not in own]


def known_ids(session: Session, ids: Sequence[UUID]) -> frozenset[UUID]:
    """Which of these operations the database knows."""
    from sqlalchemy import select

    from gezinscoach_desktop.data.tables import OperationRow

    found: set[UUID] = set()
    for start in range(0, len(ids), 500):
        found.update(
            session.scalars(select(OperationRow.id).where(OperationRow.id.in_(ids[start : start + 500])))
        )
    return frozenset(found)


def _kept(operation: Operation, arguments: bytes) -> KeptOperation:
    return KeptOperation(operation.id, operation.kind, operation.account_id, operation.at, arguments)


def _nothing() -> None:
    """A write that is done again is on disk already."""
