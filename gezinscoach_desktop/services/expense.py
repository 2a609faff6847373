"""Small expenses of families: two fields and done, against the budget of the year; and over all families."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from gezinscoach_desktop.data import expense as expenses
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.expense import BUDGETS, EXPENSES
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.exchange.cell import neutralise
from gezinscoach_desktop.domain.expense import BudgetInput as BudgetInput
from gezinscoach_desktop.domain.expense import BudgetRecord as BudgetRecord
from gezinscoach_desktop.domain.expense import ExpenseInput as ExpenseInput
from gezinscoach_desktop.domain.expense import ExpenseRecord as ExpenseRecord
from gezinscoach_desktop.domain.expense import FamilyExpense as FamilyExpense
from gezinscoach_desktop.domain.expense import YearTotal as YearTotal
from gezinscoach_desktop.domain.expense import checked_budget, checked_expense, year_total
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches, reaches_own_only, require_coached, require_family
from gezinscoach_desktop.services.kept import changed_meanwhile, found_of_family, missing
from gezinscoach_desktop.services.operation import Work, operation
from gezinscoach_desktop.services.output_file import write_file

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

_WHAT = "deze onkost"
_HEADER = ("gezin", "datum", "bedrag", "waarvoor")


@dataclass(frozen=True, slots=True)
class ExpensesOfFamily:
    """What was spent for a family, the newest first, and what may be spent."""

    expenses: tuple[ExpenseRecord, ...]
    budgets: tuple[BudgetRecord, ...]
    may_set_budget: bool

    def total(self, year: int) -> YearTotal:
        """What the year came to, against its budget."""
        return year_total(
            (each.details for each in self.expenses), (each.details for each in self.budgets), year
        )


@dataclass(frozen=True, slots=True)
class ExpensesOfYear:
    """The expenses of one calendar year over the families that the account may see."""

    year: int
    lines: tuple[FamilyExpense, ...]
    budgets: dict[UUID, int]
    """The cents that may be spent, by family."""


def expenses_page(desk: Desk, family_id: UUID) -> ExpensesOfFamily:
    """The family's expenses and budgets; two queries beside the permission."""

    def query(session: Session) -> ExpensesOfFamily:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return ExpensesOfFamily(
            expenses.of_family(session, family_id),
            expenses.budgets_of_family(session, family_id),
            may_set_budget=reaches(desk, session, Action.SET_BUDGET),
        )

    return desk.office.read(query)


def add_expense(desk: Desk, family_id: UUID, details: ExpenseInput) -> Done:
    """Note an expense; raises InvalidInput (field cents, what or on)."""
    return _add_expense(desk, uuid4(), family_id, checked_expense(details, desk.today()))


@operation(AuditAction.REGISTER_EXPENSE)
def _add_expense(work: Work, expense_id: UUID, family_id: UUID, details: ExpenseInput) -> Done:
    require_coached(work, work.session, Action.REGISTER_EXPENSE, family_id)
    EXPENSES.add(work.session, expense_id, details, family_id=family_id, at=work.now(), by=work.account.id)
    work.note(AuditAction.REGISTER_EXPENSE, family_id=family_id)
    return _done(family_id, expense_id)


def change_expense(desk: Desk, expense_id: UUID, version: int, details: ExpenseInput) -> Done:
    """Keep changed details; raises InvalidInput, and ChangedMeanwhile when `version` is no longer the kept one."""
    return _change_expense(desk, expense_id, version, checked_expense(details, desk.today()))


@operation(AuditAction.CHANGE_EXPENSE)
def _change_expense(work: Work, expense_id: UUID, version: int, details: ExpenseInput) -> Done:
    kept = found_of_family(work, EXPENSES, expense_id, Action.REGISTER_EXPENSE, _WHAT)
    if not EXPENSES.change(work.session, expense_id, version, details, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def remove_expense(desk: Desk, expense_id: UUID, version: int) -> Done:
    """Take an expense away; `bring_back_expense` with the next version undoes it. Raises ChangedMeanwhile."""
    return _remove_expense(desk, expense_id, version)


@operation(AuditAction.CHANGE_EXPENSE)
def _remove_expense(work: Work, expense_id: UUID, version: int) -> Done:
    kept = found_of_family(work, EXPENSES, expense_id, Action.REGISTER_EXPENSE, _WHAT)
    if not EXPENSES.remove(work.session, expense_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def bring_back_expense(desk: Desk, expense_id: UUID, version: int) -> Done:
    """Undo taking it away; raises ChangedMeanwhile."""
    return _bring_back_expense(desk, expense_id, version)


@operation(AuditAction.CHANGE_EXPENSE)
def _bring_back_expense(work: Work, expense_id: UUID, version: int) -> Done:
    kept = found_of_family(work, EXPENSES, expense_id, Action.REGISTER_EXPENSE, _WHAT)
    if not EXPENSES.bring_back(work.session, expense_id, version, at=work.now(), by=work.account.id):
        raise changed_meanwhile(work, _WHAT, kept)
    return _changed(work, kept)


def set_budget(desk: Desk, family_id: UUID, year: int, cents: int | None, version: int | None) -> Done:
    """What may be spent in that year, None for no budget; `version` is that of the budget that was shown, if any.

    Raises InvalidInput (field cents or year), and ChangedMeanwhile when somebody else set it since.
    """
    if cents is not None:
        checked_budget(BudgetInput(year, cents))
    return _set_budget(desk, uuid4(), family_id, year, cents, version)


@operation(AuditAction.CHANGE_BUDGET)
def _set_budget(
    work: Work, budget_id: UUID, family_id: UUID, year: int, cents: int | None, version: int | None
) -> Done:
    session, me = work.session, work.account.id
    require_family(work, session, Action.SET_BUDGET, family_id)
    if not families.lock(session, family_id):
        raise missing("dit gezin")
    kept = expenses.budget_of(session, family_id, year)
    shown = None if kept is None or kept.removed_at is not None else kept.version
    if kept is not None and shown != version:
        raise changed_meanwhile(work, "dit budget", kept)
    if kept is None:
        if cents is not None:
            details = BudgetInput(year, cents)
            BUDGETS.add(session, budget_id, details, family_id=family_id, at=work.now(), by=me)
    else:
        _change_budget(work, kept, cents)
    work.note(AuditAction.CHANGE_BUDGET, family_id=family_id)
    return _done(family_id, budget_id if kept is None else kept.id)


def _change_budget(work: Work, kept: BudgetRecord, cents: int | None) -> None:
    """A year has one row: a budget that was taken away is brought back when there is one again."""
    session, at, me, version = work.session, work.now(), work.account.id, kept.version
    if cents is None:
        if kept.removed_at is None:
            BUDGETS.remove(session, kept.id, version, at=at, by=me)
        return
    if kept.removed_at is not None:
        BUDGETS.bring_back(session, kept.id, version, at=at, by=me)
        version += 1
    BUDGETS.change(session, kept.id, version, BudgetInput(kept.details.year, cents), at=at, by=me)


# ---------------------------------------------------------------------------------------------------- over all families
def expenses_of_year(desk: Desk, year: int) -> ExpensesOfYear:
    """Every expense of the year for own families, or for every family for who reaches those; two queries."""
    only = reaches_own_only(desk, Action.REGISTER_EXPENSE)

    def query(session: Session) -> ExpensesOfYear:
        today, me = desk.today(), desk.account.id
        lines = expenses.of_year(session, year, account_id=me, own_only=only, today=today)
        budgets = expenses.budgets_of_year(session, year, account_id=me, own_only=only, today=today)
        return ExpensesOfYear(year, lines, dict(budgets))

    return desk.office.read(query)


def export_expenses(desk: Desk, path: Path, year: int) -> int:
    """Write what `expenses_of_year` shows to a file for a spreadsheet, by code and never by name; gives how many.

    Noted in the trail before anything leaves.
    """
    found = expenses_of_year(desk, year)
    _note_export(desk, year, len(found.lines))
    write_file(path, csv_of(reversed(found.lines)))
    return len(found.lines)


@operation(AuditAction.EXPORT, is_urgent=False)
def _note_export(work: Work, year: int, lines: int) -> Done:
    reaches_own_only(work, Action.REGISTER_EXPENSE)
    work.note(AuditAction.EXPORT, details={"expenses": lines, "year": year})
    return Done(Change(frozenset()))


def csv_of(lines: Iterable[FamilyExpense]) -> bytes:
    """UTF-8 with BOM and semicolons, what Excel opens with accents and columns; no cell runs as a formula there."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADER)
    for line in lines:
        amount = f"{line.cents // 100},{line.cents % 100:02}"
        writer.writerow(map(neutralise, (line.family_code, format_date(line.on), amount, line.what)))
    return text.getvalue().encode("utf-8-sig")


def _changed(work: Work, kept: ExpenseRecord) -> Done:
    work.note(AuditAction.CHANGE_EXPENSE, family_id=kept.family_id)
    return _done(kept.family_id, kept.id)


def _done(family_id: UUID | None, id_: UUID) -> Done:
    return Done(Change(frozenset({Noun.EXPENSE}), family_id), id_)
