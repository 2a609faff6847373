"""Every item of every person, or what changed: at the baseline, before and now, in digits and words, with the notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band, Bands
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import LEADING, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import (
    EMPTY,
    Change,
    Column,
    Level,
    TableCell,
    Words,
    group_title,
    head,
    row,
)
from gezinscoach_desktop.reports.progress.facts import Cell, Facts, Group, Note, Row
from gezinscoach_desktop.reports.wrap import wrapped

_INDENT = 8.0
_NAME = 120.0
_LEGEND = (
    "Gevuld vakje: ingevuld op die dag. Open vakje: overgenomen van een vorige keer, met de datum ernaast."
)
_CHANGED = "Wat veranderde, per persoon"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which moments stand in the table, and where."""

    moments: tuple[int, ...]
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    has_change: bool


def change_table(_content: FamilyContent, _options: PaperOptions, facts: Facts) -> list[Flowable]:
    if facts.now is None or not facts.present_groups:
        return []
    layout = _layout(facts)
    if not facts.shown_groups:
        return [
            *section(_CHANGED),
            prose("Geen enkel item staat nu hoger of lager dan bij de nulmeting.", fill=PAPER.secondary),
        ]
    bands = [band for group in facts.shown_groups for band in _group(group, layout, facts)]
    title = "Per persoon en domein" if facts.has_evolution else "De balans per persoon en domein"
    if facts.is_short and facts.has_evolution:
        title = _CHANGED
    elif facts.is_past:
        title = "De balans bij de nulmeting, per persoon en domein"
    legend = []
    if len(layout.moments) > 1:
        legend.append(prose(_LEGEND, size=SMALL, fill=PAPER.secondary))
    return [
        *section(title),
        *legend,
        Bands(bands, head=head(layout.columns, layout.names)),
    ]


def _layout(facts: Facts) -> _Layout:
    """Nulmeting, vorige (not in a short report) and nu; what would be the same moment stands there once."""
    named = [(facts.baseline, "nulmeting"), (facts.previous, "vorige"), (facts.now, "nu")]
    if facts.is_short and facts.has_evolution:
        del named[1]
    moments: dict[int, str] = {}
    for place, name in named:
        if place is not None:
            moments.setdefault(place, name)
    if facts.now == facts.baseline and facts.previous is not None:
        moments.pop(facts.previous, None)
    in_time = sorted(moments)
    columns = [Column(_INDENT, _NAME - _INDENT)]
    names = ["item"]
    x = _NAME + 6
    for place in in_time:
        columns.append(Column(x, 44, Anchor.MIDDLE))
        names.append(f"{moments[place]}\n{format_date(facts.moments[place])}")
        x += 44
    has_change = facts.has_evolution
    if has_change:
        columns.append(Column(x + 4, 30))
        names.append("verschil")
        x += 40
    else:
        x += 8
    columns += [Column(x, WIDTH - x - 52), Column(WIDTH - 44, 44, Anchor.END)]
    names += ["hoe het toen was" if facts.is_past else "hoe het nu is", "sinds" if len(in_time) > 1 else ""]
    return _Layout(tuple(in_time), tuple(columns), tuple(names), has_change)


def _group(group: Group, layout: _Layout, facts: Facts) -> Iterator[Band]:
    yield group_title(group.title, group.detail)
    again, domain = group_title(group.title, group.detail, is_continued=True), ""
    for place in group.rows:
        is_new = place.domain != domain and not facts.is_short
        if is_new:
            domain = place.domain
            yield _domain(domain, group_title(group.title, group.detail, is_continued=True))
            detail = " · ".join(filter(None, (group.detail, domain)))
            again = group_title(group.title, detail, is_continued=True)
        yield from _item(place, layout, facts, has_rule=not is_new, continued=again)


def _domain(name: str, continued: Band) -> Band:
    def paint(sketch: Sketch, top: float) -> None:
        sketch.text(_INDENT, top + 13, name, size=SMALL, fill=PAPER.secondary, face=Face.SEMIBOLD)

    return Band(18, paint, keeps_next=True, continued=continued)


def _item(place: Row, layout: _Layout, facts: Facts, *, has_rule: bool, continued: Band) -> Iterator[Band]:
    now = None if facts.now is None else place.cells[facts.now]
    cells: list[TableCell] = [Words(place.item.name)]
    cells += [_level(place.cells[moment]) for moment in layout.moments]
    if layout.has_change:
        cells.append(Change(place.change.steps if place.change.is_comparable else None))
    text = "" if now is None else place.item.level_text(now.level)
    since = "" if now is None or now.is_entered else format_date(now.since)
    cells += [Words(text, size=SMALL), Words(since, PAPER.secondary, size=SMALL)]
    notes = place.notes[-1:] if facts.is_short else place.notes
    yield row(layout.columns, cells, has_rule=has_rule, keeps_next=bool(notes), continued=continued)
    for note in notes:
        yield from _note(note, continued)


def _level(cell: Cell | None) -> TableCell:
    return EMPTY if cell is None else Level(cell.level, cell.is_entered)


def _note(note: Note, continued: Band) -> Iterator[Band]:
    """The note on lines of its own with a bar beside it; however long, it goes on over the page."""
    when = format_date(note.date)
    lines = wrapped(f"{when}: {note.text}", Face.ITALIC, SMALL, WIDTH - _INDENT - 74)
    last = len(lines) - 1
    for place, line in enumerate(lines):
        yield _note_line(
            line,
            is_last=place == last,
            keeps_next=place in (0, last - 1) and place < last,
            continued=continued,
        )


def _note_line(line: str, *, is_last: bool, keeps_next: bool, continued: Band) -> Band:
    leading = SMALL * LEADING
    height = leading + (4.0 if is_last else 0.0)

    def paint(sketch: Sketch, top: float) -> None:
        sketch.line(_INDENT + 4, top, _INDENT + 4, top + leading, stroke=PAPER.rule, width=1)
        sketch.text(
            _INDENT + 12, top + SMALL * 1.02, line, size=SMALL, fill=PAPER.secondary, face=Face.ITALIC
        )  # fmt: skip

    return Band(height, paint, keeps_next=keeps_next, continued=continued)
