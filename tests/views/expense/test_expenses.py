"""Expenses by keys: noted in two fields, changed, taken away and back; the budget; all families; to a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services.expense import ExpenseInput, add_expense, expenses_page, set_budget
from gezinscoach_desktop.views.dialogs import ScriptedDialogs
from gezinscoach_desktop.views.expense.dialog import BudgetDialog, ExpenseDialog
from gezinscoach_desktop.views.expense.page import ExpensesPage
from gezinscoach_desktop.views.expense.section import ExpenseSection
from gezinscoach_desktop.views.messages import Message, Messages
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.tasks import InlineTasks
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk
from tests.offices import NewDesk
from tests.services.test_expense import home
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.small_office import SmallOffice, small_office

pytestmark = pytest.mark.parametrize("office_kind", [OfficeKind.THIS_PC], indirect=True)
Show = Callable[[QWidget], None]


@pytest.fixture
def office(new_desk: NewDesk) -> SmallOffice:
    return small_office(at_desk(new_desk()))


@pytest.fixture
def section(office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show) -> ExpenseSection:
    made = ExpenseSection(tasks, office.desk, messages)
    made.resize(760, 600)
    show(made)
    _refresh(made, office)
    tasks.changed.connect(lambda change: _refresh(made, office) if change.nouns else None)
    return made


def _refresh(section: ExpenseSection, office: SmallOffice) -> None:
    section.show_family(office.family)


def kept(office: SmallOffice) -> list[tuple[int, str, date]]:
    found = expenses_page(office.desk, office.family_id).expenses
    return [(each.details.cents, each.details.what, each.details.on) for each in found]


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def note(section: ExpenseSection, cents: str, what: str) -> None:
    type_into(section.quick.cents_field, cents)
    type_into(section.quick.what_field, what)
    QTest.keyClick(section.quick.what_field, Qt.Key.Key_Return)


def test_two_fields_and_enter(section: ExpenseSection, office: SmallOffice) -> None:
    note(section, "6,5", "ijsje")
    assert kept(office) == [(650, "ijsje", TODAY)]
    assert section.quick.cents_field.text() == ""
    assert section.quick.cents_field.hasFocus()
    assert section.total_label.text() == "2026: €\u00a06,50"
    assert section.left_label.text() == "1 onkost · geen budget bepaald"
    note(section, "1.234,50", "wasmachine")
    assert [each.details.what for each in section.model.shown_rows] == ["wasmachine", "ijsje"]


@pytest.mark.parametrize(
    ("cents", "what", "field", "says"),
    [
        ("", "ijsje", "cents", "meer dan nul"),
        ("veel", "ijsje", "cents", "is geen bedrag"),
        ("5", "", "what", "waarvoor het was"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(
    section: ExpenseSection, office: SmallOffice, cents: str, what: str, field: str, says: str
) -> None:
    note(section, cents, what)
    assert says in section.quick.error
    assert section.quick.what_field.text() == what
    focused = section.quick.focusWidget()
    assert focused is not None
    assert focused.objectName() == field
    assert kept(office) == []


def test_an_expense_of_another_day(section: ExpenseSection, office: SmallOffice) -> None:
    type_into(section.quick.on_field, "01/11/2026")
    note(section, "5", "bus")
    assert kept(office) == [(500, "bus", date(2026, 11, 1))]


def test_enter_on_a_line_changes_it(section: ExpenseSection, office: SmallOffice) -> None:
    note(section, "5", "bus")
    QTest.keyClick(section.table, Qt.Key.Key_Return)
    dialog = section.findChild(ExpenseDialog)
    assert dialog is not None
    assert dialog.what_field.text() == "bus"
    type_into(dialog.cents_field, "7")
    QTest.keyClick(dialog.cents_field, Qt.Key.Key_Return)
    assert kept(office) == [(700, "bus", TODAY)]


def test_delete_takes_it_away_and_undo_brings_it_back(
    section: ExpenseSection, office: SmallOffice, said: list[Message]
) -> None:
    note(section, "5", "bus")
    section.table.setFocus()
    QTest.keyClick(section.table, Qt.Key.Key_Delete)
    assert kept(office) == []
    assert not section.table.isVisible()
    assert said[-1].counts_down
    assert said[-1].action is not None
    said[-1].action()
    assert kept(office) == [(500, "bus", TODAY)]


def test_a_coordinator_sets_the_budget_and_sees_what_is_left(
    section: ExpenseSection, office: SmallOffice
) -> None:
    note(section, "30", "schoenen")
    QTest.mouseClick(section.budget_button, Qt.MouseButton.LeftButton)
    dialog = section.findChild(BudgetDialog)
    assert dialog is not None
    type_into(dialog.cents_field, "50")
    QTest.keyClick(dialog.cents_field, Qt.Key.Key_Return)
    assert section.left_label.text() == "1 onkost · nog €\u00a020,00 van het budget van €\u00a050,00"
    note(section, "25", "jas")
    assert section.left_label.text() == "2 onkosten · €\u00a05,00 meer dan het budget van €\u00a050,00"
    assert section.budget_button.text() == "Budget wijzigen…"


def test_a_coach_does_not_set_the_budget(
    office: SmallOffice, tasks: InlineTasks, messages: Messages, show: Show
) -> None:
    coach = add_colleague(office.desk, "Bea", OfficeRole.COACH)
    assign(office.desk, office.family_id, coach, AssignmentKind.SECOND, TODAY)
    made = ExpenseSection(tasks, coach, messages)
    show(made)
    _refresh(made, office)
    assert not made.budget_button.isVisible()


def test_without_expenses_it_says_what_will_stand_here(section: ExpenseSection) -> None:
    assert not section.table.isVisible()
    assert not section.change_button.isEnabled()
    assert not section.remove_button.isEnabled()
    assert section.first_focus() is section.quick.cents_field
    assert_every_focusable_widget_is_named(section)


def test_every_family_leads_to_the_page_over_all(section: ExpenseSection) -> None:
    went: list[Destination] = []
    section.left_for.connect(went.append)
    QTest.mouseClick(section.all_button, Qt.MouseButton.LeftButton)
    assert went == [Destination("expenses")]


# ------------------------------------------------------------------------------------------------- over all families
@pytest.fixture
def page(
    office: SmallOffice, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> ExpensesPage:
    other = home(office.desk, "Aerts")
    for family_id, cents, day in (
        (office.family_id, 1000, date(2026, 1, 5)),
        (office.family_id, 2000, date(2026, 11, 5)),
        (other, 500, date(2026, 11, 6)),
        (other, 900, date(2025, 3, 6)),
    ):
        add_expense(office.desk, family_id, ExpenseInput(cents, "bus", day))
    set_budget(office.desk, office.family_id, 2026, 2500, None)
    made = ExpensesPage(tasks, office.desk, dialogs, messages)
    made.resize(956, 620)
    show(made)
    made.load()
    return made


def families(page: ExpensesPage) -> list[tuple[str, int]]:
    return [(row.title, row.cents) for row in page.families.shown_rows]


def test_totals_per_family_and_per_month(page: ExpensesPage) -> None:
    assert page.header.subtitle == "€\u00a035,00 in 2026 · 3 onkosten"
    assert families(page) == [("Gezin Aerts", 500), ("Gezin Peeters – Yilmaz", 3000)]
    months = {row.label: row.cents for row in page.months.shown_rows if row.count}
    assert months == {"Heel het jaar": 3500, "Januari": 1000, "November": 2500}
    texts = [column.text(page.families.row_at(1)) for column in page.families.columns]
    assert texts[-1] == "€\u00a05,00 te veel"


def test_a_month_narrows_the_families(page: ExpensesPage) -> None:
    page.month_table.setFocus()
    QTest.keyClick(page.month_table, Qt.Key.Key_Down)
    assert families(page) == [("Gezin Peeters – Yilmaz", 1000)]
    QTest.keyClick(page.month_table, Qt.Key.Key_Up)
    assert len(families(page)) == 2


def test_another_year(page: ExpensesPage) -> None:
    page.year_field.setFocus()
    QTest.keyClick(page.year_field, Qt.Key.Key_Down)
    assert families(page) == [("Gezin Aerts", 900)]


def test_enter_opens_the_expenses_of_a_family(page: ExpensesPage, office: SmallOffice) -> None:
    went: list[Destination] = []
    page.left_for.connect(went.append)
    QTest.keyClicks(page.search_field, "yilmaz")
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert went == [Destination("family", office.family_id, "dossier/expenses")]


def test_to_a_file(page: ExpensesPage, dialogs: ScriptedDialogs, said: list[Message], tmp_path: Path) -> None:
    path = tmp_path / "onkosten.csv"
    dialogs.will_answer(path)
    QTest.mouseClick(page.export_button, Qt.MouseButton.LeftButton)
    assert path.read_text("utf-8-sig").count("\n") == 4
    assert said[-1].text == "3 onkosten bewaard in “onkosten.csv”."
    dialogs.will_answer(None)
    QTest.mouseClick(page.export_button, Qt.MouseButton.LeftButton)


def test_the_page_is_named_and_starts_in_the_list(page: ExpensesPage) -> None:
    assert_every_focusable_widget_is_named(page)
    assert page.table.hasFocus()


def test_a_year_without_expenses_says_where_they_are_noted(
    office: SmallOffice, tasks: InlineTasks, dialogs: ScriptedDialogs, messages: Messages, show: Show
) -> None:
    made = ExpensesPage(tasks, office.desk, dialogs, messages)
    show(made)
    went: list[Destination] = []
    made.left_for.connect(went.append)
    made.load()
    assert not made.export_button.isEnabled()
    focused = made.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert went == [Destination("families")]
