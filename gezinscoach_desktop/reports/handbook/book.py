"""The handbook as a book: cover, contents with page numbers, chapters; or one page of it by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageBreak, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.handbook import Edition, Group
from gezinscoach_desktop.domain.handbook_search import ReadPage
from gezinscoach_desktop.domain.markdown import Heading
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.handbook.blocks import Place, Title, flowables
from gezinscoach_desktop.reports.handbook.contents import NumberedCanvas, chapter_key, contents
from gezinscoach_desktop.reports.handbook.styles import BODY
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import PROGRAM
from gezinscoach_desktop.reports.paper.measures import (
    BOTTOM,
    HEIGHT,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SMALL,
    WIDTH,
)

NAME = "Handboek"
_FOOT, _HEAD = 36.0, PAGE_HEIGHT - 40.0
_COVER = PAPER.level(1)
_BANNER = 0.42 * PAGE_HEIGHT


def build_handbook(pages: Sequence[ReadPage], folder: Path, edition: Edition, made_on: date) -> bytes:
    """All chapters of the edition, in one file."""
    register()
    chosen = [page for page in pages if page.page.group in edition.groups]
    known = _known(chosen)
    story: list[Flowable] = [
        NextPageTemplate("front"), PageBreak(), *contents(chosen), NextPageTemplate("page"), PageBreak(),
    ]  # fmt: skip
    for place, (group, inside) in enumerate(groupby(chosen, key=lambda page: page.page.group)):
        if place:
            story.append(PageBreak())
        story += _chapter(group, list(inside), folder, known)
    book = _Book(f"{NAME} Gezinscoach", edition=edition, made_on=made_on)
    return book.made(story)


def build_page(page: ReadPage, folder: Path, made_on: date) -> bytes:
    """One page, to put beside the keyboard."""
    register()
    place = Place(page.page.topic, folder, _known([page]), level=0)
    book = _Book(page.page.title, edition=None, made_on=made_on)
    return book.made(list(flowables(page.blocks, place)))


def _known(pages: Iterable[ReadPage]) -> frozenset[str]:
    """Everything a link can lead to."""
    found: set[str] = set()
    for page in pages:
        found.add(page.page.topic)
        found |= {
            f"{page.page.topic}#{block.anchor}"
            for block in page.blocks
            if isinstance(block, Heading) and block.depth > 1
        }
    return frozenset(found)


def _chapter(group: Group, pages: Sequence[ReadPage], folder: Path, known: frozenset[str]) -> list[Flowable]:
    story: list[Flowable] = [_ChapterTitle(group)]
    for place, page in enumerate(pages):
        if place:
            story.append(PageBreak())
        story += flowables(page.blocks, Place(page.page.topic, folder, known))
    return story


class _ChapterTitle(Flowable):
    """The name of a chapter above its first page, over a band."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.words = group.label
        self.key = chapter_key(group)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, 44.0

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, 60)
        self.canv.addOutlineEntry(self.words, self.key, level=0, closed=True)
        self.canv.setFillColor(HexColor(_COVER.fill))
        self.canv.rect(0, 20, WIDTH, 26, stroke=0, fill=1)
        self.canv.setFillColor(HexColor(_COVER.text))
        self.canv.setFont(Face.SEMIBOLD.value, 12)
        self.canv.drawString(10, 29, self.words)


class _Book(BaseDocTemplate):
    """Knows which page of the handbook stands on a sheet, and tells the contents. `edition` None has no cover."""

    def __init__(self, title: str, *, edition: Edition | None, made_on: date) -> None:
        self._target = BytesIO()
        super().__init__(
            self._target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), title=title, author="", creator=PROGRAM,
            producer=PROGRAM, subject="", keywords=[], lang="nl-BE", displayDocTitle=True, invariant=1,
            pageCompression=1, initialFontName=Face.REGULAR.value,
        )  # fmt: skip
        self._edition = edition
        self._made_on = made_on
        frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)
        cover = PageTemplate(id="cover", frames=[frame], onPage=self._draw_cover)
        front = PageTemplate(id="front", frames=[frame], onPage=self._draw_edges)
        page = PageTemplate(id="page", frames=[frame], onPageEnd=self._draw_edges)
        self.addPageTemplates([cover, front, page] if edition is not None else [page])
        self._subject = ""
        self._numbers: dict[str, int] = {}

    def made(self, story: list[Flowable]) -> bytes:
        """The PDF. The contents refer to forms that are filled once the number of each page is known."""
        self.build(story, canvasmaker=partial(NumberedCanvas, numbers=self._numbers))
        return self._target.getvalue()

    def beforePage(self) -> None:  # noqa: N802 - reportlab's own name
        """Dated on the day it was made, so that the same handbook gives the same bytes."""
        day = self._made_on
        self.canv._doc._timeStamp.YMDhms = (day.year, day.month, day.day, 0, 0, 0)

    def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 - reportlab's own name
        if isinstance(flowable, _ChapterTitle):
            self._numbers[flowable.key] = self.page
        elif isinstance(flowable, Title) and flowable.is_page:
            self._subject = flowable.words
            self._numbers[flowable.key] = self.page

    def _draw_edges(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor(PAPER.secondary))
        canvas.setStrokeColor(HexColor(PAPER.rule))
        canvas.setLineWidth(0.5)
        right = PAGE_WIDTH - MARGIN
        canvas.setFont(Face.SEMIBOLD.value, SMALL)
        canvas.drawString(MARGIN, _HEAD, f"{NAME} Gezinscoach")
        canvas.setFont(Face.REGULAR.value, SMALL)
        if self._edition is not None:
            canvas.drawRightString(right, _HEAD, self._subject)
        canvas.line(MARGIN, _HEAD - 8, right, _HEAD - 8)
        canvas.line(MARGIN, _FOOT + 12, right, _FOOT + 12)
        canvas.drawString(MARGIN, _FOOT, f"Versie {__version__}, {format_long(self._made_on)}")
        canvas.drawRightString(right, _FOOT, str(canvas.getPageNumber()))
        canvas.restoreState()

    def _draw_cover(self, canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.saveState()
        canvas.setFillColor(HexColor(_COVER.fill))
        canvas.rect(0, PAGE_HEIGHT - _BANNER, PAGE_WIDTH, _BANNER, stroke=0, fill=1)
        for level in range(2, 6):
            canvas.setFillColor(HexColor(PAPER.level(level).fill))
            width = PAGE_WIDTH / 4
            canvas.rect((level - 2) * width, PAGE_HEIGHT - _BANNER - 10, width, 10, stroke=0, fill=1)
        canvas.setFillColor(HexColor(_COVER.text))
        canvas.setFont(Face.SEMIBOLD.value, 40)
        canvas.drawString(MARGIN, PAGE_HEIGHT - _BANNER + 96, "Gezinscoach")
        canvas.setFont(Face.REGULAR.value, 22)
        canvas.drawString(MARGIN, PAGE_HEIGHT - _BANNER + 60, NAME)
        canvas.setFillColor(HexColor(PAPER.ink))
        canvas.setFont(Face.SEMIBOLD.value, 14)
        if self._edition is not None and self._edition is not Edition.ALL:
            canvas.drawString(MARGIN, PAGE_HEIGHT - _BANNER - 60, self._edition.label)
        canvas.setFillColor(HexColor(PAPER.secondary))
        canvas.setFont(Face.REGULAR.value, BODY)
        canvas.drawString(MARGIN, MARGIN, f"Versie {__version__}, {format_long(self._made_on)}")
        canvas.restoreState()
