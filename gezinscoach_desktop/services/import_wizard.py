"""Reading in what an office has already: any workbook or text file, by columns that a person says what they are.

A file is looked at, its columns are proposed, everything is tried without keeping anything, and it comes in as one
operation that can be undone as a whole. A file in the exchange format goes the way of `services/exchange.py`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data import exchange as store
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import import_run as runs
from gezinscoach_desktop.data.spreadsheet import Sheet as Sheet
from gezinscoach_desktop.data.spreadsheet import Spreadsheet, read_spreadsheet
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange import REQUIRED, RowError, neutralise
from gezinscoach_desktop.domain.exchange.record import BOM
from gezinscoach_desktop.domain.family import next_code
from gezinscoach_desktop.domain.household import item_roles
from gezinscoach_desktop.domain.import_plan import FamilyPlan, ImportPlan, plan_import
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.mapping import SheetMapping as SheetMapping
from gezinscoach_desktop.domain.mapping import from_json, plain, propose, to_json
from gezinscoach_desktop.domain.mapping_fields import Field as Field
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.sheet_family import column_label
from gezinscoach_desktop.domain.sheet_matching import (
    Described,
    Difference,
    Doubt,
    match_families,
    under_codes,
)
from gezinscoach_desktop.domain.sheet_reading import SheetRead, UnknownValue, read_sheet
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.transfer import ImportRunRecord
from gezinscoach_desktop.services.backup import back_up_before_import
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import ImportResult, Report
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.import_run import keep_run
from gezinscoach_desktop.services.operation import Work, write_at_once
from gezinscoach_desktop.services.output_file import beside
from gezinscoach_desktop.services.setting import read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_LOOKED_INTO = 300
"""So many rows tell what a column is."""
_HEADER_AMONG = 15
"""A title and a remark may stand above the header, hardly more."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A file as it was opened. `book` is None for one in the exchange format."""

    path: Path
    book: Spreadsheet | None
    before: ImportRunRecord | None = None
    """When this very file came in before, and was not undone."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a sheet may be read. `remembered` names the file from which the columns were known."""

    header_place: int
    header: tuple[str, ...]
    mapping: SheetMapping
    remembered: str = ""
    items: tuple[tuple[str, str], ...] = ()
    """Key and name of everything that a column of a wide table can be; every name is of one item."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person decided about a file: which sheet, where its header is, its columns, and who is who."""

    sheet: int
    header_place: int
    mapping: SheetMapping
    same_as: Mapping[str, str]
    """By key of a doubt: the code in the office, or NEW."""


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What would come in, and everything that would not, before anything does."""

    looked: Looked
    chosen: Chosen
    read: SheetRead
    families: int
    new_families: int
    persons: int
    new_persons: int
    snapshots: int
    new_snapshots: int
    scores: int
    new_scores: int
    filled: int
    """Families and members that are there and of which something empty is filled in."""
    errors: tuple[RowError, ...]
    bad_lines: frozenset[int]
    doubts: tuple[Doubt, ...]
    differences: tuple[Difference, ...]
    codes: Mapping[str, str]
    """By key in the sheet: the code under which the office has the family already."""

    @property
    def unknown(self) -> tuple[UnknownValue, ...]:
        return self.read.unknown

    @property
    def undecided(self) -> int:
        """So many families bear the name of several in the office, and nobody said which one it is."""
        return sum(doubt.must_choose and doubt.chosen is None for doubt in self.doubts)

    @property
    def unseen(self) -> int:
        """So many families look like one of the office, and nobody said whether they are."""
        return sum(doubt.chosen is None for doubt in self.doubts)

    @property
    def is_empty(self) -> bool:
        return not (
            self.new_families or self.new_persons or self.new_snapshots or self.new_scores or self.filled
        )


def look_at(desk: Desk, path: Path, *, report: Report | None = None) -> Looked:
    """Open a file; raises InvalidInput (field path) when it is none that can be read."""
    require(desk, Action.IMPORT)
    if _is_exchange(path):
        return Looked(path, None)
    book = read_spreadsheet(path, on_progress=report)
    for run in desk.office.read(runs.import_runs):
        if run.details.sha256 == book.sha256 and run.details.undone_on is None:
            return Looked(path, book, run)
    return Looked(path, book)


def _is_exchange(path: Path) -> bool:
    """True for a text file with the columns of the exchange format, whatever else is wrong with it."""
    try:
        with path.open("rb") as stream:
            first = stream.readline(10_000)
    except OSError:
        return False
    try:
        line = first.removeprefix(BOM).decode("utf-8").strip().lower()
    except UnicodeDecodeError:
        return False
    names = [{cell.strip(' "') for cell in line.split(sign)} for sign in ";,"]
    return any(set(REQUIRED) <= found for found in names)


def propose_mapping(desk: Desk, looked: Looked, sheet: int, header_place: int | None = None) -> Proposal:
    """The likeliest header row and columns of a sheet: as the last file with this header was read, else by its words."""
    require(desk, Action.IMPORT)
    rows = _sheet(looked, sheet).rows
    known, instrument = desk.office.read(
        lambda session: (runs.import_runs(session), read_terms(session).instrument)
    )

    def at(place: int) -> SheetMapping:
        return propose(
            rows[place], rows[place + 1 : place + 1 + _LOOKED_INTO], instrument, today=desk.today()
        )

    if header_place is None:
        places = range(min(_HEADER_AMONG, len(rows)))
        header_place = max(places, key=lambda place: sum(each.is_used for each in at(place).columns))
    header = rows[header_place]
    for run in known:
        kept = _remembered(run, header)
        if kept is not None and all(item in instrument.items for _, item in kept.items):
            return Proposal(header_place, header, kept, run.details.source, _items(instrument))
    return Proposal(header_place, header, at(header_place), "", _items(instrument))


def _items(instrument: Instrument) -> tuple[tuple[str, str], ...]:
    times = Counter(item.name for item in instrument.items.values())
    roles = item_roles(instrument)
    found = []
    for item in instrument.items.values():
        role = roles[item.key]
        whom = "" if role is None or times[item.name] == 1 else f" ({role.label.lower()})"
        found.append((item.key, f"{item.name}{whom}"))
    return tuple(found)


def _remembered(run: ImportRunRecord, header: Sequence[str]) -> SheetMapping | None:
    """How that import read a sheet with the same columns, in the order that they have now."""
    mapping = from_json(run.details.mapping)
    names = [str(name) for name in run.details.mapping.get("header", ())]
    wanted = [plain(title) for title in header]
    if mapping is None or sorted(names) != sorted(wanted) or len(names) != len(mapping.columns):
        return None
    left = list(zip(names, mapping.columns, strict=True))
    columns = []
    for name in wanted:
        found = next(each for each in left if each[0] == name)
        left.remove(found)
        columns.append(found[1])
    return replace(mapping, columns=tuple(columns))


def try_sheet(desk: Desk, looked: Looked, chosen: Chosen, *, report: Report | None = None) -> SheetPreview:
    """Read and check everything without keeping anything; raises InvalidInput when nothing says which family."""
    require(desk, Action.IMPORT)
    if not {Field.CODE, Field.FAMILY_NAME} & chosen.mapping.fields:
        raise InvalidInput(
            "Kies welke kolom de code of de naam van het gezin is; anders is niet te zien wat bij wie hoort.",
            field="columns",
        )
    sheet = _sheet(looked, chosen.sheet)
    instrument = desk.office.read(read_terms).instrument
    read = read_sheet(
        sheet.rows[chosen.header_place + 1 :],
        chosen.mapping,
        instrument,
        first_line=sheet.first_line + chosen.header_place + 1,
        today=desk.today(),
        on_progress=report,
    )
    planned = desk.office.read(lambda session: _planned(session, read, chosen, instrument, desk))
    plan = planned.plan
    persons = sum(len(family.persons) for family in read.families)
    days = [snapshot for family in read.families for snapshot in family.snapshots]
    return SheetPreview(
        looked=looked,
        chosen=chosen,
        read=read,
        families=len(read.families),
        new_families=plan.new_families,
        persons=persons,
        new_persons=plan.new_persons,
        snapshots=len(days),
        new_snapshots=plan.new_snapshots,
        scores=sum(len(each.scores) for each in days),
        new_scores=plan.new_scores,
        filled=_filled(plan),
        errors=tuple(sorted((*read.errors, *plan.errors), key=lambda error: error.line)),
        bad_lines=read.bad_lines | plan.bad_lines,
        doubts=planned.doubts,
        differences=planned.differences,
        codes=planned.codes,
    )


@dataclass(frozen=True, slots=True)
class _Planned:
    plan: ImportPlan
    described: Described
    doubts: tuple[Doubt, ...]
    differences: tuple[Difference, ...]
    codes: Mapping[str, str]


def _planned(
    session: Session, read: SheetRead, chosen: Chosen, instrument: Instrument, who: Desk | Work
) -> _Planned:
    matches = match_families(read, runs.office_families(session), chosen.same_as)
    codes = sorted(set(matches.codes.values()))
    known = runs.with_details(session, store.known_families(session, codes, who.today()))
    matched = under_codes(read, matches, known)
    plan = plan_import(matched.families, known, instrument, matched.fills)
    errors = tuple(replace(error, column=column_label(error.column)) for error in plan.errors)
    plan = replace(plan, errors=errors)
    return _Planned(plan, matched.described, matches.doubts, matched.differences, matches.codes)


def _filled(plan: ImportPlan) -> int:
    families = sum(bool(each.id and (each.fills or each.municipality)) for each in plan.families)
    return families + sum(person.id is not None for each in plan.families for person in each.persons)


def import_sheet(
    desk: Desk, preview: SheetPreview, *, skip_bad: bool = False, report: Report | None = None
) -> ImportResult:
    """Keep everything in one operation; raises InvalidInput when there are bad rows and `skip_bad` is not chosen.

    What changed since the last backup is backed up first; rows that are skipped are first written beside the source.
    """
    require(desk, Action.IMPORT)
    if preview.undecided:
        raise InvalidInput("Kies eerst bij elk gezin met dezelfde naam welk gezin het is.")
    if preview.bad_lines and not skip_bad:
        number = len(preview.errors)
        raise InvalidInput(
            f"Er {'is' if number == 1 else 'zijn'} {counted(number, 'fout', 'fouten')} in dit bestand; er is niets ingelezen."
        )
    back_up_before_import(desk)
    with ExitStack() as stack:
        bad_rows_path = None
        if preview.bad_lines:
            source = preview.looked.path.with_suffix(".csv")
            bad_rows_path, stream = stack.enter_context(beside(source, "-fouten"))
            stream.write(_bad_rows(preview))
        done = write_at_once(desk, AuditAction.IMPORT, lambda work: _keep(work, preview, report))
    return ImportResult(
        done=done,
        families=done.counts["families"],
        persons=done.counts["persons"],
        snapshots=done.counts["snapshots"],
        scores=done.counts["scores"],
        skipped=len(preview.bad_lines),
        bad_rows_path=bad_rows_path,
        run_id=done.id,
    )


def _keep(work: Work, preview: SheetPreview, report: Report | None) -> Done:
    require(work, Action.IMPORT)
    session = work.session
    if not preview.read.has_codes:
        families.queue_for_code(session)
    terms = read_terms(session)
    planned = _planned(session, preview.read, preview.chosen, terms.instrument, work)
    plan = planned.plan
    counts = {
        "families": plan.new_families,
        "persons": plan.new_persons,
        "snapshots": plan.new_snapshots,
        "scores": plan.new_scores,
    }
    told = (preview.new_families, preview.new_persons, preview.new_snapshots, preview.new_scores)
    if plan.bad_lines | preview.read.bad_lines != preview.bad_lines or tuple(counts.values()) != told:
        raise InvalidInput("Het kantoor is intussen veranderd; kijk het bestand opnieuw na.")
    codes = {} if preview.read.has_codes else _new_codes(session, plan.families, work.today().year)
    plans = [replace(each, code=codes.get(each.code, each.code)) for each in plan.families]
    described = {codes.get(code, code): told for code, told in planned.described.items()}
    writing = store.Writing(work.account.id, work.id, work.now(), terms.instrument_id)
    added = store.keep_families(session, plans, writing, described=described, on_progress=report)
    run_id = keep_run(
        work,
        added,
        source=preview.looked.path.name,
        sha256="" if preview.looked.book is None else preview.looked.book.sha256,
        rows=preview.read.rows,
        skipped=len(preview.bad_lines),
        mapping=_kept_mapping(preview),
    )
    work.note(AuditAction.IMPORT, details=counts)
    nouns = {Noun.FAMILY, Noun.MEMBER, Noun.SNAPSHOT, Noun.CONSENT, Noun.TRANSFER}
    return Done(Change(frozenset(nouns)), run_id, counts)


def _new_codes(session: Session, plans: Iterable[FamilyPlan], year: int) -> dict[str, str]:
    """By key of each new family: the next code in the row of the office."""
    first = next_code(families.codes_with(session, f"G-{year}-"), year)
    number = int(first.rpartition("-")[2])
    found: dict[str, str] = {}
    for plan in plans:
        if plan.id is None:
            found[plan.code] = f"G-{year}-{number:03}"
            number += 1
    return found


def _kept_mapping(preview: SheetPreview) -> dict[str, object]:
    sheet = _sheet(preview.looked, preview.chosen.sheet)
    header = [plain(title) for title in sheet.rows[preview.chosen.header_place]]
    return {**to_json(preview.chosen.mapping), "header": header, "sheet": sheet.name}


def save_errors(desk: Desk, preview: SheetPreview) -> Path:
    """Write every error as a table beside the source; gives where. Raises InvalidInput when that cannot be done."""
    require(desk, Action.IMPORT)
    rows = [("Regel", "Kolom", "Gevonden", "Verwacht")]
    rows += [(str(each.line), each.column, each.value, each.expected) for each in preview.errors]
    with beside(preview.looked.path.with_suffix(".csv"), "-lijst-fouten") as (path, stream):
        stream.write(_as_csv(rows))
    return path


def _bad_rows(preview: SheetPreview) -> bytes:
    """The rows that stay out under their own header, each with what is wrong with it; to be mended and read again."""
    sheet = _sheet(preview.looked, preview.chosen.sheet)
    why: dict[int, list[str]] = {}
    for error in preview.errors:
        why.setdefault(error.line, []).append(f"{error.column or 'hele rij'}: verwacht {error.expected}")
    rows = [(*sheet.rows[preview.chosen.header_place], "Wat er fout is")]
    rows.extend(
        (*sheet.rows[line - sheet.first_line], "; ".join(why.get(line, ())))
        for line in sorted(preview.bad_lines)
    )
    return _as_csv(rows)


def _as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([neutralise(cell) for cell in row] for row in rows)
    return BOM + text.getvalue().encode()


def _sheet(looked: Looked, place: int) -> Sheet:
    if looked.book is None:
        raise InvalidInput("Dit bestand staat in het uitwisselformaat en heeft geen kolommen om te kiezen.")
    return looked.book.sheets[place]
