"""How dates, ages and counts of a family are said on screen."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.domain.dates import format_date, format_long
from gezinscoach_desktop.domain.due import Due, DueState
from gezinscoach_desktop.domain.text import counted


def ago(day: date, today: date) -> str:
    """`vandaag`, `gisteren`, `12 dagen geleden`; `morgen`, `over 3 dagen`."""
    days = (today - day).days
    near = {-1: "morgen", 0: "vandaag", 1: "gisteren"}
    if days in near:
        return near[days]
    told = counted(abs(days), "dag", "dagen")
    return f"over {told}" if days < 0 else f"{told} geleden"


def due_text(due: Due) -> str:
    """When the next snapshot is wanted, in a few words."""
    match due.state:
        case DueState.NEVER_MEASURED:
            return "Nog geen nulmeting"
        case DueState.NOT_EXPECTED:
            return "Niet verwacht"
        case DueState.OVERDUE:
            return f"{counted(-(due.days or 0), 'dag', 'dagen')} te laat"
        case DueState.SOON | DueState.ON_TIME:
            return "Vandaag" if due.days == 0 else f"Over {counted(due.days or 0, 'dag', 'dagen')}"


def next_snapshot(due: Due) -> str:
    """`volgende momentopname over 84 dagen`, `momentopname 9 dagen te laat`."""
    match due.state:
        case DueState.OVERDUE:
            return f"momentopname {due_text(due)}"
        case DueState.SOON | DueState.ON_TIME:
            return f"volgende momentopname {due_text(due).lower()}"
        case DueState.NEVER_MEASURED:
            return "nog geen nulmeting"
        case DueState.NOT_EXPECTED:
            return "geen momentopname verwacht"


def due_date_text(due: Due) -> str:
    """The date that belongs to `due_text`; nothing when there is none."""
    return "" if due.on is None else format_date(due.on)


def household_size(adults: int, children: int) -> str:
    """`2 volwassenen, 3 kinderen`."""
    texts = []
    if adults:
        texts.append(counted(adults, "volwassene", "volwassenen"))
    if children:
        texts.append(counted(children, "kind", "kinderen"))
    return ", ".join(texts) or "nog niemand ingevuld"


def long_day(day: date) -> str:
    """`zondag 22 november 2026`."""
    return f"{_WEEKDAYS[day.weekday()]} {format_long(day)}"


def level_word(level: int | None) -> str:
    """`3`, or `n.v.t.`."""
    return "n.v.t." if level is None else str(level)


def steps_word(steps: int) -> str:
    """`+1`, `−2` (with a real minus) or `=`."""
    if steps == 0:
        return "="
    return f"+{steps}" if steps > 0 else f"−{-steps}"


_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
