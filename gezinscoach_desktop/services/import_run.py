"""Imports that were done: which, what they added, and undoing one as a whole.

What people worked on since stays; the rest can still be undone. It is one operation, and whoever may import may do it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from gezinscoach_desktop.data import import_run as store
from gezinscoach_desktop.data.erasure import undo_import as let_go
from gezinscoach_desktop.data.exchange import Added
from gezinscoach_desktop.data.family import refresh_search
from gezinscoach_desktop.data.transfer import IMPORT_RUNS
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.transfer import ImportRunInput
from gezinscoach_desktop.domain.transfer import ImportRunRecord as ImportRunRecord
from gezinscoach_desktop.services.backup import back_up_before_import
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze import"
_TOUCHED = frozenset(Noun) - {Noun.SETTING, Noun.ACCOUNT}


@dataclass(frozen=True, slots=True)
class WorkedOn:
    """A family that an import added and that stays, since somebody worked on it."""

    id: UUID
    code: str
    name: str
    why: str
    """In Dutch, as after “omdat”."""


@dataclass(frozen=True, slots=True)
class UndoPlan:
    """What undoing an import would take away, and what stays. Counts of what is still there only."""

    run: ImportRunRecord
    families: int
    members: int
    """Of families that were there before."""
    snapshots: int
    """Of families that were there before."""
    family_members: int
    """That go with their family, as the next."""
    family_snapshots: int
    staying: tuple[WorkedOn, ...]
    staying_members: int

    @property
    def is_empty(self) -> bool:
        return not (self.families or self.members or self.snapshots)


def list_imports(desk: Desk) -> tuple[ImportRunRecord, ...]:
    """Every import of the office, the newest first."""
    require(desk, Action.IMPORT)
    return desk.office.read(store.import_runs)


def read_undo(desk: Desk, run_id: UUID) -> UndoPlan:
    """What undoing this import would do; raises NotFound, and InvalidInput when it is undone already."""
    require(desk, Action.IMPORT)
    return desk.office.read(lambda session: _plan(session, _found(session, run_id))[0])


def undo_import(desk: Desk, plan: UndoPlan) -> Done:
    """Take away what an import added and nobody worked on since; what stays is as `plan` said, or nothing happens.

    What changed since the last backup is backed up first: there is no other way back.
    """
    require(desk, Action.IMPORT)
    back_up_before_import(desk)
    staying = tuple(sorted(each.id for each in plan.staying))
    return _undo_import(desk, plan.run.id, plan.run.version, staying)


@operation(AuditAction.UNDO_IMPORT, can_wait=False)
def _undo_import(work: Work, run_id: UUID, version: int, staying: tuple[UUID, ...]) -> Done:
    require(work, Action.IMPORT)
    session = work.session
    run = _found(session, run_id)
    if run.version != version:
        raise changed_meanwhile(work, _WHAT, run)
    plan, gone = _plan(session, run)
    if tuple(sorted(each.id for each in plan.staying)) != staying:
        raise InvalidInput(
            "Er werd intussen aan een gezin van deze import gewerkt; kijk opnieuw wat er blijft."
        )
    searched = store.families_of_members(session, gone.members)
    let_go(session, replace(run, details=gone), at=work.now(), by=work.account.id, day=work.today())
    for family_id in searched:
        refresh_search(session, family_id)
    undone = replace(run.details, undone_on=work.today())
    if not IMPORT_RUNS.change(session, run_id, version, undone, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, run)
    counts = {
        "families": plan.families,
        "members": plan.members + plan.family_members,
        "snapshots": plan.snapshots + plan.family_snapshots,
    }
    work.note(AuditAction.UNDO_IMPORT, details=counts)
    return Done(Change(_TOUCHED), run_id, counts)


def keep_run(
    work: Work,
    added: Added,
    *,
    source: str,
    sha256: str,
    rows: int,
    skipped: int,
    mapping: Mapping[str, Any] | None = None,
) -> UUID:
    """Within the operation that imports: note what it added, so that it can be undone."""
    details = ImportRunInput(
        source=source,
        sha256=sha256,
        on=work.today(),
        mapping=mapping or {},
        families=added.families,
        snapshots=added.snapshots,
        members=added.members,
        rows=rows,
        skipped=skipped,
    )
    run_id = uuid4()
    IMPORT_RUNS.add(work.session, run_id, details, at=work.now(), by=work.account.id)
    return run_id


def _found(session: Session, run_id: UUID) -> ImportRunRecord:
    run = IMPORT_RUNS.one(session, run_id)
    if run is None:
        raise missing(_WHAT)
    if run.details.undone_on is not None:
        raise InvalidInput("Deze import is al ongedaan gemaakt.")
    return run


def _plan(session: Session, run: ImportRunRecord) -> tuple[UndoPlan, ImportRunInput]:
    """The same for people, and by id: of families that go as a whole the snapshots need not be named."""
    worked_on = store.families_worked_on(session, run)
    names = store.codes_of(session, worked_on)
    there = store.still_there(session, run.details)
    of_new = store.snapshots_of(session, there.families)
    busy = store.members_worked_on(session, run)
    gone = replace(
        there,
        families=tuple(each for each in there.families if each not in worked_on),
        snapshots=tuple(each for each in there.snapshots if each not in of_new),
        members=tuple(each for each in there.members if each not in busy),
    )
    staying = sorted((*names[id_], id_) for id_ in worked_on if id_ in names)
    family_members, family_snapshots = store.count_within(session, gone.families)
    plan = UndoPlan(
        run=run,
        families=len(gone.families),
        members=len(gone.members),
        snapshots=len(gone.snapshots),
        family_members=family_members,
        family_snapshots=family_snapshots,
        staying=tuple(WorkedOn(id_, code, name, _why(worked_on[id_])) for code, name, id_ in staying),
        staying_members=len(there.members) - len(gone.members),
    )
    return plan, gone


_WORDS = {
    "snapshot": "er een momentopname bij kwam",
    "contact": "er een contact genoteerd is",
    "action": "er een actie bij kwam",
    "request": "er een hulpvraag bij kwam",
    "assignment": "het een coach kreeg",
    "phase": "het een fase kreeg",
    "document": "er een document bij kwam",
    "consent": "de toestemming bevestigd of gewijzigd is",
    "family": "het gewijzigd is",
    "member": "een gezinslid gewijzigd is",
    "expense": "er een uitgave genoteerd is",
    "appointment": "er een afspraak gemaakt is",
    "referral": "er een aanmelding bij hoort",
}


def _why(tables: frozenset[str]) -> str:
    known = [words for name, words in _WORDS.items() if name in tables]
    return known[0] if known else "er intussen aan gewerkt is"
