"""An A4 document with the head and foot that every dossier has; the same story gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable
from reportlab.platypus.frames import Frame

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.fonts import Face, one_line, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.measures import (
    BODY,
    BOTTOM,
    HEIGHT,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SMALL,
    WIDTH,
)
from gezinscoach_desktop.reports.wrap import shortened

rl_config.useA85 = 0  # streams as they are: spelling them in letters costs a quarter in time and size

PROGRAM = f"Gezinscoach Desktop {__version__}"
_FOOT = 36.0
_ROOM = 40.0
"""For the number of a chapter's page."""
_HEAD = PAGE_HEIGHT - 40.0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What stands on every page and in the document's properties; `title` carries the code, never a name."""

    title: str
    office: str
    code: str
    author: str
    made_on: date
    is_public: bool = False
    """Made to be read by anybody: no word of confidence at the foot."""
    first_sheet: int | None = None
    """Within a bundle: the number there of the first page; each page says which one it is."""


def build_document(
    story: Sequence[Flowable], imprint: Imprint, *, on_page: Callable[[], None] | None = None
) -> bytes:
    """The PDF. `on_page` is called as each page is begun, and may raise to stop."""
    target = BytesIO()
    document = BaseDocTemplate(
        target,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        title=imprint.title,
        author=one_line(imprint.office),
        creator=PROGRAM,
        producer=PROGRAM,
        subject="",
        keywords=[],
        lang="nl-BE",
        displayDocTitle=True,
        invariant=1,
        pageCompression=1,
        initialFontName=Face.REGULAR.value,
    )
    frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)

    def begin(canvas: Canvas, _document: BaseDocTemplate) -> None:
        if on_page is not None:
            on_page()
        _draw_frame(canvas, imprint)

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=begin)])

    def canvas_made(*arguments: Any, **settings: Any) -> Canvas:
        return _NumberedCanvas(*arguments, imprint=imprint, **settings)

    document.build(list(story), canvasmaker=canvas_made)
    return target.getvalue()


class _NumberedCanvas(Canvas):
    """Writes "pagina x van y": every page refers to a form of its own, filled once the number of pages is known."""

    def __init__(self, *arguments: Any, imprint: Imprint, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.numbers: dict[str, int] = {}
        """Of chapters: the page on which each begins, for what `place_number` put down."""
        made_on = imprint.made_on
        self._doc._timeStamp.YMDhms = (made_on.year, made_on.month, made_on.day, 0, 0, 0)

    def save(self) -> None:
        if self._code:
            self.showPage()
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_number_form(page), 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
            self.setFont(Face.REGULAR.value, SMALL)
            self.setFillColor(HexColor(PAPER.secondary))
            self.drawRightString(PAGE_WIDTH - MARGIN, _FOOT, f"pagina {page} van {pages}")
            self.endForm()
        for key, page in self.numbers.items():
            self.beginForm(_number_form(key), -_ROOM, -6, 0, _ROOM)
            self.setFont(Face.REGULAR.value, BODY + 1.5)
            self.setFillColor(HexColor(PAPER.ink))
            self.drawRightString(0, 0, str(page))
            self.endForm()
        super().save()


def place_number(canvas: Canvas, key: str, x: float, y: float) -> None:
    """Put down the page that `numbers` of the canvas will hold for `key`, ending at (x, y)."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.doForm(_number_form(key))
    canvas.restoreState()


def _number_form(page: int | str) -> str:
    return f"number{page}"


def _draw_frame(canvas: Canvas, imprint: Imprint) -> None:
    canvas.saveState()
    canvas.setFillColor(HexColor(PAPER.secondary))
    canvas.setStrokeColor(HexColor(PAPER.rule))
    canvas.setLineWidth(0.5)
    right = PAGE_WIDTH - MARGIN
    about = " · ".join(filter(None, (imprint.code, format_date(imprint.made_on), imprint.author)))
    about = shortened(about, Face.REGULAR, SMALL, WIDTH * 0.55)
    room = WIDTH - width_of(about, Face.REGULAR, SMALL) - 16
    canvas.setFont(Face.SEMIBOLD.value, SMALL)
    canvas.drawString(MARGIN, _HEAD, shortened(imprint.office, Face.SEMIBOLD, SMALL, room))
    canvas.setFont(Face.REGULAR.value, SMALL)
    canvas.drawRightString(right, _HEAD, about)
    canvas.line(MARGIN, _HEAD - 8, right, _HEAD - 8)
    canvas.line(MARGIN, _FOOT + 12, right, _FOOT + 12)
    if not imprint.is_public:
        canvas.drawString(MARGIN, _FOOT, "Vertrouwelijk")
    canvas.drawCentredString(PAGE_WIDTH / 2, _FOOT, PROGRAM)
    if imprint.first_sheet is not None:
        sheet = imprint.first_sheet + canvas.getPageNumber() - 1
        canvas.drawRightString(right, _FOOT - 12, f"blad {sheet} van de bundel")
    canvas.doForm(_number_form(canvas.getPageNumber()))
    canvas.restoreState()
