"""The calendar file, read again by a library that did not write it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentRecord, AppointmentState
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.icalendar import calendar_of
from gezinscoach_desktop.domain.kept import Kept

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")
CANARY = "Sofie Peeters, Vlierbesstraat"


def kept(details: AppointmentInput, *, version: int = 1) -> AppointmentRecord:
    return Kept(uuid4(), UUID(int=1), version, details, AT, None, "An De Smet", AT, "An De Smet")


def events_of(*appointments: AppointmentRecord) -> list[icalendar.Event]:
    calendar = icalendar.Calendar.from_ical(calendar_of(appointments, made_at=AT))
    return list(calendar.events)


def test_a_visit_stands_at_its_hour_in_winter_and_in_summer() -> None:
    for day, hours_ahead in ((date(2026, 12, 1), 1), (date(2026, 7, 1), 2)):
        (event,) = events_of(kept(AppointmentInput(day, 14 * 60 + 30, 90)))
        at = datetime(day.year, day.month, day.day, 14, 30, tzinfo=BRUSSELS)
        assert event.start == at
        assert isinstance(event.start, datetime)
        assert event.start.utcoffset() == timedelta(hours=hours_ahead)
        assert event.end - event.start == timedelta(minutes=90)


def test_the_rule_of_summer_time_in_the_file_itself_is_that_of_brussels() -> None:
    calendar = icalendar.Calendar.from_ical(calendar_of([], made_at=AT))
    (zone,) = calendar.timezones
    ours = zone.to_tz(lookup_tzid=False)
    for day in (AT + timedelta(days=number) for number in range(4 * 366)):
        naive = day.replace(tzinfo=None, hour=12)
        assert naive.replace(tzinfo=ours).utcoffset() == naive.replace(tzinfo=BRUSSELS).utcoffset()


def test_what_has_no_hour_is_a_day_that_takes_nobody_up() -> None:
    (event,) = events_of(kept(AppointmentInput(date(2026, 12, 31))))
    assert (event.start, event.end) == (date(2026, 12, 31), date(2027, 1, 1))
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_appointment_without_a_length_takes_an_hour() -> None:
    (event,) = events_of(kept(AppointmentInput(date(2026, 12, 1), 540)))
    assert event.end - event.start == timedelta(hours=1)


def test_nothing_tells_with_whom_or_about_what() -> None:
    written = calendar_of(
        [kept(AppointmentInput(date(2026, 12, 1), 540, what=CANARY, kind=kind)) for kind in ContactKind],
        made_at=AT,
    ).decode()
    assert not any(word in written for word in (*CANARY.replace(",", "").split(), "An De Smet"))
    events = list(icalendar.Calendar.from_ical(written).events)
    assert {str(event["SUMMARY"]) for event in events} == {
        f"Afspraak: {kind.label.lower()}" for kind in ContactKind
    }
    assert all(set(event) <= ALLOWED for event in events)


ALLOWED = {
    "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "TRANSP",
}  # fmt: skip


def test_a_changed_appointment_keeps_its_id_with_a_higher_number() -> None:
    first = kept(AppointmentInput(date(2026, 12, 1), 540))
    moved = Kept(
        first.id, first.family_id, 2, AppointmentInput(date(2026, 12, 2), 600), AT, None, None, AT, None
    )
    (before,), (after,) = events_of(first), events_of(moved)
    assert before["UID"] == after["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)


def test_what_was_called_off_disappears_from_the_phone() -> None:
    (event,) = events_of(kept(AppointmentInput(date(2026, 12, 1), 540, state=AppointmentState.CANCELLED)))
    assert event["STATUS"] == "CANCELLED"


@given(
    st.lists(
        st.builds(
            AppointmentInput,
            st.dates(date(2020, 1, 1), date(2040, 1, 1)),
            st.none() | st.integers(0, 1439),
            st.none() | st.integers(1, 720),
            st.sampled_from(ContactKind),
        ),
        max_size=5,
    )
)
def test_every_line_is_short_and_every_appointment_comes_back(details: list[AppointmentInput]) -> None:
    written = calendar_of([kept(each) for each in details], made_at=AT)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    events = list(icalendar.Calendar.from_ical(written).events)
    assert len(events) == len(details)
    assert all(event.end > event.start for event in events)
    for event, each in zip(events, details, strict=True):
        start = event.start
        day = start.date() if isinstance(start, datetime) else start
        assert day == each.on
