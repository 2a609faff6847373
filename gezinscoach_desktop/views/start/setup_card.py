"""What remains to be done for the office, on top of Start: each line with its verb, until all of it is done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepLine, StepState
from gezinscoach_desktop.views.elements import Card, Chip, button, heading, paragraph
from gezinscoach_desktop.views.icons import pixmap
from gezinscoach_desktop.views.setup.words import NOT_DONE_YET, ON_START, STATES, TITLES
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid, theme

_ICON = 16
_SIGNS = {
    StepState.DONE: ("checkmark-circle", "good"),
    StepState.SKIPPED: ("dismiss-circle", "secondary"),
    StepState.ELSEWHERE: ("people-swap", "secondary"),
}
_TO_DO, _IN_DANGER = ("task-list", "accent"), ("warning", "warning")


class _Line(QWidget):
    """One step: what is missing, the way to it, and that it is not needed."""

    def __init__(self, line: StepLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        words = ON_START[line.step]
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON, _ICON))
        is_urgent = line.step is SetupStep.RECOVERY and line.is_reminded
        self.action_button = button(words.verb, "primary" if is_urgent else "secondary")
        self.action_button.setAccessibleDescription(words.missing)
        self.skip_button = button("Niet nodig", "quiet")
        self.skip_button.setAccessibleName(f"Niet nodig: {TITLES[line.step.value].lower()}")
        self.back_button = button("Toch doen", "quiet")
        self.back_button.setAccessibleName(f"Toch doen: {TITLES[line.step.value].lower()}")
        self.text = paragraph(_sentence(line))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, grid(0.5), 0, grid(0.5))
        row.setSpacing(grid(2))
        row.addWidget(self._icon)
        row.addSpacing(grid(1))
        row.addWidget(self.text, 1)
        for each in (self.skip_button, self.back_button, self.action_button):
            row.addWidget(each)  # the verb last: at the edge of the card, all of them under each other
        QWidget.setTabOrder(self.action_button, self.skip_button)
        if not line.is_reminded:
            self.action_button.hide()
        if line.state is not StepState.TO_DO or line.step is SetupStep.RECOVERY:
            self.skip_button.hide()
        if line.state is not StepState.SKIPPED or line.is_reminded:
            self.back_button.hide()
        self.draw_icon()

    def draw_icon(self) -> None:
        """Again, when light becomes dark."""
        is_danger = self.line.step in (SetupStep.RECOVERY, SetupStep.BACKUP)
        name, role = _IN_DANGER if is_danger else _TO_DO
        if not self.line.is_reminded:
            name, role = _SIGNS[self.line.state]
        drawn: QPixmap = pixmap(name, role, size=_ICON, ratio=self.devicePixelRatioF())
        self._icon.setPixmap(drawn)


class SetupCard(Card):
    """Only what remains; `show_whole` shows the rest too, with what was skipped and can be brought back."""

    wanted = Signal(object)
    """SetupStep."""
    skipped = Signal(object)
    """SetupStep: this office does without."""
    brought_back = Signal(object)
    """SetupStep."""
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._state: SetupState | None = None
        self._is_whole = False
        self._count = Chip()
        self.close_button = button("Sluiten", "quiet")
        top = QHBoxLayout()
        top.setSpacing(grid(2))
        top.addWidget(heading(NOT_DONE_YET))
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.close_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._calm = paragraph("Alles is gedaan.", TextStyle.TEXT, Tone.GOOD)
        self.body.addLayout(top)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._calm)
        self._lines: list[_Line] = []
        self._calm.hide()
        self.close_button.hide()
        self.close_button.clicked.connect(self._show_remaining)
        theme().changed.connect(self._draw_icons)
        self.hide()

    @property
    def sentences(self) -> list[str]:
        """What stands there, line by line."""
        return [line.text.text() for line in self._lines]

    @property
    def steps(self) -> list[StepLine]:
        return [line.line for line in self._lines]

    def line(self, step: SetupStep) -> _Line:
        """The line of a step that is shown."""
        return next(line for line in self._lines if line.line.step is step)

    def show_state(self, state: SetupState) -> None:
        """Gone once nothing remains, unless somebody asked for the whole."""
        held_focus = self._holds_focus
        self._state = state
        lines = state.lines if self._is_whole else state.remaining
        self._fill(lines)
        self._count.show_text(str(len(state.remaining)))
        self._count.setVisible(bool(state.remaining))
        self._calm.setVisible(self._is_whole and state.is_done)
        self.close_button.setVisible(self._is_whole)
        self.setVisible(bool(lines))
        if held_focus and self._lines:
            self._lines[0].action_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return isinstance(focused, QWidget) and any(line.isAncestorOf(focused) for line in self._lines)

    def show_whole(self) -> None:
        """Also what is done, and what this office does without."""
        self._is_whole = True
        if self._state is not None:
            self.show_state(self._state)
            self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_remaining(self) -> None:
        self._is_whole = False
        if self._state is not None:
            self.show_state(self._state)
        self.closed.emit()

    def _fill(self, lines: tuple[StepLine, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._lines = []
        for each in lines:
            made = _Line(each, self)
            self._rows.addWidget(made)
            made.action_button.clicked.connect(partial(self.wanted.emit, each.step))
            made.skip_button.clicked.connect(partial(self.skipped.emit, each.step))
            made.back_button.clicked.connect(partial(self.brought_back.emit, each.step))
            made.show()
            self._lines.append(made)

    def _draw_icons(self) -> None:
        for line in self._lines:
            line.draw_icon()


def _sentence(line: StepLine) -> str:
    if line.state is StepState.TO_DO:
        return ON_START[line.step].missing
    if line.is_reminded:
        return f"{ON_START[line.step].missing} Overgeslagen: “{line.reason}”"
    told = f"{TITLES[line.step.value]}: {STATES[line.state]}"
    return f"{told} (“{line.reason}”)" if line.reason else told
