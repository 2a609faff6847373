"""Whether the office is sound: the tables, the audit trail with its anchors, and what belongs together."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import anchor as anchors
from gezinscoach_desktop.data import audit, check
from gezinscoach_desktop.data import setting as settings
from gezinscoach_desktop.data.anchor import Anchor, Fault, FaultKind
from gezinscoach_desktop.data.audit import Head
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.instrument import Subject, parse_instrument
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.repair import guards_gone
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import last_check
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require, require_whole
from gezinscoach_desktop.services.operation import Work, operation

if TYPE_CHECKING:
    from uuid import UUID

    from gezinscoach_desktop.data.office import Session

Report = Callable[[int, int, str], None]
"""How far it is, of how much, with what it is doing; raises Cancelled when the user stopped it."""

_TRAIL = "Logboek"
_BACKUPS = "Reservekopieën"
_SENTENCES = {
    FaultKind.ENTRY: "Regel {n} past niet bij die ervoor: er is iets gewijzigd, verwisseld, weggehaald of tussengevoegd.",
    FaultKind.ANCHOR: "Regel {n} is niet meer de regel die een collega bij het aan- of afmelden ondertekende.",
    FaultKind.SIGNATURE: "De handtekening onder regel {n} klopt niet.",
    FaultKind.CUT: "Regel {n} werd door een collega ondertekend, maar is er niet meer: het einde van het logboek is weg.",
    FaultKind.FORGOTTEN: "Deze pc zag eerder regel {n}, maar die is er niet meer: het einde van het logboek is weg.",
    FaultKind.DIFFERENT: "Deze pc zag eerder een andere regel {n}: het logboek is sindsdien vervangen of gewijzigd.",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it has to be: where, and one sentence about it without names."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of the office found."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    checked_at: datetime

    @property
    def is_good(self) -> bool:
        return not self.findings


def verify(desk: Desk, *, deep: bool, report: Report | None = None) -> Verification:
    """Check the office; `deep` reads every page of the store and every backup too. What is wrong is noted in the trail."""
    require(desk, Action.VERIFY)
    require_whole(desk)
    parts = [*_PARTS, *(_DEEP_PARTS if deep else ())]
    findings: list[Finding] = []
    for place, part in enumerate(parts):
        if report is not None:
            report(place, len(parts), f"{part.where} nakijken")
        findings += _found(desk, part)
    if report is not None:
        report(len(parts), len(parts), "")
    _tell(desk, tuple(findings))
    last_check.keep(desk.now(), is_deep=deep, where=(finding.where for finding in findings))
    return Verification(tuple(findings), _counted(desk), desk.now())


def look_back(desk: Desk) -> tuple[Finding, ...]:
    """After signing in: whether the trail still has what this PC saw last, and fits from there on.

    What is wrong is noted, told to the user once, and the trail as it is now is what this PC remembers from then on.
    """
    known = anchors.remembered(desk.office.id)
    faults = desk.office.read(lambda session: anchors.check_since(session, known))
    findings = tuple(_finding(fault) for fault in faults)
    if _tell(desk, findings):
        sign_trail(desk)
    return findings


def sign_trail(desk: Desk) -> None:
    """Sign for the newest entry of the trail, and remember it on this PC: after signing in and before leaving.

    Entries that still wait on this PC are left for later: their numbers and hashes are not final.
    """
    if desk.office.health().waiting:
        return
    head = desk.office.read(audit.head)
    if head == audit.EMPTY or desk.office.health().waiting:
        return
    with suppress(OSError):  # a full disk must not keep anybody from working
        anchors.remember(desk.office.id, head)
    anchor = anchors.sign(desk.office.keys, head, desk.now())
    if anchor is not None and desk.office.read_only is None:
        _add_anchor(desk, head.number, head.hash, anchor.at, anchor.public_key, anchor.signature)


@operation(AuditAction.SIGN_IN, is_urgent=False)
def _add_anchor(
    work: Work, number: int, hash_: bytes, at: datetime, public_key: bytes, signature: bytes
) -> Done:
    anchors.add(work.session, Anchor(Head(number, hash_), work.account.id, at, public_key, signature))
    return Done(Change(frozenset()))


@operation(AuditAction.CHECK_FAILED, is_urgent=False)
def _note_failed(work: Work, places: list[str]) -> Done:
    work.note(AuditAction.CHECK_FAILED, details={"findings": len(places), "where": sorted(set(places))})
    return Done(Change(frozenset()))


def _tell(desk: Desk, findings: tuple[Finding, ...]) -> bool:
    """Note what was found; False when it cannot be noted now. An office in which nothing can be kept is still checked."""
    if not findings:
        return True
    if desk.office.read_only is not None:  # a note that waits on this PC is no reason to stop telling it
        return False
    with suppress(UserError):
        _note_failed(desk, [finding.where for finding in findings])
        return True
    return False


def _tables(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001 - every part gets both
    if not check.schema_fits(session):
        yield Finding("Tabellen", "De versie van de tabellen is niet wat het kantoor zegt.")
    missing = len(check.missing_guards(session))
    if missing:
        yield Finding("Tabellen", guards_gone(missing))


def _trail(session: Session, desk: Desk) -> Iterator[Finding]:
    yield from (_finding(fault) for fault in anchors.check(session, desk.office.id))


def _references(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001
    stray = check.stray_rows(session)
    if stray:
        yield Finding(
            "Verwijzingen",
            f"{counted(stray, 'gegeven verwijst', 'gegevens verwijzen')} naar iets wat er niet is.",
        )


def _snapshots(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001
    number = check.misnumbered_families(session)
    if number:
        yield Finding(
            "Momentopnamen",
            f"Bij {counted(number, 'gezin', 'gezinnen')} zijn de momentopnamen niet doorlopend genummerd.",
        )
    number = check.orphan_snapshots(session)
    if number:
        yield Finding(
            "Momentopnamen",
            f"Van {counted(number, 'momentopname', 'momentopnamen')} is niet bewaard met welke bewerking ze kwam.",
        )


def _assignments(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001
    number = check.unfit_assignments(session)
    if number:
        yield Finding(
            "Toewijzingen",
            f"{counted(number, 'toewijzing klopt', 'toewijzingen kloppen')} niet: twee verantwoordelijken, of een"
            " einde vóór het begin.",
        )


def _scores(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001
    known: dict[UUID, dict[str, bool]] = {}
    unknown: set[str] = set()
    for used in check.used_items(session):
        if used.instrument_id not in known:
            known[used.instrument_id] = _items(session, used.instrument_id)
        if known[used.instrument_id].get(used.item) is not used.is_personal:
            unknown.add(used.item)
    if unknown:
        yield Finding(
            "Scores",
            f"{counted(len(unknown), 'item', 'items')} van de scores staan niet (of niet voor wie ze gelden)"
            " in het instrument van hun momentopname.",
        )


def _items(session: Session, instrument_id: UUID) -> dict[str, bool]:
    """Every item of a version of the instrument, with whether it is about a person."""
    definition = settings.instrument_definition(session, instrument_id)
    instrument = parse_instrument(tomllib.loads(definition), source=str(instrument_id), definition=definition)
    return {key: item.subject is not Subject.HOUSEHOLD for key, item in instrument.items.items()}


def _pages(session: Session, desk: Desk) -> Iterator[Finding]:  # noqa: ARG001
    number = check.unsound_pages(session)
    if number:
        yield Finding(
            "Databank",
            f"Het bestand is op {counted(number, 'plaats', 'plaatsen')} beschadigd.",
        )


def _finding(fault: Fault) -> Finding:
    return Finding(_TRAIL, _SENTENCES[fault.kind].format(n=fault.number))


def _backups(desk: Desk) -> tuple[Finding, ...]:
    """Every byte of every backup in both places, and whether this office made it."""
    from gezinscoach_desktop.data import backup_file
    from gezinscoach_desktop.services.backup import list_backups

    found = []
    for backup in list_backups(desk):
        problem = backup.problem
        if problem is None:
            try:
                backup_file.verify(backup.path, {}, lambda _: None)
            except UserError as error:
                problem = error.message
            except OSError:
                problem = f"“{backup.path.name}” kan niet gelezen worden."
        if problem is not None:
            found.append(Finding(_BACKUPS, problem))
    return tuple(found)


def _found(desk: Desk, part: _Part) -> tuple[Finding, ...]:
    """What one part finds; a store too damaged to answer is a finding as well."""
    try:
        return part.find(desk)
    except UserError as error:
        return (Finding(part.where, error.message),)


def _counted(desk: Desk) -> Mapping[str, int]:
    with suppress(UserError):
        return desk.office.read(check.counts)
    return {}


@dataclass(frozen=True, slots=True)
class _Part:
    where: str
    find: Callable[[Desk], tuple[Finding, ...]]


def _stored(where: str, look: Callable[[Session, Desk], Iterator[Finding]]) -> _Part:
    """A part that looks in the store, in a read session of its own so that others can go on in between."""
    return _Part(where, lambda desk: desk.office.read(lambda session: tuple(look(session, desk))))


_PARTS = (
    _stored("Tabellen", _tables),
    _stored(_TRAIL, _trail),
    _stored("Verwijzingen", _references),
    _stored("Momentopnamen", _snapshots),
    _stored("Toewijzingen", _assignments),
    _stored("Scores", _scores),
)
_DEEP_PARTS = (_stored("Databank", _pages), _Part(_BACKUPS, _backups))
