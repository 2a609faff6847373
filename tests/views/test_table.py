"""What a user may rely on in every list: search without accents, a cursor that stays, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Align, Column, Mark, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import Tone
from tests.views.checks import assert_every_focusable_widget_is_named
from tests.views.looks import LOOKS

pytestmark = LOOKS

Show = Callable[[QWidget], None]


@dataclass(frozen=True)
class Row:
    id: int
    name: str
    days: int | None = None


ROWS = (Row(1, "Peeters", 30), Row(2, "Çelik", 7), Row(3, "De Smet", None), Row(4, "Yılmaz", 120))


def text_of(row: Row) -> str:
    return row.name


def days_text(row: Row) -> str:
    return "" if row.days is None else str(row.days)


@pytest.fixture
def model() -> RowsModel[Row]:
    made: RowsModel[Row] = RowsModel(
        [
            Column("Gezin", text_of, sort_key=lambda row: fold(row.name), is_strong=True, detail=days_text),
            Column(
                "Dagen",
                days_text,
                sort_key=lambda row: row.days,
                align=Align.RIGHT,
                width=90,
                tone=lambda row: Tone.ERROR,
                mark=lambda row: Mark(Shape.DOWN, "worse") if row.days else None,
                tooltip=lambda row: f"{row.days} dagen geleden",
            ),
        ],
        row_id=lambda row: row.id,
    )
    made.set_rows(ROWS)
    return made


@pytest.fixture
def table(model: RowsModel[Row], show: Show) -> RowsTable[Row]:
    made = RowsTable(model, "Gezinnen")
    made.resize(500, 300)
    show(made)
    return made


def names(model: RowsModel[Row]) -> list[str]:
    return [row.name for row in model.shown_rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("celik", ["Çelik"]),
        ("YILMAZ", ["Yılmaz"]),
        ("smet de", ["De Smet"]),
        ("e", ["Peeters", "Çelik", "De Smet"]),
        ("peeters x", []),
        ("   ", ["Peeters", "Çelik", "De Smet", "Yılmaz"]),
    ],
)
def test_searching_ignores_accents_and_case_and_wants_every_word(
    model: RowsModel[Row], typed: str, found: list[str]
) -> None:
    model.search(typed)

    assert names(model) == found


def test_a_filter_and_a_search_work_together(model: RowsModel[Row]) -> None:
    model.set_filter(lambda row: row.days is not None)
    model.search("e")
    assert names(model) == ["Peeters", "Çelik"]
    model.set_filter(None)

    assert names(model) == ["Peeters", "Çelik", "De Smet"]


def test_a_search_stays_when_the_rows_are_loaded_again(model: RowsModel[Row]) -> None:
    model.search("peeters")
    model.set_rows([*ROWS, Row(5, "Peeters-Maes")])

    assert names(model) == ["Peeters", "Peeters-Maes"]


def test_a_click_on_a_title_sorts_and_a_second_one_turns_it_round(table: RowsTable[Row]) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    header = table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(1) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert names(model) == ["Çelik", "Peeters", "Yılmaz", "De Smet"]
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert names(model) == ["Yılmaz", "Peeters", "Çelik", "De Smet"]


def test_rows_without_a_value_stand_last_in_both_directions(model: RowsModel[Row]) -> None:
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(1, order)
        assert names(model)[-1] == "De Smet"


def test_names_sort_as_people_do(model: RowsModel[Row]) -> None:
    model.sort(0)

    assert names(model) == ["Çelik", "De Smet", "Peeters", "Yılmaz"]


def test_the_cursor_stays_on_the_same_family_when_the_list_changes(table: RowsTable[Row]) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    table.choose(4)
    model.sort(0)
    assert table.current_row == ROWS[3]
    model.set_rows([Row(9, "Aerts"), *ROWS])

    assert table.current_row == ROWS[3]


def test_when_the_chosen_one_is_filtered_away_the_first_is_chosen(table: RowsTable[Row]) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    table.choose(4)
    model.search("e")

    assert table.current_row == ROWS[0]


def test_an_empty_list_has_no_cursor(table: RowsTable[Row]) -> None:
    model = table.model()
    assert isinstance(model, RowsModel)
    model.search("niemand")

    assert table.current_row is None
    assert not table.choose(1)


def test_enter_opens_and_arrows_move(table: RowsTable[Row]) -> None:
    opened: list[Row] = []
    table.row_opened.connect(opened.append)
    table.setFocus()
    table.choose(1)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened == [ROWS[1], ROWS[3]]


def test_enter_in_an_empty_list_opens_nothing(table: RowsTable[Row]) -> None:
    opened: list[Row] = []
    table.row_opened.connect(opened.append)
    model = table.model()
    assert isinstance(model, RowsModel)
    model.set_rows([])
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert opened == []


def test_a_double_click_opens(table: RowsTable[Row]) -> None:
    opened: list[Row] = []
    table.row_opened.connect(opened.append)
    spot = table.visualRect(table.model().index(1, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    assert opened == [ROWS[1]]


def test_typing_in_the_list_is_meant_for_the_search(table: RowsTable[Row]) -> None:
    typed: list[str] = []
    table.typed.connect(typed.append)
    table.setFocus()
    QTest.keyClicks(table, "pe")

    assert typed == ["p", "e"]


def test_tab_leaves_the_list(table: RowsTable[Row]) -> None:
    assert not table.tabKeyNavigation()


def test_every_cell_says_its_column_to_a_screen_reader(model: RowsModel[Row]) -> None:
    cell = model.index(0, 1)

    assert cell.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "Dagen: 30"
    assert cell.data(int(Qt.ItemDataRole.ToolTipRole)) == "30 dagen geleden"


def test_the_small_second_line_of_a_cell_is_heard_as_well(model: RowsModel[Row]) -> None:
    cell = model.index(0, 0)
    row = model.row_at(0)

    assert cell.data(int(Qt.ItemDataRole.AccessibleTextRole)) == f"Gezin: {row.name}, {days_text(row)}"


def test_the_list_is_named(table: RowsTable[Row]) -> None:
    assert_every_focusable_widget_is_named(table)


def test_rows_are_40_pixels_high(table: RowsTable[Row]) -> None:
    assert table.rowHeight(0) == 40
