"""Reading registrations in from, and writing them to, the exchange format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from gezinscoach_desktop.data import exchange as store
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange import (
    ExchangeFile,
    ExchangeRow,
    RowError,
    quarter_start,
    raw_rows,
    read_exchange,
    stay_for,
    write_bad_lines,
    write_exchange,
)
from gezinscoach_desktop.domain.export import family_code
from gezinscoach_desktop.domain.import_plan import ImportPlan, plan_import
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.transfer import ExportKind
from gezinscoach_desktop.services.backup import back_up_before_import
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.export_log import (
    ExportRecordInput,
    fingerprint,
    note_export,
    pseudonym_key,
)
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.import_run import keep_run
from gezinscoach_desktop.services.operation import Work, write_at_once
from gezinscoach_desktop.services.output_file import beside, replacing
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

Report = Callable[[int, int], None]
"""Called with (done, total); raises Cancelled to stop a task, of which nothing is then kept."""

SHOWN_ERRORS = 1000
_EXPORT_CHUNK = 200
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What will come in, before anything does. Counts: families, persons, snapshots, scores, and how many of each are new.

    `errors` are the first ones of `error_count`; `contradicting` are the lines that are good by themselves but do not
    fit what the office already has.
    """

    path: Path
    file: ExchangeFile
    families: int
    new_families: int
    persons: int
    new_persons: int
    snapshots: int
    new_snapshots: int
    scores: int
    new_scores: int
    errors: tuple[RowError, ...]
    error_count: int
    ignored_columns: tuple[str, ...]
    per_municipality: Mapping[str, int]
    first_date: str
    last_date: str
    contradicting: frozenset[int] = frozenset()
    sha256: str = ""

    @property
    def bad_rows(self) -> int:
        """How many rows would stay out."""
        return len(self.file.bad_lines) + len(self.contradicting)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came in; `bad_rows_path` is where skipped rows were written, None when there were none."""

    done: Done
    families: int
    persons: int
    snapshots: int
    scores: int
    skipped: int
    bad_rows_path: Path | None
    run_id: UUID | None = None
    """Under which it can be undone."""


def preview_import(desk: Desk, path: Path, *, report: Report | None = None) -> ImportPreview:
    """Read and check a file without keeping anything; raises ExchangeFormatError when it cannot be read at all."""
    require(desk, Action.IMPORT)
    instrument = desk.office.read(read_terms).instrument
    with _opened(path) as stream:
        size = path.stat().st_size
        on_progress = None if report is None else lambda done: report(done, size)
        file = read_exchange(stream, instrument, today=desk.today(), on_progress=on_progress)
        stream.seek(0)
        digest = sha256()
        while block := stream.read(_BLOCK):
            digest.update(block)
    plan = desk.office.read(lambda session: _plan(session, file, instrument, desk.today()))
    days = [snapshot.date for family in file.families for snapshot in family.snapshots]
    errors = sorted((*file.errors, *plan.errors), key=lambda error: error.line)
    return ImportPreview(
        path=path,
        file=file,
        families=len(file.families),
        new_families=plan.new_families,
        persons=sum(len(family.persons) for family in file.families),
        new_persons=plan.new_persons,
        snapshots=len(days),
        new_snapshots=plan.new_snapshots,
        scores=file.scores,
        new_scores=plan.new_scores,
        errors=tuple(errors[:SHOWN_ERRORS]),
        error_count=file.error_count + len(plan.errors),
        ignored_columns=file.ignored_columns,
        per_municipality=dict(sorted(Counter(family.municipality for family in file.families).items())),
        first_date=min(days).isoformat() if days else "",
        last_date=max(days).isoformat() if days else "",
        contradicting=plan.bad_lines,
        sha256=digest.hexdigest(),
    )


def import_file(
    desk: Desk, preview: ImportPreview, *, skip_bad: bool = False, report: Report | None = None
) -> ImportResult:
    """Keep everything in one transaction; raises InvalidInput when there are bad rows and `skip_bad` is not chosen.

    What changed since the last backup is backed up first; raises OfficeUnavailable when that cannot be done. Skipped
    rows are first written to a new file beside the source, so that none is lost when that cannot be done.
    """
    require(desk, Action.IMPORT)
    if preview.bad_rows and not skip_bad:
        raise InvalidInput(
            f"Er {'is' if preview.error_count == 1 else 'zijn'} {counted(preview.error_count, 'fout', 'fouten')}"
            " in dit bestand; er is niets ingelezen."
        )

    back_up_before_import(desk)

    def run(work: Work) -> Done:
        require(work, Action.IMPORT)
        terms = read_terms(work.session)
        plan = _plan(work.session, preview.file, terms.instrument, work.today())
        if plan.bad_lines != preview.contradicting:
            raise InvalidInput("Het kantoor is intussen veranderd; kijk het bestand opnieuw na.")
        writing = store.Writing(work.account.id, work.id, work.now(), terms.instrument_id)
        added = store.keep_families(work.session, plan.families, writing, on_progress=report)
        counts = {
            "families": plan.new_families,
            "persons": plan.new_persons,
            "snapshots": plan.new_snapshots,
            "scores": plan.new_scores,
        }
        run_id = keep_run(
            work,
            added,
            source=preview.path.name,
            sha256=preview.sha256,
            rows=preview.file.rows,
            skipped=preview.bad_rows,
        )
        work.note(AuditAction.IMPORT, details=counts)
        nouns = frozenset({Noun.FAMILY, Noun.MEMBER, Noun.SNAPSHOT, Noun.TRANSFER})
        return Done(Change(nouns), run_id, counts)

    with ExitStack() as stack:
        bad_rows_path = None
        if preview.bad_rows:
            bad_rows_path, stream = stack.enter_context(beside(preview.path, "-fouten"))
            with _opened(preview.path) as source:
                also = raw_rows(source, preview.file, preview.contradicting)
            write_bad_lines(stream, preview.file, also)
        done = write_at_once(desk, AuditAction.IMPORT, run)
    return ImportResult(
        done=done,
        families=done.counts["families"],
        persons=done.counts["persons"],
        snapshots=done.counts["snapshots"],
        scores=done.counts["scores"],
        skipped=preview.bad_rows,
        bad_rows_path=bad_rows_path,
        run_id=done.id,
    )


def _plan(session: Session, file: ExchangeFile, instrument: Instrument, today: date) -> ImportPlan:
    known = store.known_families(session, [family.code for family in file.families], today)
    return plan_import(file.families, known, instrument)


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise InvalidInput(f"Het bestand “{path}” bestaat niet.", field="path") from None
    except IsADirectoryError:
        raise InvalidInput(f"“{path}” is een map; kies een bestand.", field="path") from None
    except OSError:
        raise InvalidInput(f"Het bestand “{path}” kan niet gelezen worden.", field="path") from None
    with stream:
        yield stream


def export_file(
    desk: Desk,
    path: Path,
    *,
    pseudonymised: bool = False,
    with_notes: bool | None = None,
    report: Report | None = None,
) -> int:
    """Write the exchange format, complete unless pseudonymised; returns the number of rows.

    Replaces the file at once or not at all. `with_notes` None means: unless pseudonymised.
    """
    require(desk, Action.EXPORT)
    instrument = desk.office.read(read_terms).instrument
    disguise = _Disguise(
        key=pseudonym_key(desk) if pseudonymised else None,
        with_notes=not pseudonymised if with_notes is None else with_notes,
    )

    with replacing(path) as stream:
        families, count = desk.office.read(
            lambda session: _write_all(session, stream, instrument, disguise, report)
        )
        details = ExportRecordInput(
            kind=ExportKind.EXCHANGE,
            on=desk.today(),
            project="",
            is_pseudonymised=pseudonymised,
            families=families,
            rows=count,
            files=(fingerprint(path.name, stream),),
        )
        note_export(desk, details, with_notes=disguise.with_notes)
    return count


def _write_all(
    session: Session, stream: BinaryIO, instrument: Instrument, disguise: _Disguise, report: Report | None
) -> tuple[int, int]:
    """How many families and rows were written."""
    stream.seek(0)  # a query may be run again
    stream.truncate()
    families = sorted(
        (disguise.family(family) for family in store.families_to_export(session)), key=lambda each: each.code
    )

    def rows() -> Iterator[ExchangeRow]:
        for start in range(0, len(families), _EXPORT_CHUNK):
            if report is not None:
                report(start, len(families))
            chunk = families[start : start + _EXPORT_CHUNK]
            yield from _rows_of(session, chunk, instrument, disguise)
        if report is not None:
            report(len(families), len(families))

    return len(families), write_exchange(stream, rows(), instrument)


def _rows_of(
    session: Session, families: Sequence[store.ExportFamily], instrument: Instrument, disguise: _Disguise
) -> Iterator[ExchangeRow]:
    found = store.rows_to_export(session, families, instrument, stay_for)
    for family in families:
        for row in found[family.id]:
            yield disguise.row(row)


@dataclass(frozen=True, slots=True)
class _Disguise:
    """What readers of the file may see. `key` None leaves everything as it is."""

    key: bytes | None = field(repr=False)
    with_notes: bool

    def family(self, family: store.ExportFamily) -> store.ExportFamily:
        """The family under its pseudonym: always the same one from this office, and nobody can work it out from the code."""
        if self.key is None:
            return family
        return replace(family, code=family_code(self.key, "", family.id))

    def row(self, row: ExchangeRow) -> ExchangeRow:
        if self.key is not None and row.birth_date is not None:
            quarter = quarter_start(row.birth_date)
            joined = (
                quarter if row.joined == row.birth_date else row.joined
            )  # who came at birth would tell the day
            row = replace(row, birth_date=quarter, joined=joined)
        return row if self.with_notes or row.note is None else replace(row, note=None)
