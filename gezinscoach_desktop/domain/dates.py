"""Calendar arithmetic and dates as people in Flanders write them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from gezinscoach_desktop.domain.errors import InvalidInput

EARLIEST = date(1900, 1, 1)
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
SHORT_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SEPARATED = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_FILE_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_FILE_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
EXPECTED = "verwacht dd/mm/jjjj, bijvoorbeeld 14/11/2026"


def add_months(day: date, months: int) -> date:
    """`day` plus `months` calendar months; a day that the target month lacks becomes its last day."""
    years, month_index = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month_index + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def quarter_begins(day: date) -> date:
    """The first day of the quarter of a year that `day` is in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def next_quarter(day: date) -> date:
    """The first day of the quarter after the one that `day` is in."""
    return add_months(quarter_begins(day), 3)


def age_in_years(born: date, on: date) -> int:
    """Completed years on `on`; negative when not yet born."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_in_months(born: date, on: date) -> int:
    """Completed calendar months on `on`; negative when not yet born."""
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


def format_date(day: date) -> str:
    """dd/mm/jjjj."""
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_short(day: date) -> str:
    """dd/mm/jj, for narrow columns."""
    return f"{day.day:02}/{day.month:02}/{day.year % 100:02}"


def format_long(day: date) -> str:
    """`14 november 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def parse_date(text: str, *, today: date, field: str | None = None) -> date:
    """Read a date as typed: 14/11/26, 14.11.2026, 14112026, 14/11, 2026-11-14, vandaag, gisteren.

    Without a year the most recent such day up to `today` is meant. Two-digit years lie at most ten years ahead.
    Raises InvalidInput with a Dutch sentence; dates before 1900 are refused as a slip of the keyboard.
    """
    typed = " ".join(text.split()).lower()
    words = {
        "vandaag": today,
        "gisteren": today - timedelta(days=1),
        "eergisteren": today - timedelta(days=2),
    }
    if typed in words:
        return words[typed]
    if match := _ISO.fullmatch(typed):
        year_text, month_text, day_text = match.groups()
    elif match := (_SEPARATED.fullmatch(typed) or _DIGITS.fullmatch(typed)):
        day_text, month_text, year_text = match.groups()
    else:
        raise InvalidInput(f"“{text.strip()}” is geen datum: {EXPECTED}.", field=field)
    try:
        return _on_calendar(int(day_text), int(month_text), year_text, today)
    except ValueError:
        raise InvalidInput(
            f"“{text.strip()}” bestaat niet op de kalender: {EXPECTED}.", field=field
        ) from None


def parse_strict(text: str) -> date:
    """Read `jjjj-mm-dd` or `dd/mm/jjjj` as files have them; ValueError on anything else, also before 1900."""
    if match := _FILE_ISO.fullmatch(text):
        year, month, day_number = match.groups()
    elif match := _FILE_SLASHED.fullmatch(text):
        day_number, month, year = match.groups()
    else:
        raise ValueError(text)
    day = date(int(year), int(month), int(day_number))
    if day < EARLIEST:
        raise ValueError(text)
    return day


def _on_calendar(day: int, month: int, year_text: str | None, today: date) -> date:
    if year_text is None:
        return _most_recent(day, month, today)
    year = int(year_text)
    if len(year_text) == 2:
        year += 2000 if 2000 + year <= today.year + 10 else 1900
    found = date(year, month, day)
    if found < EARLIEST:
        raise ValueError(year_text)
    return found


def _most_recent(day: int, month: int, today: date) -> date:
    """The last such day up to `today`; 29 February may be up to eight years back."""
    for year in range(today.year, today.year - 9, -1):
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    raise ValueError(f"{day}/{month}")
