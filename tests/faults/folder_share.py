"""T8 on a network folder: a share or a PC that goes back in time, loses a commit, is not mounted or is another's."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from random import Random

from gezinscoach_desktop.data.office import Reachability
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.pcs import Pc, Pcs, found
from tests.faults.folder_tally import Tally, compare, office
from tests.faults.outcome import Outcome

Trial = Callable[[Random], Tally]


def share_goes_back(chance: Random) -> Tally:
    """The share is put back to an earlier day, while PCs are on or off, and somebody may go on with it first."""
    with office() as (pcs, store, _):
        first, second = pcs.start("first"), pcs.start("second")
        tried: set[str] = set()
        before = store.copy()
        for number in range(chance.randrange(2, 7)):
            pc = chance.choice((first, second))
            tried.add(f"{number}")
            pc.save(f"{number}")
            if chance.random() < 0.4:
                before = store.copy()
        first.look()
        second.look()
        gone = set(store.files) - set(before.files)
        store.become(before)
        if chance.random() < 0.5:
            (joined := pcs.start("joined")).save("erna")
            joined.look()
            tried.add("erna")
        pcs.settle()
        pcs.settle()
        # Who still has the commits that are gone puts them back, and has nothing to tell.
        is_noticed = _is_told(first, second) or gone <= set(store.files)
        return _checked(pcs, tried, "share went back", is_noticed=is_noticed)


def pc_goes_back(chance: Random) -> Tally:
    """A PC gets its disk of some days ago back."""
    with office() as (pcs, _, disks):
        old, other = pcs.start("old"), pcs.start("other")
        old.save("voor")
        backup = disks / "backup"
        with suppress(shutil.Error):  # a temporary file that goes meanwhile
            shutil.copytree(old.home, backup, ignore=shutil.ignore_patterns("lock"))
        tried = {"voor"}
        for number in range(chance.randrange(1, 6)):
            tried.add(f"{number}")
            chance.choice((old, other)).save(f"{number}")
        old.office.close()
        shutil.rmtree(old.home)
        shutil.copytree(backup, old.home)
        pcs.restart(old).save("erna")
        pcs.settle()
        return _checked(pcs, {*tried, "erna"}, "PC went back", is_noticed=True)


def commit_is_deleted(chance: Random) -> Tally:
    """Somebody deletes one commit file; whoever made it is still about."""
    with office() as (pcs, store, _):
        first, second = pcs.start("first"), pcs.start("second")
        tried = {f"{number}" for number in range(6)}
        for name in sorted(tried):
            chance.choice((first, second)).save(name)
        first.look()
        second.look()
        commits = sorted(name for name in store.files if name.startswith("log/"))
        gone = chance.choice(commits)
        del store.files[gone]
        for pc in (first, second):
            pc.save(f"erna-{pc.name}")
            pcs.restart(pc)
        pcs.settle()
        joined = pcs.start("joined")
        pcs.settle()
        tried |= {"erna-first", "erna-second"}
        return _checked(pcs, tried, "commit deleted", is_noticed=gone in store.files or joined.is_settled)


def share_is_not_mounted(chance: Random) -> Tally:
    """Where the office was is an empty folder for a while; nothing is made in it, and work waits on the PC."""
    with office() as (pcs, store, _):
        pc, other = pcs.start("pc"), pcs.start("other")
        pc.save("voor")
        there = store.copy()
        store.become(Store())
        pc.look()
        pc.save("zonder")
        pc.look()
        is_noticed = pc.office.health().reachability is Reachability.AWAY and not store.files
        if chance.random() < 0.5:
            pcs.restart(pc).save("nog-steeds-zonder")  # opens from what this PC has
        is_noticed = is_noticed and not store.files
        store.become(there)
        other.save("intussen")
        pcs.settle()
        return _checked(
            pcs, {"voor", "zonder", "nog-steeds-zonder", "intussen"}, "not mounted", is_noticed=is_noticed
        )


def another_office_is_there(chance: Random) -> Tally:
    """The path leads to somebody else's office: nothing of this one ends up there."""
    with office() as (pcs, store, _):
        pc = pcs.start("pc")
        pc.save("voor")
        if chance.random() < 0.5:
            pc = pcs.restart(pc)
        ours, theirs = store.copy(), Store()
        found(MemoryFolder(theirs))
        store.become(theirs)
        pc.look()
        pc.save("zonder")
        is_noticed = pc.office.health().reachability is not Reachability.HERE and set(store.files) == set(
            theirs.files
        )
        store.become(ours)
        pcs.settle()
        return _checked(pcs, {"voor", "zonder"}, "another office", is_noticed=is_noticed)


TRIALS: tuple[Trial, ...] = (
    share_goes_back,
    pc_goes_back,
    commit_is_deleted,
    share_is_not_mounted,
    another_office_is_there,
)


def lost_without_what_was_sent() -> int:
    """The control: a PC that threw away what it had shared has nothing to offer again to a share that went back."""
    with office() as (pcs, store, _):
        pc = pcs.start("pc")
        before = store.copy()
        pc.save("voor")
        for kept in pc.home.glob("**/sent/*"):
            kept.unlink()
        store.become(before)
        pcs.settle()
        return len(_told(pcs) - pc.names())


def _is_told(*pcs: Pc) -> bool:
    return any("stond een tijd terug" in (pc.office.health().problem or "") for pc in pcs)


def _told(pcs: Pcs) -> set[str]:
    return {name for pc in pcs.running for name in pc.acknowledged}


def _checked(pcs: Pcs, tried: set[str], where: str, *, is_noticed: bool) -> Tally:
    tally = Tally(tried=1, faults=1, noticed=int(is_noticed), acknowledged=len(_told(pcs)))
    compare(pcs, _told(pcs), tried, where, tally)
    return tally


def run(seconds: float) -> Outcome:
    """All of them in turn, each time with other dice."""
    until = time.monotonic() + seconds
    tally, seed = Tally(), 0
    while time.monotonic() < until:
        for trial in TRIALS:
            tally.add(trial(Random(seed)))
        seed += 1
    lost = lost_without_what_was_sent()
    return Outcome(
        name="T8 network folder: shares and PCs that go back, lose commits, are not there",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"a PC that forgot what it had shared: {lost} acknowledged lost",
        is_good=tally.is_good and tally.noticed == tally.faults and lost > 0,
        notes="; ".join(tally.problems[:3]),
    )
