"""The header of the form: a page header whose state carries a drawn check."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.words import clock
from gezinscoach_desktop.views.theme import Tone, grid


class _Check(QWidget):
    """The check before “Bewaard om …”; the words say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(grid(4), grid(4))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icon("checkmark", "good").paint(painter, self.rect())
        painter.end()


class SavedHeader(PageHeader):
    """Says when the draft was last kept, or that it was not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._check = _Check()
        self._check.hide()
        self._row.insertWidget(self._row.indexOf(self._state), self._check)

    @property
    def state_text(self) -> str:
        return self._state.text()

    def show_saved(self, at: datetime) -> None:
        """`Bewaard om 14.32 uur`, in the time of the clock on the wall."""
        self._check.show()
        self.show_state(f"Bewaard om {clock(at)} uur", Tone.GOOD)

    def show_not_saved(self) -> None:
        self._check.hide()
        self.show_state("Nog niet bewaard", Tone.WARNING)

    def show_nothing(self) -> None:
        """Nothing was filled in, so nothing needs keeping."""
        self._check.hide()
        self.show_state("")
