"""States of safety as the services tell them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from gezinscoach_desktop.data.office import Conflict, KeptOperation
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.backup import Backup, BackupPlace, BackupState
from gezinscoach_desktop.services.desk import Desk
from tests.views.family.samples import make_desk

AT = datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
EARLIER = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)
PLACE = Path("/kantoren/proefdorp.reservekopieen")
STICK = Path("/media/stick")
COUNTS = {"family": 12, "member": 41, "snapshot": 80, "score": 3_200, "audit_entry": 900}


def desk_of(*roles: OfficeRole) -> Desk:
    """A desk of somebody with exactly these roles."""
    desk = make_desk()
    return replace(desk, account=replace(desk.account, roles=frozenset(roles)))


def make_state(
    *, at: datetime | None = AT, is_red: bool = False, problem: str | None = None, second: Path | None = None
) -> BackupState:
    places = [BackupPlace(PLACE, is_second=False, is_reachable=True, count=3)]
    if second is not None:
        places.append(BackupPlace(second, is_second=True, is_reachable=True, count=2))
    return BackupState(
        last_verified_at=at,
        is_red=is_red,
        is_due=is_red,
        has_changed=is_red,
        count=0 if at is None else 3,
        places=tuple(places),
        problem=problem,
    )


def make_backup(number: int, *, problem: str | None = None, is_second: bool = False) -> Backup:
    folder = STICK if is_second else PLACE
    path = folder / f"2026-11-{number:02}-start.gcb"
    if problem is not None:
        return Backup(path, is_second, 10, problem=problem)
    return Backup(
        path,
        is_second,
        4_300_000,
        made_at=datetime(2026, 11, number, 12, 5, tzinfo=UTC),
        reason=BackupReason.START,
        made_by="An De Smet",
        counts=COUNTS,
        sequence=number,
        is_genuine=True,
    )


def make_conflict(number: int = 1, *, kind: str = "family.change_family") -> Conflict:
    kept = KeptOperation(UUID(int=number), kind, UUID(int=7), AT, b"[]")
    return Conflict(kept, "Dit gezin hoort niet bij jouw gezinnen.")


def ids(conflicts: Iterable[Conflict]) -> list[UUID]:
    return [conflict.operation.id for conflict in conflicts]
