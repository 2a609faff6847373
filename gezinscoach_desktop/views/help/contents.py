"""The contents of the handbook: chapters that fold, those of one's own role unfolded and in front."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from gezinscoach_desktop.domain.handbook import Group, HandbookPage
from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette, theme

_TOPIC = int(Qt.ItemDataRole.UserRole)
_ROW = 8


class Contents(QTreeWidget):
    """Pages under their chapters. Arrows walk through them; what is current is shown."""

    page_chosen = Signal(str)
    """The topic of the page that the user came to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own: frozenset[Group] = frozenset(Group)
        self.setAccessibleName("Onderwerpen")
        self.setProperty("kind", "contents")
        self.setHeaderHidden(True)
        self.setIndentation(grid(3))
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setExpandsOnDoubleClick(False)
        self.currentItemChanged.connect(self._tell)
        self.itemClicked.connect(self._fold)
        theme().changed.connect(self._colour)

    def show_pages(self, pages: Sequence[HandbookPage], own: frozenset[Group]) -> None:
        """All of them; chapters that are not `own` stand last and folded."""
        self._own = own
        self.blockSignals(True)
        self.clear()
        for group in sorted(Group, key=lambda each: each not in own):
            inside = [page for page in pages if page.group is group]
            if inside:
                self._add(group, inside)
        self._colour()
        self.blockSignals(False)

    def show_current(self, topic: str) -> None:
        """Mark the page that is shown, unfolding its chapter, and say nothing of it."""
        self.blockSignals(True)
        for item in self._pages():
            if item.data(0, _TOPIC) == topic:
                self.expand(self.indexFromItem(item).parent())
                self.setCurrentItem(item)
        self.blockSignals(False)
        self._reveal()
        self.viewport().update()

    @property
    def current_topic(self) -> str:
        """Of the page that is marked; empty on a chapter."""
        item = self.currentItem()
        return "" if item is None else str(item.data(0, _TOPIC) or "")

    @property
    def chapters(self) -> tuple[tuple[str, bool], ...]:
        """The chapters in the order they stand in, and whether each is unfolded."""
        tops = [self.topLevelItem(place) for place in range(self.topLevelItemCount())]
        return tuple((item.text(0), item.isExpanded()) for item in tops if item is not None)

    def _add(self, group: Group, pages: Sequence[HandbookPage]) -> None:
        chapter = QTreeWidgetItem(self, [group.label])
        chapter.setFont(0, font(TextStyle.STRONG))
        chapter.setSizeHint(0, QSize(0, grid(_ROW)))
        for page in pages:
            item = QTreeWidgetItem(chapter, [page.title])
            item.setData(0, _TOPIC, page.topic)
            item.setToolTip(0, page.title)
            item.setSizeHint(0, QSize(0, grid(_ROW)))
        chapter.setExpanded(group in self._own)

    def _pages(self) -> Iterator[QTreeWidgetItem]:
        places = QTreeWidgetItemIterator(self)
        while (item := places.value()) is not None:
            if item.data(0, _TOPIC):
                yield item
            places += 1

    def _colour(self) -> None:
        for place in range(self.topLevelItemCount()):
            chapter = self.topLevelItem(place)
            if chapter is not None:
                chapter.setForeground(0, color(palette().text))

    def _tell(self, item: QTreeWidgetItem | None) -> None:
        topic = "" if item is None else item.data(0, _TOPIC)
        if topic:
            self.page_chosen.emit(topic)

    def showEvent(self, event: QShowEvent) -> None:
        """It may have been marked before there was any room."""
        super().showEvent(event)
        self._reveal()

    def _reveal(self) -> None:
        """What is marked, with the chapter above it as long as both fit."""
        item = self.currentItem()
        chapter = None if item is None else item.parent()
        if item is not None and chapter is not None:
            self.scrollToItem(chapter)
            self.scrollToItem(item)

    def _fold(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None:
            item.setExpanded(not item.isExpanded())
        else:
            self._tell(item)
