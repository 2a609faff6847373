"""Onkosten: what was spent for all my families in a year, per family and per month, and to a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.money import format_cents
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import expense as expense_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.expense import ExpensesOfYear
from gezinscoach_desktop.views.dialogs import Dialogs, FileKind
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.expense.places import expenses_of
from gezinscoach_desktop.views.expense.sums import FamilySum, MonthSum, family_sums, month_sums
from gezinscoach_desktop.views.family import places
from gezinscoach_desktop.views.fields import ComboField, SearchField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import Tone, grid

CSV_FILE = FileKind("CSV-bestand", "csv")
_YEARS_BACK = 5


class ExpensesPage(Page):
    """A month at the right narrows the families at the left; Enter opens the expenses of a family."""

    nouns: ClassVar[frozenset[Noun]] = frozenset({Noun.EXPENSE, Noun.FAMILY, Noun.ASSIGNMENT})
    help_topic: ClassVar[str] = "onkosten"

    def __init__(
        self, tasks: Tasks, desk: Desk, dialogs: Dialogs, messages: Messages, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._messages = messages
        self._found: ExpensesOfYear | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Onkosten")
        self.header.show_back()
        self.export_button = self.header.add_command(
            "Exporteren…",
            "arrow-export",
            self.export,
            hint="Naar een bestand voor Excel, met codes en zonder namen",
        )
        this_year = self._desk.today().year
        self.year_field: ComboField[int] = ComboField(
            [(str(year), year) for year in range(this_year, this_year - _YEARS_BACK - 1, -1)]
        )
        self.year_field.setAccessibleName("Jaar")
        self.search_field = SearchField("Zoek een gezin")
        self.families: RowsModel[FamilySum] = RowsModel(
            (
                Column("Gezin", _title, detail=_code, is_strong=True),
                Column("Aantal", _count, sort_key=_number, width=grid(18), align=Align.RIGHT),
                Column("Bedrag", _amount, sort_key=_cents, width=grid(28), align=Align.RIGHT),
                Column("Budget", _budget, sort_key=_budget_cents, width=grid(28), align=Align.RIGHT),
                Column(
                    "Nog over dit jaar",
                    _left,
                    sort_key=_left_cents,
                    width=grid(36),
                    align=Align.RIGHT,
                    tone=_tone,
                ),
            ),
            row_id=_family_id,
            parent=self,
        )
        self.table = RowsTable(self.families, "Onkosten per gezin")
        self.months: RowsModel[MonthSum] = RowsModel(
            (Column("Maand", _month), Column("Bedrag", _month_amount, width=grid(28), align=Align.RIGHT)),
            row_id=_month_id,
            parent=self,
        )
        self.month_table = RowsTable(self.months, "Onkosten per maand")
        self.month_table.setFixedWidth(grid(60))
        self._nothing = EmptyState(
            "receipt",
            "Hier komen de kleine onkosten van je gezinnen te staan. Je noteert ze bij een gezin, onder Dossier.",
            "Naar de gezinnen",
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._build_content(), 1)

    def _build_content(self) -> QWidget:
        self._stack = QStackedWidget()
        lists = QWidget()
        row = QHBoxLayout(lists)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(3))
        row.addWidget(_card(self.table), 1)
        row.addWidget(_card(self.month_table))
        self._stack.addWidget(lists)
        self._stack.addWidget(self._nothing)
        filters = QHBoxLayout()
        filters.setSpacing(grid(3))
        filters.addWidget(self.year_field)
        filters.addWidget(self.search_field, 1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.setSpacing(grid(3))
        column.addLayout(filters)
        column.addWidget(self._stack, 1)
        return content

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.year_field.edited.connect(self.load)
        self.search_field.textChanged.connect(self.families.search)
        self.month_table.row_chosen.connect(self._show_families)
        self.table.row_opened.connect(self._open)
        self.table.typed.connect(self._search_for)
        self._nothing.chosen.connect(self._go_to_families)

    @property
    def title(self) -> str:
        return "Onkosten"

    @property
    def year(self) -> int:
        """The year that is looked at."""
        return self.year_field.value() or self._desk.today().year

    def load(self) -> None:
        self._tasks.query(
            expense_service.expenses_of_year, self._desk, self.year, then=self._show_expenses, key="expenses"
        )

    def refresh(self, change: Change) -> None:
        self.load()

    def take_focus(self) -> bool:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def find_here(self) -> None:
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def export(self) -> None:
        """Ask where, and write this year's expenses there."""
        year = self.year
        path = self._dialogs.save_file("Onkosten exporteren", CSV_FILE, suggested=f"onkosten-{year}.csv")
        if path is not None:
            self._tasks.run(
                expense_service.export_expenses,
                self._desk,
                path,
                year,
                then=partial(self._tell_exported, path),
                owner=self,
            )

    def _tell_exported(self, path: Path, number: int) -> None:
        self._messages.good(f"{counted(number, 'onkost', 'onkosten')} bewaard in “{path.name}”.")

    def _show_expenses(self, found: ExpensesOfYear) -> None:
        is_first = self._found is None
        self._found = found
        self.months.set_rows(month_sums(found))
        self._show_families()
        total = sum(line.cents for line in found.lines)
        text = f"{format_cents(total)} in {found.year} · {counted(len(found.lines), 'onkost', 'onkosten')}"
        self.header.set_title("Onkosten", text)
        self.export_button.setEnabled(bool(found.lines))
        self._stack.setCurrentIndex(0 if found.lines else 1)
        if is_first:
            (self.table if found.lines else self._nothing.button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_families(self, _: object = None) -> None:
        if self._found is not None:
            month = self.month_table.current_row
            self.families.set_rows(family_sums(self._found, 0 if month is None else month.month))

    def _search_for(self, letter: str) -> None:
        self.search_field.setText(letter)
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.setCursorPosition(len(letter))

    def _open(self, row: FamilySum) -> None:
        self.left_for.emit(expenses_of(row.family_id))

    def _go_to_families(self) -> None:
        self.left_for.emit(places.family_list())


def _card(table: QWidget) -> Card:
    card = Card()
    card.body.setContentsMargins(1, 1, 1, 1)
    card.add(table)
    return card


def _family_id(row: FamilySum) -> object:
    return row.family_id


def _title(row: FamilySum) -> str:
    return row.title


def _code(row: FamilySum) -> str:
    return row.code


def _count(row: FamilySum) -> str:
    return str(row.count)


def _number(row: FamilySum) -> int:
    return row.count


def _amount(row: FamilySum) -> str:
    return format_cents(row.cents)


def _cents(row: FamilySum) -> int:
    return row.cents


def _budget(row: FamilySum) -> str:
    return "" if row.year.budget_cents is None else format_cents(row.year.budget_cents)


def _budget_cents(row: FamilySum) -> int | None:
    return row.year.budget_cents


def _left(row: FamilySum) -> str:
    left = row.year.left_cents
    if left is None:
        return ""
    return f"{format_cents(-left)} te veel" if left < 0 else format_cents(left)


def _left_cents(row: FamilySum) -> int | None:
    return row.year.left_cents


def _tone(row: FamilySum) -> Tone:
    return Tone.WARNING if row.year.is_over else Tone.TEXT


def _month_id(row: MonthSum) -> object:
    return row.month


def _month(row: MonthSum) -> str:
    return row.label


def _month_amount(row: MonthSum) -> str:
    return format_cents(row.cents) if row.count else "–"
