"""Dates that lie ahead, as people type them: what is due, what is agreed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from gezinscoach_desktop.domain.dates import add_months, parse_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import fold

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_SHORTEST_NAME = 2
_IN = re.compile(r"over (\d{1,3}) (dag|dagen|week|weken|maand|maanden)")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})")
_YEARS_TO_LOOK = 9  # 29 February


def parse_ahead(text: str, *, today: date, field: str | None = None) -> date:
    """As `parse_date`, but a day without a year is the next such day; also morgen, vrijdag (vr), over 2 weken.

    Raises InvalidInput with a Dutch sentence.
    """
    typed = fold(text)
    words = {"vandaag": today, "morgen": today + timedelta(1), "overmorgen": today + timedelta(2)}
    if typed in words:
        return words[typed]
    if len(typed) >= _SHORTEST_NAME:
        for weekday, name in enumerate(WEEKDAYS):
            if name.startswith(typed):
                return next_weekday(weekday, today)
    if typed == "volgende week":
        return next_weekday(0, today)
    if match := _IN.fullmatch(typed):
        return _later(today, int(match[1]), match[2])
    if match := _DAY_AND_MONTH.fullmatch(typed):
        found = _next_such_day(int(match[1]), int(match[2]), today)
        if found is not None:
            return found
    if not typed:
        raise InvalidInput("Vul een datum in.", field=field)
    return parse_date(text, today=today, field=field)


def next_weekday(weekday: int, today: date) -> date:
    """The first such day after today; Monday is 0."""
    return today + timedelta((weekday - today.weekday() - 1) % 7 + 1)


def _later(today: date, number: int, unit: str) -> date:
    if unit.startswith("dag"):
        return today + timedelta(number)
    return today + timedelta(weeks=number) if unit.startswith("we") else add_months(today, number)


def _next_such_day(day: int, month: int, today: date) -> date | None:
    for year in range(today.year, today.year + _YEARS_TO_LOOK):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    return None
