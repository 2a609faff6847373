"""T4 on a network folder: new keys for the whole office, with a failure at every step; the old ones work, or the new."""

from __future__ import annotations

import time
from contextlib import suppress

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services.new_keys import finish_new_keys
from tests.data.folder.faulty_folder import NETWORK, Fault, Plan
from tests.data.folder.memory_folder import Store
from tests.data.folder.pcs import Pc, Pcs
from tests.faults.folder_tally import Tally, compare, new_store, office
from tests.faults.outcome import Outcome

STEPS = 40
"""Calls to the share while keys are renewed, and then some."""


def renewed_with(fault: Fault, steps: range = range(STEPS), until: float = float("inf")) -> Tally:
    """Keys are renewed with `fault` at each step in turn; then the PC starts again, and a colleague and a newcomer come."""
    tally = Tally()
    with office() as (pcs, _, _):
        bad, good = pcs.start("bad"), pcs.start("good")
        tried: set[str] = set()
        for step in steps:
            if time.monotonic() > until:
                break
            bad.folder.begin(Plan({step: fault}))
            with suppress(UserError):
                _renew(bad)
            tally.faults += len(bad.folder.struck)
            bad = _go_on(pcs, bad, good, step, tried)
            told = {name for pc in pcs.running for name in pc.acknowledged}
            compare(pcs, told, tried, f"new keys, {fault.name} at {step}", tally)
            if len(bad.office.keys.reload().epochs) > 1:
                tally.problems.append(f"{fault.name} at {step}: an epoch stays unfinished")
            tally.tried += 1
            tally.acknowledged = len(told)
    return tally


def _renew(pc: Pc) -> None:
    fresh = pc.office.keys.begin_epoch([pc.desk.account.id])
    pc.office.change_database_key()
    fresh.finish_epoch()


def _go_on(pcs: Pcs, bad: Pc, good: Pc, step: int, tried: set[str]) -> Pc:
    good.save(f"{step}-collega")
    bad.save(f"{step}-zelf")
    pcs.settle()
    bad = pcs.restart(bad)
    finish_new_keys(bad.office)
    bad.save(f"{step}-daarna")
    pcs.settle()
    tried |= {f"{step}-{what}" for what in ("collega", "zelf", "daarna")}
    return bad


def unreadable_without_boxes() -> int:
    """The control: keys that are renewed without leaving the new ones in anybody's slot lock the office for good."""
    store: Store = new_store()
    with office(store) as (pcs, _, _):
        pc = pcs.start("pc")
        pc.save("voor")
        before = {name: bytes(file.content) for name, file in store.files.items() if name.startswith("keys/")}
        _renew(pc)
        for name in [name for name in store.files if name.startswith("keys/")]:
            del store.files[name]
        for name, content in before.items():
            pc.folder.inner.write(name, content)
        try:
            return len(set(pc.acknowledged) - pcs.start("joined").names())
        except UserError:
            return len(pc.acknowledged)


def run(seconds: float) -> Outcome:
    """Every fault at every step, as far as there is time; each fault gets its share of it."""
    tally = Tally()
    for fault in NETWORK:
        tally.add(renewed_with(fault, until=time.monotonic() + seconds / len(NETWORK)))
    unreadable = unreadable_without_boxes()
    return Outcome(
        name="T4 network folder: a failure at every step of renewing all keys",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.faults,
        control=f"new keys without boxes in the slots: {unreadable} acknowledged not readable any more",
        is_good=tally.is_good and unreadable > 0,
        notes="; ".join(tally.problems[:3]),
    )
