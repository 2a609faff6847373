"""Hulp: the handbook with its pages at the left and a search field."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDesktopServices,
    QFont,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.handbook import HandbookPage
from gezinscoach_desktop.services.handbook import read_handbook
from gezinscoach_desktop.views.elements import label
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.handbook import matching
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import SIZES, TextStyle, Tone, color, grid, palette, theme

_LINE = 110  # per cent
_WIDEST = 164
_COLUMN_WIDTHS = (52, 96)
_HEADINGS = {1: TextStyle.TITLE, 2: TextStyle.HEADING, 3: TextStyle.STRONG}


class HelpPage(Page):
    """Reads the handbook once; finds words in all of it."""

    help_topic: ClassVar[str] = "eerste-stappen"

    def __init__(self, tasks: Tasks, folder: Callable[[], Path], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder = folder
        self._pages: tuple[HandbookPage, ...] = ()
        self._wanted = ""
        self._shown: HandbookPage | None = None
        self._build()
        self._connect()

    @property
    def title(self) -> str:
        return "Hulp"

    @property
    def shown_topic(self) -> str:
        """The page in front; empty before anything was read."""
        return "" if self._shown is None else self._shown.topic

    def _build(self) -> None:
        self.search_field = SearchField("Zoek in de hulp")
        self.topic_list = QListWidget()
        self.topic_list.setAccessibleName("Onderwerpen")
        self.topic_list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.none_label = label("Niets gevonden.", TextStyle.SMALL, Tone.SECONDARY)
        self.none_label.hide()
        side = QFrame()
        side.setProperty("kind", "side")
        side.setFixedWidth(grid(64))
        left = QVBoxLayout(side)
        left.setContentsMargins(grid(3), grid(3), grid(3), grid(3))
        left.setSpacing(grid(2))
        left.addWidget(self.search_field)
        left.addWidget(self.none_label)
        left.addWidget(self.topic_list, 1)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName("Uitleg")
        self.browser.setOpenLinks(False)
        self.browser.setProperty("kind", "reading")
        self.browser.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.browser.setLineWrapColumnOrWidth(grid(_WIDEST))
        self.browser.document().setDocumentMargin(grid(6))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.browser, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader("Hulp"))
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.search_field.textChanged.connect(self._search)
        self.topic_list.currentRowChanged.connect(self._choose)
        self.browser.anchorClicked.connect(self._follow)
        theme().changed.connect(self._redraw)

    def load(self) -> None:
        self._tasks.compute(_read, self._folder, then=self._take)

    def _take(self, pages: tuple[HandbookPage, ...]) -> None:
        self._pages = pages
        self._search(self.search_field.text())
        self.go_to(self._wanted or self.help_topic)

    def go_to(self, part: str) -> None:
        self._wanted = part
        for place, page in enumerate(self._found):
            if page.topic == part:
                self.topic_list.setCurrentRow(place)
                return
        if self._pages and self.search_field.text():
            self.search_field.clear()
            self.go_to(part)

    @property
    def _found(self) -> tuple[HandbookPage, ...]:
        return matching(self._pages, self.search_field.text())

    def _search(self, text: str) -> None:
        found = self._found
        self.topic_list.clear()
        self.topic_list.addItems([page.title for page in found])
        self.none_label.setVisible(bool(self._pages) and not found)
        if found:
            topics = [page.topic for page in found]
            self.topic_list.setCurrentRow(topics.index(self.shown_topic) if self.shown_topic in topics else 0)
        if text.strip():
            self._mark(text.split()[0])

    def _choose(self, place: int) -> None:
        found = self._found
        if 0 <= place < len(found):
            self._shown = found[place]
            self._redraw()

    def _redraw(self) -> None:
        if self._shown is None:
            return
        self.browser.setMarkdown(self._shown.markdown)
        _dress(self.browser.document())
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        if self.search_field.text().strip():
            self._mark(self.search_field.text().split()[0])

    def _mark(self, word: str) -> None:
        self.browser.moveCursor(QTextCursor.MoveOperation.Start)
        self.browser.find(word)

    def _follow(self, target: QUrl) -> None:
        name = target.fileName()
        if name.endswith(".md"):
            self.go_to(name.removesuffix(".md"))
        elif target.scheme() in ("https", "mailto"):
            QDesktopServices.openUrl(target)

    def find_here(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()


def _read(folder: Callable[[], Path]) -> tuple[HandbookPage, ...]:
    """On the worker."""
    return read_handbook(folder())


def _dress(document: QTextDocument) -> None:
    """Give headings and paragraphs the sizes and room of the program itself."""
    document.setIndentWidth(grid(6))
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _dress_table(frame)
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        cursor = QTextCursor(block)
        room = QTextBlockFormat()
        room.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        is_loose = cursor.currentTable() is None
        room.setTopMargin(grid(5) if level > 1 else grid(0.5) if is_loose else 0)
        room.setBottomMargin(grid(1.5) if is_loose else 0)
        cursor.mergeBlockFormat(room)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            size, weight = SIZES[_HEADINGS.get(level, TextStyle.STRONG)]
            look = cursor.charFormat()
            look.setProperty(int(look.Property.FontPixelSize.value), size)
            look.setFontWeight(QFont.Weight(weight))
            look.clearProperty(int(look.Property.FontSizeAdjustment.value))
            look.setForeground(color(palette().text))
            cursor.setCharFormat(look)
        block = block.next()


def _dress_table(table: QTextTable) -> None:
    """Two quiet columns with a thin line under each row."""
    look = table.format()
    look.setBorder(0)
    look.setBorderCollapse(True)
    look.setCellPadding(grid(1.5))
    look.setCellSpacing(0)
    look.setColumnWidthConstraints(
        [
            QTextLength(QTextLength.Type.FixedLength, grid(width))
            for width in _COLUMN_WIDTHS[: table.columns()]
        ]
    )
    table.setFormat(look)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            edge = cell.format().toTableCellFormat()
            edge.setBottomBorder(1)
            edge.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            edge.setBottomBorderBrush(color(palette().line))
            cell.setFormat(edge)
