"""The clock of the practice office: each day that is written about, never later than the real moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from gezinscoach_desktop.services.desk import Desk


def desk_on(desk: Desk, day: date, at: time) -> Desk:
    """The desk as it was on that day at that hour; of today what is still to come has happened just now."""
    moment = moment_on(desk, day, at)
    return replace(desk, today=lambda: day, now=lambda: moment)


def moment_on(desk: Desk, day: date, at: time) -> datetime:
    """That hour of that day, or now when that hour of today is still to come."""
    moment, now = datetime.combine(day, at), desk.now()
    return min(moment, now) if day == now.date() else moment
