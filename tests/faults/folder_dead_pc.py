"""T18 on a network folder: a PC that stops for ever at any step of sharing keeps nobody else from saving."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable

from gezinscoach_desktop.data.folder.port import Folder
from tests.data.folder.faulty_folder import Plan
from tests.data.folder.memory_folder import MemoryFolder
from tests.data.folder.pcs import Pc
from tests.faults.folder_tally import Tally, compare, new_store, office
from tests.faults.outcome import Outcome

STEPS = 9
"""Calls to the share while a PC saves, and looks."""


def stopped_at_each_step(
    rounds: int = 1, new_view: Callable[[], Folder] | None = None, until: float = float("inf")
) -> tuple[Tally, float]:
    """At each step of one PC, while it stands still there, a colleague saves; gives also the longest that took.

    `noticed` counts the saves that were shared at once.
    """
    tally, longest, tried = Tally(), 0.0, set[str]()
    with office() as (pcs, _, _):
        if new_view is not None:
            pcs.new_view = new_view
        stopped, colleague = pcs.start("stopped"), pcs.start("colleague")
        for number in range(rounds * STEPS):
            if time.monotonic() > until:
                break
            took = _save_while_it_stands_still(stopped, colleague, number % STEPS, number)
            tried |= {f"{number}-{each.name}" for each in (stopped, colleague)}
            pcs.settle()
            if took is not None:
                seconds, is_shared = took
                longest = max(longest, seconds)
                tally.tried += 1
                tally.faults += 1
                tally.noticed += int(is_shared)
        told = {name for pc in pcs.running for name in pc.acknowledged}
        tally.acknowledged = len(told)
        compare(pcs, told, tried, "in the end", tally)
    return tally, longest


def _save_while_it_stands_still(
    stopped: Pc, colleague: Pc, step: int, number: int
) -> tuple[float, bool] | None:
    """How long the colleague's save took and whether it was shared; None when there was no such step."""
    took: list[tuple[float, bool]] = []

    def stand_still(at: int, _: str) -> None:
        if at == step:
            began = time.monotonic()
            is_kept = colleague.save(f"{number}-{colleague.name}")
            took.append((time.monotonic() - began, is_kept and colleague.is_settled))

    stopped.folder.begin(Plan(), stand_still)
    stopped.save(f"{number}-{stopped.name}")
    stopped.look()
    return took[0] if took else None


class LockingFolder(MemoryFolder):
    """The control: a share where who publishes holds a lock file meanwhile."""

    def write(self, name: str, content: bytes, *, at: int = 0) -> None:
        try:
            self.create("log/lock", b"")
        except FileExistsError:
            raise OSError(errno.EBUSY, "somebody publishes") from None
        super().write(name, content, at=at)

    def remove(self, name: str) -> None:
        super().remove(name)
        super().remove("log/lock")


def blocked_by_a_lock_file() -> int:
    """How many saves of the colleague are not shared while the other stands still with the lock."""
    store = new_store()
    tally, _ = stopped_at_each_step(new_view=lambda: LockingFolder(store))
    return tally.tried - tally.noticed


def run(seconds: float) -> Outcome:
    """Every step, as often as there is time for."""
    tally, longest = stopped_at_each_step(10_000, until=time.monotonic() + seconds)
    blocked = blocked_by_a_lock_file()
    return Outcome(
        name="T18 network folder: a PC stops for ever at any step, a colleague saves",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"with a lock file while publishing: {blocked} saves of the colleague not shared",
        is_good=tally.is_good and tally.noticed == tally.tried and longest < 5 and blocked > 0,
        notes="; ".join([f"the longest save took {longest:.2f} s", *tally.problems[:3]]),
    )
