"""Parts in large type and plain words, for papers that a family takes home."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.fonts import Face, one_line
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.wrap import wrapped

TEXT, HEADING, TITLE = 13.0, 17.0, 24.0
_LEAD = 1.3


class LargeHeading(Flowable):
    """A heading that also stands in the bookmarks."""

    def __init__(self, text: str, *, size: float = HEADING) -> None:
        super().__init__()
        self.text = one_line(text)
        self.size = size
        self.lines = wrapped(text, Face.SEMIBOLD, size, WIDTH, 3)
        self.spaceBefore = size * 0.9

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, len(self.lines) * self.size * _LEAD + self.size * 0.4

    def draw(self) -> None:
        _, height = self.wrap(0, 0)
        key = f"h{self.canv.getPageNumber()}-{self.canv.absolutePosition(0, 0)[1]:.0f}"
        self.canv.bookmarkHorizontal(key, 0, height)
        self.canv.addOutlineEntry(self.text, key, level=0, closed=False)
        sketch = Sketch(WIDTH, height)
        for place, line in enumerate(self.lines):
            y = self.size * (1.0 + place * _LEAD)
            sketch.text(0, y, line, size=self.size, fill=PAPER.ink, face=Face.SEMIBOLD)
        draw_on(self.canv, sketch.drawing, 0, 0)


def heading(text: str, *, keeps: float = 72.0) -> list[Flowable]:
    return [CondPageBreak(keeps + HEADING * 2.6), LargeHeading(text)]


def title(text: str, under: str) -> list[Flowable]:
    return [
        LargeHeading(text, size=TITLE),
        prose(under, size=TEXT, fill=PAPER.secondary, after=4),
    ]


def text_part(name: str, text: str) -> list[Flowable]:
    """A text under its heading; nothing without one."""
    return [*heading(name), prose(text, size=TEXT)] if text.strip() else []


def list_part(name: str, texts: Iterable[str], *, intro: str = "") -> list[Flowable]:
    """Texts under a heading, each behind a small square; nothing without any."""
    found = [text for text in texts if text.strip()]
    if not found:
        return []
    before = [prose(intro, size=TEXT, fill=PAPER.secondary, after=4)] if intro else []
    return [*heading(name), *before, blocks.points(found, size=TEXT, after=6)]


def room_to_write(name: str, *, lines: int) -> list[Flowable]:
    line, gap = 30.0, 4.0
    return [
        *heading(name, keeps=2 * gap + lines * line),
        Spacer(0, gap),
        blocks.writing_lines(lines, line=line),
    ]
