"""The code of a recovery sheet: typed in groups or pasted at once."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain import recovery_code
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.theme import grid

_SEPARATORS = re.compile(r"[\s\-–—_.,]+")
_MOST_SIGNS = 80


def grouped(text: str) -> str:
    """Capitals in groups of at most five, as they stand on the sheet; groups that somebody set apart stay apart."""
    size = recovery_code.GROUP
    parts = [part for part in _SEPARATORS.split(text.upper()) if part]
    groups = [part[start : start + size] for part in parts for start in range(0, len(part), size)]
    ends = bool(parts) and bool(_SEPARATORS.search(text[-1:]))
    is_full = bool(groups) and len(groups[-1]) == size
    goes_on = len(groups) < recovery_code.GROUPS and (ends or is_full)
    return " ".join(groups) + (" " if goes_on else "")


class CodeField(TextField):
    """Puts what is typed at the end in groups; a change in the middle is left alone but for capitals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(placeholder="zeven groepen van vijf tekens", parent=parent)
        self._before = ""
        self.setMaxLength(_MOST_SIGNS)
        self.setMinimumWidth(grid(90))
        self.textEdited.connect(self._tidy)

    def set_value(self, value: str) -> None:
        super().set_value(value)
        self._before = self.text()

    def _tidy(self, text: str) -> None:
        place = self.cursorPosition()
        is_erasing = len(text) < len(self._before)
        if place == len(text) and not is_erasing:
            self.setText(grouped(text))
        else:
            self.setText(text.upper())
            self.setCursorPosition(place)
        self._before = self.text()
