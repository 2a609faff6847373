"""Times of day and lengths as people type and read them. A time is kept as minutes after midnight."""

from __future__ import annotations

import re

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.text import counted

_HOUR = 60
_DAY = 24 * _HOUR
LONGEST = 12 * _HOUR
"""A length beyond this is a slip of the keyboard."""
_SEPARATED = re.compile(r"(\d{1,2})\s*(?:[:.hu]|uur)\s*(\d{2})?\s*(?:uur|u|h)?", re.IGNORECASE)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})")
_HOURS = re.compile(r"\d{1,2}")
_LENGTH_HOURS = re.compile(r"(\d{1,2})\s*(?:u|uur|h|:)\s*(\d{1,2})?\s*(?:'|m|min|minuten)?", re.IGNORECASE)
_LENGTH_COMMA = re.compile(r"(\d{1,2})[.,](25|5|75)\s*(?:u|uur|h)", re.IGNORECASE)
_LENGTH_MINUTES = re.compile(r"(\d{1,3})\s*(?:'|m|min|minuut|minuten)?", re.IGNORECASE)
_PART = {"25": 15, "5": 30, "75": 45}


def format_time(minutes: int) -> str:
    """`14:30`."""
    return f"{minutes // _HOUR:02}:{minutes % _HOUR:02}"


def format_length(minutes: int) -> str:
    """`45 min`, `1 uur`, `1 u 30`."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} u {rest:02}" if rest else counted(hours, "uur", "uur")


def parse_time(text: str, *, field: str | None = None) -> int:
    """Read a time as typed: 14:30, 14.30, 14u30, 14u, 1430, 9. Raises InvalidInput with a Dutch sentence."""
    typed = text.strip()
    match = _SEPARATED.fullmatch(typed) or (_DIGITS.fullmatch(typed) if len(typed) > 2 else None)
    if match:
        hour, minute = int(match[1]), int(match[2] or 0)
    elif _HOURS.fullmatch(typed):
        hour, minute = int(typed), 0
    else:
        raise InvalidInput(f"“{typed}” is geen uur: verwacht uu:mm, bijvoorbeeld 14:30.", field=field)
    if hour >= _DAY // _HOUR or minute >= _HOUR:
        raise InvalidInput(
            f"“{typed}” staat niet op de klok: verwacht uu:mm, bijvoorbeeld 14:30.", field=field
        )
    return hour * _HOUR + minute


def parse_length(text: str, *, field: str | None = None) -> int:
    """Read a length as typed, in minutes: 45, 45 min, 1u30, 1:30, 1,5 uur, 2 uur. Raises InvalidInput."""
    typed = text.strip()
    if match := _LENGTH_COMMA.fullmatch(typed):
        minutes = int(match[1]) * _HOUR + _PART[match[2]]
    elif match := _LENGTH_HOURS.fullmatch(typed):
        minutes = int(match[1]) * _HOUR + int(match[2] or 0)
    elif match := _LENGTH_MINUTES.fullmatch(typed):
        minutes = int(match[1])
    else:
        raise InvalidInput(f"“{typed}” is geen duur: verwacht minuten, of bijvoorbeeld 1 u 30.", field=field)
    if not 0 < minutes <= LONGEST:
        raise InvalidInput("Een duur ligt tussen 1 minuut en 12 uur.", field=field)
    return minutes
