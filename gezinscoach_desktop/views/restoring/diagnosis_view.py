"""What is wrong with an office, what is whole, and what can be done: each way with what it changes and what it costs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.repair import Diagnosis, Remedy
from gezinscoach_desktop.views.elements import Chip, heading, paragraph
from gezinscoach_desktop.views.radio import RadioField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_NOTHING_LOST = "Er gaat niets verloren."
_MOST_LOSSES = 8


class DiagnosisView(QWidget):
    """Shows one; the remedy of least loss is chosen already."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[RadioField, Remedy]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(2))

    @property
    def chosen(self) -> Remedy | None:
        return next((remedy for radio, remedy in self._choices if radio.isChecked()), None)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything it says, in order."""
        return tuple(each.text() for each in self.findChildren(QLabel) if not each.isHidden())

    def show_diagnosis(self, diagnosis: Diagnosis) -> None:
        """In the place of what stood there."""
        self._empty()
        self._column.addWidget(heading(_title(diagnosis)))
        for sentence in diagnosis.problems:
            self._column.addWidget(paragraph(sentence))
        if diagnosis.whole:
            self._column.addWidget(heading("Wat er nog is" if diagnosis.problems else "Wat in orde is"))
        for sentence in diagnosis.whole:
            self._column.addWidget(paragraph(sentence))
        if diagnosis.remedies:
            self._column.addWidget(heading("Wat je kan doen"))
        for remedy in diagnosis.remedies:
            self._column.addWidget(self._made(remedy))
        if diagnosis.advice:
            self._column.addWidget(paragraph(diagnosis.advice, TextStyle.SMALL, Tone.SECONDARY))
        if self._choices:
            advised = next(
                (radio for radio, remedy in self._choices if remedy.is_advised), self._choices[0][0]
            )
            advised.setChecked(True)

    def take_focus(self) -> bool:
        """On the choice that is made already; False when there is none."""
        for radio, _ in self._choices:
            if radio.isChecked():
                radio.setFocus()
                return True
        return False

    def _made(self, remedy: Remedy) -> QWidget:
        frame = QFrame()
        frame.setProperty("kind", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(grid(3), grid(2), grid(3), grid(3))
        inside.setSpacing(grid(1))
        radio = RadioField(remedy.title, self)
        radio.setAccessibleDescription(f"{remedy.changes} {' '.join(self._losses(remedy))}")
        inside.addWidget(radio)
        if remedy.is_advised:
            chip = Chip("Aangeraden", Tone.GOOD)
            inside.addWidget(chip)
        inside.addWidget(paragraph(remedy.changes, TextStyle.TEXT, Tone.SECONDARY))
        tone = Tone.WARNING if remedy.losses else Tone.GOOD
        inside.addWidget(paragraph("\n".join(self._losses(remedy)), TextStyle.TEXT, tone))
        self._choices.append((radio, remedy))
        radio.toggled.connect(self._follow)
        return frame

    @staticmethod
    def _losses(remedy: Remedy) -> list[str]:
        if not remedy.losses:
            return [_NOTHING_LOST]
        shown = [f"· {line}" for line in remedy.losses[:_MOST_LOSSES]]
        more = len(remedy.losses) - _MOST_LOSSES
        return ["Wat dit kost:", *shown, *([f"· en nog {more} andere soorten"] if more > 0 else [])]

    def _follow(self, is_on: bool) -> None:
        if not is_on:
            return
        for (
            radio,
            _,
        ) in self._choices:  # each stands in a card of its own: Qt does not know that they go together
            if radio is not self.sender():
                radio.setChecked(False)
        self.chosen_changed.emit()

    def _empty(self) -> None:
        self._choices.clear()
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()


def _title(diagnosis: Diagnosis) -> str:
    if diagnosis.problems:
        return "Wat er mis is"
    return "Er is niets mis gevonden" if diagnosis.whole else "Dit kijkt iemand anders na"
