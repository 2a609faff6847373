"""Two coordinators changed one referral at once: what each did to it, and one draft out of both."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.merge import Merge, merge
from gezinscoach_desktop.domain.referral import ReferralInput
from gezinscoach_desktop.domain.referral_draft import DraftPerson, ReferralDraft, details_of
from gezinscoach_desktop.views.referral.lines import LABELS

T = TypeVar("T")
LONG_TEXTS = frozenset({"question", "reason", "safety", "reach_note"})


def put_together(
    base: ReferralDraft, mine: ReferralDraft, theirs: ReferralDraft, today: date
) -> Merge[ReferralInput]:
    """Field by field; of what nobody reads (ids), or the form does not ask, the one who changed it wins."""
    typed, now = details_of(mine, today), theirs.details
    resolved = {
        each.name: _changed(
            getattr(base.details, each.name), getattr(typed, each.name), getattr(now, each.name)
        )
        for each in fields(ReferralInput)
        if each.name not in LABELS or each.name in _DECIDED
    }
    return merge(replace(base.details, **resolved), replace(typed, **resolved), replace(now, **resolved))


def draft_of_both(
    details: ReferralInput, base: ReferralDraft, mine: ReferralDraft, theirs: ReferralDraft
) -> ReferralDraft:
    """The form with what was chosen, and everybody whom one of both named."""
    return replace(
        mine,
        details=details,
        received_on=format_date(details.received_on),
        persons=_persons(base.persons, mine.persons, theirs.persons),
        family_id=_changed(base.family_id, mine.family_id, theirs.family_id),
    )


_DECIDED = frozenset({"decision", "referred_to"})


def _changed(base: T, mine: T, theirs: T) -> T:
    return theirs if mine == base else mine


def _persons(
    base: tuple[DraftPerson, ...], mine: tuple[DraftPerson, ...], theirs: tuple[DraftPerson, ...]
) -> tuple[DraftPerson, ...]:
    """Whom either took away is gone; whom either added is there."""
    kept = [person for person in mine if person in theirs or person not in base]
    return (*kept, *(person for person in theirs if person not in base and person not in kept))
