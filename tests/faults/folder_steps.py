"""T4 on a network folder: whatever fails at whatever step, the office is in the old state or the new one.

Connections that drop before and after the effect, answers that lie, half files, full and read-only shares; and a PC
killed at every moment at which something is made to last.
"""

from __future__ import annotations

import time
from random import Random
from threading import Thread

from gezinscoach_desktop.data.folder.port import Folder
from tests.data.folder.camera import Camera, Picture
from tests.data.folder.faulty_folder import NETWORK, Fault, Plan
from tests.data.folder.memory_folder import MemoryFolder
from tests.data.folder.pcs import Pcs, pcs_on, views_of
from tests.faults.folder_tally import Tally, compare, new_store, office
from tests.faults.outcome import Outcome

STEPS = 9
"""Calls to the share of a save that meets no trouble, and then some."""
_SPELLS = (Fault.FULL, Fault.DENIED, Fault.LOST_BEFORE)


def one_fault_at_each_step(fault: Fault, steps: int = STEPS) -> Tally:
    """`fault` at each step in turn while one PC saves; another goes on meanwhile."""
    tally = Tally()
    with office() as (pcs, _, _):
        bad, good = pcs.start("bad"), pcs.start("good")
        for step in range(steps):
            bad.folder.begin(Plan({step: fault}))
            bad.save(f"{step}-eerst")
            good.save(f"{step}-collega")
            bad.save(f"{step}-dan")
            pcs.settle()
            tried = {f"{n}-{what}" for n in range(step + 1) for what in ("eerst", "collega", "dan")}
            compare(pcs, _told(pcs), tried, f"{fault.name} at {step}", tally)
        tally.tried = steps
        tally.acknowledged = len(_told(pcs))
        tally.faults = len(bad.folder.struck)
    return tally


def many_faults_at_once(seed: int, rounds: int, until: float = float("inf")) -> Tally:
    """Three PCs save at the same time, each over a connection with faults of its own."""
    chance, tally, tried = Random(seed), Tally(), set[str]()
    with office() as (pcs, _, _):
        for name in "abc":
            pcs.start(name)
        for number in range(rounds):
            if time.monotonic() > until:
                break
            _save_all_at_once(pcs, chance, number)
            tried |= {f"{number}-{pc.name}-{turn}" for pc in pcs.running for turn in range(3)}
            pcs.settle()
            compare(pcs, _told(pcs), tried, f"round {number} of seed {seed}", tally)
            tally.tried += 1
        tally.acknowledged = len(_told(pcs))
        tally.faults = sum(len(pc.folder.struck) for pc in pcs.running)
    return tally


def _save_all_at_once(pcs: Pcs, chance: Random, number: int) -> None:
    def work(place: int) -> None:
        pc = pcs.running[place]
        for turn in range(3):
            pc.save(f"{number}-{pc.name}-{turn}")
            if turn == 1:
                pc.look()

    for pc in pcs.running:
        pc.folder.begin(_plan(chance))
    threads = [Thread(target=work, args=(place,)) for place in range(len(pcs.running))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _plan(chance: Random) -> Plan:
    at = {chance.randrange(30): chance.choice(NETWORK) for _ in range(chance.randrange(5))}
    if chance.random() > 0.2:
        return Plan(at)
    since = chance.randrange(20)
    return Plan(at, chance.choice(_SPELLS), since, since + chance.randrange(1, 40))


def _told(pcs: Pcs) -> set[str]:
    return {name for pc in pcs.running for name in pc.acknowledged}


def killed_at_each_moment(every: int = 1, until: float = float("inf")) -> Tally:
    """A PC that saves, is second, and waits for the share, is killed at every `every`th moment; then it starts again."""
    tally = Tally()
    with office() as (pcs, store, disks):
        pc, other = pcs.start("killed"), pcs.start("other")
        pc.save("voor")
        camera = Camera(pc, store, disks / "album", every)
        with camera.watching():
            pc.save("eerst")
            other.save("collega")
            pc.save("tweede")
            pc.look()
        tried = {"voor", "eerst", "collega", "tweede", "intussen"}
        pcs.close()
        for number, picture in enumerate(camera.pictures):
            if time.monotonic() > until:
                break
            _start_again(picture, tried, is_second=bool(number % 2), tally=tally)
    return tally


def _start_again(picture: Picture, tried: set[str], *, is_second: bool, tally: Tally) -> None:
    """What was told is there after starting again, also when a colleague was first meanwhile."""
    with pcs_on(views_of(picture.store), picture.home.parent) as pcs:
        told = set(picture.acknowledged)
        if is_second:
            colleague = pcs.start(f"{picture.home.name}-collega")
            colleague.save("intussen")
            told.add("intussen")
        pcs.start(picture.home.name)
        pcs.settle()
        compare(pcs, told, tried, f"killed before {picture.moment}", tally)
    tally.tried += 1
    tally.faults += 1
    tally.acknowledged += len(told)


class OverwritingFolder(MemoryFolder):
    """The control: publishes as a rename with replace does, where the last one wins and the first is not told."""

    def link(self, source: str, name: str) -> None:
        self.replace(name, self.read(source))


def lost_by_overwriting() -> int:
    """How much acknowledged work a PC that joins does not find when commits can be overwritten."""
    store = new_store()

    def view() -> Folder:
        return OverwritingFolder(store)

    with office(store) as (pcs, _, _):
        pcs.new_view = view
        first, second = pcs.start("first"), pcs.start("second")

        def be_quicker(_: int, call: str) -> None:
            if call == "link" and not second.acknowledged:
                second.save("ertussen")

        first.folder.begin(Plan(), be_quicker)
        first.save("overschreven")
        told = _told(pcs)
        joined = pcs.start("joined")
        return len(told - joined.names())


def run(seconds: float) -> Outcome:
    """Every fault at every step, every moment of a kill, then as many rounds of many faults as there is time for."""
    until = time.monotonic() + seconds
    tally = Tally()
    for fault in NETWORK:
        tally.add(one_fault_at_each_step(fault))
    tally.add(killed_at_each_moment(until=time.monotonic() + seconds / 3))
    seed = 0
    while time.monotonic() < until:
        tally.add(many_faults_at_once(seed, 40, until))
        seed += 1
    lost = lost_by_overwriting()
    return Outcome(
        name="T4 network folder: a failure at every step",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.faults,
        control=f"publishing by rename with replace: {lost} acknowledged lost in 1 race",
        is_good=tally.is_good and lost > 0,
        notes="; ".join(tally.problems[:3]),
    )
