"""Printing: page after page drawn at the printer's own resolution, so that only one is in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter

from gezinscoach_desktop.views.printing.pages_view import to_image
from gezinscoach_desktop.views.printing.pdf_pages import POINTS_PER_INCH, PageImage, draw_page
from gezinscoach_desktop.views.tasks import Tasks

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_DPI = 300


class PrintJob(QObject):
    """Prints the pages that were asked for, then says so; keep it until `finished`."""

    finished = Signal(bool)
    """True when every page went to the printer."""

    def __init__(
        self,
        tasks: Tasks,
        printer: QPrinter,
        pdf: bytes,
        pages: int,
        *,
        title: str = "Gezinscoach",
        parent: QObject | None = None,
    ) -> None:
        """`title` stands in the queue of the printer, where everybody can read it: no names."""
        super().__init__(parent)
        self._tasks = tasks
        self._printer = printer
        self._pdf = pdf
        self._numbers = _wanted_pages(printer, pages)
        self._is_grey = printer.colorMode() is printer.ColorMode.GrayScale
        self._painter = QPainter()
        printer.setDocName(title)

    def start(self) -> None:
        """Begin; the pages follow one by one."""
        self._printer.setFullPage(True)
        if not self._numbers or not self._painter.begin(self._printer):
            self.finished.emit(False)
            return
        self._ask_next()

    def _ask_next(self) -> None:
        dpi = min(self._printer.resolution(), _MOST_DPI)
        self._tasks.compute(
            draw_page, self._pdf, self._numbers[0], dpi / POINTS_PER_INCH, then=self._print_page, owner=self
        )

    def _print_page(self, image: PageImage) -> None:
        from PySide6.QtPrintSupport import QPrinter

        drawn = to_image(image)
        if self._is_grey:
            drawn = drawn.convertToFormat(QImage.Format.Format_Grayscale8)
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), drawn)
        self._numbers = self._numbers[1:]
        if self._numbers and self._printer.newPage():
            self._ask_next()
            return
        is_complete = not self._numbers
        self._painter.end()
        self.finished.emit(is_complete)


def _wanted_pages(printer: QPrinter, pages: int) -> list[int]:
    """From 0, in the order in which they come; as often as copies are asked of a printer that makes none itself."""
    ranges = [(each.from_, each.to) for each in printer.pageRanges().toRangeList()]
    if not ranges:
        ranges = [(printer.fromPage() or 1, printer.toPage() or pages)]
    numbers = [
        number - 1 for first, last in ranges for number in range(max(first, 1), min(last or pages, pages) + 1)
    ]
    if printer.pageOrder() is printer.PageOrder.LastPageFirst:
        numbers.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if printer.collateCopies():
        return numbers * copies
    return [number for number in numbers for _ in range(copies)]
