"""At the right of the family's rights: the one under the cursor with its history, and what else is worth a look."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.right import Standing
from gezinscoach_desktop.domain.right_hint import Hint
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.right import RightsPage
from gezinscoach_desktop.views.elements import Chip, button, divider, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.right.words import state_tone, step_text, whom
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 78
_HINTS = 4


class StandingPanel(QFrame):
    """The history of one right, its buttons, and the first few hints."""

    step_wanted = Signal()
    undo_wanted = Signal()
    walk_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self.step_button.clicked.connect(self.step_wanted)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.walk_button.clicked.connect(self.walk_wanted)
        self.list_button.clicked.connect(self.list_wanted)

    def _build(self) -> None:
        self._name = heading("")
        self._name.setWordWrap(True)
        self._state = Chip("")
        self._whom = label("", TextStyle.SMALL, Tone.SECONDARY)
        self._text = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(grid(2))
        self.step_button = button("Bijwerken…", icon_name="edit")
        self.undo_button = button("Laatste stap ongedaan maken", "link")
        self._about = QWidget()
        about = QVBoxLayout(self._about)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(grid(2))
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self._state)
        row.addWidget(self._whom, 1)
        about.addWidget(self._name)
        about.addLayout(row)
        about.addWidget(self._text)
        about.addWidget(self.step_button)
        about.addWidget(heading("Verloop"))
        about.addLayout(self._steps)
        about.addWidget(self.undo_button)
        self._hints = QWidget()
        self._hint_list = QVBoxLayout()
        self._hint_list.setSpacing(grid(2))
        self.walk_button = button("Bekijk de hints één voor één", "link")
        hints = QVBoxLayout(self._hints)
        hints.setContentsMargins(0, 0, 0, 0)
        hints.setSpacing(grid(2))
        self._line = divider()
        hints.addWidget(self._line)
        hints.addWidget(heading("Misschien iets voor dit gezin"))
        hints.addLayout(self._hint_list)
        hints.addWidget(self.walk_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(4))
        column.addWidget(self._about)
        column.addWidget(self._hints)
        column.addStretch(1)
        self.list_button = button("Naar de rechtenlijst", "link")
        column.addWidget(self.list_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def show_standing(
        self, page: RightsPage, standing: Standing | None, names: Mapping[UUID | None, str]
    ) -> None:
        """Another right, or none."""
        self._about.setVisible(standing is not None)
        self._line.setVisible(standing is not None)
        if standing is None:
            return
        right_id, member_id = standing.place
        right = page.by_id.get(right_id)
        self._name.setText(page.right_name(right_id))
        self._state.show_text(standing.state.label, state_tone(standing.state))
        self._whom.setText(whom(names, member_id))
        self._text.setText("" if right is None else right.details.description)
        self._text.setVisible(bool(self._text.text()))
        _empty(self._steps)
        for step in reversed(standing.steps):
            details = step.details
            author = f" · {step.created_by}" if step.created_by else ""
            _put(
                self._steps,
                _pair(f"{details.state.label}, {format_date(details.on)}{author}", step_text(details)),
            )

    def show_hints(self, page: RightsPage, names: Mapping[UUID | None, str]) -> None:
        """The first few about rights that are not in the list yet; the others come along on the walk."""
        known = {standing.place[0] for standing in page.standings}
        hints = [hint for hint in page.hints if hint.right_id not in known]
        self._hints.setVisible(bool(hints))
        _empty(self._hint_list)
        for hint in hints[:_HINTS]:
            _put(self._hint_list, _pair(page.right_name(hint.right_id), _reason(hint, names)))
        text = f"Bekijk {counted(len(hints), 'hint', 'hints')} één voor één"
        self.walk_button.setText(text)
        self.walk_button.setAccessibleName(text)


def _reason(hint: Hint, names: Mapping[UUID | None, str]) -> str:
    return hint.reason if hint.member_id is None else f"{hint.reason} ({whom(names, hint.member_id)})"


def _pair(title: str, text: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(paragraph(title, TextStyle.STRONG))
    told = paragraph(text, TextStyle.SMALL, Tone.SECONDARY)
    column.addWidget(told)
    told.setVisible(bool(text))
    return made


def _put(layout: QVBoxLayout, widget: QWidget) -> None:
    layout.addWidget(widget)
    widget.show()  # at once: a layout that is in sight already would do so a moment later


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
