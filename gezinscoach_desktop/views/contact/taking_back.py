"""Taking back what was just registered or taken away, also when the page it was done on is gone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.services import contact as contact_service
from gezinscoach_desktop.services import contact_form
from gezinscoach_desktop.services.contact_form import ContactDraft
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.tasks import Tasks


class TakeBack:
    """Takes a registered contact away; what was typed waits as a draft again."""

    def __init__(
        self, tasks: Tasks, desk: Desk, contacts: tuple[tuple[UUID, int], ...], draft: ContactDraft
    ) -> None:
        self._tasks = tasks
        self._desk = desk
        self._contacts = contacts
        self._draft = draft

    def __call__(self) -> None:
        self._tasks.run(
            contact_service.remove_contacts,
            self._desk,
            self._contacts,
            self._draft.appointment_id,
            then=self._keep_draft,
        )

    def _keep_draft(self, _: object) -> None:
        again = replace(self._draft, id=uuid4())  # under its old id it counts as registered
        self._tasks.keep(contact_form.draft_to_keep(self._desk, again), then=self._tell)

    def _tell(self, _: object) -> None:
        self._tasks.changed.emit(Change(frozenset({Noun.DRAFT}), self._draft.family_id))


class BringBack:
    """Brings back a contact that was taken away."""

    def __init__(self, tasks: Tasks, desk: Desk, contacts: tuple[tuple[UUID, int], ...]) -> None:
        self._tasks = tasks
        self._desk = desk
        self._contacts = contacts

    def __call__(self) -> None:
        self._tasks.run(contact_service.bring_back_contacts, self._desk, self._contacts)
