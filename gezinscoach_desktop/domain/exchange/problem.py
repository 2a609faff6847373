"""What can be wrong with an exchange file: as a whole, or in one row."""

from __future__ import annotations

from dataclasses import dataclass

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.exchange.cell import visible


class ExchangeFormatError(UserError):
    """The file cannot be read at all; nothing of it is usable."""


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row is not good: `column` is empty for the row as a whole, `value` is fit to be shown."""

    line: int
    column: str
    value: str
    expected: str

    @property
    def sentence(self) -> str:
        """`Regel 12, kolom level: “6” gevonden, verwacht 1 tot 5 of nvt.`"""
        if not self.column:
            return f"Regel {self.line}: {self.value} gevonden, verwacht {self.expected}."
        found = f"“{self.value}” gevonden" if self.value else "niets ingevuld"
        return f"Regel {self.line}, kolom {self.column}: {found}, verwacht {self.expected}."


def cell_error(line: int, column: str, *, value: str, expected: str) -> RowError:
    """A RowError about one cell, its value clipped at once so that long texts are not kept."""
    return RowError(line, column, visible(value), expected)
