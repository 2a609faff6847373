"""Following the share: fetching what others did, joining, and noticing what is gone, damaged or back in time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from gezinscoach_desktop.data.folder.base import Diverged, Position, genesis
from gezinscoach_desktop.data.folder.chain import Chain, End, Stretch
from gezinscoach_desktop.data.folder.commit import CommitKind, Damaged, UnknownEpoch
from gezinscoach_desktop.data.folder.replica import Replica
from gezinscoach_desktop.data.folder.share import Away, Share
from gezinscoach_desktop.data.folder.snapshot_file import download
from gezinscoach_desktop.data.keys import FolderSlots
from gezinscoach_desktop.domain.errors import OfficeUnavailable

_MOST_FAILURES = 3
LOOK_AROUND = 30.0
"""Seconds between two looks at everything that is on the share."""
_INCOMPLETE = "De gedeelde map mist gegevens van het kantoor; vraag de beheerder om een kopie van de map terug te zetten."
_OLD_KEYS = "De gegevens in de gedeelde map staan onder sleutels van vroeger; vraag de beheerder om raad."
_log = logging.getLogger(__name__)


class Stuck(Exception):
    """Something is wrong on the share that this program cannot put right by itself."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Follower:
    """See the module. Used by the courier's thread; raises Away, Missing, Stuck and OSError."""

    def __init__(self, share: Share, replica: Replica, after_news: Callable[[], None]) -> None:
        self._share = share
        self._replica = replica
        self._box = replica.box
        self._after_news = after_news
        self._told: Position | None = None
        self._is_all_to_check = True
        self._looked_around: float | None = None
        self.chain = Chain(share, replica.box, replica.outbox)
        self.is_met = False
        self.is_snapshot_due = False
        self.are_keys_due = True
        """Whether this PC's copy of the key slots may be an old one."""
        self.moved_at = 0.0
        """When something last came of it, by the monotonic clock."""
        self.remark: str | None = None
        """What this session has to tell about the share (a Dutch sentence)."""

    # --------------------------------------------------------------------------------------------------- fetching

    def meet(self) -> None:
        """See that this is the office, and that it goes on from where this PC stands."""
        if self._share.office_id() != self._box.ring.office_id:
            raise Stuck(f"In de map “{self._share.folder.place}” staat nu een ander kantoor.")
        self._share.prepare()
        self._meet_keys()
        position = self._replica.position
        if position is None or self._replica.is_damaged:
            self._join(0)
        elif not self.chain.has(position):
            self.mend_head(position)
        self._told = self._told or self._position()
        self._is_all_to_check = True
        self.look_closely()
        self.is_met = True

    def look_closely(self) -> None:
        """Look around at the next fetch."""
        self._looked_around = None

    def fetch(self) -> None:
        """Take every commit that follows; raises Stuck when one of them cannot be used."""
        before = self._position()
        self._follow()
        if self._position() == before and not self._is_still_there(before):
            self.meet()
        if self._position().epoch < min(self._box.ring.epochs):
            raise Stuck(_OLD_KEYS)
        self._tell()
        if self._looked_around is None or time.monotonic() - self._looked_around > LOOK_AROUND:
            self._look_around()
            self._tell()

    def _follow(self) -> None:
        strayed = 0
        while strayed < _MOST_FAILURES:
            stretch = self.chain.after(self._position())
            try:
                self._take(stretch)
            except Diverged:
                _log.warning("The replica differs from the share after commit %d", self._position().number)
                self._join_to_the_end()
                return
            if stretch.end is End.DAMAGED:
                self._pass_damage(stretch.position)
            elif stretch.end is End.ASTRAY:
                strayed += 1
                self.mend_head(stretch.position)
            elif stretch.end is End.NONE_FOLLOW:
                return
        raise Away  # now it says this, now that

    def _take(self, stretch: Stretch) -> None:
        if stretch.position.number == self._position().number:
            return
        self._replica.received(stretch.sound, stretch.position)
        self.moved_at = time.monotonic()
        if any(commit.note.kind is not CommitKind.PAGES for commit in stretch.sound):
            self.are_keys_due = True

    def _tell(self) -> None:
        """See to what follows from having moved on; what is interrupted is done the next time."""
        position = self._position()
        if position == self._told and not self._is_all_to_check:
            return
        is_restored = self._told is None or position.replaced != self._told.replaced
        if is_restored or self._is_all_to_check or self._replica.is_offering_again:
            self._replica.forget_sent(position.replaced)  # what a restore undid shall stay undone
        # Whatever happened to the share or this PC: what its user was told is shared must be in there.
        if self._replica.misses_own(all_sent=self._is_all_to_check) or self._replica.is_offering_again:
            self._offer_again(position)
        self._is_all_to_check = False
        if position != self._told:
            self._after_news()
        self._told = position

    def _offer_again(self, position: Position) -> None:
        count = self._replica.offer_again()
        if count:
            _log.warning("The share is at commit %d; %d operations are offered again", position.number, count)
            self.remark = _went_back(count)

    def _is_still_there(self, position: Position) -> bool:
        """Nothing follows: also an emptied folder, or one where the share is not mounted, answers so."""
        if not position.number:
            self._share.office_id()
        return self.chain.has(position)

    def _meet_keys(self) -> None:
        try:
            self._box.attach(FolderSlots(self._share.folder))
        except OfficeUnavailable as error:
            self._share.office_id()  # perhaps nothing can be read at all
            raise Stuck(error.message) from error

    # ------------------------------------------------------------------------------------------ noticing what is odd

    def mend_head(self, position: Position) -> None:
        """The commit this PC stands at is not on the share, it seems."""
        if self.chain.has(position):  # one answer may have been an old one
            return
        numbers = self._share.commits()
        if position.number in numbers:
            if self.chain.is_sound(position.number):
                self._turn_back()
            elif not self.chain.replace_damaged(position.number):
                self.chain.excuse(position)
                self.is_snapshot_due = True  # from which the others get past it
        elif not numbers or numbers[-1] < position.number:
            first = (numbers[-1] if numbers else 0) + 1
            if not self.chain.put_back_head(position, first):
                self._turn_back()
        elif not self.chain.put_back_head(position, position.number) and self.chain.goes_on_elsewhere(
            position
        ):
            self._turn_back()

    def _turn_back(self) -> None:
        """The share went back in time: take its state, and offer what this PC had shared since."""
        before = self._position()
        _log.warning("The share went back from commit %d", before.number)
        self._join_to_the_end()
        self._replica.outbox.forget_commits()
        position = self._position()
        if position.hash != before.hash:
            self.remark = _went_back(0)
        elif not self.chain.has(position):
            self.chain.excuse(
                position
            )  # it is lost for good; the snapshot from which everybody goes on holds it

    def _join_to_the_end(self) -> None:
        self._join(0)
        while True:
            stretch = self.chain.after(self._position())
            try:
                self._take(stretch)
            except Diverged:
                self._share.want_snapshot()  # somebody made those commits, on a state that can be joined from
                raise Stuck(_INCOMPLETE) from None
            if stretch.end is End.NONE_FOLLOW:
                return
            if stretch.end is not End.ENOUGH:
                raise Stuck(_INCOMPLETE)

    def _pass_damage(self, position: Position) -> None:
        """The commit after `position` is damaged: put it right when it is an own one, or join from behind it."""
        number = position.number + 1
        if self.chain.replace_damaged(number, position.hash):
            return
        if all(snapshot < number for snapshot in self._share.snapshots()):
            self._share.want_snapshot()
            raise Stuck(
                f"Registratie {number} in de gedeelde map is beschadigd; "
                "vraag de beheerder om ze uit een kopie terug te zetten."
            )
        self._join(number)

    def _look_around(self) -> None:
        """Nothing follows: is that so, or is something gone? And can the others follow?"""
        self._looked_around = time.monotonic()
        position = self._position()
        numbers = self._share.commits()
        snapshots = self._share.snapshots()
        self._fill_gaps([number for number in numbers if number <= position.number], snapshots)
        later = [each for each in numbers if each > position.number]
        snapshots = tuple(each for each in snapshots if each > position.number)
        if not later and not snapshots:
            self.is_snapshot_due = self.is_snapshot_due or self._share.is_snapshot_wanted()
            return
        if self._share.read_commit(position.number + 1) is None:
            if snapshots:
                self._join(position.number + 1)
            elif not self.chain.put_back_after(position, later[0] - 1):
                self._share.want_snapshot()
                raise Stuck(
                    f"Registratie {position.number + 1} ontbreekt in de gedeelde map; "
                    "vraag de beheerder om ze uit een kopie terug te zetten."
                )
        self._follow()

    def _fill_gaps(self, numbers: list[int], snapshots: Sequence[int]) -> None:
        """Others may need a commit that this PC is past: put it back when it made it."""
        if not numbers:
            return
        newest = max(snapshots, default=0)
        first = min(numbers[0], newest + 1)  # where who joins begins; pruning leaves nothing out behind it
        missing = set(range(first, numbers[-1])) - set(numbers)
        for number in sorted(missing):
            self.chain.fill(number)

    # ----------------------------------------------------------------------------------------------------- joining

    def _join(self, at_least: int) -> None:
        """Take the newest good snapshot of the share, of commit `at_least` or later."""
        for number in reversed(self._share.snapshots()):
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
                self._replica.base.drop_unless_used(target)
        raise Stuck(_INCOMPLETE)

    def _downloaded(self, number: int, target: Path) -> Position | None:
        try:
            return download(self._share, number, target, self._box)
        except UnknownEpoch:
            self._box.reload()
            return download(self._share, number, target, self._box)

    def _is_of_this_history(self, position: Position) -> bool:
        if not position.number:
            return position.hash == genesis(self._box.ring.office_id)
        return position.number not in self._share.commits() or self.chain.has(position)

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
