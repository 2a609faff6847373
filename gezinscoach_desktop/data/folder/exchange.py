"""What passes between this PC and the share: publishing what waits, fetching what others did, noticing what is odd.

Runs on one thread (the courier's). Raises Away and Missing (share.py) when the share does not answer, Stuck when
somebody has to look, OSError when the disk of this PC refuses, AccountClosed and SignInAgain from the keys.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.folder.base import Diverged, Page, Position, fingerprint_of, genesis
from gezinscoach_desktop.data.folder.commit import (
    PAGE,
    TRAILER,
    Commit,
    CommitKind,
    Damaged,
    Note,
    Shared,
    UnknownEpoch,
    pack,
    unpack,
)
from gezinscoach_desktop.data.folder.place import OfficePlace
from gezinscoach_desktop.data.folder.replica import Batch, Replica
from gezinscoach_desktop.data.folder.share import Away, Share, Taken, commit_name
from gezinscoach_desktop.data.folder.snapshot_file import download
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import WorkingCopy
from gezinscoach_desktop.data.keys import FolderSlots, stored_slots
from gezinscoach_desktop.domain.errors import OfficeUnavailable

AT_ONCE = 500
_MOST_BYTES = 64 * 1024 * 1024
_MOST_PAGES = 16_384
_LOOK_AROUND = 30.0
_MOST_FAILURES = 3
_INCOMPLETE = "De gedeelde map mist gegevens van het kantoor; vraag de beheerder om een kopie van de map terug te zetten."
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
        self._place = place
        self._after_news = after_news
        self._is_met = False
        self._is_turning_back = False
        self._excused = 0
        """The number of a commit that is damaged on the share, and good here."""
        self._looked_around = -_LOOK_AROUND
        self.is_snapshot_due = False
        self.remark: str | None = None
        """What this session has to tell about the share (a Dutch sentence)."""

    def turn(self, *, look: bool) -> None:
        """Share everything that waits; with `look` also fetch what others did when nothing waits."""
        self._replica.base.finish()
        if self._replica.is_damaged:
            self._replica.base.set_aside()
            self._is_met = False
        if not self._is_met:
            self._meet()
            look = True
        failures = 0
        while failures < _MOST_FAILURES:
            before = self._replica.position
            if look:
                self._fetch()
            batch = self._replica.batch(_MOST_PAGES)
            if batch is None:
                return
            look = not self._publish(batch)
            if look:
                self._looked_around = -_LOOK_AROUND
            failures = failures + 1 if self._replica.position == before else 0
        raise Away  # what is taken cannot be read, or the other way round: try again later

    def give_up(self) -> None:
        """The share is away: next time see first which office stands there; nobody waits for an answer until then."""
        self._is_met = False
        self._replica.answer_waiting()

    # ------------------------------------------------------------------------------------------------- publishing

    def _publish(self, batch: Batch, kind: CommitKind = CommitKind.PAGES, epoch: int | None = None) -> bool:
        """Make `batch` the next commit; False when somebody else was first."""
        before = batch.position
        try:
            if not self._is_head(before):
                self._mend_head(before)
                return False
            epoch = epoch or before.epoch
            raw = pack(self._note(batch, kind, epoch), batch.pages, self._box.log_key(epoch))
            number = before.number + 1
            try:
                self.share.publish(number, raw)
            except Taken:
                return False
            except Away:
                self._replica.lost_answer(batch)
                raise
            position = Position(
                number, hashlib.sha256(raw).digest(), raw[-TRAILER:], epoch, batch.fingerprint, batch.size
            )
            self._replica.outbox.keep_commit(number, raw)
            self._replica.shared(batch, position)
            if number % AT_ONCE == 0 or kind is not CommitKind.PAGES:
                self.is_snapshot_due = True
            return True
        finally:
            self._replica.landed(batch)

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
        while True:
            self.turn(look=True)
            batch = self._replica.upgrade(act)
            try:
                if batch is None or self._publish(batch):
                    return
            finally:
                self._replica.rebuild()

    def replace_all(
        self, kind: CommitKind, epoch_of: Callable[[], int], make: Callable[[Path, Path], None]
    ) -> None:
        """Share a whole new database: `make` gets the shared one in a file and puts the new one in another."""
        base = self._replica.base
        while True:
            self.turn(look=True)
            source, target = base.new_path(), base.new_path()
            try:
                position = base.copy_to(source)
                make(source, target)
                fingerprint, size = fingerprint_of(target)
                pages = _all_pages(target)
                batch = Batch(position, (), pages, size, fingerprint)
                if self._publish_whole(batch, kind, epoch_of(), target):
                    return
            finally:
                source.unlink(missing_ok=True)
                if base.position is None or base.path != target:
                    target.unlink(missing_ok=True)

    def _publish_whole(self, batch: Batch, kind: CommitKind, epoch: int, file: Path) -> bool:
        before = batch.position
        if not self._is_head(before):
            self._mend_head(before)
            return False
        raw = pack(self._note(batch, kind, epoch), batch.pages, self._box.log_key(epoch))
        number = before.number + 1
        try:
            self.share.publish(number, raw)
        except Taken:
            return False
        position = Position(
            number, hashlib.sha256(raw).digest(), raw[-TRAILER:], epoch, batch.fingerprint, batch.size
        )
        if kind is CommitKind.REPLACED:
            self._replica.forget_sent(number)
        self._replica.joined(file, position)
        self.is_snapshot_due = True
        return True

    # --------------------------------------------------------------------------------------------------- fetching

    def _fetch(self) -> None:
        """Take every commit that follows; raises Stuck when one of them cannot be used."""
        is_news = False
        while commits := self._next_commits():
            is_news = True
            try:
                self._take(commits)
            except Diverged:
                _log.warning("The replica differs from the share after commit %d", self._position().number)
                self._turn_back()
                break
        if is_news:
            self._after_news()
        if time.monotonic() - self._looked_around > _LOOK_AROUND:
            self._look_around()

    def _take(self, commits: list[tuple[Commit, bool]]) -> None:
        sound = [commit for commit, is_void in commits if not is_void]
        self._replica.received(sound, _after(self._position(), commits))
        for commit in sound:
            if commit.note.kind is CommitKind.REPLACED:
                self._replica.forget_sent(commit.note.number)

    def _next_commits(self) -> list[tuple[Commit, bool]]:
        """Commits that follow, with whether each is void: authentic, and made on a state that is not the one before it."""
        position = self._position()
        number, previous, total = position.number, position.hash, 0
        found: list[tuple[Commit, bool]] = []
        while len(found) < AT_ONCE and total < _MOST_BYTES:
            raw = self.share.read_commit(number + 1)
            if raw is None:
                break
            try:
                commit = self._unpacked(raw, number + 1)
            except Damaged:
                if found:
                    break  # first what is good
                own = self._mended(number + 1)
                if own is None:
                    self._join()  # from a snapshot that lies behind the damage
                    return self._next_commits()
                raw, commit = own.raw, own
            is_void = commit.note.previous != previous
            if is_void and not found and not self._is_head(position):
                self._turn_back()
                return self._next_commits()
            found.append((commit, is_void))
            number, previous, total = number + 1, commit.hash, total + len(raw)
        return found

    def _unpacked(self, raw: bytes, number: int) -> Commit:
        office_id = self._box.ring.office_id
        try:
            return unpack(raw, number=number, office_id=office_id, key_of=self._box.log_key)
        except UnknownEpoch:
            self._box.reload()
        try:
            return unpack(raw, number=number, office_id=office_id, key_of=self._box.log_key)
        except UnknownEpoch as error:
            raise Damaged("epoch") from error

    def _mended(self, number: int) -> Commit | None:
        """A commit that is damaged on the share, put right when this PC made it; None: a snapshot lies behind it."""
        own = self._replica.outbox.commit(number)
        if own is not None:
            commit = self._unpacked(own, number)
            self.share.replace(commit_name(number), own)
            return commit
        if any(snapshot >= number for snapshot in self.share.snapshots()):
            return None
        raise Stuck(
            f"Registratie {number} in de gedeelde map is beschadigd; vraag de beheerder om ze uit een kopie terug te zetten."
        )

    # ------------------------------------------------------------------------------------------ noticing what is odd

    def _meet(self) -> None:
        """See that this is the office, and that it goes on from where this PC stands."""
        if self.share.office_id() != self._box.ring.office_id:
            raise Stuck(f"In de map “{self.share.folder.place}” staat nu een ander kantoor.")
        self.share.prepare()
        self._meet_keys()
        position = self._replica.position
        if position is None:
            self._join()
        elif not self._is_head(position):
            self._mend_head(position)
        self._looked_around = -_LOOK_AROUND
        self._is_met = True

    def _meet_keys(self) -> None:
        slots = FolderSlots(self.share.folder)
        try:
            self._box.attach(slots)
            self._place.remember(self.share.folder.place, stored_slots(slots))
        except OfficeUnavailable as error:
            self.share.office_id()  # perhaps nothing can be read at all
            _log.warning("The keys on the share could not be read")
            raise Stuck(error.message) from error

    def _is_head(self, position: Position) -> bool:
        """Whether the commit this PC stands at is on the share, as this PC knows it."""
        if position.number in (0, self._excused):
            return True
        return self.share.has_commit(position.number, position.trailer)

    def _mend_head(self, position: Position) -> None:
        """The commit this PC stands at is not on the share."""
        numbers = self.share.commits()
        if position.number in numbers:
            if self._is_head(position):
                return
            raw = self.share.read_commit(position.number)
            try:
                if raw is not None:
                    self._unpacked(raw, position.number)
            except Damaged:
                self._replace_damaged(position)
                return
            self._turn_back()
        elif not numbers or numbers[-1] < position.number:
            if not self._put_back((numbers[-1] if numbers else 0) + 1, position.number):
                self._turn_back()
        elif numbers[0] < position.number:
            self._put_back(position.number, position.number)  # others may still need it; this PC does not

    def _replace_damaged(self, position: Position) -> None:
        """Others cannot get past it: put it right, or leave them a snapshot that lies behind it."""
        own = self._replica.outbox.commit(position.number)
        if own is not None and own[-TRAILER:] == position.trailer:
            self.share.replace(commit_name(position.number), own)
        else:
            self._excused = position.number  # its name is taken: nobody else can have gone on differently
            self.is_snapshot_due = True

    def _put_back(self, first: int, last: int) -> bool:
        """Put own commits that the share lost back as they were; False when not all of them are at hand."""
        for number in range(first, last + 1):
            if self._replica.outbox.commit(number) is None:
                return False
        for number in range(first, last + 1):
            raw = self._replica.outbox.commit(number)
            try:
                self.share.publish(number, raw or b"")
            except Taken:
                return False
        return True

    def _turn_back(self) -> None:
        """The share went back in time: take its state, and offer what this PC had shared since."""
        if self._is_turning_back:
            raise Stuck(_INCOMPLETE)
        self._is_turning_back = True
        try:
            before = self._position().number
            self._join()
            while commits := self._next_commits():
                self._take(commits)
        except Diverged:
            raise Stuck(_INCOMPLETE) from None
        finally:
            self._is_turning_back = False
        count = self._replica.offer_again()
        _log.warning("The share went back from commit %d; %d operations are offered again", before, count)
        self.remark = (
            "De gedeelde map stond een tijd terug; "
            f"{count} eigen registratie{'' if count == 1 else 's'} "
            f"{'wordt' if count == 1 else 'worden'} opnieuw gedeeld."
        )

    def _look_around(self) -> None:
        """Nothing follows: is that so, or is something gone?"""
        self._looked_around = time.monotonic()
        number = self._position().number
        later = [each for each in self.share.commits() if each > number]
        snapshots = [each for each in self.share.snapshots() if each > number]
        if not later and not snapshots:
            return
        if (later and later[0] == number + 1) or self._is_readable(number + 1):
            self._fetch()
            return
        if snapshots:
            self._join()
            self._fetch()
        elif not self._put_back(number + 1, later[0] - 1):
            raise Stuck(
                f"Registratie {number + 1} ontbreekt in de gedeelde map; "
                "vraag de beheerder om ze uit een kopie terug te zetten."
            )
        else:
            self._fetch()

    def _is_readable(self, number: int) -> bool:
        return self.share.read_commit(number) is not None

    def _join(self) -> None:
        """Take the newest good snapshot of the share."""
        for number in reversed(self.share.snapshots()):
            target = self._replica.base.new_path()
            try:
                position = self._downloaded(number, target)
                if position is not None and self._is_of_this_history(position):
                    self._replica.joined(target, position)
                    return
            except (Damaged, UnknownEpoch):
                _log.warning("Snapshot %d could not be used", number)
            finally:
                if self._replica.position is None or self._replica.base.path != target:
                    target.unlink(missing_ok=True)
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
        return position.number not in self.share.commits() or self._is_head(position)

    def _position(self) -> Position:
        position = self._replica.position
        if position is None:
            raise Away
        return position


def _after(before: Position, commits: list[tuple[Commit, bool]]) -> Position:
    """Where the chain stands after `commits`; a void one takes a number and changes nothing."""
    last = commits[-1][0]
    sound = [commit.note for commit, is_void in commits if not is_void]
    state = sound[-1] if sound else before
    return Position(
        last.note.number, last.hash, last.trailer, state.epoch, state.fingerprint, state.size, before.file
    )


def _all_pages(path: Path) -> dict[int, Page]:
    raw = memoryview(path.read_bytes())
    return {number + 1: raw[number * PAGE : (number + 1) * PAGE] for number in range(len(raw) // PAGE)}
