"""The last step of reading in: what came in, and where the bad rows are."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.exchange import ImportResult
from gezinscoach_desktop.views.elements import Card, button, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 150


class ResultView(QWidget):
    """Calm: what there is now and the two things to do next."""

    families_wanted = Signal()
    other_wanted = Signal()
    undo_wanted = Signal(object)
    """UUID of the import."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", TextStyle.TITLE)
        self._counts = paragraph()
        self._skipped = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.families_button = button("Toon gezinnen", "primary")
        self.other_button = button("Nog een bestand inlezen")
        self.undo_button = button("Ongedaan maken…", icon_name="arrow-undo")
        self._run_id: UUID | None = None
        self.undo_button.clicked.connect(lambda: self.undo_wanted.emit(self._run_id))
        self.families_button.clicked.connect(self.families_wanted)
        self.other_button.clicked.connect(self.other_wanted)
        card = Card()
        card.setMaximumWidth(grid(_WIDTH))
        card.body.setSpacing(grid(3))
        for widget in (self._title, self._counts, self._skipped):
            card.add(widget)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.families_button)
        row.addWidget(self.other_button)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.addWidget(card)
        column.addStretch(1)

    @property
    def text(self) -> str:
        """Everything that is said, for tests and screen readers."""
        return " ".join(part.text() for part in (self._title, self._counts, self._skipped) if part.text())

    def show_result(self, result: ImportResult) -> None:
        """Say what came in."""
        self._title.setText("Ingelezen")
        self._counts.setText(
            f"{counted(result.families, 'nieuw gezin', 'nieuwe gezinnen')}, "
            f"{counted(result.persons, 'nieuw gezinslid', 'nieuwe gezinsleden')}, "
            f"{counted(result.snapshots, 'momentopname', 'momentopnamen')} met "
            f"{counted(result.scores, 'score', 'scores')}."
        )
        skipped = counted(result.skipped, "foute rij werd", "foute rijen werden")
        where = f" Je vindt ze in {result.bad_rows_path}." if result.bad_rows_path is not None else ""
        self._skipped.setText(f"{skipped} overgeslagen.{where}" if result.skipped else "")
        self._skipped.setVisible(bool(result.skipped))
        self._run_id = result.run_id
        self.undo_button.setVisible(result.run_id is not None)
        self.families_button.setFocus()
