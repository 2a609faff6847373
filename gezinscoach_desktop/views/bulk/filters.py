"""What makes the list of families shorter: a search, whose they are, where, how far, and whether there is something new."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.services.paper_queue import Candidate
from gezinscoach_desktop.views.fields import CheckField, ComboField, SearchField
from gezinscoach_desktop.views.theme import grid

_NEW = "Nog nooit gemaakt, een momentopname sinds het vorige papier, of een half jaar geleden."


class FamilyFilters(QWidget):
    """The search is told apart from the rest, since the list looks through texts by itself."""

    searched = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search_field = SearchField("Zoek op naam, code of gezinslid")
        self.search_field.setToolTip("Ctrl+F")
        self.mine_field = CheckField("Mijn gezinnen")
        self.new_field = CheckField("Iets nieuws te vertellen")
        self.new_field.setToolTip(_NEW)
        self.new_field.setAccessibleDescription(_NEW)
        self.coach_field: ComboField[str] = ComboField([("Elke coach", "")])
        self.phase_field: ComboField[Phase | None] = ComboField(
            [("Elke fase", None), *((phase.label, phase) for phase in Phase)]
        )
        self.municipality_field: ComboField[str] = ComboField([("Elke gemeente", "")])
        for field, name in (
            (self.coach_field, "Coach"),
            (self.phase_field, "Fase"),
            (self.municipality_field, "Gemeente"),
        ):
            field.setAccessibleName(name)
        self._build()
        self.search_field.textChanged.connect(self.searched)
        for box in (self.mine_field, self.new_field):
            box.edited.connect(self.changed)
        for choice in (self.coach_field, self.phase_field, self.municipality_field):
            choice.edited.connect(self.changed)

    def _build(self) -> None:
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(grid(3))
        above.addWidget(self.search_field, 1)
        above.addWidget(self.new_field)
        above.addWidget(self.mine_field)
        for widget in (self.coach_field, self.phase_field, self.municipality_field):
            below.addWidget(widget, 1)
        both = QVBoxLayout(self)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(grid(2))
        both.addLayout(above)
        both.addLayout(below)

    def offer(self, families: Iterable[Candidate]) -> None:
        """The coaches and municipalities there are; with one coach there is nothing to choose."""
        rows = [each.row for each in families]
        _offer(self.coach_field, "Elke coach", (row.responsible or "" for row in rows))
        _offer(self.municipality_field, "Elke gemeente", (row.municipality for row in rows))
        self.coach_field.setVisible(self.coach_field.count() > 2)

    def keeps(self, candidate: Candidate, kinds: Iterable[PaperKind], today: date) -> bool:
        """True for a family that is to be shown."""
        row, coach = candidate.row, self.coach_field.value() or ""
        place, phase = self.municipality_field.value() or "", self.phase_field.value()
        return not (
            (self.mine_field.value() and not row.is_mine)
            or (coach and coach not in (row.responsible, row.second))
            or (place and row.municipality != place)
            or (phase is not None and row.phase is not phase)
            or (self.new_field.value() and not candidate.is_due(kinds, today))
        )

    def clear(self) -> None:
        """Show everybody again."""
        self.search_field.clear()
        self.mine_field.set_value(False)
        self.new_field.set_value(False)
        self.coach_field.set_value("")
        self.phase_field.set_value(None)
        self.municipality_field.set_value("")
        self.changed.emit()

    def go_to_search(self) -> None:
        """Go to the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()


def _offer(field: ComboField[str], everybody: str, names: Iterable[str]) -> None:
    known = sorted({name for name in names if name}, key=fold)
    field.set_choices([(everybody, ""), *((name, name) for name in known)])
    if field.currentIndex() < 0:
        field.set_value("")
