"""What keeps the share short: snapshots to join from, and removing what they and a backup cover. In small steps."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Generator

from gezinscoach_desktop.data.folder.cipher_file import is_sound
from gezinscoach_desktop.data.folder.commit import Damaged, UnknownEpoch
from gezinscoach_desktop.data.folder.replica import Replica
from gezinscoach_desktop.data.folder.share import Share, commit_name, snapshot_name
from gezinscoach_desktop.data.folder.snapshot_file import upload, verify

KEPT_SECONDS = 30 * 24 * 3600.0
_STRAY_SECONDS = 24 * 3600.0
_COVERED = "backups/covered"
_BOUND = b"covered"
_log = logging.getLogger(__name__)


def write_snapshot(share: Share, replica: Replica) -> Generator[None, None, None]:
    """A snapshot of where this PC stands, then the pruning it makes possible."""
    copy = replica.base.new_path().with_suffix(".copy")
    try:
        position = replica.base.copy_to(copy)
        yield
        if not is_sound(copy, replica.box.database_key(position.epoch)):
            replica.is_damaged = True
            return
        yield from upload(share, copy, position, replica.box)
    finally:
        copy.unlink(missing_ok=True)
    yield
    yield from prune(share, replica)


def note_backup(share: Share, replica: Replica, number: int) -> None:
    """A backup that was read back covers everything up to commit `number`."""
    if number > covered_by_backup(share, replica):
        share.replace(_COVERED, replica.box.seal(json.dumps(number).encode(), _BOUND))


def covered_by_backup(share: Share, replica: Replica) -> int:
    """Up to which commit a backup that was read back covers everything; 0 when none is known."""
    raw = share.read(_COVERED)
    if raw is None:
        return 0
    try:
        return int(json.loads(replica.box.unseal(raw, _BOUND)))
    except (Damaged, UnknownEpoch, ValueError, TypeError):
        return 0


def prune(share: Share, replica: Replica) -> Generator[None, None, None]:
    """Remove commits that are old by the share's own clock, and covered by a good snapshot but one and by a backup."""
    now = share.now()
    yield from _remove_strays(share, now)
    snapshots = share.snapshots()
    if len(snapshots) < 2:
        return
    second = snapshots[-2]
    if not (yield from verify(share, second, replica.box)):
        _log.warning("Snapshot %d on the share cannot be used", second)
        return
    limit = min(second, covered_by_backup(share, replica))
    last = yield from _remove_while(
        share, [(each, commit_name(each)) for each in share.commits() if each < limit], _older(share, now)
    )
    for each in snapshots[:-2]:
        if each < limit:
            share.remove(snapshot_name(each))
            yield
    if last is not None:
        replica.forget_sent(last)


def _remove_while(
    share: Share, files: list[tuple[int, str]], is_old: Callable[[str], bool]
) -> Generator[None, None, int | None]:
    last = None
    for number, name in files:
        if not is_old(name):
            break
        share.remove(name)
        last = number
        yield
    return last


def _older(share: Share, now: float) -> Callable[[str], bool]:
    def is_old(name: str) -> bool:
        modified = share.modified(name)
        return modified is not None and now - modified > KEPT_SECONDS

    return is_old


def _remove_strays(share: Share, now: float) -> Generator[None, None, None]:
    """Temporary files of programs that were killed."""
    for name in share.names("tmp"):
        modified = share.modified(f"tmp/{name}")
        if modified is not None and now - modified > _STRAY_SECONDS:
            share.remove(f"tmp/{name}")
            yield
