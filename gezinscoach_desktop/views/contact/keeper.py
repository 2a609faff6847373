"""Keeps the contact on this PC after every change, and tells the family's page whether one was begun."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.services import contact_form
from gezinscoach_desktop.services.contact_form import ContactDraft
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.form_keeper import FormKeeper
from gezinscoach_desktop.views.tasks import Tasks


class ContactKeeper(FormKeeper):
    """Of several drafts waiting to be kept only the last is."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(tasks, "contact-draft", parent)
        self._desk = desk
        self._told: tuple[UUID | None, bool] | None = None

    def keep(self, draft: ContactDraft) -> None:
        """Keep this draft instead of what was kept before."""
        make = partial(contact_form.draft_to_keep, self._desk, draft)
        self.keep_by(make, partial(self._tell_kept, draft.family_id), of=draft.id)

    def throw_away(self, draft: ContactDraft) -> None:
        """Keep nothing."""
        make = partial(contact_form.draft_to_drop, self._desk, draft.id)
        self.drop_by(make, partial(self._announce, draft.family_id, False), of=draft.id)

    def _tell_kept(self, family_id: UUID | None, at: datetime) -> None:
        self.saved.emit(at)
        self._announce(family_id, True)

    def _announce(self, family_id: UUID | None, is_kept: bool, _: object = None) -> None:
        """The family's page offers to go on where one was begun: tell it when that begins or ends."""
        if family_id is not None and self._told != (family_id, is_kept):
            self._told = (family_id, is_kept)
            self._tasks.changed.emit(Change(frozenset({Noun.DRAFT}), family_id))
