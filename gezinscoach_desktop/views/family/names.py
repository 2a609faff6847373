"""What the members of a family are called on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.household import age_label
from gezinscoach_desktop.services.family import MemberRecord

HOUSEHOLD = "Huishouden"


def display_names(members: Iterable[MemberRecord]) -> Mapping[UUID | None, str]:
    """Full names by person; None is the household."""
    return {None: HOUSEHOLD} | {member.id: member.display_name for member in members}


def short_names(members: Iterable[MemberRecord]) -> Mapping[UUID | None, str]:
    """Given names where they tell members apart, else full names; None is the household."""
    known = tuple(members)
    given = Counter(member.details.given_name for member in known)
    return {None: HOUSEHOLD} | {
        member.id: member.details.given_name
        if member.details.given_name and given[member.details.given_name] == 1
        else member.display_name
        for member in known
    }


def ages(members: Iterable[MemberRecord], today: date) -> Mapping[UUID | None, str]:
    """`34 jaar` by person; nothing for the household and where no birth date is known."""
    return {None: ""} | {member.id: age_label(member.details.birth_date, today) for member in members}


def is_former(member: MemberRecord, today: date) -> bool:
    """True when every stay of the member has ended."""
    return all(stay.left is not None and stay.left <= today for stay in member.details.stays)
