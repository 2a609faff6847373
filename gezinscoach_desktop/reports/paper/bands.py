"""A table or a text as a pile of horizontal bands, which a page may end between.

No band is higher than a few lines, so nothing a person types can be too long for a page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.paper.measures import HEIGHT, WIDTH

# Less than the 1e-6 that reportlab forgives a frame: with more, a page a hair too full stops the whole report.
_LEEWAY = 1e-7

Paint = Callable[[Sketch, float], None]  # a sheet and the band's upper edge on it


@dataclass(frozen=True, slots=True)
class Band:
    """`keeps_next` forbids a page to end below it; `continued` goes on top when a page begins with this band."""

    height: float
    paint: Paint
    keeps_next: bool = False
    continued: Band | None = None


def blank(height: float) -> Band:
    return Band(height, lambda _sketch, _top: None)


class Bands(Flowable):
    """Bands under each other, `head` repeated on every page."""

    def __init__(self, bands: Iterable[Band], *, head: Band | None = None, width: float = WIDTH) -> None:
        super().__init__()
        self.bands = tuple(bands)
        self.head = head
        self.width = width
        self.height = sum(band.height for band in self._shown())

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        fitting = self._fitting(height)
        if not fitting:
            return []
        if fitting == len(self.bands):
            return [self]
        rest = self.bands[fitting:]
        continued = rest[0].continued
        return [
            Bands(self.bands[:fitting], head=self.head, width=self.width),
            Bands(rest if continued is None else (continued, *rest), head=self.head, width=self.width),
        ]

    def draw(self) -> None:
        sketch = Sketch(self.width, self.height)
        top = 0.0
        for band in self._shown():
            band.paint(sketch, top)
            top += band.height
        draw_on(self.canv, sketch.drawing, 0, 0)

    def _shown(self) -> tuple[Band, ...]:
        return self.bands if self.head is None else (self.head, *self.bands)

    def _fitting(self, height: float) -> int:
        """How many bands go on this page; on a fresh page bands that belong together may be parted after all."""
        room = height - (self.head.height if self.head else 0.0)
        count = 0
        for band in self.bands:
            if band.height > room + _LEEWAY:
                break
            room -= band.height
            count += 1
        kept = count
        while 0 < kept < len(self.bands) and self.bands[kept - 1].keeps_next:
            kept -= 1
        return kept or (count if height > HEIGHT * 0.8 else 0)
