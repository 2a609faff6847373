"""A table as high as its rows, so that what belongs to it stands right below."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.table import ROW_HEIGHT
from gezinscoach_desktop.views.theme import grid

_HEADER = 8


def fit_rows(table: QWidget, rows: int, *, most: int = 8) -> None:
    """Up to a number of rows the page scrolls, beyond that the table does."""
    table.setFixedHeight(grid(_HEADER) + min(max(rows, 1), most) * grid(ROW_HEIGHT) + 2)
