"""Reading registrations in: choose, look, read in, done."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.services import exchange as exchange_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import ImportPreview, ImportResult
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.dialogs import ANY_FILE, Dialogs, FileKind
from gezinscoach_desktop.views.exchange.choose_view import ChooseView
from gezinscoach_desktop.views.exchange.preview_view import PreviewView
from gezinscoach_desktop.views.exchange.result_view import ResultView
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import grid

CSV = FileKind("Registraties", "csv")


class ImportPage(Page):
    """Nothing comes in before the user has seen what it is; stopping keeps nothing."""

    help_topic: ClassVar[str] = "inlezen-en-uitvoeren"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._preview: ImportPreview | None = None
        self._progress: Progress | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Registraties inlezen", "Uit een bestand in het uitwisselformaat")
        self.header.show_back()
        self.choose = ChooseView()
        self.preview = PreviewView()
        self.result = ResultView()
        self.waiting = ProgressView("Bezig …")
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(grid(8), grid(8), grid(8), grid(8))
        column.addWidget(self.waiting)
        column.addStretch(1)
        self._waiting_holder = waiting
        self._stack = QStackedWidget()
        for step in (self.choose, self.preview, waiting, self.result):
            self._stack.addWidget(step)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.choose.chosen.connect(self.choose_file)
        self.choose.dropped.connect(self.look_at)
        self.preview.begun.connect(self._read_in)
        self.preview.other_wanted.connect(self.choose_file)
        self.result.families_wanted.connect(self._show_families)
        self.result.other_wanted.connect(self._start_again)

    @property
    def title(self) -> str:
        return "Registraties inlezen"

    @property
    def step(self) -> QWidget | None:
        """What is shown now: `choose`, `preview`, `result`, or the progress."""
        return self._stack.currentWidget()

    def load(self) -> None:
        if self.step is self.choose:
            self.choose.choose_button.setFocus()

    def choose_file(self) -> None:
        """Ask which file."""
        path = self._dialogs.open_file("Registraties inlezen", (CSV, ANY_FILE))
        if path is not None:
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Read and check a file, and show what is in it."""
        self.choose.show_error("")
        progress = self._follow("Het bestand wordt nagekeken …")
        self._tasks.run(
            partial(exchange_service.preview_import, self._desk, path, report=progress),
            then=self._show_preview,
            failed=self._show_unreadable,
            progress=progress,
        )

    def _follow(self, title: str) -> Progress:
        progress = Progress()
        self._progress = progress
        self.waiting.follow(progress, title)
        self._stack.setCurrentWidget(self._waiting_holder)
        return progress

    def _show_preview(self, preview: ImportPreview) -> None:
        self._preview = preview
        self.preview.show_preview(preview)
        self._stack.setCurrentWidget(self.preview)

    def _show_unreadable(self, error: Exception) -> bool:
        self._stack.setCurrentWidget(self.choose)
        if isinstance(error, Cancelled):
            return True
        if not isinstance(error, UserError):
            return False
        self.choose.show_error(error.message)
        return True

    def _read_in(self, skips_bad: bool) -> None:
        if self._preview is None:
            return
        progress = self._follow("De registraties worden ingelezen …")
        self._tasks.run(
            partial(
                exchange_service.import_file, self._desk, self._preview, skip_bad=skips_bad, report=progress
            ),
            then=self._show_result,
            failed=self._back_to_preview,
            progress=progress,
        )

    def _show_result(self, result: ImportResult) -> None:
        self.result.show_result(result)
        self._stack.setCurrentWidget(self.result)

    def _back_to_preview(self, error: Exception) -> bool:
        """Nothing came in; the message bar says why, unless the user stopped it."""
        self._stack.setCurrentWidget(self.preview)
        return isinstance(error, Cancelled)

    def _start_again(self) -> None:
        self._preview = None
        self.choose.show_error("")
        self._stack.setCurrentWidget(self.choose)

    def _show_families(self) -> None:
        self._start_again()
        self.left_for.emit(places.family_list())
