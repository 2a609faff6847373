"""Small expenses: two fields and done. Amounts are in cents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import EARLIEST, format_date
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.money import MOST_CENTS, format_cents


@dataclass(frozen=True, slots=True)
class ExpenseInput:
    """An expense for a family."""

    cents: int
    what: str
    on: date
    contact_id: UUID | None = None


ExpenseRecord = Kept[ExpenseInput]


@dataclass(frozen=True, slots=True)
class FamilyExpense:
    """An expense in a list over several families."""

    id: UUID
    family_id: UUID
    family_code: str
    family_name: str
    on: date
    cents: int
    what: str


@dataclass(frozen=True, slots=True)
class BudgetInput:
    """What may be spent for a family in a calendar year."""

    year: int
    cents: int


BudgetRecord = Kept[BudgetInput]


@dataclass(frozen=True, slots=True)
class YearTotal:
    """What was spent in a calendar year, against what may be spent in it."""

    year: int
    cents: int = 0
    count: int = 0
    budget_cents: int | None = None
    """None while nobody set a budget."""

    @property
    def left_cents(self) -> int | None:
        """What is left of the budget; below nothing when more was spent, None without a budget."""
        return None if self.budget_cents is None else self.budget_cents - self.cents

    @property
    def is_over(self) -> bool:
        """Whether more was spent than the budget allows."""
        return self.left_cents is not None and self.left_cents < 0


def checked_expense(details: ExpenseInput, today: date) -> ExpenseInput:
    """The expense without stray blanks; raises InvalidInput (field cents, what or on) when it cannot be kept."""
    what = " ".join(details.what.split())
    if not 0 < details.cents <= MOST_CENTS:
        raise InvalidInput(
            f"Vul een bedrag in, meer dan nul en hoogstens {format_cents(MOST_CENTS)}.", field="cents"
        )
    if not what:
        raise InvalidInput("Vul in waarvoor het was, bijvoorbeeld “ijsje”.", field="what")
    if details.on > today:
        raise InvalidInput("Een onkost is van vandaag of vroeger.", field="on")
    if details.on < EARLIEST:
        raise InvalidInput(f"De datum {format_date(details.on)} kan niet kloppen.", field="on")
    return replace(details, what=what)


def checked_budget(details: BudgetInput) -> BudgetInput:
    """Raises InvalidInput (field cents or year) when it cannot be kept."""
    if not 0 <= details.cents <= MOST_CENTS:
        raise InvalidInput(f"Een budget is hoogstens {format_cents(MOST_CENTS)}.", field="cents")
    if not EARLIEST.year <= details.year <= date.max.year:
        raise InvalidInput(f"Het jaar {details.year} kan niet kloppen.", field="year")
    return details


def year_total(expenses: Iterable[ExpenseInput], budgets: Iterable[BudgetInput], year: int) -> YearTotal:
    """What a family's expenses of that year come to, beside its budget of that year."""
    amounts = [expense.cents for expense in expenses if expense.on.year == year]
    budget = next((budget.cents for budget in budgets if budget.year == year), None)
    return YearTotal(year, sum(amounts), len(amounts), budget)
