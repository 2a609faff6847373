"""Small expenses and budgets of families."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import BudgetRow, ExpenseRow
from gezinscoach_desktop.domain.expense import BudgetInput, BudgetRecord, ExpenseInput, ExpenseRecord

EXPENSES = KeptTable(ExpenseRow, ExpenseInput)
BUDGETS = KeptTable(BudgetRow, BudgetInput)


def of_family(session: Session, family_id: UUID) -> tuple[ExpenseRecord, ...]:
    """Every expense for the family, the newest first."""
    query = EXPENSES.of_family(family_id).order_by(ExpenseRow.on.desc(), ExpenseRow.created_at.desc())
    return EXPENSES.read(session, query)


def budgets_of_family(session: Session, family_id: UUID) -> tuple[BudgetRecord, ...]:
    """What may be spent for the family, by year."""
    query = BUDGETS.of_family(family_id).order_by(BudgetRow.year)
    return BUDGETS.read(session, query)
