"""Keeps the contact on this PC after every change, and tells whether it succeeded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services import contact_form
from gezinscoach_desktop.services.contact_form import ContactDraft
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.tasks import Tasks, is_expected

_KEY = "contact-draft"


class ContactKeeper(QObject):
    """Of several drafts waiting to be kept only the last is."""

    saved = Signal(object)
    """datetime."""
    failed = Signal(object)
    """The error; a UserError has a sentence to show."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk

    def keep(self, draft: ContactDraft) -> None:
        """Keep this draft instead of what was kept before."""
        try:
            save = contact_form.draft_to_keep(self._desk, draft)
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(save, then=self._tell_saved, failed=self._fail, key=_KEY)

    def throw_away(self, draft_id: UUID) -> None:
        """Keep nothing."""
        drop = contact_form.draft_to_drop(self._desk, draft_id)
        self._tasks.keep(drop, failed=self._fail, key=_KEY)

    def after(self, then: Callable[[None], object]) -> None:
        """Call `then` once everything that was handed over is on disk, or could not be."""
        self._tasks.keep(_nothing, then=then)

    def _tell_saved(self, at: datetime) -> None:
        self.saved.emit(at)

    def _fail(self, error: Exception) -> bool:
        self.failed.emit(error)
        return is_expected(error)


def _nothing() -> None:
    """Only its turn matters."""
