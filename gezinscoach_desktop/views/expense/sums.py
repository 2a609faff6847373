"""The expenses of a year added up per family and per month, for the page over all families."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from gezinscoach_desktop.domain.family import family_title
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.expense import ExpensesOfYear, FamilyExpense, YearTotal
from gezinscoach_desktop.views.expense.words import MONTHS


@dataclass(frozen=True, slots=True)
class FamilySum:
    """One family: what the chosen months came to, and the whole year against its budget."""

    family_id: UUID
    code: str
    title: str
    cents: int
    count: int
    year: YearTotal


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month, or the whole year with month 0."""

    month: int
    cents: int
    count: int

    @property
    def label(self) -> str:
        return "Heel het jaar" if self.month == 0 else MONTHS[self.month - 1]


def month_sums(found: ExpensesOfYear) -> tuple[MonthSum, ...]:
    """The whole year first, then every month of it."""
    return tuple(
        MonthSum(month, sum(line.cents for line in lines), len(lines))
        for month in range(13)
        for lines in ([line for line in found.lines if month in (0, line.on.month)],)
    )


def family_sums(found: ExpensesOfYear, month: int) -> tuple[FamilySum, ...]:
    """Every family with an expense in that month (0: any), by name; the year's budget beside it."""
    by_family: dict[UUID, list[FamilyExpense]] = {}
    for line in found.lines:
        by_family.setdefault(line.family_id, []).append(line)
    sums = []
    for family_id, lines in by_family.items():
        chosen = [line for line in lines if month in (0, line.on.month)]
        if chosen:
            year = YearTotal(found.year, _cents(lines), len(lines), found.budgets.get(family_id))
            name, code = lines[0].family_name, lines[0].family_code
            title = family_title(name, code)
            sums.append(FamilySum(family_id, code, title, _cents(chosen), len(chosen), year))
    return tuple(sorted(sums, key=lambda each: (fold(each.title), each.code)))


def _cents(lines: Iterable[FamilyExpense]) -> int:
    return sum(line.cents for line in lines)
