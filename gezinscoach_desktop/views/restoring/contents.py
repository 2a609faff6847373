"""What is in a backup, before anything is done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.restoring import words
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.services.loose_backup import BackupContents

_ROWS = ("Kantoor", "Gemaakt", "Inhoud", "Laatste wijziging", "Wie kan het openen")


class ContentsView(QWidget):
    """A line for everything that somebody recognises an office by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, QLabel] = {}
        table = QGridLayout(self)
        table.setContentsMargins(0, 0, 0, 0)
        table.setHorizontalSpacing(grid(6))
        table.setVerticalSpacing(grid(1.5))
        table.setColumnStretch(1, 1)
        for line, name in enumerate(_ROWS):
            style = TextStyle.STRONG if line == 0 else TextStyle.TEXT
            self._values[name] = paragraph("", style)
            table.addWidget(label(name, TextStyle.TEXT, Tone.SECONDARY), line, 0)
            table.addWidget(self._values[name], line, 1)

    def show_contents(self, contents: BackupContents, today: date) -> None:
        made = f"{words.when(contents.made_at)} ({words.age(contents.made_at, today)})"
        changed = (
            "er is nog niets gewijzigd"
            if contents.newest_change is None
            else f"{words.when(contents.newest_change)}"
        )
        for name, text in zip(
            _ROWS,
            (contents.office_name, made, words.whole(contents.counts), changed, words.people(contents)),
            strict=True,
        ):
            self._values[name].setText(text)

    def value(self, name: str) -> str:
        """What stands beside a name."""
        return self._values[name].text()
