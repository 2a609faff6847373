"""What can be chosen for the report: stories that families let go, and bundles of signals, printed in the order of ticking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


@dataclass(frozen=True, slots=True)
class Choice:
    """A line to tick, with what is told under it."""

    id: UUID
    title: str
    detail: str = ""
    warning: str = ""
    why_not: str = ""
    """Why it cannot be chosen; empty when it can."""


class ChoiceCard(Card):
    """Empty, it says where they come from."""

    edited = Signal()

    def __init__(self, title: str, about: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._order: list[UUID] = []
        self.fields: dict[UUID, CheckField] = {}
        self.add(paragraph(about, TextStyle.SMALL, Tone.SECONDARY))
        self.empty_label = paragraph(empty, TextStyle.TEXT, Tone.SECONDARY)
        self.add(self.empty_label)
        self._lines = QWidget()
        self._column = QVBoxLayout(self._lines)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(grid(1))
        self.add(self._lines)

    @property
    def chosen(self) -> tuple[UUID, ...]:
        """In the order in which they were ticked."""
        return tuple(self._order)

    def show_choices(self, choices: Sequence[Choice], chosen: Sequence[UUID]) -> None:
        """What there is, with what was chosen before and still can be."""
        while (taken := self._column.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        self.fields = {}
        possible = {choice.id for choice in choices if not choice.why_not}
        self._order = [each for each in chosen if each in possible]
        for choice in choices:
            self._add(choice)
        self.empty_label.setVisible(not choices)
        self._lines.setVisible(bool(choices))

    def _add(self, choice: Choice) -> None:
        field = CheckField(choice.title)
        field.setAccessibleName(choice.title)
        field.set_value(choice.id in self._order)
        field.setEnabled(not choice.why_not)
        field.edited.connect(partial(self._follow, choice.id))
        self.fields[choice.id] = field
        self._column.addWidget(field)
        for text, tone in (
            (choice.detail, Tone.SECONDARY),
            (choice.why_not, Tone.SECONDARY),
            (choice.warning, Tone.WARNING),
        ):
            if text:
                told = paragraph(text, TextStyle.SMALL, tone)
                told.setContentsMargins(grid(6), 0, 0, grid(1))
                self._column.addWidget(told)

    def _follow(self, choice_id: UUID) -> None:
        if self.fields[choice_id].value():
            self._order.append(choice_id)
        elif choice_id in self._order:
            self._order.remove(choice_id)
        self.edited.emit()
