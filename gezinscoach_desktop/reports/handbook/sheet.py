"""All keys on one sheet of A4, to put beside the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph as Text
from reportlab.platypus import Table as Grid
from reportlab.platypus import TableStyle
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.shortcut_sheet import Section
from gezinscoach_desktop.reports.fonts import Face, register
from gezinscoach_desktop.reports.handbook.styles import marked_up, style
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.document import PROGRAM
from gezinscoach_desktop.reports.paper.measures import PAGE_HEIGHT, PAGE_WIDTH

_EDGE, _GUTTER = 34.0, 18.0
_TOP, _BOTTOM = 70.0, 40.0
_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5)
_KEYS_SHARE = 0.36


class SheetTooFull(ValueError):
    """There are more keys than go on one page, even small; a mistake of ours, that a test finds."""


def build_sheet(sections: Sequence[Section], made_on: date) -> bytes:
    """One page, as large as fits."""
    register()
    for size in _SIZES:
        target = BytesIO()
        canvas = Canvas(target, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, lang="nl-BE")
        canvas.setTitle("Sneltoetsen Gezinscoach")
        canvas.setCreator(PROGRAM)
        _draw_edges(canvas, made_on)
        if _fill(canvas, sections, size):
            canvas.save()
            return target.getvalue()
    raise SheetTooFull


def _fill(canvas: Canvas, sections: Sequence[Section], size: float) -> bool:
    """Two columns, no section in both; False when they do not fit."""
    width = (PAGE_WIDTH - 2 * _EDGE - _GUTTER) / 2
    left, top, column = _EDGE, PAGE_HEIGHT - _TOP, 0
    for section in sections:
        parts = _section(section, width, size)
        height = sum(part.wrap(width, PAGE_HEIGHT)[1] for part in parts) + size
        if top - height < _BOTTOM:
            left, top, column = left + width + _GUTTER, PAGE_HEIGHT - _TOP, column + 1
        if column > 1 or top - height < _BOTTOM:
            return False
        for part in parts:
            top -= part.wrap(width, PAGE_HEIGHT)[1] + part.getSpaceAfter()
            part.drawOn(canvas, left, top)
        top -= size
    return True


def _section(section: Section, width: float, size: float) -> list[Flowable]:
    look = style(size, after=0)
    rows = [
        [
            Text(marked_up(each.keys, frozenset(), size=size), look),
            Text(marked_up(each.does, frozenset(), size=size), look),
        ]
        for each in section.shortcuts
    ]
    table = Grid(rows, colWidths=[width * _KEYS_SHARE, width * (1 - _KEYS_SHARE)], hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 4),
                ("TOPPADDING", (0, 0), (-1, -1), size * 0.15),
                ("BOTTOMPADDING", (0, 0), (-1, -1), size * 0.25),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(PAPER.grid)),
            ]
        )
    )
    title = Text(section.title, style(size + 2, Face.SEMIBOLD, after=2))
    return [title, table]


def _draw_edges(canvas: Canvas, made_on: date) -> None:
    canvas.setFillColor(HexColor(PAPER.ink))
    canvas.setFont(Face.SEMIBOLD.value, 18)
    canvas.drawString(_EDGE, PAGE_HEIGHT - 48, "Sneltoetsen")
    canvas.setFillColor(HexColor(PAPER.secondary))
    canvas.setFont(Face.REGULAR.value, 7.5)
    canvas.drawRightString(PAGE_WIDTH - _EDGE, PAGE_HEIGHT - 48, f"Gezinscoach {__version__}")
    canvas.drawRightString(PAGE_WIDTH - _EDGE, 24, format_long(made_on))
