"""What went out of the office: every export, for whom, and how coarse it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.transfer import ExportRecord
from gezinscoach_desktop.views.elements import Card, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.table import Align, Column, RowsModel, RowsTable
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_DETAILS_WIDTH = 76
_ALL_COLUMNS_FROM = 1100
_SUM, _PIECE = 64, 16
"""Signs of a SHA-256 and of each piece of it."""


class ExportLog(QWidget):
    """A list with the newest first, and beside it everything about the one under the cursor."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._build()
        self.table.row_chosen.connect(self._show_details)

    def _build(self) -> None:
        self.model: RowsModel[ExportRecord] = RowsModel(
            (
                Column("Datum", _on, sort_key=_moment, width=grid(26)),
                Column("Project", _project, detail=_recipient, is_strong=True),
                Column("Soort", _kind, width=grid(44), detail=_recognisable),
                Column("Gezinnen", _families, width=grid(22), align=Align.RIGHT),
                Column("Kleinste groep", _smallest, width=grid(30), align=Align.RIGHT),
                Column("Door", _by, width=grid(32)),
            ),
            row_id=lambda record: record.id,
            parent=self,
        )
        self.table = RowsTable(self.model, "Wat uit het kantoor ging")
        self.nothing = EmptyState(
            "arrow-export",
            "Hier komt te staan wat er uit het kantoor ging, voor wie en waarvoor.",
            "Nieuwe export",
        )
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.add(self.table)
        self._details = Card()
        self._details.setFixedWidth(grid(_DETAILS_WIDTH))
        self._project = heading("")
        self._project.setWordWrap(True)
        self._texts = paragraph("")
        self._files_title = label("Bestanden met SHA-256", TextStyle.SMALL, Tone.SECONDARY)
        self._files = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._files.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inside = QWidget()
        told = QVBoxLayout(inside)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(grid(2))
        for widget in (self._project, self._texts, self._files_title, self._files):
            told.addWidget(widget)
        told.addStretch(1)
        self._details.add(scrolling(inside))
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(3))
        row.addWidget(card, 1)
        row.addWidget(self._details)
        self._stack = QStackedWidget()
        self._stack.addWidget(whole)
        self._stack.addWidget(self.nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(4), grid(3), grid(4), grid(4))
        column.addWidget(self._stack)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What stands beside the list too makes way for the project."""
        super().resizeEvent(event)
        for column in (2, 5):
            self.table.setColumnHidden(column, event.size().width() < _ALL_COLUMNS_FROM)

    @property
    def details_text(self) -> str:
        """What stands beside the list."""
        return f"{self._project.text()}\n{self._texts.text()}\n{self._files.text()}"

    def show_records(self, records: Sequence[ExportRecord]) -> None:
        """Show these, the newest first."""
        self.model.set_rows(records)
        self._stack.setCurrentIndex(0 if records else 1)
        self._show_details(self.table.current_row)

    def _show_details(self, record: ExportRecord | None) -> None:
        self._details.setVisible(record is not None)
        if record is None:
            return
        details = record.details
        self._project.setText(details.project or "Zonder project")
        lines = [
            f"{details.kind.label}, {format_date(details.on)}",
            f"Voor: {details.recipient or 'niet ingevuld'}",
            f"Waarvoor: {details.purpose or 'niet ingevuld'}",
            f"{counted(details.families, 'gezin', 'gezinnen')}, {counted(details.rows, 'rij', 'rijen')}",
            _recognisable(record),
        ]
        if details.smallest_group is not None:
            lines.append(f"De kleinste groep telt {counted(details.smallest_group, 'gezin', 'gezinnen')}.")
        lines += [f"• {text}" for text in details.coarsened]
        self._texts.setText("\n".join(lines))
        files = [line for text in details.files for line in _file_lines(text)]
        self._files.setText("\n".join(files))
        self._files_title.setVisible(bool(files))


def _file_lines(text: str) -> list[str]:
    """The name, and under it the sum in pieces, two to a line: as one word it would not fit."""
    name, _, digest = text.rpartition(" ")
    if len(digest) != _SUM:
        return [text]
    pieces = [digest[place : place + _PIECE] for place in range(0, _SUM, _PIECE)]
    return [name, *(" ".join(pieces[place : place + 2]) for place in range(0, len(pieces), 2))]


def _on(record: ExportRecord) -> str:
    return format_date(record.details.on)


def _moment(record: ExportRecord) -> object:
    return record.created_at


def _project(record: ExportRecord) -> str:
    return record.details.project or "Zonder project"


def _recipient(record: ExportRecord) -> str:
    return record.details.recipient


def _kind(record: ExportRecord) -> str:
    return record.details.kind.label


def _recognisable(record: ExportRecord) -> str:
    return "Zonder namen" if record.details.is_pseudonymised else "Herkenbaar"


def _families(record: ExportRecord) -> str:
    return str(record.details.families)


def _smallest(record: ExportRecord) -> str:
    return "–" if record.details.smallest_group is None else str(record.details.smallest_group)


def _by(record: ExportRecord) -> str:
    return record.created_by or ""
