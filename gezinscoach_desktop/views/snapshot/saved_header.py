"""The header of the form: a page header whose state carries a drawn check, and which always shows the count."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.snapshot.words import clock
from gezinscoach_desktop.views.theme import Tone, grid


class _Check(QWidget):
    """The check before “Klad bewaard om …”; the words say the same."""

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
        self._subtitles: Sequence[str] = ()
        self._note = ""
        self._is_saved = False
        self._check = _Check()
        self._check.hide()
        self._row.insertWidget(self._row.indexOf(self._state), self._check)

    @property
    def state_text(self) -> str:
        return self._state.text()

    def show_form(self, title: str, subtitles: Sequence[str], note: str) -> None:
        """`subtitles` from the fullest to the shortest; the fullest for which there is room is shown.

        `note` says what is remarkable about the date, for who rests the mouse on the line.
        """
        self._subtitles, self._note = subtitles, note
        self.set_title(title, subtitles[0])
        self._fit()

    def show_saved(self, at: datetime) -> None:
        """`Klad bewaard om 14:32`, in the time of the clock on the wall; only the check where there is no room."""
        self._say(f"Klad bewaard om {clock(at)}", Tone.GOOD, is_saved=True)

    def show_not_saved(self) -> None:
        self._say("Nog niet bewaard", Tone.WARNING, is_saved=False)

    def show_nothing(self) -> None:
        """Nothing was filled in, so nothing needs keeping."""
        self._say("", Tone.GOOD, is_saved=False)

    def _say(self, text: str, tone: Tone, *, is_saved: bool) -> None:
        self._is_saved = is_saved
        self._check.setVisible(is_saved)
        self._check.setToolTip(text)
        self._check.setAccessibleName(text)
        self.show_state(text, tone)
        self._fit()

    def _fit(self) -> None:
        """First the code of the family goes, then the words beside the check, then all that is not the count."""
        if not self._subtitles:
            return
        full, shortened = self._subtitles[0], self._subtitles[1:]
        may_hide_words = self._is_saved
        ways = [(full, False), (shortened[0], False)] + [(text, may_hide_words) for text in shortened]
        for text, hides_words in ways:
            self._state.setVisible(bool(self._state.text()) and not hides_words)
            self._row.activate()
            if self._subtitle.fontMetrics().horizontalAdvance(text) <= self._subtitle.width():
                break
        self._subtitle.setText(text)
        remarks = ("" if text == full else full, self._note)
        self._subtitle.setToolTip("\n".join(remark for remark in remarks if remark))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
