"""What is being filled in, kept on this PC: one sealed file for each form, under the id that it will be kept by."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Generic, Protocol, TypeVar
from uuid import UUID

from gezinscoach_desktop.data.seal import SealBroken
from gezinscoach_desktop.data.sealed_files import SealedFiles


class FormDraft(Protocol):
    """A form as it stands."""

    @property
    def id(self) -> UUID: ...
    @property
    def saved_at(self) -> datetime | None: ...


D = TypeVar("D", bound=FormDraft)


class FormDraftStore(SealedFiles, Generic[D]):
    """The forms of one kind that one account began to fill in; a kind says which dataclass it is."""

    content: ClassVar[type[Any]]

    def save(self, draft: D) -> None:
        """Keep the draft; when this returns it survives a killed program and a power cut."""
        import msgspec

        self.put(draft.id, msgspec.json.encode(draft))

    def load(self, draft_id: UUID) -> D | None:
        """The draft; one that cannot be read is set aside under another name and reported in the log."""
        import msgspec

        try:
            found = self.get(draft_id)
            if found is None:
                return None
            draft: D = msgspec.json.decode(found, type=self.content)
        except (SealBroken, msgspec.MsgspecError):
            self.set_aside(draft_id)
            return None
        return draft

    def all(self) -> tuple[D, ...]:
        """Every draft that waits, the one saved last first."""
        found = [draft for name in self.names() if (draft := self.load(name)) is not None]
        return tuple(sorted(found, key=_saved, reverse=True))


def _saved(draft: FormDraft) -> float:
    return 0.0 if draft.saved_at is None else draft.saved_at.timestamp()
