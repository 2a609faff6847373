"""The table of Team: every number in it can be opened, with a click or with Enter."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, Qt

from gezinscoach_desktop.domain.caseload import Counted
from gezinscoach_desktop.views.table import RowsTable
from gezinscoach_desktop.views.team.lines import GroupedModel, Number, TeamLine, numbers

FIRST_NUMBER = 2
"""The columns before it are the name and the weight."""


class TeamTable(RowsTable[TeamLine]):
    """Left and right go along the numbers of a line."""

    has_cells = True
    number_opened = Signal(object, object)
    """TeamLine and Number: the families behind it are wanted."""
    line_opened = Signal(object)
    """TeamLine: Enter or a double click on the name or the weight."""

    def __init__(self, model: GroupedModel, name: str) -> None:
        super().__init__(model, name)
        self._model = model
        self._numbers = numbers()
        self.doubleClicked.disconnect()
        self.doubleClicked.connect(self._open_line)

    def number_at(self, column: int) -> Number | None:
        """The number that a column holds; None for the name and the weight."""
        place = column - FIRST_NUMBER
        return self._numbers[place] if 0 <= place < len(self._numbers) else None

    def hide_narrow(self, *, is_wide: bool) -> None:
        """Leave out the columns for which there is no room."""
        for place, number in enumerate(self._numbers, FIRST_NUMBER):
            self.setColumnHidden(place, number.is_narrow_only if is_wide else number.is_wide_only)

    def open_number(self) -> None:
        """The families behind the number under the cursor; of a name or a weight all of them."""
        line, number = self.current_row, self.number_at(self.currentIndex().column())
        if line is None:
            return
        chosen = number or self._numbers[0]
        if chosen.of(line.load) != Counted(0, frozenset()):
            self.number_opened.emit(line, chosen)

    def _open_line(self) -> None:
        if self.current_row is not None and self.number_at(self.currentIndex().column()) is None:
            self.line_opened.emit(self.current_row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_number()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_here = index.isValid() and index == self.currentIndex()
        if event.button() is Qt.MouseButton.LeftButton and is_here and self.number_at(index.column()):
            self.open_number()
