"""One card of the start page: a heading with a count, its lines, and what is said when there are none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.services.family import FamilyRow
from gezinscoach_desktop.views.elements import Card, Chip, button, heading, paragraph
from gezinscoach_desktop.views.start.line_table import LineTable
from gezinscoach_desktop.views.table import Column
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class Section(Card):
    """At most `most` lines; a link leads to the rest."""

    all_wanted = Signal()

    def __init__(
        self, title: str, columns: Sequence[Column[FamilyRow]], *, calm: str = "", most: int = 8,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent=parent)
        self._most = most
        self.calm_text = calm
        self._title = title
        self._columns = columns
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.setContentsMargins(1, grid(3), 1, grid(2))
        self._count = Chip()
        self.table = LineTable(self._columns, self._title)
        self._calm = paragraph(self.calm_text, TextStyle.TEXT, Tone.SECONDARY)
        self._calm.setContentsMargins(grid(3), 0, grid(3), grid(2))
        self.all_button = button("", "link")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), 0, grid(3), 0)
        top.setSpacing(grid(2))
        top.addWidget(heading(self._title))
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
        self.all_button.clicked.connect(self.all_wanted)

    @property
    def rows(self) -> Sequence[FamilyRow]:
        """The lines that are shown."""
        return self.table.rows

    def show_rows(self, rows: Sequence[FamilyRow], more: int = 0) -> None:
        """Fill the card; without rows it says so calmly, or hides when there is nothing to say.

        `more`: how many there are beside `rows`, which are not here.
        """
        total = len(rows) + more
        self.table.show_rows(rows[: self._most])
        self.table.setVisible(bool(rows))
        self._calm.setVisible(not rows)
        self._count.show_text(str(total))
        self._count.setVisible(bool(rows))
        text = f"Toon alle {total} in Gezinnen"
        self.all_button.setText(text)
        self.all_button.setAccessibleName(text)
        self.all_button.setVisible(total > self._most)
        self.setVisible(bool(rows) or bool(self.calm_text))

    def show_calm(self, text: str) -> None:
        """What is said when there are no lines."""
        self.calm_text = text
        self._calm.setText(text)
