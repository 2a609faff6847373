"""The pages of a PDF under each other, drawn only where they are seen, sharp at every zoom and scaling."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from gezinscoach_desktop.views.printing.pdf_pages import PageImage, PageSize, Prepared, draw_page, prepare
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import color, grid, palette

_STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_SCREEN_DPI = 96 / 72
_FIRST_GUESS = (0, 1)


@dataclass(frozen=True, slots=True)
class _Drawn:
    image: QImage
    scale: float


class PagesView(QAbstractScrollArea):
    """PgUp and PgDn turn pages, Ctrl with + − 0 zooms; 0 fits the width."""

    page_changed = Signal(int)
    """The number of the page in sight, from 1."""
    zoomed = Signal()
    shown = Signal()
    """A new document stands on the screen."""

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf = b""
        self._sizes: tuple[PageSize, ...] = ()
        self._images: dict[int, _Drawn] = {}
        self._asked: dict[int, float] = {}
        self._zoom: float | None = None
        self._page = 0
        self.setAccessibleName("Voorbeeld van het papier")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.verticalScrollBar().valueChanged.connect(self._note_page)

    @property
    def page_count(self) -> int:
        return len(self._sizes)

    @property
    def current_page(self) -> int:
        """The page in sight, from 1; 0 without a document."""
        return self._page

    @property
    def zoom(self) -> float:
        """Screen size against paper: 1.0 is as large as on paper."""
        return self._zoom if self._zoom is not None else self._fitting()

    @property
    def fits_width(self) -> bool:
        return self._zoom is None

    def show_pdf(self, pdf: bytes) -> None:
        """Show another document; what stands there stays until the new one is ready."""
        numbers = self._numbers_in_sight() or list(_FIRST_GUESS)
        self._tasks.compute(
            prepare, pdf, self._scale(), numbers, then=self._take_document, key="document", owner=self
        )

    def zoom_in(self) -> None:
        """The next larger step."""
        now = self.zoom
        self._set_zoom(next((step for step in _STEPS if step > now + 0.01), _STEPS[-1]))

    def zoom_out(self) -> None:
        """The next smaller step."""
        now = self.zoom
        self._set_zoom(next((step for step in reversed(_STEPS) if step < now - 0.01), _STEPS[0]))

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._set_zoom(None)

    def go_to_page(self, number: int) -> None:
        """Bring a page (from 1) into sight."""
        if 1 <= number <= self.page_count:
            self.verticalScrollBar().setValue(self._top(number - 1) - grid(2))

    def _take_document(self, document: Prepared) -> None:
        is_first = not self._sizes
        self._pdf, self._sizes = document.pdf, document.sizes
        self._images = {image.number: _drawn(image) for image in document.images}
        self._asked = {image.number: image.scale for image in document.images}
        self._arrange()
        if is_first:
            self.verticalScrollBar().setValue(0)
        self.viewport().update()
        self._note_page()
        self.shown.emit()

    def _take_page(self, image: PageImage) -> None:
        if self._asked.get(image.number) == image.scale:
            self._images[image.number] = _drawn(image)
            self.viewport().update()

    def _ask_pages(self) -> None:
        """Have the pages in sight drawn at today's scale."""
        scale = self._scale()
        for number in self._numbers_in_sight():
            if self._asked.get(number) != scale:
                self._asked[number] = scale
                self._tasks.compute(
                    draw_page,
                    self._pdf,
                    number,
                    scale,
                    then=self._take_page,
                    key=("page", number),
                    owner=self,
                )

    def _scale(self) -> float:
        """Pixels a point."""
        return round(self.zoom * _SCREEN_DPI * self.devicePixelRatioF(), 3)

    def _fitting(self) -> float:
        widest = max((size.width for size in self._sizes), default=595.0)
        room = max(self.viewport().width() - 2 * grid(4), grid(40))
        return min(max(room / (widest * _SCREEN_DPI), _STEPS[0]), 1.8)

    def _set_zoom(self, zoom: float | None) -> None:
        height = max(self._height(), 1)
        share = self.verticalScrollBar().value() / height
        self._zoom = zoom
        self._arrange()
        self.verticalScrollBar().setValue(round(share * self._height()))
        self._ask_pages()
        self.viewport().update()
        self.zoomed.emit()

    def _extent(self, number: int) -> tuple[int, int]:
        size, factor = self._sizes[number], self.zoom * _SCREEN_DPI
        return round(size.width * factor), round(size.height * factor)

    def _top(self, number: int) -> int:
        return grid(4) + sum(self._extent(before)[1] + grid(4) for before in range(number))

    def _height(self) -> int:
        return self._top(self.page_count)

    def _arrange(self) -> None:
        width = max((self._extent(number)[0] for number in range(self.page_count)), default=0) + 2 * grid(4)
        view = self.viewport().size()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(grid(10))
        self.verticalScrollBar().setRange(0, max(0, self._height() - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))

    def _page_rect(self, number: int) -> QRect:
        width, height = self._extent(number)
        left = max(grid(4), (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        return QRect(left, self._top(number) - self.verticalScrollBar().value(), width, height)

    def _numbers_in_sight(self) -> list[int]:
        seen = self.viewport().rect()
        return [number for number in range(self.page_count) if self._page_rect(number).intersects(seen)]

    def _note_page(self) -> None:
        middle = QPoint(0, self.viewport().height() // 2)
        number = next(
            (
                number + 1
                for number in range(self.page_count)
                if self._page_rect(number).bottom() + grid(4) >= middle.y()
            ),
            self.page_count,
        )
        self._ask_pages()
        if number != self._page:
            self._page = number
            self.setAccessibleDescription(f"Pagina {number} van {self.page_count}")
            self.page_changed.emit(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colors = palette()
        for number in self._numbers_in_sight():
            rect = self._page_rect(number)
            painter.fillRect(rect.translated(0, 2), color(colors.line))
            painter.fillRect(rect, Qt.GlobalColor.white)
            drawn = self._images.get(number)
            if drawn is not None:
                painter.drawImage(QRectF(rect), drawn.image)
            painter.setPen(color(colors.line))
            painter.drawRect(rect.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painter.setPen(color(colors.accent))
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._note_page()
        self._ask_pages()
        if self.fits_width:
            self.zoomed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_PageDown if self._page < self.page_count:
                self.go_to_page(self._page + 1)
            case Qt.Key.Key_PageUp if self._page > 1:
                self.go_to_page(self._page - 1)
            case Qt.Key.Key_Home:
                self.verticalScrollBar().setValue(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal if has_control:
                self.zoom_in()
            case Qt.Key.Key_Minus if has_control:
                self.zoom_out()
            case Qt.Key.Key_0 | Qt.Key.Key_Agrave if has_control:
                self.fit_width()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            return
        super().wheelEvent(event)


def to_image(image: PageImage) -> QImage:
    """The pixels as an image of its own."""
    seen = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGB32)
    return seen.copy()


def _drawn(image: PageImage) -> _Drawn:
    return _Drawn(to_image(image), image.scale)
