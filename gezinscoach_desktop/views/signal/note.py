"""The note for the council in a window: read before it is printed or saved."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.signal_bundle import MOST_PAGES, CouncilNote
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from gezinscoach_desktop.views.printing.preview import PrintPreview


def show_note(
    tasks: Tasks, dialogs: Dialogs, messages: Messages, note: CouncilNote, parent: QWidget
) -> PrintPreview:
    """Opens the preview; making the note was noted already."""
    from gezinscoach_desktop.views.printing.preview import PrintPreview

    preview = PrintPreview(tasks, dialogs, "Nota aan de raad", note.pdf, parent=parent)
    preview.printer_chosen.connect(partial(_print, preview))
    preview.open()
    if note.is_too_long:
        pages = counted(note.pages, "pagina", "pagina’s")
        messages.warn(f"De nota telt {pages}. Kies minder bundels of kort de teksten in tot {MOST_PAGES}.")
    return preview


def _print(preview: PrintPreview, printer: object) -> None:
    preview.print_on(printer)  # type: ignore[arg-type]
