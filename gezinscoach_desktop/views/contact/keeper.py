"""Keeps the contact on this PC after every change, and tells whether it succeeded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from gezinscoach_desktop.domain.change import Change, Noun
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
        self._told: tuple[UUID | None, bool] | None = None

    def keep(self, draft: ContactDraft) -> None:
        """Keep this draft instead of what was kept before."""
        try:
            save = contact_form.draft_to_keep(self._desk, draft)
        except UserError as error:
            self.failed.emit(error)
            return
        self._tasks.keep(
            save, then=partial(self._tell_saved, draft.family_id), failed=self._fail, key=_KEY, owner=self
        )

    def throw_away(self, draft: ContactDraft) -> None:
        """Keep nothing."""
        drop = contact_form.draft_to_drop(self._desk, draft.id)
        then = partial(self._announce, draft.family_id, False)
        self._tasks.keep(drop, then=then, failed=self._fail, key=_KEY, owner=self)

    def after(self, then: Callable[[None], object]) -> None:
        """Call `then` once everything that was handed over is on disk, or could not be."""
        self._tasks.keep(_nothing, then=then)

    def _tell_saved(self, family_id: UUID | None, at: datetime) -> None:
        self.saved.emit(at)
        self._announce(family_id, True)

    def _announce(self, family_id: UUID | None, is_kept: bool, _: object = None) -> None:
        """The family's page offers to go on where one was begun: tell it when that begins or ends."""
        if family_id is not None and self._told != (family_id, is_kept):
            self._told = (family_id, is_kept)
            self._tasks.changed.emit(Change(frozenset({Noun.DRAFT}), family_id))

    def _fail(self, error: Exception) -> bool:
        self.failed.emit(error)
        return is_expected(error)


def _nothing() -> None:
    """Only its turn matters."""
