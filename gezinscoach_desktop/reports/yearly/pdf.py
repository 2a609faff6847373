"""The report as a PDF in the house style of all papers; charts stay vectors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice

from reportlab.platypus.doctemplate import CondPageBreak, PageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, register, width_of
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band, Bands
from gezinscoach_desktop.reports.paper.document import Imprint, build_document
from gezinscoach_desktop.reports.paper.headings import subsection
from gezinscoach_desktop.reports.paper.measures import BODY, HEIGHT, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row
from gezinscoach_desktop.reports.wrap import wrapped
from gezinscoach_desktop.reports.yearly.content import YearlyContent
from gezinscoach_desktop.reports.yearly.contents import Chapter, contents
from gezinscoach_desktop.reports.yearly.parts import (
    Contents,
    Cover,
    Grid,
    Line,
    Part,
    Picture,
    Points,
    Text,
    Title,
)

_COVER_TITLE = 30.0
_COVER_TOP = 200.0
_NAMES = 150.0
"""What is kept for the names of rows."""
_LEAST_NAMES = 110.0
"""The least, where a long word stands above the numbers."""
_GAP = 6.0
_WIDEST = 84.0
_TABLE_TITLE = 22.0
_LEAST = 54.0
"""What stands under a heading at the least."""
_UNDER_CHART = 6.0
_LEAST_UNDER_CHART = _LEAST - _UNDER_CHART
_MOST_TOGETHER = HEIGHT / 3
"""The highest table that is not broken over two pages: more would leave too much of a page empty."""
_MOST_WITH_CHART = HEIGHT * 0.4
"""The same of a chart with its table, which reads badly on another page than its title."""


def as_pdf(parts: Iterable[Part], content: YearlyContent, tell: Callable[[], None]) -> bytes:
    """`tell` is called for every part and every page."""
    register()
    story: list[Flowable] = []
    every = tuple(parts)
    chapters = [part.text for part in every if isinstance(part, Title) and part.level == 1]
    places = iter(range(len(chapters)))
    for place, part in enumerate(every):
        tell()
        if isinstance(part, Contents):
            story += contents(chapters)
        elif isinstance(part, Title) and part.level == 1:
            story += (PageBreak(), Chapter(part.text, next(places)))
        elif isinstance(part, Title):
            story += _title(part, _kept_under(every[place + 1 : place + 4]))
        else:
            story += _flowables(part)
    imprint = Imprint(
        title=f"Jaarverslag {content.year}",
        office=content.office,
        code=f"Jaarverslag {content.year}",
        author=content.author,
        made_on=content.made_on,
        is_public=True,
    )
    return build_document(story, imprint, on_page=tell)


def _flowables(part: Part) -> Iterator[Flowable]:
    match part:
        case Cover():
            yield from _cover(part)
        case Text():
            size, fill = (SMALL, PAPER.secondary) if part.is_note else (BODY + 0.5, PAPER.ink)
            yield prose(part.text, size=size, fill=fill)
        case Points():
            yield blocks.points(part.texts)
            yield Spacer(0, 6)
        case Grid():
            yield from _grid(part)
        case Picture():
            drawing = part.draw(WIDTH)
            yield CondPageBreak(drawing.height + 4)
            yield Chart(drawing)
            yield Spacer(0, 6)


def _kept_under(following: Sequence[Part]) -> float:
    """How much stands on the page of the heading: a chart with its table, or the chart alone when that is too much."""
    match following:
        case [Title() as title, *rest] if title.level == 3:
            return _TABLE_TITLE + _kept_under(rest)
        case [Picture() as picture, *rest]:
            chart: float = picture.draw(WIDTH).height + _UNDER_CHART
            table = _height(rest[0]) if rest and isinstance(rest[0], Grid) else 0.0
            return chart + (table if chart + table <= _MOST_WITH_CHART else _LEAST_UNDER_CHART)
        case [Grid() as grid, *_] if _height(grid) <= _MOST_TOGETHER:
            return _height(grid)
    return _LEAST


def _height(grid: Grid) -> float:
    return sum(each.height for each in _grid(grid) if isinstance(each, Bands))


def _title(title: Title, kept: float) -> Iterator[Flowable]:
    if title.level == 2:
        yield from subsection(title.text, keeps=max(kept, 96))
    else:
        yield CondPageBreak(_TABLE_TITLE + kept)
        yield Spacer(0, 6)
        yield prose(title.text, face=Face.SEMIBOLD, size=BODY + 0.5, after=3)


def _cover(cover: Cover) -> Iterator[Flowable]:
    lines = wrapped(cover.title, Face.BOLD, _COVER_TITLE, WIDTH, 3)
    under = [
        line
        for text in (cover.office, *cover.lines)
        for line in wrapped(text, Face.REGULAR, 13, WIDTH, 3)
        if line
    ]
    height = 28 + len(lines) * _COVER_TITLE * 1.3 + len(under) * 22

    def paint(sketch: Sketch, top: float) -> None:
        sketch.box(0, top, 72, 6, fill=PAPER.levels[1].fill)
        y = top + 28
        for line in lines:
            sketch.text(0, y + _COVER_TITLE, line, size=_COVER_TITLE, fill=PAPER.ink, face=Face.BOLD)
            y += _COVER_TITLE * 1.3
        for place, line in enumerate(under):
            face = Face.SEMIBOLD if place == 0 else Face.REGULAR
            sketch.text(
                0, y + 22, line, size=13, fill=PAPER.ink if place == 0 else PAPER.secondary, face=face
            )
            y += 22

    yield Spacer(0, _COVER_TOP)
    yield Bands([Band(height, paint)])


def _grid(grid: Grid) -> Iterator[Flowable]:
    if not grid.lines:
        return
    columns = _columns(grid)
    bands = [row(columns, tuple(_cells(line)), pad=2.2) for line in grid.lines]
    table = blocks.table(columns, grid.head, bands) if any(grid.head) else Bands(bands)
    if table.height <= _MOST_TOGETHER:
        yield CondPageBreak(table.height)
    yield table
    yield Spacer(0, 5)


def _columns(grid: Grid) -> tuple[Column, ...]:
    if grid.is_of_words:
        return (Column(0, 132), Column(144, WIDTH - 144))
    widths = _widths(grid.head[1:])
    left = WIDTH - sum(widths) - len(widths) * _GAP
    ends = accumulate(widths, lambda end, width: end + _GAP + width, initial=left)
    numbers = (
        Column(end - width, width, Anchor.END)
        for end, width in zip(islice(ends, 1, None), widths, strict=True)
    )
    return (Column(0, left - 4), *numbers)


def _widths(names: Sequence[str]) -> Sequence[float]:
    """As wide as the longest word of each name needs, so that no word is broken, while the rows keep room for theirs."""
    width = min(_WIDEST, (WIDTH - _NAMES) / len(names) - _GAP)
    widths = [
        max((width, *(width_of(word, Face.REGULAR, SMALL) + 1 for word in name.split()))) for name in names
    ]
    is_fitting = WIDTH - sum(widths) - len(names) * _GAP >= _LEAST_NAMES
    return widths if is_fitting else [width] * len(names)


def _cells(line: Line) -> Iterator[Words]:
    face = Face.SEMIBOLD if line.is_total else Face.REGULAR
    for text in line.cells:
        yield Words(text, face=face, at_most=4)
