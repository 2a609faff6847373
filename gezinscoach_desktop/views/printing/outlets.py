"""The ways in which a paper leaves the program: a file or a printer, each noted in the audit trail before it happens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services.dossier import Outlet
from gezinscoach_desktop.services.output_file import write_file
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.printing.preview import PrintPreview
from gezinscoach_desktop.views.printing.print_job import PrintJob
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PDF = FileKind("PDF-bestand", "pdf")

Note = Callable[[Outlet, Callable[[Done], object]], None]
"""Notes that a paper leaves, and calls what is given once that is done; when it cannot be noted nothing leaves."""


class Outlets:
    """For one page, which gives `note`; keep it as long as the page."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, messages: Messages, note: Note, page: QWidget) -> None:
        self._tasks = tasks
        self._dialogs = dialogs
        self._messages = messages
        self._note = note
        self._page = page

    def ask_path(self, title: str, suggested: str) -> Path | None:
        """Where to write; None is rather not. `suggested` holds a code, never a name."""
        return self._dialogs.save_file(title, _PDF, suggested=suggested)

    def save(self, path: Path, pdf: bytes) -> None:
        """Note it, and write it there."""
        self._note(Outlet.FILE, partial(self._write, path, pdf))

    def preview(self, title: str, pdf: bytes) -> None:
        """Show it as it will come out of the printer; `title` holds no name."""
        preview = PrintPreview(self._tasks, self._dialogs, title, pdf, parent=self._page.window())
        preview.printer_chosen.connect(partial(self._note_print, preview))
        preview.open()

    def print_at_once(self, title: str, pdf: bytes, pages: int) -> None:
        """Ask which printer, note it and print: of what is on the screen already."""
        printer = self._dialogs.choose_printer(f"{title} afdrukken")
        if printer is not None:
            self._note(Outlet.PAPER, partial(self._print, printer, title, pdf, pages))

    def _note_print(self, preview: PrintPreview, printer: QPrinter) -> None:
        self._note(Outlet.PAPER, partial(_send, preview, printer))

    def _write(self, path: Path, pdf: bytes, _: Done) -> None:
        self._tasks.compute(_written, path, pdf, then=self._say_saved, owner=self._page)

    def _print(self, printer: QPrinter, title: str, pdf: bytes, pages: int, _: Done) -> None:
        job = PrintJob(self._tasks, printer, pdf, pages, title=title, parent=self._page)
        job.finished.connect(self._say_printed)
        job.finished.connect(job.deleteLater)
        job.start()

    def _say_saved(self, path: Path) -> None:
        self._messages.good(f"Bewaard als {path.name}. Het bestand is niet versleuteld.")

    def _say_printed(self, is_complete: bool) -> None:
        if is_complete:
            self._messages.good("Het papier is naar de printer gestuurd.")
        else:
            self._messages.warn(
                "De printer nam het papier niet aan. Kijk na of hij aanstaat en probeer opnieuw."
            )


def _send(preview: PrintPreview, printer: QPrinter, _: Done) -> None:
    preview.print_on(printer)


def _written(path: Path, pdf: bytes) -> Path:
    """On the worker: the whole file or nothing of it, closed to other users of this computer."""
    write_file(path, pdf)
    return path
