"""The contents in front of the printed handbook: every page with its number, each a link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Text
from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.handbook import Group
from gezinscoach_desktop.domain.handbook_search import ReadPage
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.handbook.styles import BODY, style
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.wrap import shortened

_LINE, _CHAPTER = 15.5, 30.0
_NUMBER = 30.0
_INDENT = 12.0


def contents(pages: Sequence[ReadPage]) -> Iterator[Flowable]:
    """The heading, and a line for each chapter and page."""
    yield Text("Inhoud", style(20, Face.SEMIBOLD, after=2))
    for group, inside in groupby(pages, key=lambda page: page.page.group):
        yield CondPageBreak(_CHAPTER + 2 * _LINE)
        yield _Line(group.label, chapter_key(group), is_chapter=True)
        for page in inside:
            yield _Line(page.page.title, page.page.topic, is_chapter=False)


def chapter_key(group: Group) -> str:
    """What a link to a chapter names."""
    return f"chapter-{group.value}"


class _Line(Flowable):
    def __init__(self, words: str, key: str, *, is_chapter: bool) -> None:
        super().__init__()
        self.words = words
        self.key = key
        self.is_chapter = is_chapter
        self.height = _CHAPTER if is_chapter else _LINE

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, self.height

    def draw(self) -> None:
        face, size = (Face.SEMIBOLD, BODY + 1.5) if self.is_chapter else (Face.REGULAR, BODY)
        left = 0.0 if self.is_chapter else _INDENT
        shown = shortened(self.words, face, size, WIDTH - left - _NUMBER)
        self.canv.saveState()
        self.canv.setFont(face.value, size)
        self.canv.setFillColor(HexColor(PAPER.ink))
        self.canv.drawString(left, 4, shown)
        if not self.is_chapter:
            self.canv.setStrokeColor(HexColor(PAPER.rule))
            self.canv.setLineWidth(0.7)
            self.canv.setDash(0.7, 3)
            self.canv.line(left + width_of(shown, face, size) + 6, 5, WIDTH - _NUMBER, 5)
        self.canv.translate(WIDTH, 4)
        self.canv.doForm(_form(self.key))
        self.canv.restoreState()
        self.canv.linkRect("", self.key, (0, 0, WIDTH, _LINE), relative=1, thickness=0)


class NumberedCanvas(Canvas):
    """Fills the numbers of the contents at the end, when it is known where each page begins."""

    def __init__(self, *arguments: Any, numbers: Mapping[str, int], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self._numbers = numbers

    def save(self) -> None:
        if self._code:
            self.showPage()
        for key, number in self._numbers.items():
            self.beginForm(_form(key), -_NUMBER, -6, 0, 14)
            is_chapter = key.startswith("chapter-")
            self.setFont((Face.SEMIBOLD if is_chapter else Face.REGULAR).value, BODY + 1.5 * is_chapter)
            self.setFillColor(HexColor(PAPER.ink))
            self.drawRightString(0, 0, str(number))
            self.endForm()
        super().save()


def _form(key: str) -> str:
    return f"number-{key}"
