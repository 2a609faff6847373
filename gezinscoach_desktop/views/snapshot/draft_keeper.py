"""Keeps the draft on this PC after every change, and tells lists which families have one waiting."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.services import snapshot as snapshot_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.snapshot import Draft
from gezinscoach_desktop.views.form_keeper import FormKeeper
from gezinscoach_desktop.views.tasks import Tasks


class DraftKeeper(FormKeeper):
    """Of several drafts waiting to be kept only the last is."""

    emptied = Signal()
    """Nothing is filled in any more, so nothing is kept."""

    def __init__(self, tasks: Tasks, desk: Desk, family_id: UUID, parent: QObject | None = None) -> None:
        super().__init__(tasks, "draft", parent)
        self._desk = desk
        self._family_id = family_id
        self._is_kept = False

    def found(self, *, is_kept: bool) -> None:
        """Whether a draft was waiting when the form was opened."""
        self._is_kept = is_kept

    def keep(self, draft: Draft) -> None:
        """Keep this draft instead of what was kept before."""
        self.keep_by(partial(snapshot_service.draft_to_keep, self._desk, draft), self._tell_kept)

    def throw_away(self) -> None:
        """Keep nothing."""
        make = partial(snapshot_service.draft_to_drop, self._desk, self._family_id)
        self.drop_by(make, self._tell_emptied)

    def _tell_kept(self, at: datetime) -> None:
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
