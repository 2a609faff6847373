"""One card of the plan: a heading with a count, its lines or what is said when there are none, the closed ones below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.views.elements import Card, Chip, button, heading, paragraph
from gezinscoach_desktop.views.plan.plan_table import PlanTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

R = TypeVar("R")


class PlanCard(Card, Generic[R]):
    """Holds the table that it is given."""

    add_wanted = Signal()

    def __init__(
        self,
        title: str,
        table: PlanTable[R],
        closed_table: PlanTable[R],
        *,
        calm: str,
        add_text: str,
        closed_word: str,
        parent: QWidget | None = None,
    ) -> None:
        """`closed_word` as in “Toon 3 afgeronde”."""
        super().__init__(parent=parent)
        self.table = table
        self.closed_table = closed_table
        self._closed_word = closed_word
        self._build(title, calm, add_text)
        self.add_button.clicked.connect(self.add_wanted)
        self.closed_button.clicked.connect(self._toggle)

    def _build(self, title: str, calm: str, add_text: str) -> None:
        self.body.setContentsMargins(1, grid(2), 1, grid(2))
        self._count = Chip()
        self.add_button = button(add_text, icon_name="add")
        self._calm = paragraph(calm, TextStyle.TEXT, Tone.SECONDARY)
        self._calm.setContentsMargins(grid(3), 0, grid(3), grid(1))
        self.closed_button = button(f"Toon {self._closed_word}", "link")
        self.closed_table.hide()
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(2), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading(title))
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.add_button)
        below = QHBoxLayout()
        below.setContentsMargins(grid(3), 0, grid(3), 0)
        below.addWidget(self.closed_button)
        below.addStretch(1)
        self.body.addLayout(top)
        self.body.addWidget(self._calm)
        self.body.addWidget(self.table)
        self.body.addLayout(below)
        self.body.addWidget(self.closed_table)

    def insert_above(self, widget: QWidget) -> None:
        """Put a field to add with above the lines."""
        row = QHBoxLayout()
        row.setContentsMargins(grid(3), 0, grid(3), grid(1))
        row.addWidget(widget)
        self.body.insertLayout(2, row)

    def show_records(self, shown: Sequence[R], closed: Sequence[R], *, count_text: str = "") -> None:
        """Fill the card; the closed ones stay hidden or shown as they were."""
        was_shown = not self.closed_table.isHidden()
        self.table.show_rows(shown)
        self.closed_table.show_rows(closed)
        self.closed_table.setVisible(was_shown and bool(closed))
        self._count.show_text(count_text or str(len(shown)))
        self._count.setVisible(bool(shown))
        self._calm.setVisible(not shown)
        self.closed_button.setVisible(bool(closed))
        self._name_closed()

    def reveal(self, record_id: object) -> bool:
        """Put the cursor on a record, also a closed one; False when it is not here."""
        for table in (self.table, self.closed_table):
            if any(getattr(row, "id", None) == record_id for row in table.rows):
                if table is self.closed_table and table.isHidden():
                    self._toggle()
                table.setFocus()
                return table.choose(record_id)
        return False

    def _toggle(self) -> None:
        self.closed_table.setVisible(self.closed_table.isHidden())
        self._name_closed()

    def _name_closed(self) -> None:
        verb = "Toon" if self.closed_table.isHidden() else "Verberg"
        text = f"{verb} {len(self.closed_table.rows)} {self._closed_word}"
        self.closed_button.setText(text)
        self.closed_button.setAccessibleName(text)
