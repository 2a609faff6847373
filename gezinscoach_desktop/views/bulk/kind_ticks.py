"""Which papers of every family: one or more, each with options of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.domain.paper import BULK_KINDS, PaperKind
from gezinscoach_desktop.views.dossier.kind_choice import KindPicker
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid


class KindTicks(KindPicker):
    """Tick what is wanted; of more than one, a list says whose options are shown."""

    question: ClassVar[str] = "Welke papieren?"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welke papieren")
        self.fields: dict[PaperKind, CheckField] = {}
        self.shown_field: ComboField[PaperKind] = ComboField()
        self.shown_field.setAccessibleName("Keuzes voor")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for kind in BULK_KINDS:
            field = CheckField(kind.label)
            field.setToolTip(kind.what_for)
            field.setAccessibleDescription(kind.what_for)
            field.edited.connect(self._follow)
            column.addWidget(field)
            self.fields[kind] = field
        self._caption = label("Keuzes hieronder zijn voor", TextStyle.SMALL, Tone.SECONDARY)
        self._caption.setBuddy(self.shown_field)
        self._caption.setContentsMargins(0, grid(2), 0, grid(1))
        column.addWidget(self._caption)
        column.addWidget(self.shown_field)
        self.shown_field.edited.connect(self.chosen)
        self.tick((PaperKind.PROGRESS,))

    @property
    def ticked(self) -> tuple[PaperKind, ...]:
        """What is wanted, in the order in which it comes."""
        return tuple(kind for kind, field in self.fields.items() if field.value())

    def tick(self, kinds: Iterable[PaperKind]) -> None:
        """These and no others, without telling."""
        wanted = frozenset(kinds)
        for kind, field in self.fields.items():
            field.set_value(kind in wanted)
        self._offer()

    def value(self) -> PaperKind | None:
        return self.shown_field.value()

    def set_value(self, kind: PaperKind) -> None:
        self.shown_field.set_value(kind)

    def show_reasons(self, reasons: Mapping[PaperKind, str]) -> None:
        """Nothing is ruled out: it differs from family to family, and the queue says it."""

    def _follow(self) -> None:
        """What was ticked last is what is looked at."""
        self._offer()
        sender = self.sender()
        for kind, field in self.fields.items():
            if field is sender and field.value():
                self.shown_field.set_value(kind)
        self.chosen.emit()

    def _offer(self) -> None:
        ticked = self.ticked
        self.shown_field.set_choices([(kind.label, kind) for kind in ticked])
        if ticked and self.shown_field.value() is None:
            self.shown_field.set_value(ticked[0])
        for widget in (self._caption, self.shown_field):
            widget.setVisible(len(ticked) > 1)
