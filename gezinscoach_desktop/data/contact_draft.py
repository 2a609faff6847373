"""Contacts being filled in, kept on this PC: one sealed file for each, under the id that the contact will be registered by."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.data.seal import SealBroken
from gezinscoach_desktop.data.sealed_files import SealedFiles
from gezinscoach_desktop.domain.contact_draft import ContactDraft


class ContactDraftStore(SealedFiles):
    """The contacts that one account began to fill in."""

    ending = ".contact"
    purpose = b"contact draft"

    def save(self, draft: ContactDraft) -> None:
        """Keep the draft; when this returns it survives a killed program and a power cut."""
        import msgspec

        self.put(draft.id, msgspec.json.encode(draft))

    def load(self, draft_id: UUID) -> ContactDraft | None:
        """The draft; one that cannot be read is set aside under another name and reported in the log."""
        import msgspec

        try:
            content = self.get(draft_id)
            return None if content is None else msgspec.json.decode(content, type=ContactDraft)
        except (SealBroken, msgspec.MsgspecError):
            self.set_aside(draft_id)
            return None

    def all(self) -> tuple[ContactDraft, ...]:
        """Every draft that waits, the one saved last first."""
        found = [draft for name in self.names() if (draft := self.load(name)) is not None]
        return tuple(sorted(found, key=_saved, reverse=True))


def _saved(draft: ContactDraft) -> float:
    return 0.0 if draft.saved_at is None else draft.saved_at.timestamp()
