"""Appointments as a calendar file (RFC 5545) for a phone: that there is one and of which kind, never with whom.

Times are those of Brussels, with the rule of its summer time beside them: whoever reads it needs no list of zones, and
this program does not either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentRecord, AppointmentState

USUAL_MINUTES = 60
"""How long an appointment takes of which nobody said it."""
_ZONE = "Europe/Brussels"
_LONGEST_LINE = 75  # bytes, without the line's end
_DAY = 24 * 60
_TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "TZNAME:CEST",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "TZNAME:CET",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_of(appointments: Iterable[AppointmentRecord], *, made_at: datetime) -> bytes:
    """The whole file; an appointment keeps its UID, so that reading a later file again moves it instead of doubling it."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Gezinscoach//Agenda//NL", "CALSCALE:GREGORIAN"]
    lines += ["METHOD:PUBLISH", *_TIMEZONE]
    for appointment in appointments:
        lines += _event(appointment, made_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line)).encode()


def _event(appointment: AppointmentRecord, made_at: datetime) -> Iterator[str]:
    details = appointment.details
    yield "BEGIN:VEVENT"
    yield f"UID:{appointment.id}@gezinscoach"
    yield f"DTSTAMP:{_utc(made_at)}"
    yield f"LAST-MODIFIED:{_utc(appointment.changed_at)}"
    yield f"SEQUENCE:{appointment.version - 1}"
    yield from _times(details)
    yield f"SUMMARY:{_escaped(f'Afspraak: {details.kind.label.lower()}')}"
    yield f"STATUS:{'CANCELLED' if details.state is AppointmentState.CANCELLED else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _times(details: AppointmentInput) -> Iterator[str]:
    if details.begins_at is None:
        yield f"DTSTART;VALUE=DATE:{_day(details.on)}"
        yield f"DTEND;VALUE=DATE:{_day(details.on + timedelta(1))}"
        yield "TRANSP:TRANSPARENT"  # some time that day: nobody is taken up all day by it
        return
    until = details.begins_at + (details.minutes or USUAL_MINUTES)
    yield f"DTSTART;TZID={_ZONE}:{_local(details.on, details.begins_at)}"
    yield f"DTEND;TZID={_ZONE}:{_local(details.on, until)}"


def _day(day: date) -> str:
    return f"{day:%Y%m%d}"


def _local(day: date, minutes: int) -> str:
    days, minutes = divmod(minutes, _DAY)
    return f"{_day(day + timedelta(days))}T{minutes // 60:02}{minutes % 60:02}00"


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """A long line goes on in the next one, which begins with a blank; never in the middle of a letter."""
    start = ""
    room = _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            yield start
            start, room = " ", _LONGEST_LINE - 1
        start += letter
        room -= size
    yield start
