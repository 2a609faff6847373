"""Exports for research and for who pays: looked at for small groups first, then written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from gezinscoach_desktop.data import directory
from gezinscoach_desktop.data import exchange as exchange_store
from gezinscoach_desktop.data import export as store
from gezinscoach_desktop.data.private import private_folder
from gezinscoach_desktop.domain.coarsening import birth_as_told
from gezinscoach_desktop.domain.codebook import Layout
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.exchange import ExchangeRow, stay_for, write_exchange
from gezinscoach_desktop.domain.export import ExportChoice as ExportChoice
from gezinscoach_desktop.domain.export import ExportSubject, checked_choice, family_code
from gezinscoach_desktop.domain.export_guide import coarsened_words, guide_lines
from gezinscoach_desktop.domain.export_layouts import layouts_of
from gezinscoach_desktop.domain.export_rows import Home, Row, Rows, Told
from gezinscoach_desktop.domain.export_selection import Selection, TellingPlan, select_homes, tell
from gezinscoach_desktop.domain.figures import FigureFilter
from gezinscoach_desktop.domain.k_anonymity import GroupCheck, Proposal
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.transfer import ExportKind as ExportKind
from gezinscoach_desktop.domain.transfer import ExportRecordInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.export_log import fingerprint, fingerprints, note_export, pseudonym_key
from gezinscoach_desktop.services.figures import supported_families
from gezinscoach_desktop.services.guard import require
from gezinscoach_desktop.services.output_file import new_folder, replacing
from gezinscoach_desktop.services.right_list import rights_in
from gezinscoach_desktop.services.setting import Terms, read_terms

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

Report = Callable[[int, int], None]
Add = Callable[[ExportSubject, Row], None]
Wanted = frozenset[UUID] | None


@dataclass(frozen=True, slots=True)
class ExportCheck:
    """How large the groups of a file would be, and what to do about small ones."""

    check: GroupCheck
    proposals: tuple[Proposal, ...]
    steps: dict[str, int]
    """How coarsely every column would be written: also what follows from another one."""


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What was written: `path` is a file, or a folder with files."""

    path: Path
    families: int
    rows: int
    smallest: int | None
    left_out: int
    blanked: int


def export_municipalities(desk: Desk) -> tuple[str, ...]:
    """The municipalities that families live in, by name."""
    require(desk, Action.EXPORT)
    homes = desk.office.read(store.homes)
    return tuple(sorted({home.details.municipality.strip() for home in homes} - {""}, key=fold))


def check_export(desk: Desk, choice: ExportChoice) -> ExportCheck:
    """The groups of the file that this choice would give, with a proposal; nothing is written."""
    require(desk, Action.EXPORT)
    wanted, today = _wanted(desk, choice), desk.today()
    selection = desk.office.read(lambda session: _select(session, choice, wanted, today))
    return ExportCheck(
        _quiet(selection.check(choice)),
        tuple(replace(each, check=_quiet(each.check)) for each in selection.proposals(choice)),
        selection.steps(choice),
    )


def export_data(
    desk: Desk, choice: ExportChoice, path: Path, *, report: Report | None = None
) -> ExportResult:
    """Write what was chosen at `path`, all of it or nothing; its entry in the list of exports comes first.

    For SPSS `path` is a folder that is made, numbered where it is there already. Raises InvalidInput with the field it is
    about, also when nobody is left.
    """
    require(desk, Action.EXPORT)
    checked = checked_choice(choice)
    key, wanted = pseudonym_key(desk), _wanted(desk, checked)

    def writer(session: Session) -> _Writer:
        return _Writer(desk, session, checked, wanted, key, report)

    if checked.kind is ExportKind.SPSS:
        with new_folder(path) as (folder, target):
            written = desk.office.read(lambda session: writer(session).spss(folder))
            _note(desk, checked, written, fingerprints(folder.iterdir()))
    else:
        target = path
        with replacing(target) as stream:
            written = desk.office.read(lambda session: writer(session).file(stream))
            _note(desk, checked, written, (fingerprint(path.name, stream),))
    plan = written.plan
    return ExportResult(target, len(plan.told), written.rows, plan.smallest, plan.left_out, plan.blanked)


@dataclass(frozen=True, slots=True)
class _Written:
    plan: TellingPlan
    rows: int
    coarsened: tuple[str, ...]


def _note(desk: Desk, choice: ExportChoice, written: _Written, files: tuple[str, ...]) -> None:
    details = ExportRecordInput(
        kind=choice.kind,
        on=desk.today(),
        project=choice.project,
        recipient=choice.recipient,
        purpose=choice.purpose,
        is_pseudonymised=choice.is_pseudonymised,
        families=len(written.plan.told),
        rows=written.rows,
        smallest_group=written.plan.smallest,
        coarsened=written.coarsened,
        files=files,
    )
    note_export(desk, details, with_notes=choice.with_notes)


def _wanted(desk: Desk, choice: ExportChoice) -> Wanted:
    """The families that the figures of the same period and filters are about; None is everybody."""
    return None if choice.chosen is None else supported_families(desk, choice.chosen)


def _select(session: Session, choice: ExportChoice, wanted: Wanted, today: date) -> Selection:
    return select_homes(store.homes(session), choice, today, wanted=wanted)


def _quiet(check: GroupCheck) -> GroupCheck:
    """Without what is known of every family by itself."""
    return replace(check, sizes=(), groups=())


class _Writer:
    """Writes one export within one reading of the office."""

    def __init__(
        self,
        desk: Desk,
        session: Session,
        choice: ExportChoice,
        wanted: Wanted,
        key: bytes,
        report: Report | None,
    ) -> None:
        self._desk = desk
        self._session = session
        self._choice = choice
        self._key = key
        self._report = report
        self._terms: Terms = read_terms(session)
        self._selection = _select(session, choice, wanted, desk.today())
        self._plan = tell(self._selection, choice, self._code)
        if not self._plan.told:
            raise InvalidInput(
                "Er blijft geen enkel gezin over: kies een andere periode, of laat minder kolommen meetellen."
            )
        if self._plan.smallest is not None and self._plan.smallest < choice.k:
            raise InvalidInput(
                f"Er zijn minder dan {choice.k} gezinnen: met zo weinig zijn ze altijd herkenbaar.", field="k"
            )

    def _code(self, home: Home) -> str:
        if not self._choice.is_pseudonymised:
            return home.code
        return family_code(self._key, self._choice.project, home.id)

    def file(self, stream: BinaryIO) -> _Written:
        """One file: the exchange format, or a workbook."""
        stream.seek(0)  # a query may be run again
        stream.truncate()
        if self._choice.kind is ExportKind.EXCHANGE:
            return self._written(write_exchange(stream, self._exchange_rows(), self._terms.instrument))
        from gezinscoach_desktop.reports.workbook import ExportWorkbook

        title, now = f"Export {self._choice.project}", self._desk.now()
        with (
            private_folder() as scratch,
            ExportWorkbook(scratch, self._layouts(), title=title, made_at=now) as book,
        ):
            self._add_rows(book.add)
            book.save(stream, self._guide())
            return self._written(sum(book.rows.values()))

    def spss(self, folder: Path) -> _Written:
        """A CSV per subject and the syntax."""
        from gezinscoach_desktop.reports.spss import SpssFolder

        with SpssFolder(folder, self._layouts()) as files:
            self._add_rows(files.add)
            files.finish(self._guide())
            return self._written(sum(files.rows.values()))

    def _layouts(self) -> tuple[Layout, ...]:
        return layouts_of(self._terms.instrument, self._terms.profile, self._choice)

    def _add_rows(self, add: Add) -> None:
        rows = self._rows()
        told = sorted(self._plan.told, key=lambda each: each.code)
        by_id = {each.home.id: each for each in told}
        found = store.contents(self._session, list(by_id), self._choice.subjects)
        for place, (family_id, content) in enumerate(found):
            if not place % store.AT_ONCE:
                self._tell(place, len(told))
            for subject, row in rows.of(by_id[family_id], content):
                add(subject, row)
        chosen = self._choice.chosen
        is_everybody = chosen is None or replace(chosen, profile_id=None) == FigureFilter(
            chosen.since, chosen.until
        )
        if ExportSubject.SIGNALS in self._choice.subjects and is_everybody:
            signals = store.office_signals(self._session)
            for row in rows.office_signals([each for each in signals if rows.is_in(each.details.on)]):
                add(ExportSubject.SIGNALS, row)
        self._tell(len(told), len(told))

    def _rows(self) -> Rows:
        return Rows(
            self._choice,
            self._terms.instrument,
            self._terms.profile,
            self._selection.last_day,
            services=directory.service_names(self._session),
            rights={right.id: right.details.name for right in rights_in(self._session)},
        )

    def _exchange_rows(self) -> Iterator[ExchangeRow]:
        told = sorted(self._plan.told, key=lambda each: each.code)
        for start in range(0, len(told), store.AT_ONCE):
            self._tell(start, len(told))
            yield from self._exchange_chunk(told[start : start + store.AT_ONCE])
        self._tell(len(told), len(told))

    def _exchange_chunk(self, told: Sequence[Told]) -> Iterator[ExchangeRow]:
        families = [exchange_store.ExportFamily(each.home.id, each.code, each.municipality) for each in told]
        found = exchange_store.rows_to_export(self._session, families, self._terms.instrument, stay_for)
        for each in told:
            for row in found[each.home.id]:
                if self._is_told(each, row):
                    yield self._disguised(each, row)

    def _is_told(self, told: Told, row: ExchangeRow) -> bool:
        chosen = self._choice.chosen
        is_in = chosen is None or chosen.since <= row.date < chosen.until
        return is_in and (told.has_persons or not row.person)

    def _disguised(self, told: Told, row: ExchangeRow) -> ExchangeRow:
        if self._choice.is_pseudonymised and row.birth_date is not None:
            born = birth_as_told(row.birth_date, told.ages_step, self._selection.last_day)
            birth = None if born is None or isinstance(born, str) else born
            # Who came at birth would tell the day.
            joined = birth if row.joined == row.birth_date else row.joined
            row = replace(row, birth_date=birth, joined=joined)
        return row if self._choice.with_notes or row.note is None else replace(row, note=None)

    def _written(self, rows: int) -> _Written:
        return _Written(self._plan, rows, coarsened_words(self._choice, self._selection, self._plan))

    def _guide(self) -> list[tuple[str, str]]:
        return guide_lines(
            self._choice,
            self._selection,
            self._plan,
            today=self._desk.today(),
            profile=self._terms.profile,
            instrument=self._terms.instrument,
        )

    def _tell(self, done: int, total: int) -> None:
        if self._report is not None:
            self._report(done, total)
