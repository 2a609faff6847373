"""The timeline matrix for Qt: a heading per person, a row per item, a column per snapshot and one for the difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gezinscoach_desktop.domain.dates import format_date, format_short
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.history import Group, ItemRow, RowChoice, groups_of
from gezinscoach_desktop.views.family.words import level_word, steps_word

Index = QModelIndex | QPersistentModelIndex
Line = Group | ItemRow
_NO_PARENT = QModelIndex()
_LONGEST_NOTE = 300
_WHOLE_DATE = 76


class TimelineModel(QAbstractTableModel):
    """Lines that fit the choice, under headings that can be folded."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data: FamilyData | None = None
        self._groups: tuple[Group, ...] = ()
        self._snapshots: tuple[Snapshot, ...] = ()
        self._choice = RowChoice.ALL
        self._folded: set[UUID | None] = set()
        self._lines: list[Line] = []

    def show_family(self, data: FamilyData) -> None:
        """Show this reading of a family; what was folded stays folded."""
        self._data = data
        self._groups = tuple(
            replace(group, rows=tuple(replace(row, wished=data.wished(row.place)) for row in group.rows))
            for group in groups_of(data.evolution)
        )
        self._snapshots = data.evolution.snapshots
        self._arrange()

    @property
    def has_wishes(self) -> bool:
        """Whether the family wants to go somewhere on any item."""
        return any(row.wished is not None for group in self._groups for row in group.rows)

    def choose(self, choice: RowChoice) -> None:
        """Show only items that fit."""
        self._choice = choice
        self._arrange()

    def fold(self, subject: UUID | None) -> None:
        """Fold one person's items away, or show them again."""
        self._folded ^= {subject}
        self._arrange()

    def unfold(self, subject: UUID | None) -> None:
        """Make sure that one person's items are shown."""
        if subject in self._folded:
            self.fold(subject)

    def is_folded(self, subject: UUID | None) -> bool:
        return subject in self._folded

    def line(self, row: int) -> Line | None:
        """What stands on one line; None beyond the end."""
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def row_of(self, place: tuple[UUID | None, str]) -> int:
        """The line of an item; -1 when it is not shown."""
        for row, line in enumerate(self._lines):
            if isinstance(line, ItemRow) and line.place == place:
                return row
        return -1

    def group_rows(self) -> list[int]:
        """The lines that are headings."""
        return [row for row, line in enumerate(self._lines) if isinstance(line, Group)]

    def snapshot(self, column: int) -> Snapshot | None:
        """The snapshot of a column; None for the difference."""
        return self._snapshots[column] if 0 <= column < len(self._snapshots) else None

    @property
    def items(self) -> int:
        """How many items are shown, folded ones included."""
        return sum(1 for group in self._groups for row in group.rows if row.fits(self._choice))

    @property
    def baseline_column(self) -> int:
        """The column of the nulmeting; -1 without one."""
        baseline = None if self._data is None else self._data.evolution.baseline
        return next((n for n, snapshot in enumerate(self._snapshots) if snapshot == baseline), -1)

    def title(self, row: int) -> str:
        """What stands at the left of a line."""
        line = self.line(row)
        if line is None or self._data is None:
            return ""
        return line.name if isinstance(line, ItemRow) else self._data.name(line.subject)

    def detail(self, row: int) -> str:
        """The age beside a person's name."""
        line = self.line(row)
        return self._data.ages.get(line.subject, "") if isinstance(line, Group) and self._data else ""

    def _arrange(self) -> None:
        self.beginResetModel()
        self._lines = []
        for group in self._groups:
            fitting = [row for row in group.rows if row.fits(self._choice)]
            if fitting:
                self._lines.append(Group(group.subject, tuple(fitting)))
                self._lines += [] if group.subject in self._folded else fitting
        self.endResetModel()

    def _describe(self, line: ItemRow, column: int) -> str:
        """A cell in words, for tool tips and screen readers."""
        if self._data is None:
            return ""
        name = self._data.place_name(line.place)
        snapshot = self.snapshot(column)
        if snapshot is None:
            wish = "" if line.wished is None else f"het gezin wil naar {line.wished}"
            difference = f"verschil met de nulmeting {_difference(line)}"
            told = [difference] if line.steps is not None or not wish else []
            return f"{name}: {', '.join([*told, wish] if wish else told)}"
        cell, day = line.cells[column], format_date(snapshot.date)
        if cell is None:
            return f"{name}, {day}: niet geregistreerd"
        how = "ingevuld" if cell.is_entered else "overgenomen"
        text = self._data.level_text(line.place[1], cell.level)
        if cell.level is None:
            said = f"{name}, {day}: niet van toepassing ({how})"
            return f"{said}. Toelichting: {_note(snapshot, line)}" if cell.has_note else said
        said = f"{name}, {day}: niveau {cell.level}, {text} ({how})"
        return f"{said}. Toelichting: {_note(snapshot, line)}" if cell.has_note else said

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() or not self._snapshots else len(self._snapshots) + 1

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        line = self.line(index.row())
        if line is None:
            return None
        if isinstance(line, Group):
            if role == Qt.ItemDataRole.AccessibleTextRole:
                state = "dichtgeklapt" if self.is_folded(line.subject) else "opengeklapt"
                return f"{self.title(index.row())}, {len(line.rows)} items, {state}"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._describe(line, index.column())
        return None

    def _text(self, line: ItemRow, column: int) -> str:
        if column >= len(line.cells):
            return _difference(line)
        cell = line.cells[column]
        return "" if cell is None else level_word(cell.level)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.title(section)
            return None
        snapshot = self.snapshot(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if snapshot is not None:
                return format_short(snapshot.date)
            return "Verschil en wens" if self.has_wishes else "Verschil"
        if role == Qt.ItemDataRole.ToolTipRole and snapshot is not None:
            return self._column_tip(snapshot, section)
        return None

    def heading(self, section: int, width: int) -> str:
        """What stands above a column of so many pixels: the year in full where there is room."""
        snapshot = self.snapshot(section)
        if snapshot is not None and width >= _WHOLE_DATE:
            return format_date(snapshot.date)
        return str(self.headerData(section, Qt.Orientation.Horizontal))

    def _column_tip(self, snapshot: Snapshot, section: int) -> str:
        kind = "Nulmeting" if section == self.baseline_column else "Momentopname"
        author = f" door {snapshot.author}" if snapshot.author else ""
        return f"{kind} van {format_date(snapshot.date)}{author}"


def _note(snapshot: Snapshot, line: ItemRow) -> str:
    note = next((score.note for score in snapshot.scores if score.place == line.place), None) or ""
    return note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE]}…"


def _difference(line: ItemRow) -> str:
    return "" if line.steps is None else steps_word(line.steps)
