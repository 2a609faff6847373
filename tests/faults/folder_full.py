"""T6 on a network folder: the share or the PC's own disk is full at any step; it is told, nothing is lost, it recovers."""

from __future__ import annotations

import time

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services.family import FamilyInput, add_family
from tests.data.folder.faulty_folder import Fault, Plan
from tests.data.folder.pcs import Pc, pcs_on, views_of
from tests.data.folder.small_disk import NoSmallDisk, SmallDisk, small_disk
from tests.faults.folder_tally import Tally, compare, new_store, office
from tests.faults.outcome import Outcome

STEPS = 9
BLOCK = 4096
DISK = 48 * 1024 * 1024
_ROOM = 90
"""Blocks with which a save no longer meets the end of the disk."""


def share_full_from_each_step(steps: int = STEPS) -> Tally:
    """The share is full from each step of a save on; the work waits on the PC, and goes when there is room again."""
    tally, tried, told = Tally(), set[str](), set[str]()
    with office() as (pcs, _, _):
        pc, other = pcs.start("pc"), pcs.start("other")
        for step in range(steps):
            pc.folder.begin(Plan(lasting=Fault.FULL, since=step))
            pc.save(f"{step}-eerst")
            pc.save(f"{step}-dan")
            pc.look()
            if pc.folder.struck:
                tally.faults += 1
                tally.noticed += int("vol" in (pc.office.health().problem or ""))
            pc.folder.struck.clear()
            other.save(f"{step}-collega")
            tried |= {f"{step}-{what}" for what in ("eerst", "dan", "collega")}
            pcs.settle()
            told = {*pc.acknowledged, *other.acknowledged}
            compare(pcs, told, tried, f"share full from step {step}", tally)
        tally.tried, tally.acknowledged = steps, len(told)
    return tally


def disk_full_at_each_block(disk: SmallDisk, every: int = 1, until: float = float("inf")) -> Tally:
    """The PC's disk has room for so many blocks more, from none on; each time it saves, looks, and starts again."""
    tally, tried, told = Tally(), set[str](), set[str]()
    store = new_store()
    with pcs_on(views_of(store), disk.path) as pcs:
        pc = pcs.start("pc")
        with office(store) as (others, _, _):
            other = others.start("other")
            for blocks in range(0, _ROOM, every):
                if time.monotonic() > until:
                    break
                tried |= {f"{blocks}-eerst", f"{blocks}-collega"}
                other.save(f"{blocks}-collega")
                disk.leave(blocks * BLOCK)
                _save_on_a_full_disk(pc, f"{blocks}-eerst", tally)
                disk.clear()
                pcs.settle()
                other.look()
                told = {*pc.acknowledged, *other.acknowledged}
                compare(pcs, told, tried, f"{blocks} blocks left", tally)
                tally.tried += 1
            tally.acknowledged = len(told)
    return tally


def _save_on_a_full_disk(pc: Pc, name: str, tally: Tally) -> None:
    try:
        add_family(pc.desk, FamilyInput(name=name))
        pc.acknowledged.append(name)
    except UserError as error:
        tally.faults += 1
        if "vol" in error.message or "plaats" in error.message:
            tally.noticed += 1
        else:
            tally.problems.append(f"not clear: {error.message}")
    pc.look()


def lost_when_told_too_early(disk: SmallDisk) -> int:
    """The control: a program that says "kept" when it begins to write, on the same full disk."""
    path, told = disk.path / "naive", []
    for number in range(20):
        told.append(number)
        try:
            with path.open("ab") as file:
                file.write(bytes([number]) * BLOCK)
        except OSError:
            continue
    return sum(bytes([number]) * BLOCK not in path.read_bytes() for number in told)


def run(seconds: float) -> Outcome:
    """Every step of the share, every block of the PC's disk."""
    until = time.monotonic() + seconds
    tally = share_full_from_each_step()
    lost, notes = 0, []
    try:
        with small_disk(DISK) as disk:
            tally.add(disk_full_at_each_block(disk, until=until))
            disk.leave(10 * BLOCK)
            lost = lost_when_told_too_early(disk)
    except NoSmallDisk as reason:
        notes.append(str(reason))
    return Outcome(
        name="T6 network folder: share and disk full at every step",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"a program that says “kept” before it has written: {lost} of 20 lost",
        is_good=tally.is_good and tally.noticed == tally.faults and lost > 0,
        notes="; ".join([*notes, *tally.problems[:3]]),
    )
