"""T1 and T4 on a real share: PCs over SMB2 whose cable is pulled at any moment, and that are killed while they write."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from random import Random
from threading import Barrier, Event, Thread

from tests.data.folder.pcs import Pc, found, pcs_on
from tests.data.folder.samba import NoSamba, Samba, start
from tests.data.folder.smb_folder import SmbFolder
from tests.faults.folder_kills import killed_while_writing
from tests.faults.folder_tally import Tally, compare
from tests.faults.outcome import Outcome

RACES = 200
_RACERS = 6


@contextmanager
def server() -> Iterator[Samba]:
    """A Samba for the duration; raises NoSamba."""
    own = Path(tempfile.mkdtemp(prefix="gcsmb-", dir="/tmp"))
    try:
        samba = start(own)
        try:
            yield samba
        finally:
            samba.stop()
    finally:
        shutil.rmtree(own, ignore_errors=True)


def cables_pulled(port: int, name: str, disks: Path, saves: int, seed: int = 1) -> Tally:
    """Three PCs save so often each, while somebody pulls their cables all the time; then all is counted."""
    folders: list[SmbFolder] = []

    def view() -> SmbFolder:
        folders.append(SmbFolder(port, name))
        return folders[-1]

    with closing(view()) as first:
        found(first)
    tally, is_over = Tally(), Event()
    with pcs_on(view, disks) as pcs:
        for pc in "abc":
            pcs.start(pc)
        saboteur = Thread(target=_pull, args=(folders[1:], Random(seed), is_over, tally))
        saboteur.start()
        with ThreadPoolExecutor(3) as pool:
            list(pool.map(lambda pc: _save(pc, saves), pcs.running))
        is_over.set()
        saboteur.join()
        pcs.start("joined")
        pcs.settle()
        tried = {f"{pc}-{number}" for pc in "abc" for number in range(saves)}
        told = {each for pc in pcs.running for each in pc.acknowledged}
        compare(pcs, told, tried, "cables pulled", tally)
    for folder in folders:
        folder.close()
    tally.tried, tally.acknowledged = 3 * saves, len(told)
    return tally


def _save(pc: Pc, saves: int) -> None:
    for number in range(saves):
        pc.save(f"{pc.name}-{number}")
        if number % 5 == 4:
            pc.look()


def _pull(folders: list[SmbFolder], chance: Random, is_over: Event, tally: Tally) -> None:
    while not is_over.wait(chance.random() * 0.15):
        chance.choice(folders).cut()
        tally.faults += 1
        tally.noticed += 1


def several_winners_by_renaming(port: int, name: str) -> int:
    """The control: how often several PCs win one name by a rename that refuses to replace, as this share does it."""
    with ExitStack() as stack:
        folders = [stack.enter_context(closing(SmbFolder(port, name))) for _ in range(_RACERS)]
        gate = Barrier(_RACERS)

        def race(racer: int) -> list[bool]:
            won = []
            for number in range(RACES):
                folders[racer].create(f"racer-{racer}-{number}", b"")
                gate.wait()
                try:
                    folders[racer].rename(f"racer-{racer}-{number}", f"race-{number}")
                    won.append(True)
                except OSError:
                    won.append(False)
            return won

        with ThreadPoolExecutor(_RACERS) as pool:
            results = list(pool.map(race, range(_RACERS)))
    return sum(sum(race) > 1 for race in zip(*results, strict=True))


def run(seconds: float) -> Outcome:
    """Half the time pulled cables, half the time kills."""
    tally, several, races = Tally(), 0, 0
    until = time.monotonic() + seconds / 2
    name = "T1/T4 network folder over SMB2 (Samba): cables pulled, PCs killed"
    try:
        with server() as samba, tempfile.TemporaryDirectory(prefix="gezinscoach-smb-") as disks:
            while not several and races < 5 * RACES:
                (samba.folder / f"control-{races}").mkdir()
                several = several_winners_by_renaming(samba.port, f"control-{races}")
                races += RACES
            number = 0
            while time.monotonic() < until:
                place = f"office-{number}"
                (samba.folder / place).mkdir()
                tally.add(cables_pulled(samba.port, place, Path(disks) / place, 30, seed=number))
                number += 1
            (samba.folder / "kills").mkdir()
            with closing(SmbFolder(samba.port, "kills")) as folder:
                found(folder)
            killed = killed_while_writing(
                f"smb:{samba.port}:kills", Path(disks) / "kills", 100_000, seconds / 2
            )
            killed.noticed = killed.faults
            tally.add(killed)
    except NoSamba as reason:
        return Outcome(name, 0, 0, 0, 0, 0, "–", is_good=True, notes=f"not tried: {reason}")
    return Outcome(
        name=name,
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"publishing by a rename that refuses to replace: {several} of {races} races had several winners",
        is_good=tally.is_good and several > 0,
        notes="; ".join(tally.problems[:3]),
    )
