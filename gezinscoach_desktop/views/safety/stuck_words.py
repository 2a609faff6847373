"""What was filled in for a write that could not be shared, line by line, so that nothing of it is lost. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from gezinscoach_desktop.domain.contact import ContactInput
from gezinscoach_desktop.domain.contact_entry import ContactEntry
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.referral import (
    ReferralInput,
    ReferredPersonInput,
    Ruling,
    WaitingContactInput,
)
from gezinscoach_desktop.domain.trajectory import PhaseStart
from gezinscoach_desktop.services.family import FamilyInput, MemberInput
from gezinscoach_desktop.services.matching import AssignmentInput
from gezinscoach_desktop.services.setting import shipped_instrument
from gezinscoach_desktop.views.contact.words import contact_lines, entry_lines
from gezinscoach_desktop.views.family.family_fields import LABELS as FAMILY_LABELS
from gezinscoach_desktop.views.family.meanwhile import in_words
from gezinscoach_desktop.views.family.member_form import LABELS as MEMBER_LABELS
from gezinscoach_desktop.views.referral.lines import lines_of_referral

_NOTHING = (None, "", False)


def lines_of(given: Iterable[Any]) -> tuple[str, ...]:
    """Everything a person typed or chose; ids and versions say nothing to anybody."""
    return tuple(line for one in given for line in _lines(one))


def _lines(one: Any) -> Iterator[str]:
    match one:
        case FamilyInput():
            yield from _filled(one, FAMILY_LABELS)
        case MemberInput():
            yield from _filled(one, MEMBER_LABELS)
        case ContactEntry():
            yield from entry_lines(one)
        case ContactInput():
            yield from contact_lines(one)
        case ReferralInput() | ReferredPersonInput() | Ruling() | WaitingContactInput() | AssignmentInput():
            yield from lines_of_referral(one)
        case PhaseStart():
            yield f"{one.phase.label} vanaf {format_date(one.since)}"
            if one.reason:
                yield one.reason
        case {"entries": list() as entries, "date": str() as day}:
            yield f"Momentopname van {format_date(date.fromisoformat(day))}"
            yield from map(_entry, entries)
        case tuple() | list():
            yield from lines_of(one)
        case str() if one:
            yield one


def _filled(details: FamilyInput | MemberInput, labels: Mapping[str, str]) -> Iterator[str]:
    for each in fields(details):
        value = getattr(details, each.name)
        if each.name in labels and value not in _NOTHING:
            yield f"{labels[each.name]}: {in_words(value)}"


def _entry(entry: list[Any]) -> str:
    """`Inkomen: niveau 4, “Leefloon aangevraagd.”`"""
    _, key, level, has_level, note, *_ = entry
    item = shipped_instrument().items.get(key)
    what = "n.v.t." if level is None else f"niveau {level}"
    parts = [what] if has_level else []
    parts += [f"“{note}”"] if note else []
    return f"{key if item is None else item.name}: {', '.join(parts)}"
