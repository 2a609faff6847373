"""Running text. It is set as it is typed: there is no markup, so nothing in a note can be taken for it."""

from __future__ import annotations

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.measures import BODY, LEADING, WIDTH
from gezinscoach_desktop.reports.wrap import wrapped


def prose(
    text: str, *, size: float = BODY, fill: str = PAPER.ink, face: Face = Face.REGULAR, after: float = 8.0
) -> Flowable:
    """A paragraph over the full width, with room after it."""
    return Bands((*lines_of(text, width=WIDTH, size=size, fill=fill, face=face), blank(after)))


def lines_of(
    text: str, *, width: float, x: float = 0.0, size: float = BODY, fill: str = PAPER.ink,
    face: Face = Face.REGULAR,
) -> tuple[Band, ...]:  # fmt: skip
    """A band per line; the first keeps the second, so that no line is left alone."""
    lines = wrapped(text, face, size, width)
    return tuple(
        _line(line, x=x, size=size, fill=fill, face=face, keeps_next=place == 0 and len(lines) > 1)
        for place, line in enumerate(lines)
    )


def _line(line: str, *, x: float, size: float, fill: str, face: Face, keeps_next: bool) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        sketch.text(x, top + size * 1.05, line, size=size, fill=fill, face=face)

    return Band(size * LEADING, paint, keeps_next=keeps_next)
