"""A referral while it is being typed: with dates as they were typed, also what cannot be read yet."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.dates import parse_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.referral import ReferralInput, ReferredPersonInput


@dataclass(frozen=True, slots=True)
class DraftPerson:
    """A line of who belongs to the family."""

    role: Role = Role.ADULT
    given_name: str = ""
    family_name: str = ""
    birth_date: str = ""
    relation: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.given_name.strip() or self.family_name.strip() or self.birth_date.strip())


@dataclass(frozen=True, slots=True)
class ReferralDraft:
    """The form as it stands. `id` becomes the referral's, so that registering twice keeps one."""

    id: UUID
    details: ReferralInput
    """All but the day, which stands in `received_on` as it was typed."""
    received_on: str = ""
    persons: tuple[DraftPerson, ...] = ()
    family_id: UUID | None = None
    """A family that was here before, and is this one."""
    saved_at: datetime | None = None

    def has_content(self, begun: ReferralDraft) -> bool:
        """Whether anything was filled in since the form was `begun`."""
        mine = tuple(person for person in self.persons if not person.is_empty)
        untouched = replace(begun, id=self.id, saved_at=self.saved_at, persons=mine)
        return bool(mine) or replace(self, persons=mine) != untouched

    def birth_dates(self, today: date) -> tuple[date, ...]:
        """Those that can be read already."""
        return tuple(born for person in self.persons if (born := _read(person.birth_date, today)) is not None)


def details_of(draft: ReferralDraft, today: date) -> ReferralInput:
    """What was typed, read; raises InvalidInput (received_on)."""
    if not draft.received_on.strip():
        raise InvalidInput("Vul in wanneer de aanmelding binnenkwam.", field="received_on")
    on = parse_date(draft.received_on, today=today, field="received_on")
    return replace(draft.details, received_on=on)


def persons_of(draft: ReferralDraft, today: date) -> tuple[ReferredPersonInput, ...]:
    """Who belongs to the family; raises InvalidInput (persons)."""
    return tuple(
        ReferredPersonInput(
            draft.id,
            person.role,
            person.given_name,
            person.family_name,
            parse_date(person.birth_date, today=today, field="persons")
            if person.birth_date.strip()
            else None,
            person.relation,
        )
        for person in draft.persons
        if not person.is_empty
    )


def _read(text: str, today: date) -> date | None:
    try:
        return parse_date(text, today=today) if text.strip() else None
    except InvalidInput:
        return None
