"""How requests, goals, actions and appointments are said on screen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.agenda import coming_day, due_words
from gezinscoach_desktop.domain.appointment import AppointmentInput
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.request import RequestInput, RequestState

_MOST = 60
Names = Mapping[UUID, str]


def short(text: str, most: int = _MOST) -> str:
    """The first line, cut off with … where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def who_does(details: ActionInput, *, coach: str | None, service: str | None) -> str:
    """`Gezin`, `Coach An`, `Dienst: CAW`."""
    if details.owner is ActionOwner.SERVICE and service:
        return service
    if details.owner is ActionOwner.COACH and coach:
        return coach
    return details.owner.label


def action_note(details: ActionInput, who: str) -> str:
    """What stands under an action: who, about what, and what came of it."""
    parts = [who, "" if details.domain is None else details.domain.short, short(details.result)]
    return " · ".join(part for part in parts if part)


def action_due(details: ActionInput, today: date) -> str:
    """When it is wanted, or when it was done."""
    if details.state is ActionState.OPEN:
        return due_words(details.due_on, today)
    day = "" if details.closed_on is None else f" {format_date(details.closed_on)}"
    return f"{'gedaan' if details.state is ActionState.DONE else 'niet meer nodig'}{day}"


def request_note(details: RequestInput) -> str:
    """What stands under a request: about what, since when, and what became of it."""
    parts = ["" if details.domain is None else details.domain.short]
    if details.state is not RequestState.OPEN:
        day = "" if details.closed_on is None else f" op {format_date(details.closed_on)}"
        parts += [f"{details.state.label.lower()}{day}", short(details.outcome)]
    elif details.raised_on is not None:
        parts.append(f"sinds {format_date(details.raised_on)}")
    return " · ".join(part for part in parts if part)


def appointment_day(details: AppointmentInput, today: date) -> str:
    """`morgen`, `vrijdag 04/12`, `14/01/2027`; a past one by its date."""
    days = (details.on - today).days
    if days < 0:
        return "gisteren" if days == -1 else format_date(details.on)
    return due_words(details.on, today) if days < 2 else coming_day(details.on, today)


def appointment_note(details: AppointmentInput, whose: str | None) -> str:
    """What stands under an appointment."""
    state = "" if details.is_open else details.state.label.lower()
    return " · ".join(part for part in (short(details.what), whose or "", state) if part)
