"""Counting for the trials on a network folder, and what every one of them checks in the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.pcs import Pc, Pcs, found, pcs_on, views_of


@dataclass
class Tally:
    """What a trial came to; `problems` says in words what should not have been."""

    tried: int = 0
    acknowledged: int = 0
    lost: int = 0
    faults: int = 0
    noticed: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.tried += other.tried
        self.acknowledged += other.acknowledged
        self.lost += other.lost
        self.faults += other.faults
        self.noticed += other.noticed
        self.problems += other.problems

    @property
    def is_good(self) -> bool:
        return not self.lost and not self.problems


def new_store() -> Store:
    """A share with a fresh office; all of them the same one, which saves founding it each time."""
    return _founded().copy()


@cache
def _founded() -> Store:
    store = Store()
    found(MemoryFolder(store))
    return store


@contextmanager
def office(store: Store | None = None) -> Iterator[tuple[Pcs, Store, Path]]:
    """PCs on a fresh share (or this one), with disks that go afterwards."""
    store = store or new_store()
    with (
        tempfile.TemporaryDirectory(prefix="gezinscoach-pcs-") as disks,
        pcs_on(views_of(store), Path(disks) / "pcs") as pcs,
    ):
        yield pcs, store, Path(disks)


def compare(pcs: Pcs, told: set[str], tried: set[str], where: str, tally: Tally) -> None:
    """After everything settled: each PC shows the same, all that was acknowledged, and nothing nobody asked for."""
    shown = [pc.names() for pc in pcs.running]
    missing = {name for name in told if not all(name in each for each in shown)}
    tally.lost += len(missing)
    if missing:
        tally.problems.append(f"{where}: lost {sorted(missing)[:5]}")
    if any(each != shown[0] for each in shown):
        tally.problems.append(f"{where}: PCs differ")
    if invented := {name for each in shown for name in each} - tried:
        tally.problems.append(f"{where}: came from nowhere {sorted(invented)[:5]}")
    for pc in pcs.running:
        if not pc.is_settled:
            tally.problems.append(f"{where}: {pc.name} does not settle: {pc.office.health().problem}")
        if not is_sound(pc):
            tally.problems.append(f"{where}: the database of {pc.name} is damaged")


def is_sound(pc: Pc) -> bool:
    """Whether every page and every reference of the database a PC works with is as it should be."""

    def check(session: Session) -> bool:
        pragmas = ("integrity_check", "cipher_integrity_check", "foreign_key_check")
        found = [session.execute(text(f"PRAGMA {pragma}")).fetchall() for pragma in pragmas]
        return [[tuple(row) for row in rows] for rows in found] == [[("ok",)], [], []]

    return pc.office.read(check)
