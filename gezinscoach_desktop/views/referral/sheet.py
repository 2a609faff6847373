"""Saving the blank form that partners fill in by hand."""

from __future__ import annotations

from functools import partial

from gezinscoach_desktop.services import referral_sheet
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

_PDF = FileKind("PDF-bestand", "pdf")
_SAVED = "Het formulier is bewaard. Druk het af, of mail het naar wie gezinnen aanmeldt."


def save_sheet(tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages) -> None:
    """Ask where, and write it there."""
    path = dialogs.save_file("Leeg aanmeldingsformulier bewaren", _PDF, suggested="aanmeldingsformulier.pdf")
    if path is not None:
        tasks.run(referral_sheet.save_sheet, desk, path, then=partial(_say_saved, messages))


def _say_saved(messages: Messages, _: None) -> None:
    messages.good(_SAVED)
