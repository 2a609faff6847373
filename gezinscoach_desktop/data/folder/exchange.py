"""What passes between this PC and the share: publishing what waits, fetching what others did, noticing what is odd.

Runs on one thread (the courier's). Raises Away and Missing (share.py) when the share does not answer, Stuck when
somebody has to look, OSError when the disk of this PC refuses, AccountClosed and SignInAgain from the keys.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Generator
from pathlib import Path

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.folder.base import Diverged, Page, Position, fingerprint_of, genesis
from gezinscoach_desktop.data.folder.chain import Chain, End, Stretch
from gezinscoach_desktop.data.folder.commit import (
    PAGE,
    TRAILER,
    CommitKind,
    Damaged,
    Note,
    Shared,
    UnknownEpoch,
    pack,
)
from gezinscoach_desktop.data.folder.place import OfficePlace
from gezinscoach_desktop.data.folder.replica import Batch, Replica
from gezinscoach_desktop.data.folder.share import Away, Share, Taken
from gezinscoach_desktop.data.folder.snapshot_file import download
from gezinscoach_desktop.data.folder.upkeep import write_snapshot
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import WorkingCopy
from gezinscoach_desktop.data.keys import FolderSlots, stored_slots
from gezinscoach_desktop.domain.errors import OfficeUnavailable

SNAPSHOT_EVERY = 500
"""Commits; whoever makes one with such a number writes a snapshot."""
_MOST_TRIES = 500
_MOST_PAGES = 16_384
_LOOK_AROUND = 30.0
_MOST_FAILURES = 3
_INCOMPLETE = "De gedeelde map mist gegevens van het kantoor; vraag de beheerder om een kopie van de map terug te zetten."
_OLD_KEYS = "De gegevens in de gedeelde map staan onder sleutels van vroeger; vraag de beheerder om raad."
_log = logging.getLogger(__name__)


class Stuck(Exception):
    """Something is wrong on the share that this program cannot put right by itself."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Exchange:
    """See the module."""

    def __init__(
        self, share: Share, replica: Replica, place: OfficePlace, after_news: Callable[[], None]
    ) -> None:
        self.share = share
        self._replica = replica
        self._box = replica.box
        self._chain = Chain(share, replica.box, replica.outbox)
        self._place = place
        self._after_news = after_news
        self._is_met = False
        self._looked_around = -_LOOK_AROUND
        self._is_snapshot_due = False
        self._are_keys_due = True
        self.moved_at = 0.0
        """When something last came of it, by the monotonic clock."""
        self.remark: str | None = None
        """What this session has to tell about the share (a Dutch sentence)."""

    def turn(self, *, look: bool) -> None:
        """Share everything that waits; with `look` first fetch what others did."""
        self._replica.base.finish()
        if not self._is_met or self._replica.is_damaged:
            self._meet()
            look = True
        failures = 0
        while failures < _MOST_FAILURES:
            before = self._replica.position
            self.moved_at = time.monotonic()
            if look:
                self._fetch()
            batch = self._replica.batch(_MOST_PAGES)
            if batch is None:
                return
            look = not self._share_batch(batch)
            if look:
                self._looked_around = -_LOOK_AROUND
            failures = failures + 1 if self._replica.position == before else 0
        raise Away  # what is taken cannot be read, or the other way round: try again later

    def give_up(self) -> None:
        """The share is away: next time see first which office stands there; nobody waits for an answer until then."""
        self._is_met = False
        self._replica.answer_waiting()

    @property
    def is_upkeep_due(self) -> bool:
        return self._are_keys_due or self._is_snapshot_due

    def keep_up(self) -> Generator[None, None, None]:
        """What has to be done some time, in small steps."""
        if self._are_keys_due:
            slots = FolderSlots(self.share.folder)
            self._place.remember(self.share.folder.place, stored_slots(slots))
            self._are_keys_due = False
            yield
        if self._is_snapshot_due:
            yield from write_snapshot(self.share, self._replica)
            self.share.thank()
            self._is_snapshot_due = False

    # ------------------------------------------------------------------------------------------------- publishing

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
            self._is_snapshot_due = True
        return True

    def _publish(self, batch: Batch, kind: CommitKind, epoch: int) -> tuple[Position, bytes] | None:
        """Make `batch` the next commit; None when somebody else was first, or the share went back in time."""
        before = batch.position
        if not self._chain.has(before):
            self._mend_head(before)
            return None
        number = before.number + 1
        raw = pack(self._note(batch, kind, epoch), batch.pages, self._box.log_key(epoch))
        try:
            self.share.publish(number, raw)
        except Taken:
            return None
        position = Position(
            number=number,
            hash=hashlib.sha256(raw).digest(),
            trailer=raw[-TRAILER:],
            length=len(raw),
            epoch=epoch,
            fingerprint=batch.fingerprint,
            size=batch.size,
        )
        return position, raw

    def _note(self, batch: Batch, kind: CommitKind, epoch: int) -> Note:
        operations = (pending.operation for pending in batch.pending)
        return Note(
            office_id=self._box.ring.office_id,
            number=batch.position.number + 1,
            previous=batch.position.hash,
            epoch=epoch,
            kind=kind,
            operations=tuple(Shared(each.id, each.account_id, each.kind) for each in operations),
            author_id=self._box.ring.account_id,
            program=__version__,
            schema=schema.VERSION,
            size=batch.size,
            fingerprint=batch.fingerprint,
        )

    def change(self, act: Callable[[WorkingCopy], Transaction | None]) -> None:
        """Share a change of the database that is no operation, made by `act` on the newest state."""
        for _ in range(_MOST_TRIES):
            self.turn(look=True)
            try:
                batch = self._replica.changed(act)
                if batch is None or self._share_batch(batch):
                    self._is_snapshot_due = True
                    return
            finally:
                self._replica.rebuild()
        raise Away

    def replace_all(
        self, kind: CommitKind, epoch_of: Callable[[], int], make: Callable[[Path, Path], None]
    ) -> None:
        """Share a whole new database: `make` gets the shared one in a file and puts the new one in another."""
        for _ in range(_MOST_TRIES):
            self.turn(look=True)
            base = self._replica.base
            source, target = base.new_path(), base.new_path()
            try:
                before = base.copy_to(source)
                make(source, target)
                fingerprint, size = fingerprint_of(target)
                batch = Batch(before, (), _all_pages(target), size, fingerprint)
                made = self._publish(batch, kind, epoch_of())
                if made is not None:
                    self._take_whole(target, made[0], kind)
                    return
            finally:
                source.unlink(missing_ok=True)
                self._drop_unless_used(target)
        raise Away

    def _take_whole(self, file: Path, position: Position, kind: CommitKind) -> None:
        if kind is CommitKind.REPLACED:
            self._replica.forget_sent(position.number)
        self._replica.joined(file, position)
        self._is_snapshot_due = True

    # --------------------------------------------------------------------------------------------------- fetching

    def _fetch(self) -> None:
        """Take every commit that follows; raises Stuck when one of them cannot be used."""
        before = self._position()
        while True:
            stretch = self._chain.after(self._position())
            try:
                self._take(stretch)
            except Diverged:
                _log.warning("The replica differs from the share after commit %d", self._position().number)
                self._turn_back()
                break
            if stretch.end is End.DAMAGED:
                self._pass_damage(stretch.position)
            elif stretch.end is End.ASTRAY:
                self._turn_back()
                break
            elif stretch.end is End.NONE_FOLLOW:
                break
        if self._position() == before and not self._is_still_there(before):
            self._meet()
        if self._position().epoch < min(self._box.ring.epochs):
            raise Stuck(_OLD_KEYS)
        if self._position() != before:
            self._after_news()
        if time.monotonic() - self._looked_around > _LOOK_AROUND:
            self._look_around()

    def _is_still_there(self, position: Position) -> bool:
        """Nothing follows: also an emptied folder, or one where the share is not mounted, answers so."""
        if not position.number:
            self.share.office_id()
        return self._chain.has(position)

    def _take(self, stretch: Stretch) -> None:
        if stretch.position.number == self._position().number:
            return
        self._replica.received(stretch.sound, stretch.position)
        self.moved_at = time.monotonic()
        for commit in stretch.sound:
            if commit.note.kind is CommitKind.REPLACED:
                self._replica.forget_sent(commit.note.number)
            if commit.note.kind is not CommitKind.PAGES:
                self._are_keys_due = True

    def _pass_damage(self, position: Position) -> None:
        """The commit after `position` is damaged: put it right when it is an own one, or join from behind it."""
        number = position.number + 1
        if self._chain.replace_damaged(number, position.hash):
            return
        if all(snapshot < number for snapshot in self.share.snapshots()):
            self.share.want_snapshot()
            raise Stuck(
                f"Registratie {number} in de gedeelde map is beschadigd; "
                "vraag de beheerder om ze uit een kopie terug te zetten."
            )
        self._join(number)

    # ------------------------------------------------------------------------------------------ noticing what is odd

    def _meet(self) -> None:
        """See that this is the office, and that it goes on from where this PC stands."""
        if self.share.office_id() != self._box.ring.office_id:
            raise Stuck(f"In de map “{self.share.folder.place}” staat nu een ander kantoor.")
        self.share.prepare()
        self._meet_keys()
        position = self._replica.position
        if position is None or self._replica.is_damaged:
            self._join(0)
        elif not self._chain.has(position):
            self._mend_head(position)
        self._looked_around = -_LOOK_AROUND
        self._is_met = True

    def _meet_keys(self) -> None:
        try:
            self._box.attach(FolderSlots(self.share.folder))
        except OfficeUnavailable as error:
            self.share.office_id()  # perhaps nothing can be read at all
            raise Stuck(error.message) from error

    def _mend_head(self, position: Position) -> None:
        """The commit this PC stands at is not on the share, it seems."""
        if self._chain.has(position):  # one answer may have been an old one
            return
        numbers = self.share.commits()
        if position.number in numbers:
            if self._chain.is_sound(position.number):
                self._turn_back()
            elif not self._chain.replace_damaged(position.number):
                self._chain.excuse(position)
                self._is_snapshot_due = True  # from which the others get past it
        elif not numbers or numbers[-1] < position.number:
            first = (numbers[-1] if numbers else 0) + 1
            if not self._chain.put_back_head(position, first):
                self._turn_back()
        else:
            self._chain.put_back_head(position, position.number)  # for the others; this PC is past it

    def _turn_back(self) -> None:
        """The share went back in time: take its state, and offer what this PC had shared since."""
        before = self._position()
        if self._chain.has(before) and self._chain.after(before).end is not End.ASTRAY:
            return
        self._join(0)
        while True:
            stretch = self._chain.after(self._position())
            try:
                self._take(stretch)
            except Diverged:
                raise Stuck(_INCOMPLETE) from None
            if stretch.end is End.NONE_FOLLOW:
                break
            if stretch.end is not End.ENOUGH:
                raise Stuck(_INCOMPLETE)
        self._replica.outbox.forget_commits()
        count = self._replica.offer_again()
        _log.warning(
            "The share went back from commit %d; %d operations are offered again", before.number, count
        )
        self.remark = _went_back(count)

    def _look_around(self) -> None:
        """Nothing follows: is that so, or is something gone? And can the others follow?"""
        self._looked_around = time.monotonic()
        position = self._position()
        numbers = self.share.commits()
        self._fill_gaps([number for number in numbers if number <= position.number])
        later = [each for each in numbers if each > position.number]
        snapshots = [each for each in self.share.snapshots() if each > position.number]
        if not later and not snapshots:
            self._is_snapshot_due = self._is_snapshot_due or self.share.is_snapshot_wanted()
            return
        if self.share.read_commit(position.number + 1) is None:
            if snapshots:
                self._join(position.number + 1)
            elif not self._chain.put_back_after(position, later[0] - 1):
                self.share.want_snapshot()
                raise Stuck(
                    f"Registratie {position.number + 1} ontbreekt in de gedeelde map; "
                    "vraag de beheerder om ze uit een kopie terug te zetten."
                )
        self._fetch()

    def _fill_gaps(self, numbers: list[int]) -> None:
        """Others may need a commit that this PC is past: put it back, or leave them a snapshot from behind it."""
        missing = set(range(numbers[0], numbers[-1])) - set(numbers) if numbers else set()
        for number in sorted(missing):
            self._chain.fill(number)

    def _join(self, at_least: int) -> None:
        """Take the newest good snapshot of the share, of commit `at_least` or later."""
        for number in reversed(self.share.snapshots()):
            if number < at_least:
                break
            target = self._replica.base.new_path()
            try:
                position = self._downloaded(number, target)
                if position is not None and self._is_of_this_history(position):
                    self._replica.joined(target, position)
                    return
            except (Damaged, UnknownEpoch):
                _log.warning("Snapshot %d could not be used", number)
            finally:
                self._drop_unless_used(target)
        raise Stuck(_INCOMPLETE)

    def _downloaded(self, number: int, target: Path) -> Position | None:
        try:
            return download(self.share, number, target, self._box)
        except UnknownEpoch:
            self._box.reload()
            return download(self.share, number, target, self._box)

    def _is_of_this_history(self, position: Position) -> bool:
        if not position.number:
            return position.hash == genesis(self._box.ring.office_id)
        return position.number not in self.share.commits() or self._chain.has(position)

    def _drop_unless_used(self, file: Path) -> None:
        if self._replica.position is None or self._replica.base.path != file:
            file.unlink(missing_ok=True)

    def _position(self) -> Position:
        position = self._replica.position
        if position is None:
            raise Away
        return position


def _went_back(count: int) -> str:
    if not count:
        return "De gedeelde map stond een tijd terug; van deze pc ging er niets verloren."
    if count == 1:
        return "De gedeelde map stond een tijd terug; 1 eigen registratie is opnieuw gedeeld."
    return f"De gedeelde map stond een tijd terug; {count} eigen registraties zijn opnieuw gedeeld."


def _all_pages(path: Path) -> dict[int, Page]:
    raw = memoryview(path.read_bytes())
    return {number + 1: raw[number * PAGE : (number + 1) * PAGE] for number in range(len(raw) // PAGE)}
