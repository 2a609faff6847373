"""Signals for policy: bundled by theme and service, raised, answered, and told to the council. Coordinators only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import setting as kept_settings
from gezinscoach_desktop.data import signal_bundle as bundles_of
from gezinscoach_desktop.data.signal import SIGNALS
from gezinscoach_desktop.data.signal_bundle import SIGNAL_BUNDLES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.signal_bundle import (
    BundleFacts,
    BundleProposal,
    SignalBundleInput,
    SignalBundleRecord,
    Told,
    checked_bundle,
    facts_of,
    of_the_year,
    proposals,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.kept import changed_meanwhile, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.services.signal import SignalLine, list_signals

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze bundel"
MOST_PAGES = 2
"""A council reads a note of two pages."""


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle in the list."""

    record: SignalBundleRecord
    service: str
    facts: BundleFacts


@dataclass(frozen=True, slots=True)
class Bundles:
    """What was bundled, what could be, and what is in no bundle yet."""

    lines: tuple[BundleLine, ...]
    proposals: tuple[BundleProposal, ...]
    loose: int


@dataclass(frozen=True, slots=True)
class BundlePage:
    """One bundle with its signals, and by which names their families are known."""

    line: BundleLine
    signals: tuple[SignalLine, ...]
    others: tuple[SignalLine, ...]
    """Signals of the same theme that are in no bundle yet."""
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilNote:
    """The note for the council, as it was made."""

    pdf: bytes
    pages: int

    @property
    def is_too_long(self) -> bool:
        """More than a council reads."""
        return self.pages > MOST_PAGES


def list_bundles(desk: Desk) -> Bundles:
    """Every bundle and what could be bundled; three queries."""
    require(desk, Action.BUNDLE_SIGNALS)

    def query(session: Session) -> Bundles:
        told = bundles_of.told(session)
        lines = _lines(session, told)
        bundled = {signal for line in lines for signal in line.record.details.signals}
        loose = sum(each.id not in bundled for each in told)
        return Bundles(lines, proposals(told, bundled), loose)

    return desk.office.read(query)


def _lines(session: Session, told: Iterable[Told]) -> tuple[BundleLine, ...]:
    by_id = {each.id: each for each in told}
    names = bundles_of.service_names(session)
    return tuple(
        BundleLine(
            record,
            names.get(record.details.service_id, "")
            if record.details.service_id is not None
            else record.details.service,
            facts_of(by_id[each] for each in record.details.signals if each in by_id),
        )
        for record in bundles_of.every(session)
    )


def read_bundle(desk: Desk, bundle_id: UUID) -> BundlePage:
    """One bundle; raises NotFound when it was taken away."""
    require(desk, Action.BUNDLE_SIGNALS)
    every = {line.record.id: line for line in list_signals(desk)}

    def query(session: Session) -> BundlePage:
        lines = _lines(session, bundles_of.told(session))
        line = next((each for each in lines if each.record.id == bundle_id), None)
        if line is None:
            raise missing(_WHAT)
        bundled = {signal for each in lines for signal in each.record.details.signals}
        mine = tuple(every[each] for each in line.record.details.signals if each in every)
        families = {each.record.family_id for each in mine if each.record.family_id is not None}
        return BundlePage(
            line,
            mine,
            tuple(
                each
                for each in every.values()
                if each.record.id not in bundled and each.record.details.theme is line.record.details.theme
            ),
            bundles_of.names_of(session, families),
        )

    return desk.office.read(query)


def add_bundle(desk: Desk, details: SignalBundleInput) -> Done:
    """Keep a new bundle; raises InvalidInput."""
    return _add_bundle(desk, uuid4(), checked_bundle(details, desk.today()))


@operation(AuditAction.CHANGE_SIGNAL_BUNDLE)
def _add_bundle(work: Work, bundle_id: UUID, details: SignalBundleInput) -> Done:
    require(work, Action.BUNDLE_SIGNALS)
    _refuse_unknown(work, details)
    SIGNAL_BUNDLES.add(work.session, bundle_id, details, at=work.now(), by=work.account.id)
    return _done(work, bundle_id)


def change_bundle(desk: Desk, bundle_id: UUID, version: int, details: SignalBundleInput) -> Done:
    """Keep changed details; raises InvalidInput, and ChangedMeanwhile when `version` is no longer the kept one."""
    return _change_bundle(desk, bundle_id, version, checked_bundle(details, desk.today()))


@operation(AuditAction.CHANGE_SIGNAL_BUNDLE)
def _change_bundle(work: Work, bundle_id: UUID, version: int, details: SignalBundleInput) -> Done:
    kept = _found(work, bundle_id)
    _refuse_unknown(work, details)
    if not SIGNAL_BUNDLES.change(
        work.session, bundle_id, version, details, at=work.now(), by=work.account.id
    ):
        raise changed_meanwhile(work, _WHAT, kept)
    return _done(work, bundle_id)


def remove_bundle(desk: Desk, bundle_id: UUID, version: int) -> Done:
    """Take a bundle away, not its signals; `bring_back_bundle` with the next version undoes it."""
    return _remove_bundle(desk, bundle_id, version)


@operation(AuditAction.CHANGE_SIGNAL_BUNDLE)
def _remove_bundle(work: Work, bundle_id: UUID, version: int) -> Done:
    kept = _found(work, bundle_id)
    if not SIGNAL_BUNDLES.remove(work.session, bundle_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _done(work, bundle_id)


def bring_back_bundle(desk: Desk, bundle_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_bundle(desk, bundle_id, version)


@operation(AuditAction.CHANGE_SIGNAL_BUNDLE)
def _bring_back_bundle(work: Work, bundle_id: UUID, version: int) -> Done:
    kept = _found(work, bundle_id)
    if not SIGNAL_BUNDLES.bring_back(work.session, bundle_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _done(work, bundle_id)


def _found(work: Work, bundle_id: UUID) -> SignalBundleRecord:
    require(work, Action.BUNDLE_SIGNALS)
    kept = SIGNAL_BUNDLES.one(work.session, bundle_id)
    if kept is None:
        raise missing(_WHAT)
    return kept


def _refuse_unknown(work: Work, details: SignalBundleInput) -> None:
    """A bundle names its signals without a foreign key: that they are there is asked here."""
    for signal_id in details.signals:
        if SIGNALS.one(work.session, signal_id) is None:
            raise missing("een van deze signalen")


def _done(work: Work, bundle_id: UUID) -> Done:
    work.note(AuditAction.CHANGE_SIGNAL_BUNDLE)
    return Done(Change(frozenset({Noun.SIGNAL})), bundle_id)


def council_note(desk: Desk, bundles: tuple[UUID, ...]) -> CouncilNote:
    """The note about these bundles, in this order; raises InvalidInput when there are none. Noted as printed."""
    if not bundles:
        raise InvalidInput("Kies minstens één bundel voor de nota.", field="bundles")
    require(desk, Action.MAKE_REPORT)
    require(desk, Action.BUNDLE_SIGNALS)

    def query(session: Session) -> tuple[str, dict[UUID, BundleLine], tuple[Told, ...]]:
        told = bundles_of.told(session)
        lines = _lines(session, told)
        return kept_settings.office(session).name, {line.record.id: line for line in lines}, told

    office, lines, told = desk.office.read(query)
    chosen = tuple(lines[each] for each in bundles if each in lines)
    if not chosen:
        raise missing(_WHAT)
    _note_printed(desk, len(chosen))
    return _made(desk, office, chosen, told)


def _made(desk: Desk, office: str, chosen: tuple[BundleLine, ...], told: tuple[Told, ...]) -> CouncilNote:
    from gezinscoach_desktop.reports.council_note import NoteBundle, NoteTheme, build_council_note

    themes = of_the_year(told, desk.today())

    pdf, pages = build_council_note(
        office,
        desk.account.display_name,
        desk.today(),
        tuple(NoteBundle(line.record.details, line.service, line.facts) for line in chosen),
        tuple(NoteTheme(theme, facts.signals, facts.families) for theme, facts in themes),
    )
    return CouncilNote(pdf, pages)


def save_council_note(desk: Desk, bundles: tuple[UUID, ...], path: Path) -> CouncilNote:
    """The same in a file; raises InvalidInput (field path) when it cannot be written there."""
    note = council_note(desk, bundles)
    write_file(path, note.pdf)
    return note


@operation(AuditAction.PRINT)
def _note_printed(work: Work, bundles: int) -> Done:
    require(work, Action.MAKE_REPORT)
    work.note(AuditAction.PRINT, details={"paper": "council_note", "bundles": bundles})
    return Done(Change(frozenset()))
