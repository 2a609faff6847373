"""Contacts being filled in, kept on this PC until they are registered."""

from __future__ import annotations

from gezinscoach_desktop.data.form_draft import FormDraftStore
from gezinscoach_desktop.domain.contact_draft import ContactDraft


class ContactDraftStore(FormDraftStore[ContactDraft]):
    """The contacts that one account began to fill in."""

    ending = ".contact"
    purpose = b"contact draft"
    content = ContactDraft
