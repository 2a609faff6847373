"""One domain of a profile while it is changed: its items, as what they count, up to which level and whose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.index import Criterion, IndexDomain, Pick
from gezinscoach_desktop.domain.instrument import LEVELS, Instrument, Subject
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField
from gezinscoach_desktop.views.theme import TextStyle, grid


class Weight(StrEnum):
    """As what an item counts."""

    CORE = "core"
    SUPPORTING = "supporting"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"core": "Kern", "supporting": "Steunend", "none": "Telt niet mee"}[self.value]


class _Line:
    """The three choices about one item."""

    def __init__(self, criterion: Criterion, weight: Weight, name: str, levels: tuple[str, ...]) -> None:
        self.criterion = criterion
        self.name_label = paragraph(name)
        self.name_label.setFixedWidth(grid(44))
        self.weight_field: ComboField[Weight] = ComboField([(each.label, each) for each in Weight])
        self.weight_field.setAccessibleName(f"{name}: telt als")
        self.weight_field.set_value(weight)
        self.cut_field: ComboField[int] = ComboField([(f"tot en met {level}", level) for level in LEVELS])
        self.cut_field.setAccessibleName(f"{name}: zwak")
        self.cut_field.set_value(criterion.weak_to)
        for place, text in enumerate(levels):
            self.cut_field.setItemData(place, text, Qt.ItemDataRole.ToolTipRole)
        self.level_label = paragraph("", TextStyle.SMALL)
        self._levels = levels
        people = "volwassene" if criterion.subject is Subject.ADULT else "kind"
        article = "het" if people == "kind" else "de"
        self.pick_field: ComboField[Pick] = ComboField(
            [(f"{article} kwetsbaarste {people}", Pick.WORST), (f"{article} sterkste {people}", Pick.BEST)]
        )
        self.pick_field.setAccessibleName(f"{name}: wie telt")
        self.pick_field.set_value(criterion.pick)
        if criterion.subject is Subject.HOUSEHOLD:
            self.pick_field.hide()
        self.show_level()

    def show_level(self) -> None:
        """What the level at the cut says; nothing counts without a weight."""
        counts = self.weight_field.value() is not Weight.NONE
        self.cut_field.setEnabled(counts)
        self.pick_field.setEnabled(counts)
        level = self.cut_field.value() or LEVELS[0]
        self.level_label.setText(self._levels[level - 1] if counts else "")

    def value(self) -> tuple[Weight, Criterion]:
        cut, pick = self.cut_field.value(), self.pick_field.value()
        return self.weight_field.value() or Weight.NONE, replace(
            self.criterion, weak_to=cut or self.criterion.weak_to, pick=pick or self.criterion.pick
        )


class DomainCard(Card):
    """An item that is added counts as supporting; one that counts no longer stays in sight until the page is left."""

    edited = Signal()

    def __init__(self, domain: IndexDomain, instrument: Instrument, parent: QWidget | None = None) -> None:
        super().__init__(domain.name, parent)
        self._domain = domain
        self._instrument = instrument
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(grid(3))
        self._grid.setVerticalSpacing(grid(1.5))
        self._grid.setColumnStretch(3, 1)
        holder = QVBoxLayout()
        holder.addLayout(self._grid)
        self.child_field = CheckField("Alleen bij gezinnen met een kind")
        self.child_field.setAccessibleName(f"{domain.name}: alleen bij gezinnen met een kind")
        self.child_field.set_value(domain.needs_child)
        self.add_field: ComboField[str] = ComboField(
            [(item.name, item.key) for item in instrument.items.values()]
        )
        self.add_field.setAccessibleName(f"{domain.name}: item om toe te voegen")
        self.add_button = button("Item toevoegen", "link")
        self.add_button.setAccessibleName(f"{domain.name}: item toevoegen")
        below = QHBoxLayout()
        below.setSpacing(grid(2))
        below.addWidget(self.child_field)
        below.addStretch(1)
        below.addWidget(self.add_field)
        below.addWidget(self.add_button)
        self.body.addLayout(holder)
        self.body.addLayout(below)
        for weight, criteria in ((Weight.CORE, domain.core), (Weight.SUPPORTING, domain.supporting)):
            for criterion in criteria:
                self._add(criterion, weight)
        self.child_field.edited.connect(self.edited)
        self.add_button.clicked.connect(self.add_item)

    def value(self) -> IndexDomain:
        """The domain as it is chosen now."""
        lines = [line.value() for line in self._lines]
        return replace(
            self._domain,
            core=tuple(_of(lines, Weight.CORE)),
            supporting=tuple(_of(lines, Weight.SUPPORTING)),
            needs_child=self.child_field.value(),
        )

    def add_item(self) -> None:
        """The item of the list below, as supporting up to level 2."""
        key = self.add_field.value()
        if key is None:
            return
        line = self._add(
            Criterion(key, self._instrument.items[key].subject, 2, Pick.WORST), Weight.SUPPORTING
        )
        line.weight_field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _add(self, criterion: Criterion, weight: Weight) -> _Line:
        item = self._instrument.items[criterion.item]
        line = _Line(criterion, weight, item.name, item.levels)
        row = len(self._lines)
        cells = (line.name_label, line.weight_field, line.cut_field, line.level_label, line.pick_field)
        for column, widget in enumerate(cells):
            self._grid.addWidget(widget, row, column)
        self._lines.append(line)
        for field in (line.weight_field, line.cut_field, line.pick_field):
            field.edited.connect(line.show_level)
            field.edited.connect(self.edited)
        return line


def _of(lines: Iterable[tuple[Weight, Criterion]], wanted: Weight) -> list[Criterion]:
    return [criterion for weight, criterion in lines if weight is wanted]
