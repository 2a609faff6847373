"""Calendar months inside a query are those of the domain, for every day of several years, on both databases."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.calendar import add_months, day_number
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.data.tables import PhaseRow, table_of
from gezinscoach_desktop.data.types import Day
from gezinscoach_desktop.domain import dates
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.desk import Desk
from tests.data.office_factory import add_home

FIRST, DAYS = date(2019, 1, 1), 3 * 365 + 366


def put_every_day(desk: Desk) -> None:
    home = add_home(desk)

    def run(session: Session) -> Done:
        rows = [
            {
                "id": uuid4(),
                "family_id": home.record.id,
                "phase": Phase.INTENSIVE,
                "since": FIRST + timedelta(days=number),
            }
            for number in range(DAYS)
        ]
        session.execute(table_of(PhaseRow).insert(), rows)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run))


def test_adding_months_is_the_same_as_in_the_domain(desk: Desk) -> None:
    put_every_day(desk)
    steps = (0, 1, 3, 6, 12, 23, -1, -6)

    def ask(session: Session) -> list[tuple[date, ...]]:
        columns = (add_months(PhaseRow.since, months) for months in steps)
        return [tuple(row) for row in session.execute(select(PhaseRow.since, *columns))]

    found = desk.office.read(ask)
    assert len(found) >= DAYS
    wrong = [row for row in found if row[1:] != tuple(dates.add_months(row[0], months) for months in steps)]
    assert wrong == []


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1900, 2, 28), date(2026, 11, 22), date(9999, 12, 31)])
def test_a_day_is_its_number(desk: Desk, day: date) -> None:
    number, back = desk.office.read(
        lambda session: session.execute(select(day_number(literal(day, Day())), literal(day, Day()))).one()
    )
    assert (number, back) == (day.toordinal(), day)
