"""The handbook as PDF: for whom, and to a file or to look at and print."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.handbook import Edition
from gezinscoach_desktop.services.handbook import handbook_pdf, write_handbook
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_PDF = FileKind("PDF-bestand", "pdf")
_INTRO = "Een boek met inhoudstafel, om af te drukken of door te sturen. Er staat niets over gezinnen in."
_HELP = "Wie maar één rol heeft, is met een dunner boek geholpen. “Aan de slag” en “Als er iets misgaat” staan in elk boek."


class HandbookPdfDialog(FormDialog):
    """Saving asks where; looking opens the preview, which prints."""

    keeps = False
    saved = Signal(object)
    """The Path it was written to."""

    def __init__(
        self, tasks: Tasks, dialogs: Dialogs, edition: Edition, *, parent: QWidget | None = None
    ) -> None:
        super().__init__("Handboek als PDF", "Opslaan als PDF", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._dialogs = dialogs
        self.edition_field = self.form.add_row(
            "edition", "Voor wie?", ComboField([(each.label, each) for each in Edition]), help_text=_HELP
        )
        self.edition_field.set_value(edition)
        self.edition_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look_button = button("Bekijken en afdrukken", "link", "print")
        self.form.add_wide(self.look_button)
        self.look_button.clicked.connect(self._look)
        self.submitted.connect(self._save)

    def _save(self) -> None:
        edition = self._edition()
        name = "handboek-gezinscoach" + ("" if edition is Edition.ALL else f"-{edition.value}")
        path = self._dialogs.save_file("Handboek opslaan", _PDF, suggested=f"{name}.pdf")
        if path is None:
            return
        self.set_busy(True)
        self._tasks.compute(_written, path, edition, then=self._tell, failed=self.show_error, owner=self)

    def _tell(self, path: Path) -> None:
        self.set_busy(False)
        self.saved.emit(path)
        self.accept()

    def _look(self) -> None:
        self.set_busy(True)
        self.look_button.setEnabled(False)
        self._tasks.compute(
            handbook_pdf, self._edition(), then=self._preview, failed=self.show_error, owner=self
        )

    def _preview(self, pdf: bytes) -> None:
        self.set_busy(False)
        self.look_button.setEnabled(True)
        show_pdf(self._tasks, self._dialogs, "Handboek", pdf, self)

    def _edition(self) -> Edition:
        return self.edition_field.value() or Edition.ALL


def show_pdf(tasks: Tasks, dialogs: Dialogs, title: str, pdf: bytes, parent: QWidget) -> None:
    """In the window that shows it as it will come out of the printer. It is about nobody, so nothing is noted."""
    from gezinscoach_desktop.views.printing.preview import PrintPreview

    preview = PrintPreview(tasks, dialogs, title, pdf, parent=parent)
    preview.printer_chosen.connect(preview.print_on)
    preview.open()


def opener(path: Path) -> partial[bool]:
    """Opens it with the program that Windows has for it; for the button of a message."""
    return partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(path)))


def _written(path: Path, edition: Edition) -> Path:
    """On the worker."""
    write_handbook(path, edition)
    return path
