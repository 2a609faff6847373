"""A family while it is being typed in: with dates as they were typed, also what cannot be read yet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from gezinscoach_desktop.domain.consent import ConsentForm
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.referral_draft import DraftPerson


@dataclass(frozen=True, slots=True)
class DraftConsent:
    """What the family agreed to, as it stands in the form."""

    given_by: str = ""
    form: ConsentForm = ConsentForm.ORAL
    given_on: str = ""
    has_privacy: bool = False


@dataclass(frozen=True, slots=True)
class FamilyDraft:
    """The form as it stands. `id` becomes the family's, so that adding it twice keeps one."""

    id: UUID
    details: FamilyInput = field(default_factory=FamilyInput)
    """All but the start of coaching, which stands in `started_on` as it was typed; no code that was only proposed."""
    started_on: str = ""
    members: tuple[DraftPerson, ...] = ()
    """Lines that are not empty."""
    consent: DraftConsent | None = None
    """None while the family did not agree."""
    saved_at: datetime | None = None

    @property
    def has_content(self) -> bool:
        """Whether anything was filled in."""
        return replace(self, saved_at=None) != FamilyDraft(self.id)
