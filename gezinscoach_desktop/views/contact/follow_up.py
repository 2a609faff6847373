"""Lines of what is to be followed up: what, who, by when. A filled line brings an empty one below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.action import ActionOwner
from gezinscoach_desktop.services.contact_form import DraftAction
from gezinscoach_desktop.views.contact.ahead_field import AheadField
from gezinscoach_desktop.views.fields import ComboField, TextField
from gezinscoach_desktop.views.theme import grid


class _Line(QWidget):
    edited = Signal()

    def __init__(self, number: int, today: Callable[[], date], parent: QWidget) -> None:
        super().__init__(parent)
        self.what = TextField(placeholder="Wat moet er gebeuren?")
        self.what.setAccessibleName(f"Opvolging {number}")
        self.owner: ComboField[ActionOwner] = ComboField([(owner.label, owner) for owner in ActionOwner])
        self.owner.setAccessibleName(f"Wie, opvolging {number}")
        self.owner.set_value(ActionOwner.COACH)
        self.owner.setFixedWidth(grid(23))
        self.due = AheadField(today=today)
        self.due.setAccessibleName(f"Tegen wanneer, opvolging {number}")
        self.due.setPlaceholderText("tegen …")
        rows = QVBoxLayout(self)  # what has a row of its own: beside the rest it would show only half
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(grid(1.5))
        rows.addWidget(self.what)
        below = QHBoxLayout()
        below.setSpacing(grid(1.5))
        below.addWidget(self.owner)
        below.addWidget(self.due)
        below.addStretch(1)
        rows.addLayout(below)
        for field in (self.what, self.owner, self.due):
            field.edited.connect(self.edited)

    def value(self) -> DraftAction:
        return DraftAction(self.what.text(), self.owner.value() or ActionOwner.COACH, self.due.text())

    def set_value(self, action: DraftAction) -> None:
        self.what.set_value(action.what)
        self.owner.set_value(action.owner)
        self.due.setText(action.due)


class FollowUpLines(QWidget):
    """As many lines as are filled in, and an empty one to go on with."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus
        )  # for the Alt key of its label; Tab goes to what is inside
        self._today = today
        self._lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(3))
        self._add_line()

    @property
    def lines(self) -> tuple[_Line, ...]:
        return tuple(self._lines)

    def value(self) -> tuple[DraftAction, ...]:
        """What is filled in; empty lines are left out."""
        return tuple(action for line in self._lines if not (action := line.value()).is_empty)

    def set_value(self, actions: Iterable[DraftAction]) -> None:
        wanted = (*actions, DraftAction())
        while len(self._lines) < len(wanted):
            self._add_line()
        for line, action in zip(self._lines, wanted, strict=False):
            line.set_value(action)
        for line in self._lines[len(wanted) :]:
            line.set_value(DraftAction())

    def _add_line(self) -> None:
        line = _Line(len(self._lines) + 1, self._today, self)
        line.edited.connect(self._note_edit)
        before: QWidget | None = self._lines[-1].due if self._lines else None
        self._lines.append(line)
        self._column.addWidget(line)
        line.show()
        self.setFocusProxy(self._lines[0].what)
        if before is not None:  # Tab goes from line to line, not to whatever was made before this one
            for field in (line.what, line.owner, line.due):
                QWidget.setTabOrder(before, field)
                before = field

    def _note_edit(self) -> None:
        if not self._lines[-1].value().is_empty:
            self._add_line()
        self.edited.emit()
