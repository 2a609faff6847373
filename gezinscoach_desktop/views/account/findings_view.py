"""What trying out a folder or a server showed: fit or not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.elements import button, paragraph, restyle, set_tone
from gezinscoach_desktop.views.tasks import Progress
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class Found(Protocol):
    """Each problem and warning is a sentence that says what to do."""

    @property
    def is_fit(self) -> bool: ...
    @property
    def problems(self) -> tuple[str, ...]: ...
    @property
    def warnings(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class FindingWords:
    """How trying out is asked for and how it ends."""

    verb: str
    waiting: str
    fit: str
    unfit: str


FOLDER = FindingWords(
    verb="Map uitproberen",
    waiting="De map wordt uitgeprobeerd",
    fit="Deze map is geschikt: twee pc’s kregen er nooit tegelijk dezelfde naam.",
    unfit="Deze map is niet geschikt voor een kantoor.",
)


class FindingsView(QWidget):
    """A button to try the place out, how far that is, and then what was found."""

    def __init__(self, words: FindingWords = FOLDER, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.examine_button = button(words.verb, icon_name="checkmark-circle")
        self.waiting = ProgressView(words.waiting)
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
        self._box.hide()
        self.waiting.follow(progress)
        self.waiting.show()
        if self.examine_button.hasFocus():  # else the keyboard would be on whatever comes next
            self.waiting.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.examine_button.hide()

    def show_findings(self, findings: Found, facts: tuple[str, ...] = ()) -> None:
        """Fit or not, each problem, warning and fact on a line of its own."""
        self.examine_button.setVisible(not findings.is_fit)
        if self.waiting.stop_button.hasFocus() and not findings.is_fit:
            self.examine_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.waiting.hide()
        self._empty()
        warned = Tone.WARNING if findings.warnings else Tone.GOOD
        self._box.setProperty("tone", (warned if findings.is_fit else Tone.ERROR).value)
        restyle(self._box)
        self._add(
            self._words.fit if findings.is_fit else self._words.unfit,
            Tone.GOOD if findings.is_fit else Tone.ERROR,
            TextStyle.STRONG,
        )
        for sentence in findings.problems:
            self._add(sentence, Tone.TEXT)
        for sentence in findings.warnings:
            self._add(sentence, Tone.WARNING)
        for sentence in facts:
            self._add(sentence, Tone.SECONDARY, TextStyle.SMALL)
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
