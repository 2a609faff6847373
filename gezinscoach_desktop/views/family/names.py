"""What the members of a family are called on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.household import Role, age_label
from gezinscoach_desktop.services.family import MemberRecord

HOUSEHOLD = "Huishouden"


def called(member: MemberRecord, today: date) -> str:
    """The name of a member; a child that is still to be born has none of its own yet."""
    return (
        "Ongeboren kind"
        if is_unborn(member, today) and not member.details.given_name
        else member.display_name
    )


def is_unborn(member: MemberRecord, today: date) -> bool:
    """True for a child with a birth date to come."""
    born = member.details.birth_date
    return member.details.role is Role.CHILD and born is not None and born > today


def display_names(members: Iterable[MemberRecord], today: date) -> Mapping[UUID | None, str]:
    """Full names by person; None is the household."""
    return {None: HOUSEHOLD} | {member.id: called(member, today) for member in members}


def short_names(members: Iterable[MemberRecord], today: date) -> Mapping[UUID | None, str]:
    """Given names where they tell members apart, else full names; None is the household."""
    known = tuple(members)
    given = Counter(member.details.given_name for member in known)
    return {None: HOUSEHOLD} | {
        member.id: member.details.given_name
        if member.details.given_name and given[member.details.given_name] == 1
        else called(member, today)
        for member in known
    }


def ages(members: Iterable[MemberRecord], today: date) -> Mapping[UUID | None, str]:
    """`34 jaar` by person; nothing for the household and where no birth date is known."""
    return {None: ""} | {member.id: age_label(member.details.birth_date, today) for member in members}


def is_former(member: MemberRecord, today: date) -> bool:
    """True when every stay of the member has ended."""
    return all(stay.left is not None and stay.left <= today for stay in member.details.stays)
