"""Small expenses and budgets of families."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.family import own_families
from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import BudgetRow, ExpenseRow, FamilyRow
from gezinscoach_desktop.domain.expense import (
    BudgetInput,
    BudgetRecord,
    ExpenseInput,
    ExpenseRecord,
    FamilyExpense,
)

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


def budget_of(session: Session, family_id: UUID, year: int) -> BudgetRecord | None:
    """The one budget row of that year, also when it was taken away."""
    query = BUDGETS.query().where(BudgetRow.family_id == family_id, BudgetRow.year == year)
    found = BUDGETS.read(session, query)
    return found[0] if found else None


def of_year(
    session: Session, year: int, *, account_id: UUID, own_only: bool, today: date
) -> tuple[FamilyExpense, ...]:
    """Every expense of that year for the families that may be seen, the newest first; one query."""
    query = (
        select(
            ExpenseRow.id,
            ExpenseRow.family_id,
            FamilyRow.code,
            FamilyRow.name,
            ExpenseRow.on,
            ExpenseRow.cents,
            ExpenseRow.what,
        )
        .join(FamilyRow, FamilyRow.id == ExpenseRow.family_id)
        .where(
            ExpenseRow.removed_at.is_(None),
            ExpenseRow.on >= date(year, 1, 1),
            ExpenseRow.on <= date(year, 12, 31),
            _seen(ExpenseRow.family_id, account_id, own_only, today),
        )
        .order_by(ExpenseRow.on.desc(), ExpenseRow.created_at.desc())
    )
    return tuple(FamilyExpense(*row) for row in session.connection().execute(query))


def budgets_of_year(
    session: Session, year: int, *, account_id: UUID, own_only: bool, today: date
) -> Mapping[UUID, int]:
    """The cents that may be spent in that year, by family; one query."""
    query = select(BudgetRow.family_id, BudgetRow.cents).where(
        BudgetRow.removed_at.is_(None),
        BudgetRow.year == year,
        _seen(BudgetRow.family_id, account_id, own_only, today),
    )
    return dict(session.execute(query).all())


def _seen(column: Any, account_id: UUID, own_only: bool, today: date) -> ColumnElement[bool]:
    return column.in_(own_families(account_id, today)) if own_only else true()
