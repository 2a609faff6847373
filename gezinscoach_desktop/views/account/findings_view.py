"""What trying out a folder showed: fit or not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.elements import button, paragraph, restyle, set_tone
from gezinscoach_desktop.views.tasks import Progress
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.self_test import Findings

_FIT = "Deze map is geschikt: twee pc’s kregen er nooit tegelijk dezelfde naam."
_UNFIT = "Deze map is niet geschikt voor een kantoor."


class FindingsView(QWidget):
    """A button to try the folder out, how far that is, and then what was found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.examine_button = button("Map uitproberen", icon_name="checkmark-circle")
        self.waiting = ProgressView("De map wordt uitgeprobeerd")
        self._box = QFrame()
        self._box.setProperty("kind", "message")
        self._lines = QVBoxLayout(self._box)
        self._lines.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        self._lines.setSpacing(grid(1.5))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        column.addWidget(self.examine_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.waiting)
        column.addWidget(self._box)
        self.show_nothing()

    @property
    def sentences(self) -> list[str]:
        """What was found, as it stands there."""
        return [made.text() for made in self._box.findChildren(QLabel)]

    def show_nothing(self) -> None:
        """Not tried out yet."""
        self.examine_button.show()
        self.waiting.hide()
        self._box.hide()

    def follow(self, progress: Progress) -> None:
        """While it is being tried out."""
        self.examine_button.hide()
        self._box.hide()
        self.waiting.follow(progress)
        self.waiting.show()

    def show_findings(self, findings: Findings) -> None:
        """Fit or not, each problem and warning on a line of its own."""
        self.waiting.hide()
        self.examine_button.setVisible(not findings.is_fit)
        self._empty()
        warned = Tone.WARNING if findings.warnings else Tone.GOOD
        self._box.setProperty("tone", (warned if findings.is_fit else Tone.ERROR).value)
        restyle(self._box)
        self._add(
            _FIT if findings.is_fit else _UNFIT,
            Tone.GOOD if findings.is_fit else Tone.ERROR,
            TextStyle.STRONG,
        )
        for sentence in findings.problems:
            self._add(sentence, Tone.TEXT)
        for sentence in findings.warnings:
            self._add(sentence, Tone.WARNING)
        self._box.setAccessibleName(" ".join(self.sentences))
        self._box.show()

    def _add(self, sentence: str, tone: Tone, style: TextStyle = TextStyle.TEXT) -> None:
        made = paragraph(sentence, style)
        set_tone(made, tone)
        self._lines.addWidget(made)

    def _empty(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
