"""T1 on a network folder: writers in processes of their own, killed with `kill -9` at any moment, on a folder they share.

One process loads the program once; every writer is a fork of it that opens the office as a PC of its own, writes as
fast as it can, and is killed after a moment of its own writing. Its PC starts again later, with what the kill left.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.port import Folder
from tests.data.folder.pcs import found, pcs_on
from tests.faults.folder_tally import Tally, compare
from tests.faults.outcome import Outcome

PCS = 3
_ROOT = Path(__file__).parents[2]
_NURSERY = """
import dataclasses, os, random, select, signal, sys, time
from pathlib import Path
from tests import cheap
cheap.passwords()
import gezinscoach_desktop.data.sqlcipher
from gezinscoach_desktop.data.folder import office as offices
from gezinscoach_desktop.data.keys import FolderSlots, open_ring
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family
from gezinscoach_desktop.services.operation import revive
from tests.data.folder.pcs import PASSWORD, USER
from tests.faults.folder_kills import folder_at

place, homes, pcs, kills, seconds, seed = sys.argv[1:]
pcs, until, chance = int(pcs), time.monotonic() + float(seconds), random.Random(int(seed))
# The password is asked once: what is tried is writing.
first = folder_at(place)
ring = open_ring(FolderSlots(first), user_name=USER, password=PASSWORD)
getattr(first, "close", bool)()

def write(pc, life, told):
    office, account = offices.open_with(
        folder_at(place), lambda store: dataclasses.replace(ring, store=store), revive=revive, replicas=Path(homes, f"pc{pc}"))
    desk = Desk(office, account)
    for number in range(100_000):
        name = f"{pc}-{life}-{number}"
        add_family(desk, FamilyInput(name=name))
        os.write(told, f"{name}\\n".encode())
        time.sleep(random.random() * 0.01)  # else all of them mostly wait for one another

def born(pc, life):
    hear, told = os.pipe()
    child = os.fork()
    if not child:
        os.close(hear)
        try:
            write(pc, life, told)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\\n".encode())
        os._exit(1)
    os.close(told)
    return child, hear

def buried(child, hear):
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with open(hear, "rb") as told:
        sys.stdout.buffer.write(told.read())
    sys.stdout.buffer.flush()

lives = {pc: born(pc, 0) for pc in range(pcs)}
killed = 0
while killed < int(kills) and time.monotonic() < until:
    pc = killed % pcs
    child, hear = lives[pc]
    if chance.random() < 0.85:  # the others die while they open
        select.select([hear], [], [], 20)
    time.sleep(chance.random() * 0.05)
    buried(child, hear)
    killed += 1
    lives[pc] = born(pc, killed)
for child, hear in lives.values():
    select.select([hear], [], [], 20)
    buried(child, hear)
print(f"!{killed + pcs}")
"""


def folder_at(place: str) -> Folder:
    """The folder at a path, or `smb:port:name` for one on a Samba of the tests."""
    if not place.startswith("smb:"):
        return OsFolder(Path(place))
    from tests.data.folder.smb_folder import SmbFolder

    _, port, name = place.split(":")
    return SmbFolder(int(port), name)


def killed_while_writing(place: str, disks: Path, kills: int, seconds: float, seed: int = 7) -> Tally:
    """Writers on the office at `place`, killed so often or so long; then every PC starts once more and all is counted."""
    nursery = subprocess.run(
        [sys.executable, "-c", _NURSERY, place, str(disks), *map(str, (PCS, kills, seconds, seed))],
        capture_output=True,
        text=True,
        cwd=_ROOT,
        timeout=seconds + 60,
        check=False,
    )
    tally = Tally()
    if nursery.returncode or nursery.stderr:
        tally.problems.append(f"writers: {nursery.stderr[-500:]}")
    *names, last = nursery.stdout.split() or ["!0"]
    tally.tried = tally.faults = int(last[1:])
    tally.acknowledged = len(names)
    with pcs_on(lambda: folder_at(place), disks) as pcs:
        for number in range(PCS):
            pcs.start(f"pc{number}")
        pcs.start("joined")
        pcs.settle()
        shown = pcs.running[0].names()
        # A kill may keep what was not told any more, one write for each life.
        if len(shown) > len(names) + tally.tried:
            tally.problems.append(f"{len(shown) - len(names)} kept that were not told")
        compare(pcs, set(names), shown | set(names), f"after {tally.tried} kills", tally)
    return tally


def lost_with_one_file(kills: int = 12) -> int:
    """The control: the same writers on one plain file that everybody reads, changes and puts back."""
    lost = subprocess.run(
        [sys.executable, "-c", _ONE_FILE, str(kills)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        check=True,
    )
    return int(lost.stdout)


_ONE_FILE = """
import os, random, signal, sys, tempfile, time
from pathlib import Path
chance = random.Random(7)
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "kantoor")
    path.write_text("")
    def born(number):
        hear, told = os.pipe()
        child = os.fork()
        if not child:
            for turn in range(100_000):
                path.write_text(path.read_text() + f"{number}-{turn}\\n")
                os.write(told, f"{number}-{turn}\\n".encode())
        os.close(told)
        return child, hear
    names = []
    for number in range(0, int(sys.argv[1]), 2):
        pair = [born(number), born(number + 1)]
        time.sleep(0.02 + chance.random() * 0.05)
        for child, hear in pair:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            with open(hear) as told:
                names += told.read().split()
    print(len(set(names) - set(path.read_text().split())))
"""


def run(seconds: float) -> Outcome:
    """As many kills as there is time for, a hundred for each office: two offices at a time, on folders of this machine."""
    until = time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="gezinscoach-kills-") as disks, ThreadPoolExecutor(2) as pool:
        template = Path(disks) / "template"
        template.mkdir()
        found(OsFolder(template))

        def trial(number: int) -> Tally:
            tally = Tally()
            while (left := until - time.monotonic()) > 0:
                place = Path(disks) / f"{number}-{tally.tried}"
                shutil.copytree(template, place / "share")
                tally.add(killed_while_writing(str(place / "share"), place / "pcs", 100, left, seed=number))
            return tally

        tally = Tally()
        for each in pool.map(trial, range(2)):
            tally.add(each)
    lost = lost_with_one_file()
    return outcome("T1 network folder: kill -9 of PCs that write", tally, lost)


def outcome(name: str, tally: Tally, lost: int) -> Outcome:
    return Outcome(
        name=name,
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.faults,
        control=f"one shared file that is read, changed and put back: {lost} acknowledged lost in 12 kills",
        is_good=tally.is_good and lost > 0,
        notes="; ".join(tally.problems[:3]),
    )
