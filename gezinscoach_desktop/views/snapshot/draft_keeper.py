"""Keeps the draft on this PC after every change, and tells whether it succeeded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft
from gezinscoach_desktop.views.tasks import Tasks, is_expected

_KEY = "draft"


class DraftKeeper(QObject):
    """Of several drafts waiting to be kept only the last is."""

    saved = Signal(object)
    """datetime."""
    emptied = Signal()
    """Nothing is filled in any more, so nothing is kept."""
    failed = Signal(object)
    """The error; a UserError has a sentence to show."""

    def __init__(self, tasks: Tasks, desk: Desk, family_id: UUID, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._is_kept = False

    def found(self, *, is_kept: bool) -> None:
        """Whether a draft was waiting when the form was opened."""
        self._is_kept = is_kept

    def keep(self, draft: Draft) -> None:
        """Keep this draft instead of what was kept before."""
        try:
            save = snapshot_service.draft_to_keep(self._desk, draft)
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(save, then=self._tell_saved, failed=self._fail, key=_KEY)

    def throw_away(self) -> None:
        """Keep nothing."""
        try:
            drop = snapshot_service.draft_to_drop(self._desk, self._family_id)
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(drop, then=self._tell_emptied, failed=self._fail, key=_KEY)

    def after(self, then: Callable[[None], object]) -> None:
        """Call `then` once everything that was handed over is on disk, or could not be."""
        self._tasks.keep(_nothing, then=then)

    def _tell_saved(self, at: datetime) -> None:
        self.saved.emit(at)
        self._announce(is_kept=True)

    def _tell_emptied(self, _nothing: None) -> None:
        self.emptied.emit()
        self._announce(is_kept=False)

    def _announce(self, *, is_kept: bool) -> None:
        """Lists show which families have a draft waiting: tell them when that begins or ends."""
        if is_kept is not self._is_kept:
            self._is_kept = is_kept
            self._tasks.changed.emit(Change(frozenset({Noun.DRAFT}), self._family_id))

    def _fail(self, error: Exception) -> bool:
        self.failed.emit(error)
        return is_expected(error)


def _nothing() -> None:
    """Only its turn matters."""
