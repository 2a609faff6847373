"""What is in a backup, in words. Knows no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.backup import COUNTED
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted

if TYPE_CHECKING:
    from gezinscoach_desktop.services.loose_backup import BackupContents

_SHORT = ("family", "snapshot")
_MOST_PEOPLE = 6
_EMPTY = "nog geen gezinnen"


def when(at: datetime) -> str:
    """`22/11/2026 om 13:05`."""
    local = at.astimezone()
    return f"{format_date(local.date())} om {local:%H:%M}"


def age(at: datetime, today: date) -> str:
    """`vandaag`, `gisteren`, `5 dagen oud`."""
    days = (today - at.astimezone().date()).days
    if days <= 0:
        return "van vandaag"
    return "van gisteren" if days == 1 else f"{days} dagen oud"


def short(counts: Mapping[str, int] | None) -> str:
    """`12 gezinnen, 80 momentopnamen`."""
    known = counts or {}
    parts = [counted(known[name], *COUNTED[name]) for name in _SHORT if known.get(name)]
    return ", ".join(parts) or _EMPTY


def whole(counts: Mapping[str, int]) -> str:
    """Everything that is counted, but for what only the program writes."""
    parts = [
        counted(counts[name], *nouns)
        for name, nouns in COUNTED.items()
        if counts.get(name) and name != "audit_entry"
    ]
    return ", ".join(parts) or _EMPTY


def people(contents: BackupContents) -> str:
    """Who could open the office that day; the first few of many."""
    names, more = contents.people[:_MOST_PEOPLE], len(contents.people) - _MOST_PEOPLE
    return ", ".join(names) + (f" en {more} anderen" if more > 1 else " en nog iemand" if more == 1 else "")
