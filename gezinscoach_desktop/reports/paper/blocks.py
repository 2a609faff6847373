"""The parts that papers have in common: who it is about, facts beside their labels, texts, room to write and to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.content import LeftOut
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.headings import Heading, section
from gezinscoach_desktop.reports.paper.measures import BODY, SMALL, TITLE, WIDTH
from gezinscoach_desktop.reports.paper.prose import lines_of, prose
from gezinscoach_desktop.reports.paper.table import Column, Words, head, row
from gezinscoach_desktop.reports.wrap import shortened, wrapped

NOTHING_YET = "Nog niets genoteerd."
WRITING_LINE = 24.0
SIGN_HEIGHT = 72.0
_LABEL = 132.0
_ABOUT = (Column(0, _LABEL - 8), Column(_LABEL, WIDTH - _LABEL))
_LEFT_OUT = (Column(0, 232), Column(244, WIDTH - 244))
_GAP = 16.0


def title(text: str, under: str) -> Flowable:
    """Who the paper is about, and what it is, made when."""
    lines = wrapped(text, Face.SEMIBOLD, TITLE, WIDTH, 2)
    below = wrapped(under, Face.REGULAR, BODY + 0.5, WIDTH, 2)
    height = len(lines) * TITLE * 1.3 + 24 + len(below) * 12

    def paint(sketch: Sketch, top: float) -> None:
        for place, line in enumerate(lines):
            y = top + TITLE + place * TITLE * 1.3
            sketch.text(0, y, line, size=TITLE, fill=PAPER.ink, face=Face.SEMIBOLD)
        for place, line in enumerate(below):
            y = top + height - 12 - len(below) * 12 + place * 12
            sketch.text(0, y, line, size=BODY + 0.5, fill=PAPER.secondary)
        sketch.line(0, top + height - 12, WIDTH, top + height - 12, stroke=PAPER.rule, width=0.75)

    return Bands([Band(height, paint)])


def about(pairs: Iterable[tuple[str, str]]) -> list[Flowable]:
    """Labels with what is known; what is not known takes no line."""
    bands = [
        row(_ABOUT, (Words(label, PAPER.secondary), Words(text, at_most=12)), has_rule=False, pad=2)
        for label, text in pairs
        if text
    ]
    return [Bands(bands)] if bands else []


def told(heading: str, text: str, *, missing: str = "") -> list[Flowable]:
    """What somebody wrote under its heading; without it nothing, or `missing` where that matters."""
    if not text.strip():
        return [*section(heading, keeps=40), prose(missing, fill=PAPER.secondary)] if missing else []
    return [*section(heading, keeps=48), prose(text)]


def table(columns: Sequence[Column], names: Sequence[str], bands: Iterable[Band]) -> Flowable:
    """Rows under the names of their columns, which every page repeats; the last row is left alone on no page."""
    rows = list(bands)
    if len(rows) > 2:
        rows[-2] = replace(rows[-2], keeps_next=True)
    return Bands(rows, head=head(columns, names))


def writing_lines(count: int, *, line: float = WRITING_LINE) -> Flowable:
    """Ruled lines in a frame, to write on by hand."""
    return Bands([writing_band(count, line=line)])


def writing_band(count: int, *, line: float = WRITING_LINE, width: float = WIDTH) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        sketch.box(0, top, width, count * line, stroke=PAPER.rule, stroke_width=0.75)
        for place in range(1, count):
            y = top + place * line
            sketch.line(12, y, width - 12, y, stroke=PAPER.grid, width=0.75)

    return Band(count * line, paint)


def signature_bands(who: Sequence[str], *, size: float = BODY) -> list[Band]:
    """A place to sign for everybody, two beside each other."""
    return [_signatures(who[place : place + 2], size) for place in range(0, len(who), 2)]


def remarks_and_signatures(heading: str, coach: str, *, lines: int) -> list[Flowable]:
    """Kept on one page, so that nobody signs a page without a word of the family."""
    remarks = writing_band(lines)
    signatures = signature_bands((coach, "Namens het gezin"))
    height = sum(band.height for band in signatures)
    return [
        CondPageBreak(remarks.height + height + 2 * (Heading.heights[0] + Heading.above[0])),
        *section(heading),
        Bands([remarks]),
        *section("Handtekeningen", keeps=height),
        Bands(signatures),
    ]


def left_out_table(left_out: Sequence[LeftOut], *, size: float = BODY, pad: float = 3.0) -> list[Flowable]:
    """What is not in the paper, so that nobody takes silence for good news."""
    if not left_out:
        return []
    bands = [
        row(_LEFT_OUT, (Words(each.what, size=size), Words(each.why, PAPER.secondary, size=size)), pad=pad)
        for each in dict.fromkeys(left_out)
    ]
    return [*section("Wat niet is opgenomen"), table(_LEFT_OUT, ("wat", "waarom"), bands)]


def points(texts: Iterable[str], *, size: float = BODY, after: float = 3.0) -> Flowable:
    """Texts under each other, each behind a small square."""
    bands: list[Band] = []
    for text in texts:
        first, *rest = lines_of(text, width=WIDTH - size * 1.6, x=size * 1.6, size=size)
        bands += [_marked(first, size), *rest, blank(after)]
    return Bands(bands)


def _marked(line: Band, size: float) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        side = size * 0.34
        sketch.box(size * 0.3, top + size * 0.56, side, side, fill=PAPER.unchanged)
        line.paint(sketch, top)

    return Band(line.height, paint, keeps_next=line.keeps_next)


def _signatures(who: Sequence[str], size: float) -> Band:
    width = (WIDTH - _GAP) / 2

    def paint(sketch: Sketch, top: float) -> None:
        for place, name in enumerate(who):
            left = place * (width + _GAP)
            shown = shortened(name, Face.REGULAR, size, width)
            sketch.text(left, top + 8, shown, size=size, fill=PAPER.ink)
            sketch.box(left, top + 16, width, SIGN_HEIGHT, stroke=PAPER.rule, stroke_width=0.75)
            sketch.text(
                left + 8,
                top + 8 + SIGN_HEIGHT,
                "datum en handtekening",
                size=SMALL,
                fill=PAPER.secondary,
            )

    return Band(SIGN_HEIGHT + 28, paint)
