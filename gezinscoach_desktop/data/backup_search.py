"""Looking for backups where nobody knows any more which office they are of, and at what is in one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import setting, sqlcipher
from gezinscoach_desktop.data.backup import folder_beside
from gezinscoach_desktop.data.backup_folder import ENDING, FoundBackup, looked_at
from gezinscoach_desktop.data.folder.share import IDENTITY
from gezinscoach_desktop.data.tables import AccountRow, AuditEntryRow, FamilyRow
from gezinscoach_desktop.domain.backup import LOOKING

_DEPTH = 3
"""A stick with a folder per year, the folder of an office with its backups: no deeper."""
_MOST_ENTRIES = 20_000
_OFFICE_BACKUPS = "backups"


def places_of(place: Path) -> tuple[Path, ...]:
    """Where to look for a place that somebody names: a backup, a file of an office, an office in a folder, a folder."""
    if place.name.endswith(ENDING):
        return (place,)
    beside = folder_beside(place)
    if (place / IDENTITY).is_file():
        return (place / _OFFICE_BACKUPS,)
    return (place, beside) if place.is_dir() else (beside,)


def search(place: Path) -> Iterator[FoundBackup]:
    """The backups in a folder and a little below it, or the one that `place` is; what cannot be read is passed by."""
    if place.name.endswith(ENDING):
        if place.is_file():
            yield looked_at(place)
        return
    budget = _MOST_ENTRIES
    level = [place]
    for _ in range(_DEPTH + 1):
        below: list[Path] = []
        for folder in level:
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    budget -= 1
                    if budget < 0:
                        return
                    if entry.name.endswith(ENDING) and not entry.name.startswith("."):
                        yield looked_at(Path(entry.path))
                    elif entry.is_dir(follow_symlinks=False):
                        below.append(Path(entry.path))
        level = below


def families_of(session: Session) -> tuple[tuple[UUID, str, str], ...]:
    """Every family with its code and its name, in the order of the codes."""
    rows = session.execute(select(FamilyRow.id, FamilyRow.code, FamilyRow.name).order_by(FamilyRow.code))
    return tuple((row.id, row.code, row.name) for row in rows)


def families_in(database: Path, key: bytes) -> tuple[tuple[UUID, str, str], ...]:
    """The same of a database that was checked."""
    engine = sqlcipher.make_engine(database, key)
    try:
        with Session(engine) as session:
            return families_of(session)
    finally:
        engine.dispose()


@dataclass(frozen=True, slots=True)
class Glance:
    """What somebody recognises an office by."""

    office_name: str
    newest_change: datetime | None
    people: tuple[str, ...]
    user_name: str


def glance(database: Path, key: bytes, account_id: UUID | None) -> Glance:
    """The office in a database that was checked; `account_id` is of who opened it."""
    engine = sqlcipher.make_engine(database, key)
    try:
        with Session(engine) as session:
            changed = select(func.max(AuditEntryRow.at)).where(
                AuditEntryRow.action.not_in([action.value for action in LOOKING])
            )
            people = session.scalars(
                select(AccountRow.display_name)
                .where(AccountRow.deactivated_at.is_(None))
                .order_by(AccountRow.display_name)
            )
            own = None if account_id is None else session.get(AccountRow, account_id)
            return Glance(
                setting.office(session).name,
                session.scalar(changed),
                tuple(people),
                "" if own is None else own.user_name,
            )
    finally:
        engine.dispose()
