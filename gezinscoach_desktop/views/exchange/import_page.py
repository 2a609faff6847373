"""Reading in: choose, say what the columns are, look, read in, done; and what was read in before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.services import exchange as exchange_service
from gezinscoach_desktop.services import import_run as run_service
from gezinscoach_desktop.services import import_wizard as wizard
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import ImportPreview, ImportResult
from gezinscoach_desktop.services.import_run import ImportRunRecord, UndoPlan
from gezinscoach_desktop.services.import_wizard import Chosen, Looked, Proposal, SheetPreview
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.exchange.check_view import CheckView
from gezinscoach_desktop.views.exchange.choose_view import ChooseView
from gezinscoach_desktop.views.exchange.columns_view import ColumnsView
from gezinscoach_desktop.views.exchange.imports_view import ImportsView, UndoDialog
from gezinscoach_desktop.views.exchange.preview_view import PreviewView
from gezinscoach_desktop.views.exchange.result_view import ResultView
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import grid

CSV = FileKind("Registraties", "csv")
TABLES = FileKind("Excel of CSV", "xlsx *.csv")


@dataclass(frozen=True, slots=True)
class _Opened:
    """A file as it was opened: columns to choose, or the preview of one in the exchange format."""

    looked: Looked
    proposal: Proposal | None
    preview: ImportPreview | None


def _open(desk: Desk, path: Path, *, report: exchange_service.Report) -> _Opened:
    looked = wizard.look_at(desk, path, report=report)
    if looked.book is None:
        return _Opened(looked, None, exchange_service.preview_import(desk, path, report=report))
    return _Opened(looked, wizard.propose_mapping(desk, looked, 0), None)


class ImportPage(Page):
    """Nothing comes in before the user has seen what it is; stopping keeps nothing."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.TRANSFER})
    help_topic: ClassVar[str] = "inlezen-en-uitvoeren"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._looked: Looked | None = None
        self._preview: ImportPreview | None = None
        self._checked: SheetPreview | None = None
        self._progress: Progress | None = None
        self.undo_dialog: UndoDialog | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Registraties inlezen", "Gezinnen, gezinsleden en scores uit een bestand")
        self.header.show_back()
        self.imports_button = self.header.add_command("Eerder ingelezen", "history", self.show_imports)
        self.choose = ChooseView()
        self.columns = ColumnsView(self._desk.today)
        self.check = CheckView()
        self.preview = PreviewView()
        self.result = ResultView()
        self.imports = ImportsView()
        self.waiting = ProgressView("Bezig…")
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(grid(8), grid(8), grid(8), grid(8))
        column.addWidget(self.waiting)
        column.addStretch(1)
        self._waiting_holder = waiting
        self._stack = QStackedWidget()
        for step in (self.choose, self.columns, self.check, self.preview, waiting, self.result, self.imports):
            self._stack.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self._stack.currentChanged.connect(self._follow_step)
        self.choose.chosen.connect(self.choose_file)
        self.choose.dropped.connect(self.look_at)
        self.columns.sheet_wanted.connect(self._propose)
        self.columns.tried.connect(self._try)
        self.check.told.connect(self._try)
        self.check.back_wanted.connect(self._back_to_columns)
        self.check.begun.connect(self._read_sheet_in)
        self.check.errors_wanted.connect(self._save_errors)
        self.preview.begun.connect(self._read_in)
        for view in (self.columns, self.preview):
            view.other_wanted.connect(self.choose_file)
        self.result.families_wanted.connect(self._show_families)
        self.result.other_wanted.connect(self._start_again)
        self.result.undo_wanted.connect(self._ask_undo)
        self.imports.undo_wanted.connect(self._undo_listed)
        self.imports.new_wanted.connect(self._start_again)

    @property
    def title(self) -> str:
        return "Registraties inlezen"

    @property
    def step(self) -> QWidget | None:
        """What is shown now: `choose`, `columns`, `check`, `preview`, `result`, `imports`, or the progress."""
        return self._stack.currentWidget()

    def _follow_step(self) -> None:
        self.imports_button.setVisible(self.step is not self.imports)

    def load(self) -> None:
        if self.step is self.choose:
            self.choose.choose_button.setFocus()

    def refresh(self, change: Change) -> None:
        """Somebody else read something in, or it was undone."""
        if self.step is self.imports:
            self.show_imports()

    def choose_file(self) -> None:
        """Ask which file."""
        path = self._dialogs.open_file("Registraties inlezen", (TABLES, ANY_FILE))
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Open a file, and show its columns or what is in it."""
        self.choose.show_error("")
        progress = self._follow("Het bestand wordt gelezen…")
        self._tasks.run(
            partial(_open, self._desk, path, report=progress),
            then=self._show_opened,
            failed=self._show_unreadable,
            progress=progress,
        )

    def _follow(self, title: str) -> Progress:
        progress = Progress()
        self._progress = progress
        self.waiting.follow(progress, title)
        self._stack.setCurrentWidget(self._waiting_holder)
        return progress

    def _show_opened(self, opened: _Opened) -> None:
        self._looked = opened.looked
        if opened.preview is not None:
            self._preview = opened.preview
            self.preview.show_preview(opened.preview)
            self._stack.setCurrentWidget(self.preview)
            self.preview.take_focus()
        elif opened.proposal is not None:
            self.columns.show_proposal(opened.looked, 0, opened.proposal)
            self._stack.setCurrentWidget(self.columns)

    def _show_unreadable(self, error: Exception) -> bool:
        self._stack.setCurrentWidget(self.choose)
        if isinstance(error, Cancelled):
            return True
        if not isinstance(error, UserError):
            return False
        self.choose.show_error(error.message)
        return True

    # ------------------------------------------------------------------------------------------------- somebody's own
    def _propose(self, sheet: int, header_place: int | None) -> None:
        looked = self._looked
        if looked is not None:
            self._tasks.query(
                wizard.propose_mapping,
                self._desk,
                looked,
                sheet,
                header_place,
                then=partial(self.columns.show_proposal, looked, sheet),
                key="columns",
            )

    def _try(self, chosen: Chosen) -> None:
        looked = self._looked
        if looked is None:
            return
        self.columns.keep_words(chosen.mapping)
        progress = self._follow("Het bestand wordt nagekeken…")
        self._tasks.run(
            partial(wizard.try_sheet, self._desk, looked, chosen, report=progress),
            then=self._show_checked,
            failed=self._back_with,
            progress=progress,
        )

    def _show_checked(self, preview: SheetPreview) -> None:
        self._checked = preview
        self.check.show_preview(preview)
        self._stack.setCurrentWidget(self.check)
        self.check.take_focus()

    def _back_to_columns(self) -> None:
        self._stack.setCurrentWidget(self.columns)

    def _back_with(self, error: Exception) -> bool:
        self._back_to_columns()
        if isinstance(error, Cancelled):
            return True
        if not isinstance(error, UserError):
            return False
        self.columns.show_error(error.message)
        return True

    def _read_sheet_in(self, skips_bad: bool) -> None:
        if self._checked is not None:
            run = partial(wizard.import_sheet, self._desk, self._checked, skip_bad=skips_bad)
            self._bring_in(run, self.check)

    def _save_errors(self) -> None:
        if self._checked is not None:
            self._tasks.run(
                partial(wizard.save_errors, self._desk, self._checked), then=self.check.tell_saved
            )

    # ------------------------------------------------------------------------------------------------------- both ways
    def _read_in(self, skips_bad: bool) -> None:
        if self._preview is not None:
            run = partial(exchange_service.import_file, self._desk, self._preview, skip_bad=skips_bad)
            self._bring_in(run, self.preview)

    def _bring_in(self, run: Callable[..., ImportResult], before: QWidget) -> None:
        progress = self._follow("Het bestand wordt ingelezen…")
        self._tasks.run(
            partial(run, report=progress),
            then=self._show_result,
            failed=partial(self._back_to, before),
            progress=progress,
        )

    def _show_result(self, result: ImportResult) -> None:
        self.result.show_result(result)
        self._stack.setCurrentWidget(self.result)

    def _back_to(self, before: QWidget, error: Exception) -> bool:
        """Nothing came in; the message bar says why, unless the user stopped it."""
        self._stack.setCurrentWidget(before)
        return isinstance(error, Cancelled)

    def _start_again(self) -> None:
        self._preview = self._checked = self._looked = None
        self.choose.show_error("")
        self._stack.setCurrentWidget(self.choose)
        self.choose.choose_button.setFocus()

    def _show_families(self) -> None:
        self._start_again()
        self.left_for.emit(places.family_list())

    # ----------------------------------------------------------------------------------------------------- done before
    def show_imports(self) -> None:
        """The list of what was read in before."""
        self._tasks.query(run_service.list_imports, self._desk, then=self._show_runs, key="imports")

    def _show_runs(self, runs: tuple[ImportRunRecord, ...]) -> None:
        self.imports.show_runs(runs)
        self._stack.setCurrentWidget(self.imports)
        self.imports.table.setFocus()

    def _undo_listed(self, run: ImportRunRecord) -> None:
        self._ask_undo(run.id)

    def _ask_undo(self, run_id: UUID) -> None:
        self._tasks.query(run_service.read_undo, self._desk, run_id, then=self._show_undo, key="undo")

    def _show_undo(self, plan: UndoPlan) -> None:
        dialog = UndoDialog(plan, self)
        self.undo_dialog = dialog
        dialog.submitted.connect(partial(self._undo, dialog))
        dialog.open()

    def _undo(self, dialog: UndoDialog) -> None:
        def undone(_: Done) -> None:
            dialog.accept()
            self.show_imports()

        dialog.save(
            self._tasks, lambda: partial(run_service.undo_import, self._desk, dialog.plan), then=undone
        )
