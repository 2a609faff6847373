"""Lines in as many columns as there is room for, read down each column as in a newspaper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.snapshot.item_card import height_of
from gezinscoach_desktop.views.theme import grid

_NARROWEST = 80
_MOST = 3
_FEWEST_LINES = 3  # a shorter column would only tear a list apart
_GAP = 8
_LINE_GAP = 2
Group = tuple[str, Sequence[QWidget]]


class Columns(QWidget):
    """Groups of lines under a heading; a group that goes on in the next column bears its heading there again."""

    def __init__(self, groups: Sequence[Group], make_heading: Callable[[str], QWidget]) -> None:
        super().__init__()
        self._lines = [(name, line) for name, lines in groups for line in lines]
        self._headings = {}
        for name, lines in groups:
            self._headings[name] = [make_heading(name) for _ in range(min(_MOST, len(lines)))]
            for widget in (*self._headings[name], *lines):
                widget.setParent(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def count_at(self, width: int) -> int:
        """For how many columns there is room at this width."""
        return max(1, min(_MOST, (width + grid(_GAP)) // grid(_NARROWEST + _GAP)))

    def _arrange(self, width: int, *, move: bool) -> int:
        """Spread the lines evenly; returns the height they take."""
        count = self.count_at(width)
        wide = (width - (count - 1) * grid(_GAP)) // count
        per_column = max(_FEWEST_LINES, -(-len(self._lines) // count))
        spare = {name: list(headings) for name, headings in self._headings.items()}
        tallest = 0
        for column in range(count):
            left, top, shown = column * (wide + grid(_GAP)), 0, None
            for name, line in self._lines[column * per_column : (column + 1) * per_column]:
                widgets = [line]
                if name != shown:
                    widgets.insert(0, spare[name].pop(0))
                    top += 0 if shown is None else grid(_LINE_GAP)
                    shown = name
                for widget in widgets:
                    height = height_of(widget, wide)
                    if move:
                        widget.setGeometry(QRect(left, top, wide, height))
                        widget.show()
                    top += height + grid(_LINE_GAP)
            tallest = max(tallest, top)
        if move:
            for unused in (heading for headings in spare.values() for heading in headings):
                unused.hide()
        return tallest

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        width = max(self.width(), grid(_NARROWEST))
        return QSize(grid(_NARROWEST), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(_NARROWEST), grid(5))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)
