"""T5 on a network folder: PCs whose clocks are 40 days fast and 3 days slow share, take snapshots and prune; no effect."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from gezinscoach_desktop.data.folder import exchange
from gezinscoach_desktop.data.folder.share import Share
from gezinscoach_desktop.data.folder.upkeep import KEPT_SECONDS, prune
from tests.data.folder.clock import clock_off_by
from tests.data.folder.memory_folder import Store
from tests.data.folder.pcs import Pc
from tests.faults.folder_tally import Tally, compare, office
from tests.faults.outcome import Outcome

_CLOCKS = {"fast": timedelta(days=40), "slow": timedelta(days=-3), "right": timedelta()}
_SAVES = 14


def wrong_clocks(seed: int, new_share: Callable[[Pc], Share] = lambda pc: Share(pc.folder)) -> Tally:
    """Three PCs save in turn, then each prunes; commits of today stay, commits that are old on the share may go."""
    chance, tally = Random(seed), Tally(tried=1, faults=2)
    with pytest.MonkeyPatch.context() as patch, office() as (pcs, store, _):
        patch.setattr(exchange, "SNAPSHOT_EVERY", 4)
        for name, off in _CLOCKS.items():
            with clock_off_by(off):
                pcs.start(name)
        tried: set[str] = set()
        for number in range(_SAVES):
            pc = chance.choice(pcs.running)
            tried.add(f"{number}")
            with clock_off_by(_CLOCKS[pc.name]):
                pc.save(f"{number}")
        pcs.settle()
        newest = pcs.running[0].office.number
        pcs.running[0].office.note_backup(newest)
        for pc in pcs.running:
            with clock_off_by(_CLOCKS[pc.name]):
                _prune(new_share(pc), pc)
        gone = newest - len(_commits(store))
        if gone:
            tally.problems.append(f"seed {seed}: {gone} commits of today were pruned")
        else:
            tally.noticed = 2 if _old_ones_go(store, pcs.running) else 0
        compare(pcs, set().union(*(pc.acknowledged for pc in pcs.running)), tried, f"seed {seed}", tally)
        tally.acknowledged = len(tried)
    return tally


def _old_ones_go(store: Store, pcs: list[Pc]) -> bool:
    """What is old by the share's own clock is pruned, by whatever PC."""
    for name in _commits(store):
        store.files[name].modified -= KEPT_SECONDS + 60
    before = len(_commits(store))
    for pc in pcs:
        with clock_off_by(_CLOCKS[pc.name]):
            _prune(Share(pc.folder), pc)
    return 0 < len(_commits(store)) < before


def _prune(share: Share, pc: Pc) -> None:
    for _ in prune(share, pc.office._replica):
        pass


def _commits(store: Store) -> list[str]:
    return sorted(name for name in store.files if name.startswith("log/"))


class _OwnClock(Share):
    """The control: a program that takes the time from the PC instead of from the share."""

    def now(self) -> float:
        return time.time()


def pruned_by_the_pcs_clock() -> int:
    """How many commits of today a PC with a fast clock throws away when it goes by that clock."""
    tally = wrong_clocks(0, lambda pc: _OwnClock(pc.folder))
    return sum(int(problem.split()[2]) for problem in tally.problems if "were pruned" in problem)


def run(seconds: float) -> Outcome:
    """In other orders, as often as there is time for."""
    until = time.monotonic() + seconds
    tally, seed = Tally(), 0
    while time.monotonic() < until:
        tally.add(wrong_clocks(seed))
        seed += 1
    pruned = pruned_by_the_pcs_clock()
    return Outcome(
        name="T5 network folder: PCs with clocks 40 days fast and 3 days slow",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"pruning by the PC's own clock: {pruned} commits of today thrown away",
        is_good=tally.is_good and tally.noticed == tally.faults and pruned > 0,
        notes="; ".join(tally.problems[:3]),
    )
