"""The parts of a letter: each may go in when the consent names it, or when the coach says that it falls under it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.consent import ConsentInput
from gezinscoach_desktop.domain.letter import LetterBlock, names_block
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NAMED = "Staat in de toestemming."
_INDENT = 6.5


@dataclass(frozen=True, slots=True)
class _Row:
    field: CheckField
    told: QLabel
    falls_under: CheckField
    holder: QWidget


class BlockChoice(QWidget):
    """What the consent does not name in words asks a tick of its own."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._consent: ConsentInput | None = None
        self.rows: dict[LetterBlock, _Row] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for block in LetterBlock:
            field = CheckField(block.label)
            told = paragraph(_NAMED, TextStyle.SMALL, Tone.SECONDARY)
            told.setContentsMargins(grid(_INDENT), 0, 0, grid(1))
            falls_under = CheckField("Dit valt onder wat het gezin toestond")
            falls_under.setAccessibleName(f"{block.label}: dit valt onder wat het gezin toestond")
            holder = QWidget()
            inside = QVBoxLayout(holder)
            inside.setContentsMargins(grid(_INDENT), 0, 0, grid(1))
            inside.addWidget(falls_under)
            for widget in (field, told, holder):
                column.addWidget(widget)
            for each in (field, falls_under):
                each.edited.connect(self._follow)
            self.rows[block] = _Row(field, told, falls_under, holder)
        self.rows[LetterBlock.QUESTION].field.set_value(True)
        self._show()

    @property
    def blocks(self) -> frozenset[LetterBlock]:
        """What goes in."""
        return frozenset(block for block, row in self.rows.items() if row.field.value())

    @property
    def confirmed(self) -> frozenset[LetterBlock]:
        """Of what the coach said that it falls under the consent."""
        return frozenset(
            block for block, row in self.rows.items() if row.field.value() and row.falls_under.value()
        )

    def show_consent(self, consent: ConsentInput | None) -> None:
        """Another consent: what was said about the one before no longer counts."""
        if consent != self._consent:
            for row in self.rows.values():
                row.falls_under.set_value(False)
        self._consent = consent
        self._show()

    def _follow(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        for block, row in self.rows.items():
            is_in = row.field.value() and self._consent is not None
            is_named = self._consent is not None and names_block(self._consent, block)
            row.told.setVisible(is_in and is_named)
            row.holder.setVisible(is_in and not is_named)
