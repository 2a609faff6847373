"""One helper for every form: label, field, help, error, buddy and accessible name in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.elements import heading, label, paragraph, restyle
from gezinscoach_desktop.views.fields import (
    CheckField,
    ComboField,
    DateField,
    NoteField,
    SearchField,
    TextField,
)
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

__all__ = ["CheckField", "ComboField", "DateField", "Form", "NoteField", "SearchField", "TextField"]

F = TypeVar("F", bound=QWidget)
_COLUMNS = 2
_REQUIRED = " *"


@dataclass(slots=True)
class _Row:
    field: QWidget
    help_label: QLabel
    error_label: QLabel
    cell: QWidget
    caption: QLabel | None = None


class Form(QWidget):
    """Fields under each other, or two by two (`is_half=True`), each with its label above it."""

    edited = Signal()
    """The user changed something in any field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, _Row] = {}
        self._line = 0
        self._column = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(grid(4))
        self._grid.setVerticalSpacing(grid(3))
        for column in range(_COLUMNS):
            self._grid.setColumnStretch(column, 1)

    def add_group(self, title: str) -> None:
        """A heading above the rows that follow."""
        self._next_line()
        made = heading(title)
        if self._line:
            made.setContentsMargins(0, grid(3), 0, 0)
        self._grid.addWidget(made, self._line, 0, 1, _COLUMNS)
        self._line += 1

    def add_row(
        self,
        name: str,
        text: str,
        field: F,
        *,
        help_text: str = "",
        is_required: bool = False,
        is_half: bool = False,
    ) -> F:
        """Add `field`; `name` is the `field=` of InvalidInput, `text` its label (with & for the Alt key)."""
        if name in self._rows:
            raise ValueError(f"There is a row {name} already.")
        plain = text.replace("&", "")
        field.setObjectName(name)
        if plain:
            field.setAccessibleName(f"{plain}, verplicht" if is_required else plain)
        field.setAccessibleDescription(help_text)
        row = _Row(
            field,
            paragraph(help_text, TextStyle.SMALL, Tone.SECONDARY),
            paragraph("", TextStyle.SMALL, Tone.ERROR),
            QWidget(),
        )
        row.error_label.hide()
        self._rows[name] = row
        self._fill(row, text, is_required=is_required)
        row.help_label.setVisible(bool(help_text))
        self._place(row.cell, is_half=is_half)
        edited = getattr(field, "edited", None)
        if edited is not None:
            edited.connect(self._note_edit)
        if isinstance(field, DateField):
            field.installEventFilter(self)
        return field

    def add_wide(self, widget: QWidget) -> None:
        """Any widget across the whole form."""
        self._next_line()
        self._grid.addWidget(widget, self._line, 0, 1, _COLUMNS)
        self._line += 1

    def show_error(self, error: Exception) -> bool:
        """Show an InvalidInput under its field and go there; False when it is not about a field of this form.

        Fits as `failed=` of a task.
        """
        if not isinstance(error, InvalidInput) or error.field not in self._rows:
            return False
        self._mark(error.field, error.message)
        self._rows[error.field].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def clear_errors(self) -> None:
        for name in self._rows:
            self._mark(name, "")

    def error_of(self, name: str) -> str:
        """The error shown under a field; empty when there is none."""
        return self._rows[name].error_label.text()

    def set_help(self, name: str, help_text: str) -> None:
        """Another help line under a field."""
        row = self._rows[name]
        row.help_label.setText(help_text)
        row.help_label.setVisible(bool(help_text))
        self._describe(row)

    def set_required(self, name: str, is_required: bool) -> None:
        """Say at the label, and to who hears it, whether a field has to be filled in."""
        row = self._rows[name]
        if row.caption is None:
            return
        text = row.caption.text().removesuffix(_REQUIRED)
        row.caption.setText(f"{text}{_REQUIRED}" if is_required else text)
        plain = text.replace("&", "")
        row.field.setAccessibleName(f"{plain}, verplicht" if is_required else plain)

    def set_row_visible(self, name: str, is_visible: bool) -> None:
        """Show or hide a row with its label."""
        self._rows[name].cell.setVisible(is_visible)

    def _fill(self, row: _Row, text: str, *, is_required: bool) -> None:
        column = QVBoxLayout(row.cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        if not isinstance(row.field, CheckField):
            caption = label(f"{text}{_REQUIRED}" if is_required else text, TextStyle.SMALL, Tone.SECONDARY)
            caption.setBuddy(row.field)
            row.caption = caption
            column.addWidget(caption)
        column.addWidget(row.field)
        column.addWidget(row.help_label)
        column.addWidget(row.error_label)
        column.addStretch(1)

    def _place(self, cell: QWidget, *, is_half: bool) -> None:
        if not is_half:
            self._next_line()
            self._grid.addWidget(cell, self._line, 0, 1, _COLUMNS)
            self._line += 1
            return
        self._grid.addWidget(cell, self._line, self._column)
        self._column += 1
        if self._column == _COLUMNS:
            self._next_line()

    def _next_line(self) -> None:
        if self._column:
            self._column = 0
            self._line += 1

    def _note_edit(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and sender.objectName() in self._rows:
            self._mark(sender.objectName(), "")
        self.edited.emit()

    def _mark(self, name: str, message: str) -> None:
        row = self._rows[name]
        if row.error_label.text() == message:
            return
        row.error_label.setText(message)
        row.error_label.setVisible(bool(message))
        self._describe(row)
        row.field.setProperty("invalid", bool(message))
        restyle(row.field)

    def _describe(self, row: _Row) -> None:
        row.field.setAccessibleDescription(f"{row.error_label.text()} {row.help_label.text()}".strip())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and isinstance(watched, DateField):
            try:
                watched.value()
            except InvalidInput as error:
                self._mark(watched.objectName(), error.message)
        return super().eventFilter(watched, event)
