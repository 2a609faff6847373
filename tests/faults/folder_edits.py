"""T9 on a network folder: several PCs edit one record at once; nobody's edit goes without anybody having seen it.

Every edit says which version of the record it was made on. An edit that is kept makes the next version; so of all edits
on the same version at most one may be kept, and as many versions must have gone by as edits were kept.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from random import Random
from threading import Thread
from uuid import UUID

from gezinscoach_desktop.domain.errors import ChangedMeanwhile
from gezinscoach_desktop.domain.record import FamilyRecord
from gezinscoach_desktop.services.family import FamilyInput, add_family, change_family, read_family
from tests.data.folder.faulty_folder import Fault, Plan
from tests.data.folder.pcs import Pc, Pcs
from tests.faults.folder_tally import Tally, office
from tests.faults.outcome import Outcome

_TROUBLE = (Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.LATE, Fault.TAKEN_AFTER, Fault.STALE, Fault.FULL)


@dataclass
class _Edits:
    """What became of the edits of one round: the text each one put in, and the version it was made on."""

    kept: dict[str, int] = field(default_factory=dict)
    refused: int = 0


def interleavings(seed: int, rounds: int, until: float = float("inf")) -> Tally:
    """Three PCs edit the same family in every order, with trouble on the way."""
    chance, tally = Random(seed), Tally()
    with office() as (pcs, _, _):
        for name in "abc":
            pcs.start(name)
        done = add_family(pcs.running[0].desk, FamilyInput(name="Peeters"))
        assert done.id is not None
        pcs.settle()
        for number in range(rounds):
            if time.monotonic() > until:
                break
            _round(pcs, done.id, chance, number, tally)
    return tally


def _round(pcs: Pcs, family_id: UUID, chance: Random, number: int, tally: Tally) -> None:
    first = _record(pcs.running[0], family_id)
    edits = _Edits()
    for pc in pcs.running:
        pc.folder.begin(_plan(chance))
    threads = [
        Thread(target=_edit, args=(pc, family_id, f"{number}-{pc.name}", chance.randrange(2, 7), edits))
        for pc in pcs.running
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    pcs.settle()
    conflicts = _taken_out(pcs, edits)
    last = _record(pcs.running[0], family_id)
    tally.tried += len(edits.kept) + edits.refused + conflicts
    tally.acknowledged += len(edits.kept)
    tally.faults += edits.refused + conflicts
    tally.noticed += edits.refused + conflicts
    _judge(edits, first, last, pcs, family_id, number, tally)


def _edit(pc: Pc, family_id: UUID, name: str, times: int, edits: _Edits) -> None:
    for turn in range(times):
        record = _record(pc, family_id)
        text = f"{name}-{turn}"
        try:
            change_family(pc.desk, family_id, record.version, FamilyInput(name="Peeters", remarks=text))
            edits.kept[text] = record.version
        except ChangedMeanwhile:
            edits.refused += 1
            pc.look()


def _taken_out(pcs: Pcs, edits: _Edits) -> int:
    """Edits that waited on a PC and turned out to be too late: told as a conflict, with everything in them."""
    count = 0
    for pc in pcs.running:
        for conflict in pc.office.health().conflicts:
            texts = [text for text in edits.kept if text.encode() in conflict.operation.arguments]
            for text in texts:
                del edits.kept[text]
            count += len(texts)
            pc.office.settle(conflict.operation.id, again=False)
    return count


def _judge(
    edits: _Edits,
    first: FamilyRecord,
    last: FamilyRecord,
    pcs: Pcs,
    family_id: UUID,
    number: int,
    tally: Tally,
) -> None:
    twice = len(edits.kept) - len(set(edits.kept.values()))
    gone = len(edits.kept) - (last.version - first.version)
    tally.lost += twice + abs(gone)
    if twice or gone:
        tally.problems.append(f"round {number}: {twice} on the same version, {gone} without a trace")
    if edits.kept and last.details.remarks not in edits.kept:
        tally.problems.append(f"round {number}: the last text is nobody's")
    if any(_record(pc, family_id) != last for pc in pcs.running):
        tally.problems.append(f"round {number}: PCs differ")


def _record(pc: Pc, family_id: UUID) -> FamilyRecord:
    return read_family(pc.desk, family_id).record


def _plan(chance: Random) -> Plan:
    if chance.random() < 0.5:
        return Plan()
    return Plan({chance.randrange(20): chance.choice(_TROUBLE) for _ in range(chance.randrange(1, 4))})


def overwritten_without_versions() -> int:
    """The control: edits that take whatever version is kept when it is their turn; the last one wins unseen."""
    tally, edits = Tally(), _Edits()
    with office() as (pcs, _, _):
        first, second = pcs.start("first"), pcs.start("second")
        done = add_family(first.desk, FamilyInput(name="Peeters"))
        assert done.id is not None
        pcs.settle()
        before = _record(first, done.id)
        for pc in (first, second):  # both had the same version on their screen
            pc.look()
            details = FamilyInput(name="Peeters", remarks=pc.name)
            change_family(pc.desk, done.id, _record(pc, done.id).version, details)
            edits.kept[pc.name] = before.version
        pcs.settle()
        _judge(edits, before, _record(first, done.id), pcs, done.id, 0, tally)
    return tally.lost


def run(seconds: float) -> Outcome:
    """As many interleavings as there is time for."""
    until = time.monotonic() + seconds
    tally, seed = Tally(), 0
    while time.monotonic() < until:
        tally.add(interleavings(seed, 200, until))
        seed += 1
    overwritten = overwritten_without_versions()
    return Outcome(
        name="T9 network folder: edits of one record by three PCs at once",
        tried=tally.tried,
        acknowledged=tally.acknowledged,
        lost=tally.lost,
        faults=tally.faults,
        noticed=tally.noticed,
        control=f"edits that do not say which version they were made on: {overwritten} overwritten unseen in 1 meeting",
        is_good=tally.is_good and overwritten > 0,
        notes="; ".join(tally.problems[:3]),
    )
