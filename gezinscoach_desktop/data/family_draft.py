"""New families being typed in, kept on this PC until they are added."""

from __future__ import annotations

from gezinscoach_desktop.data.form_draft import FormDraftStore
from gezinscoach_desktop.domain.family_draft import FamilyDraft


class FamilyDraftStore(FormDraftStore[FamilyDraft]):
    """The families that one account began to type in."""

    ending = ".family"
    purpose = b"family draft"
    content = FamilyDraft
