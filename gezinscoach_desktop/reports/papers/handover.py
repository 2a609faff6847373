"""The handover sheet (overdrachtsblad): one page, whatever there is, for whoever steps in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.coaches import coaches
from gezinscoach_desktop.reports.life.redaction import Seen, seen_by
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper import blocks
from gezinscoach_desktop.reports.paper.bands import Band, Bands, blank
from gezinscoach_desktop.reports.paper.measures import HEIGHT, SMALL, WIDTH
from gezinscoach_desktop.reports.papers.handover_parts import Entry, Part, parts_of
from gezinscoach_desktop.reports.wording import listed
from gezinscoach_desktop.reports.wrap import wrapped

_GAP = 20.0
_COLUMN = (WIDTH - _GAP) / 2
_LEADING = 1.32
_FOOT_LINES = 4
_ROOM = 2.0
"""So much is kept free, so that rounding never makes a second page."""


@dataclass(frozen=True, slots=True)
class Fit:
    """How much of everything is shown, and how large."""

    entries: int
    lines: int
    size: float


FITS = (
    Fit(40, 14, 9.0), Fit(24, 10, 9.0), Fit(16, 8, 8.5), Fit(12, 6, 8.5), Fit(10, 5, 8.0), Fit(8, 4, 8.0),
    Fit(6, 4, 8.0), Fit(6, 3, 7.5), Fit(5, 3, 7.5), Fit(4, 2, 7.5), Fit(3, 2, 7.5), Fit(2, 3, 7.5), Fit(2, 2, 7.5),
    Fit(2, 1, 7.0),
)  # fmt: skip
"""From generous to tight; the first that fits on one page is taken, and the last always does."""


def handover_sheet(content: FamilyContent, options: PaperOptions) -> list[Flowable]:
    """Title and two columns, measured to end on the page they begin on."""
    seen = seen_by(content, options)
    head = blocks.title(seen.title, _under(seen))
    _, head_height = head.wrap(WIDTH, HEIGHT)
    return [head, _sheet(seen, HEIGHT - head_height - _ROOM)]


def _sheet(seen: Seen, room: float) -> Flowable:
    """The most generous fit, and then one entry more of every part in turn as long as there is room."""
    parts = tuple(part for part in parts_of(seen) if part.entries)
    fit = next(
        (each for each in FITS if _laid(seen, parts, each, _shown(parts, each)).height <= room), FITS[-1]
    )
    shown = _shown(parts, fit)
    sheet = _laid(seen, parts, fit, shown)
    can_grow = {place for place, part in enumerate(parts) if shown[place] < len(part.entries)}
    while can_grow:
        for place in sorted(can_grow):
            more = [*shown[:place], shown[place] + 1, *shown[place + 1 :]]
            larger = _laid(seen, parts, fit, more)
            if larger.height > room:
                can_grow.discard(place)
                continue
            sheet, shown = larger, more
            if shown[place] == len(parts[place].entries):
                can_grow.discard(place)
    return sheet


def _shown(parts: Sequence[Part], fit: Fit) -> list[int]:
    return [min(len(part.entries), fit.entries) for part in parts]


def _laid(seen: Seen, parts: Sequence[Part], fit: Fit, shown: Sequence[int]) -> Bands:
    columns, left_out = _columns(parts, fit, shown)
    height = max(sum(band.height for band in column) for column in columns)
    return Bands([_side_by_side(columns, height), _foot(seen, left_out)])


def _under(seen: Seen) -> str:
    phase = seen.content.phase
    told = "" if phase is None else f" · {phase.phase.label.lower()} sinds {format_date(phase.since)}"
    by = coaches(seen)
    return f"Overdrachtsblad · {format_date(seen.content.made_on)}{told}{f' · {by}' if by else ''}"


def _columns(
    parts: Sequence[Part], fit: Fit, shown: Sequence[int]
) -> tuple[tuple[list[Band], list[Band]], list[str]]:
    """Each part under the shorter column; with it what was left out or shortened."""
    columns: tuple[list[Band], list[Band]] = ([], [])
    left_out: list[str] = []
    shortened = 0
    for part, count in zip(parts, shown, strict=True):
        if count < len(part.entries):
            left_out.append(counted(len(part.entries) - count, part.one, part.more))
        heights = [sum(band.height for band in column) for column in columns]
        place = 0 if heights[0] <= heights[1] else 1
        x = place * (_COLUMN + _GAP)
        columns[place].append(_title(part.title, fit, x))
        for entry in part.entries[:count]:
            band, is_cut = _entry(entry, fit, x)
            columns[place].append(band)
            shortened += is_cut
        columns[place].append(blank(fit.size * 0.9))
    if shortened:
        left_out.append(f"{counted(shortened, 'ingekorte tekst', 'ingekorte teksten')} (met …)")
    return columns, left_out


def _title(text: str, fit: Fit, x: float) -> Band:
    size = fit.size + 1.5

    def paint(sketch: Sketch, top: float) -> None:
        sketch.text(x, top + size * 1.1, text, size=size, fill=PAPER.ink, face=Face.SEMIBOLD)
        sketch.line(x, top + size * 1.5, x + _COLUMN, top + size * 1.5, stroke=PAPER.rule, width=0.75)

    return Band(size * 1.85, paint)


def _entry(entry: Entry, fit: Fit, x: float) -> tuple[Band, bool]:
    """The lead in bold with the text under it; with whether the text was cut."""
    lead = wrapped(entry.lead, Face.SEMIBOLD, fit.size, _COLUMN, 2) if entry.lead else ()
    whole = wrapped(entry.text, Face.REGULAR, fit.size, _COLUMN) if entry.text else ()
    text = (
        whole if len(whole) <= fit.lines else wrapped(entry.text, Face.REGULAR, fit.size, _COLUMN, fit.lines)
    )
    lines = [*((line, Face.SEMIBOLD) for line in lead), *((line, Face.REGULAR) for line in text)]
    height = len(lines) * fit.size * _LEADING + fit.size * 0.35

    def paint(sketch: Sketch, top: float) -> None:
        for place, (line, face) in enumerate(lines):
            y = top + fit.size * (1.05 + place * _LEADING)
            sketch.text(x, y, line, size=fit.size, fill=PAPER.ink, face=face)

    return Band(height, paint), len(whole) > fit.lines


def _side_by_side(columns: tuple[list[Band], list[Band]], height: float) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        for column in columns:
            y = top
            for band in column:
                band.paint(sketch, y)
                y += band.height

    return Band(height, paint)


def _foot(seen: Seen, left_out: Sequence[str]) -> Band:
    """What is not on the sheet, in one small paragraph."""
    told = []
    if left_out:
        told.append(f"Past niet op dit blad: {listed(left_out)}.")
    told += [f"{each.what}: {each.why}" for each in seen.left_out]
    lines = wrapped(" ".join(told), Face.REGULAR, SMALL, WIDTH, _FOOT_LINES) if told else ()
    height = len(lines) * SMALL * 1.35 + (12 if lines else 0)

    def paint(sketch: Sketch, top: float) -> None:
        if lines:
            sketch.line(0, top + 4, WIDTH, top + 4, stroke=PAPER.rule, width=0.75)
        for place, line in enumerate(lines):
            sketch.text(0, top + 15 + place * SMALL * 1.35, line, size=SMALL, fill=PAPER.secondary)

    return Band(height, paint)
