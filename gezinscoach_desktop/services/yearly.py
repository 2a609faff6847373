"""The figures of a calendar year."""

from __future__ import annotations

from gezinscoach_desktop.data import yearly
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.yearly import YearCounts as YearCounts
from gezinscoach_desktop.domain.yearly import YearlyFigures as YearlyFigures
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only

FIRST_YEAR = 1900


def yearly_figures(desk: Desk, year: int) -> YearlyFigures:
    """What the year came to over every family the account may see; raises InvalidInput for a year that has not begun."""
    only = reaches_own_only(desk, Action.READ_FIGURES)
    today = desk.today()
    if not FIRST_YEAR <= year <= today.year:
        raise InvalidInput(
            f"Van {year} zijn er geen cijfers; kies een jaar tot en met {today.year}.", field="year"
        )
    own_of = desk.account.id if only else None
    found = desk.office.read(
        lambda session: yearly.per_municipality(session, year, own_of=own_of, today=today)
    )
    return YearlyFigures(year, found)
