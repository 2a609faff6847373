"""Making a commit and putting it on the share."""

from __future__ import annotations

import hashlib

from gezinscoach_desktop import __version__
from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.folder.base import Position
from gezinscoach_desktop.data.folder.commit import TRAILER, CommitKind, Note, Shared, pack
from gezinscoach_desktop.data.folder.replica import Batch
from gezinscoach_desktop.data.folder.share import Share
from gezinscoach_desktop.data.folder.strongbox import Strongbox


def publish(
    share: Share, box: Strongbox, batch: Batch, kind: CommitKind, epoch: int
) -> tuple[Position, bytes]:
    """Make `batch` the commit after its position; gives where that leads and the commit's file. Raises Taken and Away."""
    note = _note(box, batch, kind, epoch)
    raw = pack(note, batch.pages, box.log_key(epoch))
    share.publish(note.number, raw)
    position = Position(
        number=note.number,
        hash=hashlib.sha256(raw).digest(),
        trailer=raw[-TRAILER:],
        length=len(raw),
        epoch=epoch,
        fingerprint=note.fingerprint,
        size=note.size,
        replaced=note.replaced,
    )
    return position, raw


def _note(box: Strongbox, batch: Batch, kind: CommitKind, epoch: int) -> Note:
    number = batch.position.number + 1
    operations = (pending.operation for pending in batch.pending)
    return Note(
        office_id=box.ring.office_id,
        number=number,
        previous=batch.position.hash,
        epoch=epoch,
        kind=kind,
        operations=tuple(Shared(each.id, each.account_id, each.kind) for each in operations),
        author_id=box.ring.account_id,
        program=__version__,
        schema=schema.VERSION,
        size=batch.size,
        fingerprint=batch.fingerprint,
        replaced=number if kind is CommitKind.REPLACED else batch.position.replaced,
    )
