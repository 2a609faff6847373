"""The rooms Agenda and Acties, by the name the window knows them under."""

from __future__ import annotations

from datetime import date

from gezinscoach_desktop.views.page import Destination

AGENDA = "agenda"
ACTIONS = "actions"
LATE_PART = "late"


def agenda(on: date | None = None) -> Destination:
    """The agenda; with a day at that day."""
    return Destination(AGENDA, part="" if on is None else on.isoformat())


def open_actions(part: str = "") -> Destination:
    """The actions over all families; part `late` shows only what is overdue."""
    return Destination(ACTIONS, part=part)
