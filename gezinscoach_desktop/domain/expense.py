"""Small expenses: two fields and done. Amounts are in cents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.kept import Kept


@dataclass(frozen=True, slots=True)
class ExpenseInput:
    """An expense for a family."""

    cents: int
    what: str
    on: date
    contact_id: UUID | None = None


ExpenseRecord = Kept[ExpenseInput]


@dataclass(frozen=True, slots=True)
class BudgetInput:
    """What may be spent for a family in a calendar year."""

    year: int
    cents: int


BudgetRecord = Kept[BudgetInput]
