"""The short lists of the plan: as high as what they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.plan.plan_table import PlanTable
from gezinscoach_desktop.views.table import ROW_HEIGHT, Column, lines_of
from gezinscoach_desktop.views.theme import TextStyle, font, grid
from tests.views.looks import LOOKS

pytestmark = LOOKS

Show = Callable[[QWidget], None]
LONG = (
    "Een huis waar elk kind een eigen kamer heeft, met een tuin, en waar het niet binnenregent als het waait."
)
COLUMN: Column[str] = Column("Vraag", str, detail=lambda row: "Huisvesting", most_lines=3)


@pytest.fixture
def table(show: Show) -> PlanTable[str]:
    made = PlanTable([COLUMN], "Vragen", row_id=str)
    made.show_rows(["Kort", LONG])
    show(made)
    return made


def test_a_long_text_takes_more_lines_where_there_is_less_room(table: PlanTable[str]) -> None:
    table.resize(grid(300), table.height())
    assert [table.rowHeight(row) for row in range(2)] == [grid(ROW_HEIGHT)] * 2
    assert table.height() == 2 * grid(ROW_HEIGHT)
    table.resize(grid(70), table.height())
    assert table.rowHeight(0) == grid(ROW_HEIGHT)
    assert table.rowHeight(1) > grid(ROW_HEIGHT)
    assert table.height() == table.rowHeight(0) + table.rowHeight(1)
    table.show_rows([])
    assert not table.isVisible()


@given(text=st.text(alphabet=st.characters(categories=("L", "Zs")), max_size=120), width=st.integers(40, 600))
def test_no_line_is_wider_than_there_is_room_and_no_word_is_lost(
    qapp: QObject, text: str, width: int
) -> None:
    lines = lines_of(COLUMN, text, width)
    metrics = QFontMetrics(font(TextStyle.TEXT))
    assert 1 <= len(lines) <= 3
    assert all(metrics.horizontalAdvance(line) <= width or " " not in line for line in lines)
    if "…" not in lines[-1]:
        assert " ".join(lines).split() == text.split()


def test_what_does_not_fit_ends_in_dots(qapp: QObject) -> None:
    assert lines_of(COLUMN, LONG * 4, grid(60))[-1].endswith("…")
    assert lines_of(COLUMN, "", grid(60)) == [""]
