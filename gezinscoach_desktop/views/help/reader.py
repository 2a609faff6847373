"""A page of the handbook to read: pictures as sharp as the screen, links, and the words that were looked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QImage,
    QPainter,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFragment,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from gezinscoach_desktop.domain.handbook_search import ReadPage, marks_in
from gezinscoach_desktop.domain.markdown import Picture, inside
from gezinscoach_desktop.services.handbook import Handbook, pictures_of, read_picture
from gezinscoach_desktop.views.help.page_html import PICTURE, Look, page_html
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import color, grid, palette, theme

_MARGIN = 6
_WIDEST = 190
_SAFE = ("https", "mailto")


class Reader(QTextBrowser):
    """Shows one page. Its pictures are read when it is shown, away from the window, and drawn once they are there."""

    page_wanted = Signal(str)
    """`topic#heading`: a link to a page was followed."""
    picture_wanted = Signal(str, str)
    """A picture and its caption: the user wants to see it large."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._handbook = Handbook((), {})
        self._page: ReadPage | None = None
        self._words: tuple[str, ...] = ()
        self._pictures: dict[str, QImage] = {}
        self._given: dict[str, set[QUrl]] = {}
        self._laid_out = 0
        self.setAccessibleName("Uitleg")
        self.setOpenLinks(False)
        self.setProperty("kind", "reading")
        self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(grid(_MARGIN))
        self.document().setIndentWidth(grid(6))
        self.anchorClicked.connect(self._follow)
        self.highlighted.connect(self._tell_of_link)
        theme().changed.connect(self._redraw)

    @property
    def page(self) -> ReadPage | None:
        """What is shown."""
        return self._page

    def take_handbook(self, handbook: Handbook) -> None:
        """What pages and pictures are looked up in."""
        self._handbook = handbook

    def show_page(self, page: ReadPage, *, anchor: str = "", words: tuple[str, ...] = ()) -> None:
        """From its top, or from a heading, with these words marked."""
        is_other = page is not self._page
        self._page, self._words = page, words
        if is_other:
            self._pictures.clear()
            self._given.clear()
            self._lay_out()
            self._fetch_pictures(page)
        self._mark()
        self._begin_at(anchor)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Mark these words on the page that is shown."""
        self._words = words
        self._mark()

    def _begin_at(self, anchor: str) -> None:
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)
        if anchor:
            self.scrollToAnchor(anchor)

    def _look(self) -> Look:
        return Look(palette(), self._laid_out - 2 * grid(_MARGIN), self._handbook.sizes)

    def _room(self) -> int:
        return min(self.viewport().width(), grid(_WIDEST))

    def _lay_out(self) -> None:
        if self._page is None:
            return
        self._laid_out = self._room()
        self.setLineWrapColumnOrWidth(self._laid_out)
        self.setHtml(page_html(self._page.blocks, self._look()))
        _take_own_sizes(self.document())

    def _redraw(self) -> None:
        """Another width, or light became dark: the same page at about the same place."""
        if self._page is None:
            return
        bar = self.verticalScrollBar()
        share = bar.value() / max(bar.maximum(), 1)
        self._lay_out()
        self._mark()
        bar.setValue(round(share * bar.maximum()))

    # ----------------------------------------------------------------------------------------------- pictures

    def _fetch_pictures(self, page: ReadPage) -> None:
        for source in dict.fromkeys(pictures_of(page)):
            if source in self._handbook.sizes:
                self._tasks.compute(_read, source, then=self._take_picture, owner=self)

    def _take_picture(self, read: tuple[str, bytes]) -> None:
        source, content = read
        self._pictures[source] = QImage.fromData(QByteArray(content))
        for name in self._given.get(source, set()):  # Qt keeps the grey box that it was given until now
            kind = QTextDocument.ResourceType.ImageResource.value
            self.document().addResource(kind, name, self._drawn(source, name))
        self.viewport().update()

    def _drawn(self, source: str, name: QUrl) -> QImage:
        """The picture in as many pixels as the screen has there, with a thin edge; a grey box while it is read."""
        wide, high = (int(number) for number in name.fragment().split("x"))
        ratio = self.devicePixelRatioF()
        size = QSize(round(wide * ratio), round(high * ratio))
        read = self._pictures.get(source)
        if read is None or read.isNull():
            made = QImage(size, QImage.Format.Format_RGB32)
            made.fill(color(palette().hover))
        else:
            made = read.convertToFormat(QImage.Format.Format_RGB32).scaled(
                size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        painter = QPainter(made)
        painter.setPen(QPen(color(palette().line), max(round(ratio), 1)))
        painter.drawRect(QRectF(0, 0, size.width() - 1, size.height() - 1))
        painter.end()
        return made

    # -------------------------------------------------------------------------------------------------- words

    def _mark(self) -> None:
        """Mark every place where a word stands that was looked for."""
        look = QTextCharFormat()
        look.setBackground(color(palette().stays_out))
        look.setForeground(color(palette().on_levels[-1]))
        selections = []
        block = self.document().begin()
        while self._words and block.isValid():
            for start, end in marks_in(block.text(), self._words):
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + start)
                cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, look
                selections.append(selection)
            block = block.next()
        self.setExtraSelections(selections)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked, as they are written."""
        return tuple(each.cursor.selectedText() for each in self.extraSelections())

    # -------------------------------------------------------------------------------------------------- links

    def _follow(self, target: QUrl) -> None:
        written = target.toString()
        if written.startswith(PICTURE):
            self.picture_wanted.emit(written.removeprefix(PICTURE), self._caption(written))
        elif target.scheme() in _SAFE:
            QDesktopServices.openUrl(target)
        elif target.fileName().endswith(".md"):
            anchor = f"#{target.fragment()}" if target.hasFragment() else ""
            self.page_wanted.emit(target.fileName().removesuffix(".md") + anchor)
        elif target.hasFragment() and self._page is not None:
            self.page_wanted.emit(f"{self._page.page.topic}#{target.fragment()}")

    def _tell_of_link(self, target: QUrl) -> None:
        self.viewport().setToolTip("Groot tonen" if target.toString().startswith(PICTURE) else "")

    def _caption(self, written: str) -> str:
        source = written.removeprefix(PICTURE)
        found = [] if self._page is None else [each for outer in self._page.blocks for each in inside(outer)]
        return next(
            (each.caption for each in found if isinstance(each, Picture) and each.source == source), ""
        )

    # ------------------------------------------------------------------------------------------- Qt overrides

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        url = QUrl(name)
        source = url.path()
        if source not in self._handbook.sizes:
            return None
        self._given.setdefault(source, set()).add(url)
        return self._drawn(source, url)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._room() != self._laid_out:
            self._redraw()


def _take_own_sizes(document: QTextDocument) -> None:
    """Qt makes a heading larger again than the page says."""
    block = document.begin()
    while block.isValid():
        if block.blockFormat().headingLevel():
            for piece in list(block):  # type: ignore[call-overload]  # PySide6's stubs lack it
                _clear_adjustment(block, piece.fragment())
        block = block.next()


def _clear_adjustment(block: QTextBlock, piece: QTextFragment) -> None:
    look = piece.charFormat()
    look.clearProperty(QTextCharFormat.Property.FontSizeAdjustment.value)
    cursor = QTextCursor(block)
    cursor.setPosition(piece.position())
    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
    cursor.setCharFormat(look)


def _read(source: str) -> tuple[str, bytes]:
    """On the worker."""
    return source, read_picture(source)
