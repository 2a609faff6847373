"""Which paper: every kind on a line, with what it is for, or why it cannot be made yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INDENT = 6.5


class KindPicker(QWidget):
    """How a kind of paper is chosen; its options stand under it."""

    question: ClassVar[str] = "Welk papier?"

    chosen = Signal()
    """The user chose another one."""

    def value(self) -> PaperKind | None:
        """The kind whose options are shown."""
        raise NotImplementedError

    def set_value(self, kind: PaperKind) -> None:
        """Choose without telling."""
        raise NotImplementedError

    def show_reasons(self, reasons: Mapping[PaperKind, str]) -> None:
        """Why a kind cannot be made yet; an empty text is one that can."""
        raise NotImplementedError


class KindChoice(KindPicker):
    """The arrow keys choose; only what can be made can be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welk papier")
        self._fields: dict[PaperKind, RadioField] = {}
        self._lines: dict[PaperKind, QLabel] = {}
        self._reasons: Mapping[PaperKind, str] = {}
        self._is_setting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in PaperKind:
            field = RadioField(kind.label)
            line = paragraph(kind.what_for, TextStyle.SMALL, Tone.SECONDARY)
            line.setContentsMargins(grid(_INDENT), 0, 0, grid(1))
            field.setAccessibleDescription(kind.what_for)
            field.edited.connect(self._follow)
            column.addWidget(field)
            column.addWidget(line)
            self._fields[kind], self._lines[kind] = field, line
        self._show()

    def field_of(self, kind: PaperKind) -> RadioField:
        return self._fields[kind]

    def line_of(self, kind: PaperKind) -> QLabel:
        """What stands under a kind: what it is for, or why it cannot be made."""
        return self._lines[kind]

    def value(self) -> PaperKind | None:
        return next((kind for kind, field in self._fields.items() if field.isChecked()), None)

    def set_value(self, kind: PaperKind) -> None:
        """Choose without telling."""
        self._is_setting = True
        self._fields[kind].setChecked(True)
        self._is_setting = False
        self._show()

    def show_reasons(self, reasons: Mapping[PaperKind, str]) -> None:
        """Why a kind cannot be made yet; an empty text is one that can."""
        self._reasons = reasons
        self._show()

    def _follow(self) -> None:
        self._show()
        if not self._is_setting:
            self.chosen.emit()

    def _show(self) -> None:
        """A line stands under the chosen one, and under each that cannot be."""
        for kind, field in self._fields.items():
            reason = self._reasons.get(kind, "")
            field.setEnabled(not reason)
            field.setAccessibleDescription(reason or kind.what_for)
            field.setToolTip(reason or kind.what_for)
            self._lines[kind].setText(reason or kind.what_for)
            self._lines[kind].setVisible(bool(reason) or field.isChecked())
