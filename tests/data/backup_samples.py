"""Backup files of made-up parts, small enough to change every byte of them."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from gezinscoach_desktop.data.backup_file import DATABASE, KEYS, measure, verify, write_backup
from gezinscoach_desktop.data.backup_manifest import Manifest
from gezinscoach_desktop.domain.backup import BackupReason, Contents

KEY = bytes(range(32))
OFFICE = UUID("0f8fad5b-d9cb-469f-a165-70867728950e")


def write_sample(
    path: Path, *, seed: int = 1, sequence: int = 1, office_id: UUID = OFFICE, size: int = 2_000
) -> Path:
    """A backup whose parts are random bytes."""
    chance = random.Random(seed)
    folder = path.parent / f"parts-{path.name}"
    folder.mkdir()
    for name, length in ((DATABASE, size), (KEYS, 300)):
        (folder / name).write_bytes(chance.randbytes(length))
    parts = tuple(measure(name, folder / name) for name in (DATABASE, KEYS))
    manifest = Manifest(
        made_at=datetime(2026, 11, 22, 14, 32, sequence % 60, tzinfo=UTC),
        account_id=office_id,
        program="0.2.0",
        reason=BackupReason.EXIT,
        sequence=sequence,
        epoch=1,
        contents=Contents(office_id, "0002", {"family": 90, "score": 7840}, 17, "ab" * 32),
        parts=tuple(each.part for each in parts),
    )
    with path.open("wb") as stream:
        write_backup(stream, manifest.signed_with(KEY), parts, lambda _: None)
    return path


def read_sample(path: Path, folder: Path) -> dict[str, bytes]:
    """The parts of a backup that is wholly good; raises BackupDamaged, or ValueError when the signature does not fit."""
    targets = {name: folder / name for name in (DATABASE, KEYS)}
    manifest = verify(path, targets, lambda _: None)
    if not manifest.is_signed_with(KEY):
        raise ValueError("signature")
    return {name: target.read_bytes() for name, target in targets.items()}
