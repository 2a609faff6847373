"""The office as it is on this PC: the shared state, the working copy, and what waits to be shared.

Knows nothing of the share. One thread (the courier) moves the shared state on; any thread reads and writes the
working copy, one at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.folder.backlog import Backlog, Pending
from gezinscoach_desktop.data.folder.base import Base, Page, Position
from gezinscoach_desktop.data.folder.commit import Commit, CommitKind
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import Broken, WorkingCopy
from gezinscoach_desktop.data.office import Conflict, Operation, Revive
from gezinscoach_desktop.data.outbox import Outbox
from gezinscoach_desktop.data.sql_office import BUSY
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gezinscoach_desktop.data.office import Session

T = TypeVar("T")

_FULL = (
    "De schijf van deze pc is vol of laat niets schrijven. "
    "Maak plaats vrij en probeer opnieuw; wat bewaard was, is veilig."
)
_DAMAGED = "De kopie van het kantoor op deze pc is beschadigd; ze wordt opnieuw uit de gedeelde map gehaald."
_AHEAD = -1
"""What this PC shared is in the working copy already, and in the shared state not yet."""
_OFFER_AGAIN = "offer-again"
_MOST_FOREIGN = 1_000


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
        self.box = box
        self.base = Base(folder, box)
        self.outbox = Outbox(folder, box)
        self._folder = folder
        self._work = WorkingCopy(folder / "work.db", self.base, box)
        self._backlog = Backlog(self.outbox, revive)
        self._stands_on: int | None = None
        """The number of the shared state that the working copy stands on; `_AHEAD` of it; None: it has to be made again."""
        self._foreign: list[UUID] = []
        self._is_all_new = False
        self.is_damaged = False
        """Set when the shared state on this PC cannot be trusted and must be fetched again."""

    def take_up_waiting(self) -> None:
        """Take up what waited on disk when the program stopped; only once the schema is one this program writes."""
        with self.lock, self._local():
            self._backlog.take_up_all()
            self._stands_on = None

    # ---------------------------------------------------------------------------------------- reading and writing

    def read(self, query: Callable[[Session], T]) -> T:
        return self.connected(lambda work: work.read(query))

    def connected(self, act: Callable[[WorkingCopy], T]) -> T:
        """Do `act` with the working copy."""
        with self.lock, self._local():
            return self._with_copy(lambda: act(self._work))

    def write(self, operation: Operation) -> tuple[Done, Pending | None]:
        """Do it on the working copy and keep it on disk; no pending write when its id was known already."""
        with self.lock, self._local():
            return self._backlog.offer(operation, self._run)

    def withdraw(self, pending: Pending) -> bool:
        """Undo a write that cannot wait; False when it is too late to tell whether the others have it."""
        with self.lock, self._local():
            self._backlog.withdraw(pending)
            if pending.is_in_flight:
                return False
            self._rebuild()
            return True

    def let_go(self, pending: Pending) -> None:
        """Nobody waits for it any more."""
        with self.lock:
            pending.is_awaited = False

    def settle(self, operation_id: UUID, *, again: bool) -> Pending | None:
        """Offer a conflicting write again (raising what it meets), or drop it; raises LookupError."""
        with self.lock, self._local():
            return self._backlog.settle(operation_id, self._run, again=again)

    def conflicts(self) -> tuple[Conflict, ...]:
        """What could not be done any more; never waits for anybody."""
        return tuple(self._backlog.conflicts.values())

    def count_waiting(self) -> int:
        """How many writes only this PC has; never waits for anybody."""
        return len(self._backlog.pending)

    @property
    def hindrance(self) -> str | None:
        """Why what waits cannot be done on this PC now (a Dutch sentence)."""
        return self._backlog.hindrance

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

    # ------------------------------------------------------------------------------ for the courier: what goes out

    @property
    def position(self) -> Position | None:
        return self.base.position

    def batch(self, most_pages: int) -> Batch | None:
        """What waits, as one commit; raises OSError when the working copy cannot be brought up to date for it."""
        with self.lock:
            position = self.base.position
            if position is None or not self._backlog.pending:
                return None
            if self._stands_on != position.number or self._backlog.is_stale():
                self._rebuild()
            taken: list[Pending] = []
            transactions: list[Transaction] = []
            count = 0
            for pending in self._backlog.pending:
                if pending.transaction is None or count > most_pages:
                    break
                taken.append(pending)
                transactions.append(pending.transaction)
                count += len(pending.transaction.pages)
            return self._batch(position, tuple(taken), transactions) if taken else None

    def changed(self, act: Callable[[WorkingCopy], Transaction | None]) -> Batch | None:
        """A change of the database itself, on top of what waits, as one batch; None when `act` found nothing to do."""
        with self.lock:
            self._rebuild()
            position = self.base.position
            waiting = tuple(self._backlog.pending)
            if position is None or self._backlog.is_stale():
                raise OfficeUnavailable(self.hindrance or BUSY)
            transaction = act(self._work)
            if transaction is None:
                return None
            earlier = [each.transaction for each in waiting if each.transaction is not None]
            return self._batch(position, waiting, [*earlier, transaction])

    def lost_answer(self, batch: Batch) -> None:
        """Whether the others have `batch` will only be known when the share is back."""
        with self.lock:
            for pending in batch.pending:
                pending.is_unsure = True

    def answer_waiting(self) -> None:
        """The share is away: who waits need not wait any longer."""
        with self.lock:
            for pending in self._backlog.pending:
                pending.answered.set()

    def landed(self, batch: Batch) -> None:
        """The attempt to share `batch` is over, whatever became of it; withdrawn writes are undone."""
        with self.lock:
            for pending in batch.pending:
                pending.is_in_flight = False
            if any(pending.is_withdrawn for pending in self._backlog.pending):
                self._rebuild()

    def shared(self, batch: Batch, position: Position) -> None:
        """`batch` became the commit at `position`: tell who waits, then move the shared state on."""
        with self.lock:
            if self._stands_on is not None:
                self._stands_on = _AHEAD
            self._backlog.share(batch.pending, position.number)
        self.base.advance(position, batch.pages)
        with self.lock:
            if self._stands_on == _AHEAD:
                self._stands_on = position.number

    # ------------------------------------------------------------------------------- for the courier: what comes in

    def received(self, commits: Sequence[Commit], position: Position) -> None:
        """Take commits that others (or this PC, without knowing) put on the share; they lead to `position`."""
        pages: dict[int, Page] = {}
        for commit in commits:
            pages.update(commit.pages)
        self.base.advance(position, pages)
        with self.lock:
            for commit in commits:
                note = commit.note
                self._foreign += self._backlog.foreign(each.id for each in note.operations)
                if note.kind is not CommitKind.PAGES or not note.operations:
                    self._is_all_new = True
            if len(self._foreign) > _MOST_FOREIGN:  # nobody asks, or everything is new
                self._is_all_new, self._foreign = True, []
            self._rebuild()

    def joined(self, path: Path, position: Position) -> None:
        """Take a whole database that was fetched anew. Its share may be an older one: see `is_offering_again`."""
        replace_file(self._folder / _OFFER_AGAIN, b"")
        self.base.adopt(path, position)
        with self.lock:
            self._is_all_new = True
            self.is_damaged = False
            self._rebuild()

    @property
    def is_offering_again(self) -> bool:
        """Set, also when the program is killed, from taking a whole database until `offer_again`."""
        return (self._folder / _OFFER_AGAIN).exists()

    def misses_own(self, *, all_sent: bool) -> bool:
        """Whether the shared state does not know what this PC shared: of late, or ever."""
        with self.lock:
            ids = self.outbox.sent_ids() if all_sent else tuple(self._backlog.recent)
            if not ids:
                return False
            known = self._with_copy(lambda: self._work.read(lambda session: known_ids(session, ids)))
            return len(known) < len(set(ids))

    def offer_again(self) -> int:
        """What this PC shared and the shared state does not know (any more) waits again; gives how many."""
        with self.lock:
            sent = self.outbox.all_sent()
            ids = [entry.kept.id for _, entry in sent]
            known = self._with_copy(lambda: self._work.read(lambda session: known_ids(session, ids)))
            lost = [(number, entry) for number, entry in sent if entry.kept.id not in known]
            for number, entry in lost:
                self.outbox.back(number, entry)
                self._backlog.take_up(entry)
            if lost:
                self._backlog.recent.clear()
                self._rebuild()
            (self._folder / _OFFER_AGAIN).unlink(missing_ok=True)
            return len(lost)

    def forget_sent(self, before: int) -> None:
        """What was shared before commit `before` shall never be offered again."""
        with self.lock:
            self.outbox.forget_sent(before)
            self._backlog.recent.clear()

    def rebuild(self) -> None:
        """Make the working copy again: what was changed in it and not shared is gone."""
        with self.lock, self._local():
            self._rebuild()

    def close(self) -> None:
        with self.lock:
            self._work.close()
            self._stands_on = None

    def wipe(self) -> None:
        """Nothing of the office may stay readable here; what was not shared stays sealed."""
        with self.lock, suppress(OSError):
            self._work.wipe()
            self._stands_on = None
            self.base.wipe()
            self.outbox.forget_all_sent()

    # ----------------------------------------------------------------------------------------------------- inside

    def _run(self, operation: Operation, keep: Callable[[], None]) -> tuple[Done, Transaction | None]:
        return self._with_copy(lambda: self._work.run(operation, keep))

    def _with_copy(self, act: Callable[[], T]) -> T:
        """Do `act` on a working copy that is whole; once more on a new one when it turns out not to be."""
        if self._stands_on is None:
            self._rebuild()
        try:
            return act()
        except Broken:
            self._work.close()
            self._rebuild()
        try:
            return act()
        except Broken:
            raise self._damaged() from None

    def _rebuild(self) -> None:
        """The working copy from the shared state as it is now, with what waits done again on top."""
        self._stands_on = None
        try:
            self._stands_on = self._made_again()
        except Broken:
            self._work.close()  # next time of whole cloth
            try:
                self._stands_on = self._made_again()
            except Broken:
                raise self._damaged() from None

    def _made_again(self) -> int:
        number = self._work.rewind()
        self._backlog.redo(self._work, number)
        return number

    def _damaged(self) -> OfficeUnavailable:
        self.is_damaged = True
        self._stands_on = None
        return OfficeUnavailable(_DAMAGED)

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

    @contextmanager
    def _local(self) -> Iterator[None]:
        """The disk of this PC may refuse; the share is not reached from here."""
        try:
            yield
        except OSError as error:
            raise OfficeUnavailable(_FULL) from error


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
