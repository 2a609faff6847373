"""The contents of the PDF: every chapter with its page, each a link. The numbers are filled in once they are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.fonts import Face, one_line, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import place_number
from gezinscoach_desktop.reports.paper.headings import Heading
from gezinscoach_desktop.reports.paper.measures import BODY, WIDTH
from gezinscoach_desktop.reports.wrap import shortened

_SIZE: Final = BODY + 1.5
_LINE: Final = 20.0
_NUMBER: Final = 36.0


class Chapter(Heading):
    """The heading of a chapter, which tells the contents on which page it stands."""

    def __init__(self, text: str, place: int) -> None:
        super().__init__(text, level=0)
        self.place = place

    def draw(self) -> None:
        super().draw()
        self.canv.bookmarkHorizontal(_key(self.place), 0, self.heights[0])
        self.canv.numbers[_key(self.place)] = self.canv.getPageNumber()


def contents(chapters: Sequence[str]) -> Iterator[Flowable]:
    """On a page of their own; `chapters` in the order of their places."""
    yield PageBreak()
    yield Heading("Inhoud", level=0)
    for place, title in enumerate(chapters):
        yield _Line(title, place)


class _Line(Flowable):
    def __init__(self, title: str, place: int) -> None:
        super().__init__()
        self.title = one_line(title)
        self.place = place

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, _LINE

    def draw(self) -> None:
        shown = shortened(self.title, Face.REGULAR, _SIZE, WIDTH - _NUMBER)
        sketch = Sketch(WIDTH, _LINE)
        y = _LINE - 6
        start = width_of(shown, Face.REGULAR, _SIZE) + 8
        sketch.line(start, y, WIDTH - _NUMBER, y, stroke=PAPER.rule, width=0.7, is_dotted=True)
        sketch.text(0, y, shown, size=_SIZE, fill=PAPER.ink)
        draw_on(self.canv, sketch.drawing, 0, 0)
        place_number(self.canv, _key(self.place), WIDTH, 6)
        self.canv.linkRect("", _key(self.place), (0, 0, WIDTH, _LINE), relative=1, thickness=0)


def _key(place: int) -> str:
    return f"chapter{place}"
