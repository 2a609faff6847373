"""The form and the tab on a screen that is not there, with services that remember."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.contact import ContactInput, ContactRecord
from gezinscoach_desktop.domain.contact_draft import entry_of
from gezinscoach_desktop.domain.contact_entry import ContactEntry, FamilyChoice, FamilyContact, check_entry
from gezinscoach_desktop.services import contact, contact_form
from gezinscoach_desktop.services.contact import ContactsPage
from gezinscoach_desktop.services.contact_form import ContactDraft, ContactForm
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import MemberRecord
from gezinscoach_desktop.views.contact.page import ContactPage
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.views.contact.samples import FAMILY, HEADER, OTHER, make_page
from tests.views.family.samples import TODAY, make_desk

SAVED_AT = datetime(2026, 11, 22, 13, 32, tzinfo=UTC)


@dataclass
class ContactServices:
    """What the services say, and what they were asked to keep."""

    kept: dict[UUID, ContactDraft] = field(default_factory=dict)
    registered: list[ContactEntry] = field(default_factory=list)
    changed: list[tuple[UUID, int, ContactInput]] = field(default_factory=list)
    removed: list[tuple[tuple[UUID, int], ...]] = field(default_factory=list)
    brought_back: list[tuple[tuple[UUID, int], ...]] = field(default_factory=list)
    refusal: Exception | None = None
    opening_refusal: Exception | None = None
    page: ContactsPage = field(default_factory=make_page)
    newer: ContactRecord | None = None
    """A contact as a colleague left it."""
    asked_appointment: UUID | None = None
    services: dict[UUID, str] = field(default_factory=dict)

    def open_form(
        self, desk: Desk, family_id: UUID | None = None, appointment_id: UUID | None = None
    ) -> ContactForm:
        if self.opening_refusal is not None:
            raise self.opening_refusal
        self.asked_appointment = appointment_id
        begun = ContactDraft(
            UUID(int=900),
            () if family_id is None else (FamilyContact(family_id),),
            on="22/11/2026",
            begins_at="09:00",
        )
        waiting = next(iter(self.kept.values()), None)
        choices = tuple(
            FamilyChoice(id_, code, name, "Mol", f"{name} {code}".lower(), True, None)
            for id_, code, name in (
                (FAMILY, "G-2024-017", "Peeters – Yilmaz"),
                (OTHER, "G-2025-003", "Claes"),
            )
        )
        members = {FAMILY: HEADER.members, OTHER: HEADER.members[:1]}
        other = waiting if family_id is None else None
        waiting = None if family_id is None else waiting
        return ContactForm(
            draft=waiting or begun,
            begun=begun,
            is_resumed=waiting is not None,
            other=other,
            choices=choices,
            members=members,
            services=self.services,
        )

    def people_of(self, desk: Desk, family_id: UUID) -> tuple[MemberRecord, ...]:
        return HEADER.members if family_id == FAMILY else HEADER.members[:1]

    def draft_to_keep(self, desk: Desk, draft: ContactDraft) -> Callable[[], datetime]:
        def save() -> datetime:
            self.kept[draft.id] = replace(draft, saved_at=SAVED_AT)
            return SAVED_AT

        return save

    def draft_to_drop(self, desk: Desk, draft_id: UUID) -> Callable[[], None]:
        def drop() -> None:
            self.kept.pop(draft_id, None)

        return drop

    def register_draft(self, desk: Desk, draft: ContactDraft) -> Done:
        if self.refusal is not None:
            raise self.refusal
        entry = entry_of(draft, TODAY)
        check_entry(entry, TODAY)
        self.registered.append(entry)
        self.kept.pop(draft.id, None)
        return Done(Change(frozenset({Noun.CONTACT})), entry.contact_id(entry.families[0].family_id))

    def read_contact(self, desk: Desk, family_id: UUID, contact_id: UUID) -> ContactRecord:
        assert self.newer is not None
        return self.newer

    def contacts_page(self, desk: Desk, family_id: UUID) -> ContactsPage:
        return self.page

    def change_contact(self, desk: Desk, contact_id: UUID, version: int, details: ContactInput) -> Done:
        if self.refusal is not None:
            raise self.refusal
        self.changed.append((contact_id, version, details))
        return Done(Change(frozenset({Noun.CONTACT}), FAMILY), contact_id)

    def remove_contacts(
        self, desk: Desk, contacts: tuple[tuple[UUID, int], ...], appointment_id: UUID | None = None
    ) -> Done:
        self.removed.append(contacts)
        return Done(Change(frozenset({Noun.CONTACT}), FAMILY))

    def bring_back_contacts(self, desk: Desk, contacts: tuple[tuple[UUID, int], ...]) -> Done:
        self.brought_back.append(contacts)
        return Done(Change(frozenset({Noun.CONTACT}), FAMILY))


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> ContactServices:
    """Replaces every service of contacts."""
    made = ContactServices()
    for name in ("open_form", "people_of", "draft_to_keep", "draft_to_drop", "register_draft"):
        monkeypatch.setattr(contact_form, name, getattr(made, name))
    for name in ("contacts_page", "read_contact", "change_contact", "remove_contacts", "bring_back_contacts"):
        monkeypatch.setattr(contact, name, getattr(made, name))
    return made


@pytest.fixture
def desk() -> Desk:
    return make_desk()


class FormOnScreen:
    """A shown page with what it said and where it went."""

    def __init__(self, page: ContactPage, said: list[Message]) -> None:
        self.page = page
        self.form = page.form
        self.said = said
        self.went: list[Destination] = []
        page.left_for.connect(self.went.append)


OpenForm = Callable[..., FormOnScreen]


@pytest.fixture
def open_form(
    services: ContactServices,
    desk: Desk,
    tasks: InlineTasks,
    messages: Messages,
    said: list[Message],
    show: Callable[[ContactPage], None],
) -> OpenForm:
    """Opens the form, for a family or for one still to be chosen."""

    def opened(family_id: UUID | None = FAMILY, *, width: int = 1298, height: int = 700) -> FormOnScreen:
        page = ContactPage(tasks, messages, desk, family_id)
        on_screen = FormOnScreen(page, said)
        page.resize(width, height)
        show(page)
        page.load()
        return on_screen

    return opened
