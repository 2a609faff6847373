"""What passes between this PC and the share: publishing what waits, and fetching what others did.

Runs on one thread (the courier's). Raises Away and Missing (share.py) when the share does not answer, Stuck when
somebody has to look, OSError when the disk of this PC refuses, AccountClosed and SignInAgain from the keys.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from pathlib import Path

from gezinscoach_desktop.data.folder.base import Page, Position, fingerprint_of
from gezinscoach_desktop.data.folder.commit import PAGE, CommitKind
from gezinscoach_desktop.data.folder.follower import Follower
from gezinscoach_desktop.data.folder.place import OfficePlace
from gezinscoach_desktop.data.folder.publisher import publish
from gezinscoach_desktop.data.folder.replica import Batch, Replica
from gezinscoach_desktop.data.folder.share import Away, Share, Taken
from gezinscoach_desktop.data.folder.upkeep import write_snapshot
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import WorkingCopy
from gezinscoach_desktop.data.keys import FolderSlots, stored_slots

SNAPSHOT_EVERY = 500
"""Commits; whoever makes one with such a number writes a snapshot."""
_MOST_PAGES = 16_384
_MOST_FAILURES = 3
_MOST_TRIES = 500


class Exchange:
    """See the module."""

    def __init__(
        self, share: Share, replica: Replica, place: OfficePlace, after_news: Callable[[], None]
    ) -> None:
        self.share = share
        self._replica = replica
        self._place = place
        self._follower = Follower(share, replica, after_news)

    def turn(self, *, look: bool) -> None:
        """Share everything that waits; with `look` first fetch what others did."""
        follower = self._follower
        self._replica.base.finish()
        if not follower.is_met or self._replica.is_damaged:
            follower.meet()
            look = True
        failures = 0
        while failures < _MOST_FAILURES:
            before = self._replica.position
            follower.moved_at = time.monotonic()
            if look:
                follower.fetch()
            batch = self._replica.batch(_MOST_PAGES)
            if batch is None:
                return
            look = not self._share_batch(batch)
            if look:
                follower.look_closely()
            failures = failures + 1 if self._replica.position == before else 0
        raise Away  # what is taken cannot be read, or the other way round: try again later

    def give_up(self) -> None:
        """The share is away: next time see first which office stands there; nobody waits for an answer until then."""
        self._follower.is_met = False
        self._replica.answer_waiting()

    @property
    def moved_at(self) -> float:
        """When something last came of it, by the monotonic clock."""
        return self._follower.moved_at

    @property
    def remark(self) -> str | None:
        """What this session has to tell about the share (a Dutch sentence)."""
        return self._follower.remark

    @property
    def is_upkeep_due(self) -> bool:
        return self._follower.are_keys_due or self._follower.is_snapshot_due

    def keep_up(self) -> Generator[None, None, None]:
        """What has to be done some time, in small steps."""
        if self._follower.are_keys_due:
            slots = FolderSlots(self.share.folder)
            self._place.remember(self.share.folder.place, stored_slots(slots))
            self._follower.are_keys_due = False
            yield
        if self._follower.is_snapshot_due:
            yield from write_snapshot(self.share, self._replica)
            self.share.thank()
            self._follower.is_snapshot_due = False

    def change(self, act: Callable[[WorkingCopy], Transaction | None]) -> None:
        """Share a change of the database that is no operation, made by `act` on the newest state."""
        for _ in range(_MOST_TRIES):
            self.turn(look=True)
            try:
                batch = self._replica.changed(act)
                if batch is None or self._share_batch(batch):
                    self._follower.is_snapshot_due = True
                    return
            finally:
                self._replica.rebuild()
        raise Away

    def replace_all(
        self, kind: CommitKind, epoch_of: Callable[[], int], make: Callable[[Path, Path], None]
    ) -> None:
        """Share a whole new database: `make` gets the shared one in a file and puts the new one in another."""
        base = self._replica.base
        for _ in range(_MOST_TRIES):
            self.turn(look=True)
            source, target = base.new_path(), base.new_path()
            try:
                before = base.copy_to(source)
                make(source, target)
                fingerprint, size = fingerprint_of(target)
                batch = Batch(before, (), _all_pages(target), size, fingerprint)
                made = self._publish(batch, kind, epoch_of())
                if made is not None:
                    if kind is CommitKind.REPLACED:
                        self._replica.forget_sent(made[0].number)
                    self._replica.joined(target, made[0])
                    self._follower.is_snapshot_due = True
                    return
            finally:
                source.unlink(missing_ok=True)
                base.drop_unless_used(target)
        raise Away

    def _share_batch(self, batch: Batch) -> bool:
        """Make what waits the next commit; False when somebody else was first."""
        try:
            made = self._publish(batch, CommitKind.PAGES, batch.position.epoch)
            if made is None:
                return False
            position, raw = made
            self._replica.outbox.keep_commit(position.number, raw)
            self._replica.shared(batch, position)
        except Away:
            self._replica.lost_answer(batch)
            raise
        finally:
            self._replica.landed(batch)
        if position.number % SNAPSHOT_EVERY == 0:
            self._follower.is_snapshot_due = True
        return True

    def _publish(self, batch: Batch, kind: CommitKind, epoch: int) -> tuple[Position, bytes] | None:
        """None when somebody else was first, or the share is not where this PC stands."""
        if not self._is_here(batch.position):
            return None
        try:
            made = publish(self.share, self._replica.box, batch, kind, epoch)
        except Taken:
            return None
        # Once more: while the call hung the share may have gone back, and then nobody takes this commit.
        return made if self._is_here(batch.position) else None

    def _is_here(self, position: Position) -> bool:
        if self._follower.chain.has(position):
            return True
        self._follower.mend_head(position)
        return False


def _all_pages(path: Path) -> dict[int, Page]:
    raw = memoryview(path.read_bytes())
    return {number + 1: raw[number * PAGE : (number + 1) * PAGE] for number in range(len(raw) // PAGE)}
