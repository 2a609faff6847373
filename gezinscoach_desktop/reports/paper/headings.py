"""Headings that also stand in the bookmarks of the PDF."""

from __future__ import annotations

from typing import ClassVar

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.fonts import Face, one_line, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.measures import BODY, HEADING, SUBHEADING, WIDTH
from gezinscoach_desktop.reports.wrap import shortened


def section(text: str, *, keeps: float = 96.0) -> list[Flowable]:
    """A section's heading, on the next page when less than `keeps` points would stand under it."""
    return [CondPageBreak(keeps + Heading.heights[0] + Heading.above[0]), Heading(text, level=0)]


def subsection(text: str, *, detail: str = "", keeps: float = 64.0) -> list[Flowable]:
    """A heading within a section; `detail` stands after it in grey and not in the bookmark."""
    return [
        CondPageBreak(keeps + Heading.heights[1] + Heading.above[1]),
        Heading(text, level=1, detail=detail),
    ]


class Heading(Flowable):
    """One line, shortened when it must be, with its bookmark."""

    heights: ClassVar = (28.0, 20.0)
    above: ClassVar = (16.0, 8.0)  # dropped at the top of a page
    _sizes: ClassVar = (HEADING, SUBHEADING)

    def __init__(self, text: str, *, level: int, detail: str = "") -> None:
        super().__init__()
        self.text = one_line(text)
        self.detail = one_line(detail)
        self.level = level
        self.spaceBefore = self.above[level]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, self.heights[self.level]

    def draw(self) -> None:
        height, size = self.heights[self.level], self._sizes[self.level]
        key = f"h{self.canv.getPageNumber()}-{self.canv.absolutePosition(0, 0)[1]:.0f}"
        self.canv.bookmarkHorizontal(key, 0, height)
        self.canv.addOutlineEntry(self.text, key, level=self.level, closed=self.level > 0)
        sketch = Sketch(WIDTH, height)
        line = height - 10.0
        detail_width = width_of(self.detail, Face.REGULAR, BODY) + 8 if self.detail else 0.0
        shown = shortened(self.text, Face.SEMIBOLD, size, WIDTH - detail_width)
        sketch.text(0, line, shown, size=size, fill=PAPER.ink, face=Face.SEMIBOLD)
        if self.detail:
            x = width_of(shown, Face.SEMIBOLD, size) + 8
            sketch.text(x, line, self.detail, size=BODY, fill=PAPER.secondary)
        draw_on(self.canv, sketch.drawing, 0, 0)
