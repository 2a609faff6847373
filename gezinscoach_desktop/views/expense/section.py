"""Onkosten of a family: noted in two fields, listed, and added up against the budget of the year."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.services import expense as expense_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import ExpenseInput, ExpenseRecord, ExpensesOfFamily
from gezinscoach_desktop.views.elements import Card, button, heading, label, paragraph, scrolling, set_tone
from gezinscoach_desktop.views.expense.dialog import BudgetDialog, ExpenseDialog
from gezinscoach_desktop.views.expense.places import expenses_of_all
from gezinscoach_desktop.views.expense.quick_row import QuickRow
from gezinscoach_desktop.views.expense.words import total_words, year_tone
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.table import ROW_HEIGHT, Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_HEADER = 8
_MOST_ROWS = 12


class ExpenseSection(FamilyTab):
    """The section “Onkosten” of the dossier."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.EXPENSE})
    help_topic: ClassVar[str] = "onkosten"

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family: FamilyData | None = None
        self._shown: ExpensesOfFamily | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.quick = QuickRow(self._desk)
        self.model: RowsModel[ExpenseRecord] = RowsModel(
            (
                Column("Datum", _on, sort_key=_day, width=grid(26)),
                Column("Waarvoor", _what, is_strong=True),
                Column("Bedrag", _amount, sort_key=_cents, width=grid(30), align=Align.RIGHT),
                Column("Genoteerd door", _by, width=grid(42)),
            ),
            row_id=_id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Onkosten")
        self.total_label = label("", TextStyle.STRONG)
        self.left_label = label("", TextStyle.TEXT, Tone.SECONDARY)
        self.budget_button = button("Budget bepalen…", "link")
        self.change_button = button("Wijzigen", icon_name="edit")
        self.remove_button = button("Weghalen", icon_name="delete")
        self.all_button = button("Onkosten van alle gezinnen", "link")
        self._nothing = paragraph(
            "Hier komen de kleine onkosten voor dit gezin te staan. Vul hierboven een bedrag in en waarvoor het was.",
            TextStyle.TEXT,
            Tone.SECONDARY,
        )
        self._nothing.setContentsMargins(grid(3), grid(1), grid(3), grid(3))
        inside = QWidget()
        inside.setProperty("kind", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        column.addWidget(self._build_new())
        column.addWidget(self._build_list())
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _build_new(self) -> Card:
        card = Card("Onkost noteren")
        card.add(self.quick)
        return card

    def _build_list(self) -> Card:
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading("Onkosten"))
        top.addStretch(1)
        sums = QHBoxLayout()
        sums.setContentsMargins(grid(3), 0, grid(3), 0)
        sums.setSpacing(grid(3))
        sums.addWidget(self.total_label)
        sums.addWidget(self.left_label)
        sums.addWidget(self.budget_button)
        sums.addStretch(1)
        below = QHBoxLayout()
        below.setContentsMargins(grid(3), grid(1), grid(3), grid(1))
        below.setSpacing(grid(2))
        for made in (self.change_button, self.remove_button):
            below.addWidget(made)
        below.addStretch(1)
        below.addWidget(self.all_button)
        card = Card()
        card.body.setContentsMargins(1, grid(3), 1, grid(2))
        card.body.addLayout(top)
        card.body.addLayout(sums)
        card.add(self.table)
        card.add(self._nothing)
        card.body.addLayout(below)
        return card

    def _connect(self) -> None:
        self.quick.entered.connect(self._add)
        self.table.row_opened.connect(self.change)
        self.change_button.clicked.connect(self._change_current)
        self.remove_button.clicked.connect(self.remove)
        self.budget_button.clicked.connect(self.set_budget)
        self.all_button.clicked.connect(self._leave)
        gone = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.table)
        gone.setContext(Qt.ShortcutContext.WidgetShortcut)
        gone.activated.connect(self.remove)

    # --------------------------------------------------------------------------------------------------- showing

    def show_family(self, data: FamilyData) -> None:
        if self._family is None or self._family.header.record.id != data.header.record.id:
            self._shown = None
        self._family = data
        self._tasks.query(
            expense_service.expenses_page,
            self._desk,
            data.header.record.id,
            then=self._show_expenses,
            key="expenses",
            owner=self,
        )

    def _show_expenses(self, found: ExpensesOfFamily) -> None:
        self._shown = found
        self.model.set_rows(found.expenses)
        rows = len(found.expenses)
        self.table.setFixedHeight(grid(_HEADER) + min(max(rows, 1), _MOST_ROWS) * grid(ROW_HEIGHT) + 2)
        self.table.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        for made in (self.change_button, self.remove_button):
            made.setEnabled(bool(rows))
        total = found.total(self._desk.today().year)
        self.total_label.setText(f"{total.year}: {format_cents(total.cents)}")
        self.left_label.setText(total_words(total))
        set_tone(self.left_label, year_tone(total))
        self.budget_button.setVisible(found.may_set_budget)
        text = "Budget bepalen…" if total.budget_cents is None else "Budget wijzigen…"
        self.budget_button.setText(text)
        self.budget_button.setAccessibleName(text)

    def first_focus(self) -> QWidget:
        return self.quick.cents_field

    def new_here(self) -> bool:
        self.quick.cents_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    # ----------------------------------------------------------------------------------------------------- doing

    def _add(self, details: ExpenseInput) -> None:
        if self._family is None:
            return
        self._tasks.run(
            expense_service.add_expense,
            self._desk,
            self._family.header.record.id,
            details,
            then=self.quick.clear,
            failed=self.quick.show_error,
            owner=self,
        )

    def change(self, kept: ExpenseRecord) -> None:
        """Open the form of an expense."""
        if self._family is not None:
            family_id = self._family.header.record.id
            ExpenseDialog(self._tasks, self._desk, self._messages, family_id, kept, parent=self).open()

    def _change_current(self) -> None:
        if (kept := self.table.current_row) is not None:
            self.change(kept)

    def remove(self) -> None:
        """Take the expense under the cursor away, at once; for ten seconds it can be brought back."""
        if (kept := self.table.current_row) is not None:
            self._tasks.run(
                expense_service.remove_expense,
                self._desk,
                kept.id,
                kept.version,
                then=partial(self._offer_undo, kept),
                owner=self,
            )

    def _offer_undo(self, kept: ExpenseRecord, _: Done) -> None:
        undo = partial(
            self._tasks.run, expense_service.bring_back_expense, self._desk, kept.id, kept.version + 1
        )
        self._messages.offer_undo(f"Onkost van {format_cents(kept.details.cents)} is weggehaald.", undo)

    def set_budget(self) -> None:
        """Open the small window for this year's budget."""
        if self._family is None or self._shown is None:
            return
        year = self._desk.today().year
        kept = next((each for each in self._shown.budgets if each.details.year == year), None)
        family_id = self._family.header.record.id
        BudgetDialog(self._tasks, self._desk, family_id, year, kept, parent=self).open()

    def _leave(self) -> None:
        self.left_for.emit(expenses_of_all())


def _id(kept: ExpenseRecord) -> object:
    return kept.id


def _on(kept: ExpenseRecord) -> str:
    return format_date(kept.details.on)


def _day(kept: ExpenseRecord) -> object:
    return kept.details.on


def _what(kept: ExpenseRecord) -> str:
    return kept.details.what


def _amount(kept: ExpenseRecord) -> str:
    return format_cents(kept.details.cents)


def _cents(kept: ExpenseRecord) -> int:
    return kept.details.cents


def _by(kept: ExpenseRecord) -> str:
    return kept.created_by or ""
