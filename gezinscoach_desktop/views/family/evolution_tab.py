"""Evolutie: the timeline matrix, with the chosen item beside it where there is room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from gezinscoach_desktop.domain.snapshot import Place
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.views.elements import Card, button, label
from gezinscoach_desktop.views.empty_state import EmptyState
from gezinscoach_desktop.views.family.cell_paint import paint_cell
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.family.history import Cell, RowChoice
from gezinscoach_desktop.views.family.item_detail import ItemDetail
from gezinscoach_desktop.views.family.tab import FamilyTab
from gezinscoach_desktop.views.family.timeline_table import TimelineTable
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.signs import paint_wish
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, color, font, grid, palette

_DETAIL_WIDTH = 70
_BESIDE_FROM = 1240
_WISH = "wens"


class EvolutionTab(FamilyTab):
    """Every item at every snapshot; the cursor's item shows its steps and notes, on a narrow page at Enter."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._family: FamilyData | None = None
        self._is_detail_wanted = False
        self._build()
        self._connect()

    def _build(self) -> None:
        self.choice_field: ComboField[RowChoice] = ComboField(
            [(choice.label, choice) for choice in RowChoice]
        )
        self.choice_field.setAccessibleName("Welke items")
        self._count = label("", TextStyle.SMALL, Tone.SECONDARY)
        self.detail_button = button("", "link")
        self.table = TimelineTable()
        self.detail = ItemDetail(self._tasks)
        self._nothing = EmptyState("data-line", "Geen enkel item past bij deze keuze.", "Toon alle items")
        top = QHBoxLayout()
        top.setContentsMargins(grid(3), grid(3), grid(3), grid(2))
        top.setSpacing(grid(3))
        top.addWidget(self.choice_field)
        top.addWidget(self._count)
        top.addWidget(self.detail_button)
        top.addStretch(1)
        self._legend = Legend()
        top.addWidget(self._legend)
        card = Card()
        card.body.setContentsMargins(1, 1, 1, 1)
        card.body.setSpacing(0)
        card.body.addLayout(top)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing)
        card.add(self._stack)
        beside = Card()
        beside.body.setContentsMargins(1, 1, 1, 1)
        beside.add(self.detail)
        beside.setFixedWidth(grid(_DETAIL_WIDTH))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        whole.setSpacing(grid(4))
        whole.addWidget(card, 1)
        whole.addWidget(beside)
        self._beside = beside
        self._arrange()

    def _connect(self) -> None:
        self.choice_field.edited.connect(self._choose_rows)
        self.table.place_chosen.connect(self._show_place)
        self._nothing.chosen.connect(self._show_all)
        self.detail_button.clicked.connect(self._toggle_detail)
        self.table.detail_wanted.connect(self._toggle_detail)

    def _toggle_detail(self) -> None:
        self._is_detail_wanted = not self._is_detail_wanted
        self._arrange()

    def _arrange(self) -> None:
        """Beside the matrix when both fit; else the matrix comes first and the item is asked for."""
        is_narrow = self.width() < _BESIDE_FROM
        text = "Verberg het item (Enter)" if self._is_detail_wanted else "Toon het item (Enter)"
        self.detail_button.setText(text)
        self.detail_button.setAccessibleName(text)
        self.detail_button.setVisible(is_narrow)
        self._beside.setVisible(not is_narrow or self._is_detail_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def first_focus(self) -> QWidget:
        return self.table

    def show_family(self, data: FamilyData) -> None:
        is_first = self._family is None
        self._family = data
        self.table.timeline.show_family(data)
        self._legend.show_wish(is_shown=self.table.timeline.has_wishes)
        self._show_count()
        if is_first:
            self.table.show_newest()

    def show_item(self, place: Place) -> None:
        """Go to an item; every item is shown when the choice hides it."""
        if not self.table.choose(place):
            self._show_all()
            self.table.choose(place)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_rows(self) -> None:
        self.table.timeline.choose(self.choice_field.value() or RowChoice.ALL)
        self._show_count()

    def _show_all(self) -> None:
        self.choice_field.set_value(RowChoice.ALL)
        self._choose_rows()

    def _show_count(self) -> None:
        items = self.table.timeline.items
        self._count.setText(counted(items, "item", "items"))
        self._stack.setCurrentIndex(0 if items else 1)

    def _show_place(self, place: Place | None) -> None:
        if self._family is not None and (place is not None or not self.table.timeline.items):
            self.detail.show_item(self._family, place)


class Legend(QWidget):
    """How to read a cell."""

    _WORDS = ("ingevuld", "overgenomen", "met toelichting")

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_wish = False
        self.setAccessibleName(
            "Vol vak: ingevuld. Stippellijn: overgenomen. Hoekje: met toelichting. Donker: meest ondersteuning nodig."
        )

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = sum(metrics.horizontalAdvance(word) + grid(5) for word in self._WORDS)
        wish = metrics.horizontalAdvance(_WISH) + grid(5) + 12 if self._has_wish else 0
        return QSize(words + wish + 6 * grid(6) + grid(12) + grid(2), grid(6.5))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, grid(6.5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left, height = 0, grid(6)
        for level in range(1, 6):
            paint_cell(painter, QRect(left, 0, grid(6), height), Cell(level, is_entered=True))
            left += grid(6)
        left = self._word(painter, left, self._WORDS[0])
        paint_cell(painter, QRect(left, 0, grid(12), height), Cell(3, is_entered=False))
        left = self._word(painter, left + grid(12), self._WORDS[1])
        paint_cell(painter, QRect(left, 0, grid(6), height), Cell(4, is_entered=True, has_note=True))
        self._word(painter, left + grid(6), self._WORDS[2])
        if self._has_wish:
            left += grid(6) + painter.fontMetrics().horizontalAdvance(self._WORDS[2]) + grid(5)
            paint_wish(painter, QRectF(left, height / 2 - 6, 12, 12))
            self._word(painter, left + 12, _WISH)
        painter.end()

    def show_wish(self, *, is_shown: bool) -> None:
        """Explain the diamond, where there is one."""
        self._has_wish = is_shown
        self.updateGeometry()
        self.update()

    def _word(self, painter: QPainter, left: int, word: str) -> int:
        painter.setFont(font(TextStyle.SMALL))
        painter.setPen(color(palette().secondary))
        width = painter.fontMetrics().horizontalAdvance(word)
        painter.drawText(
            QRect(left + grid(1.5), 0, width + 2, grid(6)), int(Qt.AlignmentFlag.AlignVCenter), word
        )
        return left + width + grid(5)
