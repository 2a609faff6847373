"""One card of the start page: a heading with a count, its lines, and what is said when there are none."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.views.elements import Card, Chip, button, heading, paragraph
from gezinscoach_desktop.views.start.line_table import LineTable
from gezinscoach_desktop.views.table import Column
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

T = TypeVar("T")


class Section(Card, Generic[T]):
    """At most `most` lines; a link shows the rest here, or asks for the page `elsewhere` where they stand."""

    all_wanted = Signal()
    """The rest is wanted, and stands elsewhere."""

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[T]],
        *,
        row_id: Callable[[T], Hashable],
        family_of: Callable[[T], UUID],
        calm: str = "",
        elsewhere: str = "",
        most: int = 8,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._most = most
        self.calm_text = calm
        self._title = title
        self._elsewhere = elsewhere
        self._rows: Sequence[T] = ()
        self._is_whole = False
        self.table = LineTable(columns, title, row_id=row_id, family_of=family_of)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.setContentsMargins(1, grid(3), 1, grid(2))
        self._count = Chip()
        self._calm = paragraph(self.calm_text, TextStyle.TEXT, Tone.SECONDARY)
        self._calm.setContentsMargins(grid(3), 0, grid(3), grid(2))
        self.all_button = button("", "link")
        self._heading = heading(self._title)
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(self._heading)
        top.addWidget(self._count)
        top.addStretch(1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(grid(3), 0, grid(3), 0)
        bottom.addWidget(self.all_button)
        bottom.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self._calm)
        self.body.addWidget(self.table)
        self.body.addLayout(bottom)

    def _connect(self) -> None:
        self.all_button.clicked.connect(self._show_all)

    @property
    def rows(self) -> Sequence[T]:
        """The lines that are shown."""
        return self.table.rows

    def show_rows(self, rows: Sequence[T], more: int = 0) -> None:
        """Fill the card; without rows it says so calmly, or hides when there is nothing to say.

        `more`: how many there are beside `rows`, which are not here.
        """
        self._rows = rows
        total = len(rows) + more
        self.table.show_rows(rows if self._is_whole else rows[: self._most])
        self.table.setVisible(bool(rows))
        self._calm.setVisible(not rows)
        self._count.show_text(str(total))
        self._count.setVisible(bool(rows))
        text = f"Toon alle {total} in {self._elsewhere}" if self._elsewhere else f"Toon alle {total}"
        self.all_button.setText(text)
        self.all_button.setAccessibleName(f"{self._title}: {text}")
        self.all_button.setVisible(
            total > len(self.table.rows) and (bool(self._elsewhere) or not self._is_whole)
        )
        self.setVisible(bool(rows) or bool(self.calm_text))

    def show_calm(self, text: str) -> None:
        """What is said when there are no lines."""
        self.calm_text = text
        self._calm.setText(text)

    def show_title(self, text: str) -> None:
        self._title = text
        self._heading.setText(text)
        self.table.setAccessibleName(text)

    def _show_all(self) -> None:
        if self._elsewhere:
            self.all_wanted.emit()
            return
        self._is_whole = True
        place = self._most
        self.show_rows(self._rows)
        self.table.selectRow(place)
        self.table.setFocus()
