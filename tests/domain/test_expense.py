"""Expenses: what can be kept, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.expense import (
    BudgetInput,
    ExpenseInput,
    YearTotal,
    checked_budget,
    checked_expense,
    year_total,
)
from gezinscoach_desktop.domain.money import MOST_CENTS

TODAY = date(2026, 11, 22)
ICE = ExpenseInput(650, "ijsje", TODAY)


def test_stray_blanks_go() -> None:
    assert (
        checked_expense(ExpenseInput(650, "  ijsje \n op  de markt ", TODAY), TODAY).what
        == "ijsje op de markt"
    )


@pytest.mark.parametrize(
    ("expense", "field"),
    [
        (ExpenseInput(0, "ijsje", TODAY), "cents"),
        (ExpenseInput(-5, "ijsje", TODAY), "cents"),
        (ExpenseInput(MOST_CENTS + 1, "ijsje", TODAY), "cents"),
        (ExpenseInput(650, " \n", TODAY), "what"),
        (ExpenseInput(650, "ijsje", TODAY + timedelta(days=1)), "on"),
        (ExpenseInput(650, "ijsje", date(1823, 1, 1)), "on"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(expense: ExpenseInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_expense(expense, TODAY)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("budget", "field"),
    [
        (BudgetInput(2026, -1), "cents"),
        (BudgetInput(2026, MOST_CENTS + 1), "cents"),
        (BudgetInput(26, 1), "year"),
    ],
)
def test_a_budget_that_cannot_be_is_refused(budget: BudgetInput, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_budget(budget)
    assert refusal.value.field == field


def test_only_the_year_itself_counts() -> None:
    expenses = (ICE, ExpenseInput(1000, "bus", date(2026, 1, 1)), ExpenseInput(99, "oud", date(2025, 12, 31)))
    budgets = (BudgetInput(2025, 100), BudgetInput(2026, 1500))
    assert year_total(expenses, budgets, 2026) == YearTotal(2026, 1650, 2, 1500)


@pytest.mark.parametrize(
    ("spent", "budget", "left", "is_over"),
    [
        (0, None, None, False),
        (100, 100, 0, False),
        (101, 100, -1, True),
        (0, 0, 0, False),
        (40, 100, 60, False),
    ],
)
def test_what_is_left(spent: int, budget: int | None, left: int | None, is_over: bool) -> None:
    total = YearTotal(2026, spent, 1, budget)
    assert (total.left_cents, total.is_over) == (left, is_over)
