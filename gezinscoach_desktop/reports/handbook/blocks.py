"""The blocks of a page of the handbook as they stand on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle
from reportlab.platypus.doctemplate import CondPageBreak, Indenter
from reportlab.platypus.flowables import Flowable, Image, KeepTogether, Preformatted, Spacer

from gezinscoach_desktop.domain.handbook_keys import Piece, listed_keys, lists_keys, pieces
from gezinscoach_desktop.domain.markdown import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    Typed,
    plain,
)
from gezinscoach_desktop.reports.fonts import Face, one_line, printable
from gezinscoach_desktop.reports.handbook.styles import BODY, SMALL, TYPED_FONT, key_of, marked_up, style
from gezinscoach_desktop.reports.palette import LIGHT, PAPER
from gezinscoach_desktop.reports.paper.measures import HEIGHT, WIDTH

_SIZES = {1: 20.0, 2: 13.0, 3: 10.5}
_ABOVE = {1: 0.0, 2: 14.0, 3: 8.0}
_KEEPS = {1: 120.0, 2: 70.0, 3: 50.0}
_INDENT = 16.0
_POINTS_PER_PIXEL = 0.5
_HIGHEST = HEIGHT * 0.55
_NARROWEST, _WIDEST = 0.16, 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: on which page, where its pictures are, how deep in, and what links can lead to."""

    topic: str
    folder: Path
    known: frozenset[str]
    indent: float = 0.0
    level: int = 1
    """Of the page's title among the bookmarks."""

    @property
    def width(self) -> float:
        return WIDTH - self.indent


class Title(Text):
    """A heading that stands in the bookmarks, and can be led to."""

    def __init__(self, heading: Heading, place: Place) -> None:
        size = _SIZES[heading.depth]
        super().__init__(marked_up(heading.runs, frozenset()), style(size, Face.SEMIBOLD, after=size * 0.3))
        self.words = one_line(plain(heading.runs))
        self.key = place.topic if heading.depth == 1 else f"{place.topic}#{heading.anchor}"
        self.level = place.level + heading.depth - 1
        self.is_page = heading.depth == 1
        self.spaceBefore = _ABOVE[heading.depth]

    def draw(self) -> None:
        self.canv.bookmarkHorizontal(self.key, 0, self.height + 4)
        self.canv.addOutlineEntry(self.words, self.key, level=self.level, closed=True)
        super().draw()


def flowables(blocks: Iterable[Block], place: Place) -> Iterator[Flowable]:
    """A page in the order of reading; a heading stays with what is under it."""
    waiting = list(blocks)
    for number, block in enumerate(waiting):
        match block:
            case Heading():
                under = waiting[number + 1] if number + 1 < len(waiting) else None
                keeps = _picture_height(under, place) if isinstance(under, Picture) else _KEEPS[block.depth]
                yield CondPageBreak(keeps + _SIZES[block.depth] * 1.5 + _ABOVE[block.depth])
                yield Title(block, place)
            case Paragraph():
                yield _text(block.runs, place)
            case Listing():
                yield from _listing(block, place)
            case Table():
                yield _table(block, place)
                yield Spacer(0, 8)
            case Picture():
                yield from _picture(block, place)
            case Quote():
                yield _quote(block, place)
                yield Spacer(0, 8)
            case Typed():
                yield _typed(block, place)
                yield Spacer(0, 8)


def _words(found: Iterable[Piece], place: Place, size: float = BODY) -> str:
    """With links named as the PDF knows them."""
    named = [
        replace(piece, target=_named(piece.target, place))
        if isinstance(piece, Run) and piece.target
        else piece
        for piece in found
    ]
    return marked_up(named, place.known, size=size)


def _named(target: str, place: Place) -> str:
    return target if target.startswith(("https:", "mailto:")) else key_of(target, place.topic)


def _text(runs: Runs, place: Place, *, bullet: str | None = None, after: float = 6.0) -> Flowable:
    look = style(after=after, indent=place.indent, bullet=max(place.indent - _INDENT + 2, 0.0))
    return Text(_words(pieces(runs), place), look, bulletText=bullet)


def _listing(listing: Listing, place: Place) -> Iterator[Flowable]:
    inner = replace(place, indent=place.indent + _INDENT)
    for number, item in enumerate(listing.items, start=listing.first or 0):
        sign = "•" if listing.first is None else f"{number}."
        for block in item:
            if isinstance(block, Paragraph):
                yield _text(block.runs, inner, bullet=sign, after=3.5)
            else:
                yield from flowables([block], inner)
            sign = ""
    yield Spacer(0, 3)


def _table(table: Table, place: Place) -> Flowable:
    is_keys = lists_keys(table)
    look, head_look = style(BODY - 0.5, after=0), style(SMALL, Face.SEMIBOLD, PAPER.secondary, after=0)
    rows = [[Text(_words(cell, place, SMALL), head_look) for cell in table.head]]
    rows += [
        [
            Text(
                _words(listed_keys(cell) if is_keys and not column else pieces(cell), place, BODY - 0.5), look
            )
            for column, cell in enumerate(row)
        ]
        for row in table.rows
    ]
    made = Grid(rows, colWidths=_widths(table, place.width), repeatRows=1, hAlign="LEFT")
    made.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
                ("LINEBELOW", (0, 0), (-1, 0), 0.75, HexColor(PAPER.rule)),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor(PAPER.grid)),
            ]
        )
    )
    return made


def _widths(table: Table, width: float) -> list[float]:
    """By how much each column has to say, none too narrow or too wide."""
    columns = len(table.head)
    if columns == 1:
        return [width]
    says = [sum(len(plain(row[place])) for row in (table.head, *table.rows)) + 1 for place in range(columns)]
    shares = [min(max(each / sum(says), _NARROWEST), _WIDEST) for each in says]
    widest = shares.index(max(shares))
    shares[widest] += 1 - sum(shares)
    return [share * width for share in shares]


def _picture(picture: Picture, place: Place) -> Iterator[Flowable]:
    path = place.folder / picture.source
    caption = Text(printable(picture.caption), style(SMALL, fill=PAPER.secondary, after=8))
    wide, high = _size(path, place)
    if not wide:
        yield caption
        return
    shown = Framed(str(path), wide, high)
    yield Indenter(left=place.indent)
    yield KeepTogether([Spacer(0, 2), shown, Spacer(0, 2), caption])
    yield Indenter(left=-place.indent)


def _size(path: Path, place: Place) -> tuple[float, float]:
    """In points; nothing when there is no such picture."""
    if not path.is_file():
        return 0.0, 0.0
    wide, high = ImageReader(str(path)).getSize()
    scale = min(_POINTS_PER_PIXEL, place.width / wide, _HIGHEST / high)
    return wide * scale, high * scale


def _picture_height(picture: Picture, place: Place) -> float:
    """With its caption, so that a heading is not parted from it."""
    return _size(place.folder / picture.source, place)[1] + SMALL * 4


class Framed(Image):
    """A picture at the left with a thin edge, so that a white window does not run into the paper."""

    def __init__(self, path: str, width: float, height: float) -> None:
        super().__init__(path, width, height, hAlign="LEFT")

    def draw(self) -> None:
        super().draw()
        self.canv.saveState()
        self.canv.setStrokeColor(HexColor(PAPER.rule))
        self.canv.setLineWidth(0.5)
        self.canv.rect(0, 0, self.drawWidth, self.drawHeight)
        self.canv.restoreState()


def _quote(quote: Quote, place: Place) -> Flowable:
    inner = replace(place, indent=0.0)
    made = Grid([[list(flowables(quote.blocks, inner))]], colWidths=[place.width], hAlign="RIGHT")
    made.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), HexColor(LIGHT.band)),
                ("LINEBEFORE", (0, 0), (0, -1), 2.5, HexColor(LIGHT.accent)),
                ("LEFTPADDING", (0, 0), (-1, -1), 10),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
            ]
        )
    )
    return made


def _typed(typed: Typed, place: Place) -> Flowable:
    lines = Preformatted(typed.text, style(SMALL - 0.5, after=0).clone("typed", fontName=TYPED_FONT))
    made = Grid([[lines]], colWidths=[place.width], hAlign="RIGHT")
    made.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, -1), HexColor(PAPER.panel)),
                ("LEFTPADDING", (0, 0), (-1, -1), 8),
                ("TOPPADDING", (0, 0), (-1, -1), 6),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 7),
            ]
        )
    )
    return made
