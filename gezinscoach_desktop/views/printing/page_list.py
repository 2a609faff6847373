"""Every page small, under each other; only those in sight are drawn."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from gezinscoach_desktop.views.printing.pages_view import to_image
from gezinscoach_desktop.views.printing.pdf_pages import PageImage, draw_page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import color, grid, palette

_PAGE = QSize(84, 119)
_A4_HEIGHT = 842.0
_WIDTH = 36


class PageList(QListWidget):
    """The arrow keys go from page to page."""

    page_chosen = Signal(int)
    """A page, from 1, that the user wants to see."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf = b""
        self._asked: set[int] = set()
        self._is_marking = False
        self.setAccessibleName("Pagina's")
        self.setFixedWidth(grid(_WIDTH))
        self.setIconSize(_PAGE)
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setFlow(QListWidget.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListWidget.Movement.Static)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._draw_in_sight)

    def show_pages(self, pdf: bytes, count: int) -> None:
        """The pages of a document, the first one marked."""
        self._pdf = pdf
        self._asked.clear()
        self._is_marking = True
        self.clear()
        empty = QPixmap(_PAGE)
        empty.fill(Qt.GlobalColor.white)
        _frame(empty)
        for number in range(1, count + 1):
            item = QListWidgetItem(QIcon(empty), str(number), self)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Pagina {number} van {count}")
            item.setSizeHint(QSize(grid(_WIDTH) - grid(6), _PAGE.height() + grid(8)))
        self.setCurrentRow(0)
        self._is_marking = False
        self._draw_in_sight()

    def mark(self, number: int) -> None:
        """The page (from 1) that is looked at."""
        self._is_marking = True
        self.setCurrentRow(number - 1)
        self._is_marking = False

    def _choose(self, row: int) -> None:
        if row >= 0 and not self._is_marking:
            self.page_chosen.emit(row + 1)

    def _draw_in_sight(self) -> None:
        seen = self.viewport().rect()
        for row in range(self.count()):
            if row not in self._asked and self.visualItemRect(self.item(row)).intersects(seen):
                self._asked.add(row)
                scale = round(_PAGE.height() / _A4_HEIGHT * self.devicePixelRatioF(), 3)
                self._tasks.compute(
                    draw_page, self._pdf, row, scale, then=self._take, key=("small", row), owner=self
                )

    def _take(self, image: PageImage) -> None:
        if image.number < self.count():
            pixels = QPixmap.fromImage(to_image(image))
            _frame(pixels)
            pixels.setDevicePixelRatio(self.devicePixelRatioF())
            self.item(image.number).setIcon(QIcon(pixels))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_in_sight()


def _frame(page: QPixmap) -> None:
    """A thin edge: a white page on a white list has none."""
    painter = QPainter(page)
    painter.setPen(color(palette().border))
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1))
    painter.end()
