"""Long lists of the finishing screen use the width of the window."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.snapshot.columns import Columns
from tests.views.looks import LOOKS

pytestmark = LOOKS


def spread(count: int, width: int) -> tuple[Columns, list[QWidget]]:
    lines: list[QWidget] = [label(f"Item {number}") for number in range(count)]
    made = Columns([("Huishouden", lines[:2]), ("Sofie", lines[2:])], label)
    made.resize(width, made.heightForWidth(width))
    made.show()
    return made, lines


@pytest.mark.parametrize(("width", "columns"), [(400, 1), (760, 2), (1160, 3), (1800, 3)])
def test_there_are_as_many_columns_as_fit(qapp: QApplication, width: int, columns: int) -> None:
    made, lines = spread(12, width)

    assert len({line.x() for line in lines}) == columns
    assert max(line.geometry().bottom() for line in lines) < made.height()
    made.close()


def test_every_column_says_whose_lines_it_holds(qapp: QApplication) -> None:
    made, lines = spread(12, 1160)
    shown = [one for one in made.findChildren(QWidget) if one.isVisible() and one not in lines]

    assert len(shown) == 2 + 2
    made.close()


def test_a_short_list_is_not_torn_apart(qapp: QApplication) -> None:
    made, lines = spread(3, 1160)

    assert len({line.x() for line in lines}) == 1
    made.close()
