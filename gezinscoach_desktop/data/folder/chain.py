"""The chain of commits on the share, as this PC can vouch for it: reading on, recognising, putting back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum, auto

from gezinscoach_desktop.data.folder.base import Position, genesis
from gezinscoach_desktop.data.folder.commit import (
    TRAILER,
    Commit,
    CommitKind,
    Damaged,
    UnknownEpoch,
    unpack,
)
from gezinscoach_desktop.data.folder.share import Share, Taken, commit_name
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.outbox import Outbox

AT_ONCE = 500
_MOST_BYTES = 64 * 1024 * 1024


class End(Enum):
    """Why no more commits were read."""

    NONE_FOLLOW = auto()
    ENOUGH = auto()
    DAMAGED = auto()
    """The next one is there, and is not what somebody of the office wrote."""
    ASTRAY = auto()
    """Something follows, and the share does not have the commit at which this PC stands."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Commits that follow a position."""

    sound: tuple[Commit, ...]
    """Those to be laid over the shared state, in order; a void one takes a number and changes nothing."""
    position: Position
    """Where they lead."""
    end: End


class Chain:
    """See the module. Used by the courier's thread."""

    def __init__(self, share: Share, box: Strongbox, outbox: Outbox) -> None:
        self._share = share
        self._box = box
        self._outbox = outbox
        self._excused = 0
        """The number of a commit that is damaged on the share, and good here."""

    def after(self, position: Position) -> Stretch:
        """What follows `position`."""
        sound: list[Commit] = []
        total = 0
        while len(sound) < AT_ONCE and total < _MOST_BYTES:
            number = position.number + 1
            raw = self._share.read_commit(number)
            if raw is None:
                return Stretch(tuple(sound), position, End.NONE_FOLLOW)
            try:
                commit = self._read(raw, number, position.epoch)
            except Damaged:
                return Stretch(tuple(sound), position, End.DAMAGED)
            is_void = commit.note.previous != position.hash  # made on a state that nobody has
            if not total and self._is_astray(position, is_followed=not is_void):
                return Stretch((), position, End.ASTRAY)
            if not is_void:
                sound.append(commit)
            position = _after(position, commit, is_void=is_void)
            total += len(raw)
        return Stretch(tuple(sound), position, End.ENOUGH)

    def has(self, position: Position) -> bool:
        """Whether the commit at `position` is on the share, as this PC knows it."""
        return self._head(position) == position.trailer

    def goes_on_elsewhere(self, position: Position) -> bool:
        """Whether what follows `position` was made on something else."""
        raw = self._share.read_commit(position.number + 1)
        try:
            return raw is not None and self.unpacked(raw, position.number + 1).note.previous != position.hash
        except Damaged:
            return False

    def _is_astray(self, position: Position, *, is_followed: bool) -> bool:
        """Whether the share has another history than this PC; also a commit that follows may be of somebody astray."""
        head = self._head(position)
        return not is_followed if head is None else head != position.trailer

    def _head(self, position: Position) -> bytes | None:
        """The last bytes of the commit with the number of `position`; None when it is not there."""
        if position.number in (0, self._excused):
            return position.trailer
        name = commit_name(position.number)
        return self._share.read(name, at=position.length - TRAILER, size=2 * TRAILER)

    def is_sound(self, number: int) -> bool:
        """Whether what the share holds as commit `number` was written by somebody of the office."""
        raw = self._share.read_commit(number)
        try:
            return raw is not None and self.unpacked(raw, number) is not None
        except Damaged:
            return False

    def excuse(self, position: Position) -> None:
        """Go on from `position` though its commit is damaged on the share: nobody else can have its number."""
        self._excused = position.number

    def put_back_head(self, position: Position, first: int) -> bool:
        """Put own commits from `first` up to `position` back as they were; False when they are not all at hand."""
        own = self._own(first, position.number)
        if not own or own[-1].hash != position.hash:
            return False
        return self._follows_share(own[0]) and self._put_back(own)

    def put_back_after(self, position: Position, last: int) -> bool:
        """Put own commits that follow `position` up to `last` back as they were."""
        own = self._own(position.number + 1, last)
        if not own or own[0].note.previous != position.hash:
            return False
        return self._put_back(own)

    def fill(self, number: int) -> bool:
        """Put an own commit back between two others that are there; False when it is not at hand or does not fit."""
        own = self._own(number, number)
        following = self._share.read_commit(number + 1)
        if not own or following is None or not self._follows_share(own[0]):
            return False
        try:
            return self.unpacked(following, number + 1).note.previous == own[0].hash and self._put_back(own)
        except Damaged:
            return False

    def replace_damaged(self, number: int, previous: bytes | None = None) -> bool:
        """Put an own commit in the place of what became of it on the share."""
        own = self._own(number, number)
        if not own or (previous is not None and own[0].note.previous != previous):
            return False
        self._share.replace(commit_name(number), own[0].raw)
        return True

    def unpacked(self, raw: bytes, number: int) -> Commit:
        """The commit in `raw`; raises Damaged."""
        try:
            return unpack(raw, number=number, office_id=self._box.ring.office_id, key_of=self._box.log_key)
        except UnknownEpoch:
            self._box.reload()
        try:
            return unpack(raw, number=number, office_id=self._box.ring.office_id, key_of=self._box.log_key)
        except UnknownEpoch as error:
            raise Damaged("epoch") from error

    def _read(self, raw: bytes, number: int, epoch: int) -> Commit:
        try:
            commit = self.unpacked(raw, number)
        except Damaged:
            again = self._share.read_commit(number)  # half an answer is damage too, and does not last
            commit = self.unpacked(again or b"", number)
        is_newer = commit.note.kind is CommitKind.REKEYED and commit.note.epoch > epoch
        if commit.note.epoch != epoch and not is_newer:
            raise Damaged("made with keys of before")  # perhaps by a colleague who left
        return commit

    def _own(self, first: int, last: int) -> list[Commit]:
        """Own commits from `first` to `last` as they were, each following the one before; empty when one is missing."""
        found: list[Commit] = []
        for number in range(first, last + 1):
            raw = self._outbox.commit(number)
            if raw is None:
                return []
            try:
                commit = self.unpacked(raw, number)
            except Damaged:
                return []
            if found and commit.note.previous != found[-1].hash:
                return []
            found.append(commit)
        return found

    def _follows_share(self, commit: Commit) -> bool:
        """Whether `commit` follows the one that the share has before it."""
        before = commit.note.number - 1
        if not before:
            return commit.note.previous == genesis(self._box.ring.office_id)
        raw = self._share.read_commit(before)
        return raw is not None and hashlib.sha256(raw).digest() == commit.note.previous

    def _put_back(self, commits: list[Commit]) -> bool:
        try:
            for commit in commits:
                self._share.publish(commit.note.number, commit.raw)
        except Taken:
            return False
        return True


def _after(before: Position, commit: Commit, *, is_void: bool) -> Position:
    state = before if is_void else commit.note
    return Position(
        number=commit.note.number,
        hash=commit.hash,
        trailer=commit.trailer,
        length=len(commit.raw),
        epoch=state.epoch,
        fingerprint=state.fingerprint,
        size=state.size,
        replaced=state.replaced,
        file=before.file,
    )
