"""Putting a document with a code on paper, or in a file that the user asks for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone

_PDF = FileKind("PDF-bestand", "pdf")


class Paper(QObject):
    """Prints or saves, and tells how that went."""

    told = Signal(str, object)
    """A sentence and its Tone."""

    def __init__(self, tasks: Tasks, dialogs: Dialogs, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._dialogs = dialogs

    def print_pdf(self, pdf: bytes, *, pages: int, title: str) -> None:
        """Ask for a printer, and print."""
        from gezinscoach_desktop.views.printing.print_job import PrintJob

        printer = self._dialogs.choose_printer(title)
        if printer is None:
            return
        job = PrintJob(self._tasks, printer, pdf, pages, parent=self)
        job.finished.connect(self._say_printed)
        job.finished.connect(job.deleteLater)
        job.start()

    def save_pdf(self, pdf: bytes, *, suggested: str, title: str) -> None:
        """Ask where, and write the file there."""
        path = self._dialogs.save_file(title, _PDF, suggested=suggested)
        if path is not None:
            self._tasks.compute(_written, path, pdf, then=self._say_saved, failed=self._say_failed)

    def _say_printed(self, is_complete: bool) -> None:
        if is_complete:
            self.told.emit("Naar de printer gestuurd. Kijk na of het blad goed leesbaar is.", Tone.GOOD)
        else:
            self.told.emit(
                "De printer nam het blad niet aan. Kijk na of hij aanstaat en probeer opnieuw.", Tone.ERROR
            )

    def _say_saved(self, path: Path) -> None:
        self.told.emit(
            f"Bewaard als {path.name}. Druk het af en wis het bestand: het is niet versleuteld.", Tone.WARNING
        )

    def _say_failed(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self.told.emit(error.message, Tone.ERROR)
        return True


def _written(path: Path, pdf: bytes) -> Path:
    """On the worker: the whole file or nothing of it, closed to other users of this computer."""
    from gezinscoach_desktop.services.output_file import write_file

    write_file(path, pdf)
    return path
