"""The columns of the service directory, and how its facts are said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.directory import ServiceEntry, ServiceInput
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.table import Column
from gezinscoach_desktop.views.theme import Tone

WHAT_COLUMN = 1
WAITING_COLUMN = 4
_OLD_AFTER_DAYS = 180


def directory_columns(today: Callable[[], date]) -> tuple[Column[ServiceEntry], ...]:
    """What is no longer in use is grey."""
    return (
        Column(
            "Dienst", lambda entry: entry.details.name, sort_key=lambda entry: fold(entry.details.name),
            detail=_organisation, tooltip=lambda entry: entry.details.name, tone=_tone, is_strong=True,
        ),
        Column("Wat ze doen", _what, detail=domains_text, tooltip=lambda entry: entry.details.what, tone=_tone),
        Column("Gemeente", lambda entry: entry.details.municipality, tone=_tone, width=124),
        Column("Telefoon", lambda entry: shown_phone(entry.details.phone), tone=_tone, width=124),
        Column(
            "Wachttijd", lambda entry: entry.details.waiting,
            detail=lambda entry: _noted(entry.details, today()), tooltip=lambda entry: entry.details.waiting,
            tone=_tone, width=176,
        ),
    )  # fmt: skip


def domains_text(entry: ServiceEntry) -> str:
    return ", ".join(domain.short.lower() for domain in entry.details.domains)


def waiting_text(details: ServiceInput, today: date) -> str:
    """`drie weken, gehoord op 01/09/2026`, and that this is long ago when it is."""
    if not details.waiting:
        return ""
    noted = details.waiting_noted_on
    if noted is None:
        return details.waiting
    old = "; vraag het nog eens na" if is_old(noted, today) else ""
    return f"{details.waiting}, gehoord op {format_date(noted)}{old}"


def is_old(noted: date, today: date) -> bool:
    """A waiting time of half a year ago says little."""
    return (today - noted).days > _OLD_AFTER_DAYS


def _noted(details: ServiceInput, today: date) -> str:
    noted = details.waiting_noted_on
    if not details.waiting or noted is None:
        return ""
    return f"{format_date(noted)}, lang geleden" if is_old(noted, today) else format_date(noted)


def _what(entry: ServiceEntry) -> str:
    return entry.details.what.partition("\n")[0]


def _organisation(entry: ServiceEntry) -> str:
    details = entry.details
    is_said = fold(details.organisation) in fold(details.name)
    parts = ("" if is_said else details.organisation, "niet meer gebruikt" if entry.is_retired else "")
    return " · ".join(part for part in parts if part)


def _tone(entry: ServiceEntry) -> Tone:
    return Tone.SECONDARY if entry.is_retired else Tone.TEXT
