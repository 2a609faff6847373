"""The whole trajectory of a family on one line: phases as bands, and below them coaches, snapshots and contacts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import format_date, format_short
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    Course,
    Phase,
    Stretch,
    Support,
    stretches,
)
from gezinscoach_desktop.reports.charts.axis import date_lines
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette
from gezinscoach_desktop.reports.wrap import shortened

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_BAND, _LANE, _GAP = 24, 20, 6
_LABELS = 92
_LEVEL_OF = {
    Phase.GETTING_TO_KNOW: 5,
    Phase.INTENSIVE: 2,
    Phase.LESS_INTENSIVE: 3,
    Phase.WINDING_DOWN: 4,
    Phase.FOLLOW_UP: 5,
}
"""The fill of a phase: the darker, the closer the family is followed."""


def trajectory_chart(
    course: Course, *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """As high as there are coaches beside each other; every date of a turn is written where there is room."""
    unit = text_size / 8
    lanes = _lanes(course.supports, course.today)
    turns = _turns(course)
    plot = _Plot(course.begins, course.today, _LABELS * unit, width - 4 * unit, unit, palette, text_size)
    shown = [stretch for stretch in stretches(course.phases) if stretch.start.since <= course.today]
    above = _names_above(shown, plot)
    plot = replace(plot, top=text_size * 1.5 if above else 0.0)
    xs = [plot.x(day) for day in turns]
    lines = date_lines(xs, (0, len(turns) - 1), width=width_of("00/00/00", Face.REGULAR, text_size) * 1.3)
    below = (max(lines.values(), default=0) + 1) * text_size * 1.3
    height = plot.top + (_BAND + _GAP + (len(lanes) + 2) * _LANE + _GAP) * unit + below
    sketch = Sketch(width, height)
    bottom = height - below - 2 * unit
    for x in xs:
        sketch.line(
            x, plot.top + _BAND * unit, x, bottom, stroke=palette.rule, width=0.6 * unit, is_dotted=True
        )
    for place, stretch in enumerate(shown):
        _draw_phase(sketch, stretch, plot, is_named_above=place in above)
    for place, x in above.items():
        sketch.text(x, text_size, shown[place].start.phase.label, size=text_size, fill=palette.ink)
    top = plot.top + (_BAND + _GAP) * unit
    for lane in lanes:
        _draw_lane(sketch, lane, top, plot)
        top += _LANE * unit
    _draw_snapshots(sketch, course, top, plot)
    _draw_contacts(sketch, course, top + _LANE * unit, plot)
    for place, line in lines.items():
        _draw_date(sketch, turns[place], xs[place], bottom + (line * 1.3 + 1.1) * text_size, plot)
    return sketch.drawing


def describe_trajectory(course: Course) -> str:
    """What the chart shows in a few Dutch sentences, for whoever cannot see it."""
    phases = ", ".join(f"{start.phase.label} vanaf {format_date(start.since)}" for start in course.phases)
    coaches = ", ".join(_described(support) for support in course.supports)
    happened = (
        f"{counted(len(course.snapshots), 'momentopname', 'momentopnamen')} en "
        f"{counted(len(course.contacts), 'dag', 'dagen')} met contact"
    )
    return f"Fasen: {phases or 'nog geen'}. Coaches: {coaches or 'nog geen'}. {happened.capitalize()}."


def _described(support: Support) -> str:
    until = "" if support.until is None else f" tot {format_date(support.until)}"
    return f"{support.coach} ({support.kind.label.lower()}) vanaf {format_date(support.since)}{until}"


@dataclass(frozen=True, slots=True)
class _Plot:
    begins: date
    ends: date
    left: float
    right: float
    unit: float
    palette: ChartPalette
    text_size: float
    top: float = 0.0
    """Where the band of phases begins: below the names for which it has no room."""

    def x(self, day: date) -> float:
        days = max((self.ends - self.begins).days, 1)
        part = (min(max(day, self.begins), self.ends) - self.begins).days / days
        return self.left + part * (self.right - self.left)

    def end(self, until: date | None) -> float:
        return self.right if until is None else self.x(until)


def _turns(course: Course) -> tuple[date, ...]:
    """The days under the line: the beginning, every phase, and today."""
    days = {course.begins, course.today}
    days |= {start.since for start in course.phases if start.since <= course.today}
    return tuple(sorted(days))


def _names_above(shown: list[Stretch], plot: _Plot) -> dict[int, float]:
    """Where the names stand that do not fit in their part of the band: above it, as far as they keep free of each other."""
    found: dict[int, float] = {}
    free = plot.left
    for place, stretch in enumerate(shown):
        left, right = plot.x(stretch.start.since), plot.end(stretch.until)
        label = stretch.start.phase.label
        if width_of(label, Face.SEMIBOLD, plot.text_size) <= right - left - 7 * plot.unit:
            continue
        wide = width_of(label, Face.REGULAR, plot.text_size)
        x = min(left, plot.right - wide)
        if x >= free:
            found[place] = x
            free = x + wide + plot.text_size
    return found


def _draw_phase(sketch: Sketch, stretch: Stretch, plot: _Plot, *, is_named_above: bool) -> None:
    phase, palette, unit = stretch.start.phase, plot.palette, plot.unit
    left, right = plot.x(stretch.start.since), plot.end(stretch.until)
    wide, high = max(right - left, 2 * unit), _BAND * unit
    ink = palette.ink
    if phase in _LEVEL_OF:
        colour = palette.level(_LEVEL_OF[phase])
        ink = colour.text
        sketch.box(left, plot.top, wide, high, fill=colour.fill, stroke=palette.page, stroke_width=0.8 * unit)
    else:
        sketch.box(left, plot.top + 0.5 * unit, wide, high - unit, stroke=palette.unchanged)
        if phase is Phase.PAUSED:
            _hatch(sketch, left, wide, plot)
    label = "" if is_named_above else _fitting(phase.label, wide - 7 * unit, plot.text_size)
    if not label:
        return
    if phase is Phase.PAUSED:
        room = width_of(label, Face.SEMIBOLD, plot.text_size) + 4 * unit
        sketch.box(left + 2 * unit, plot.top + 5 * unit, room, high - 10 * unit, fill=palette.page)
    y = plot.top + high / 2 + plot.text_size * 0.36
    sketch.text(left + 4 * unit, y, label, size=plot.text_size, fill=ink, face=Face.SEMIBOLD)


def _hatch(sketch: Sketch, left: float, wide: float, plot: _Plot) -> None:
    """Slanting lines within the band of a break."""
    high, step = (_BAND - 1) * plot.unit, 6 * plot.unit
    foot = plot.top + high
    start = left - high
    while start < left + wide:
        x1, x2 = max(start, left), min(start + high, left + wide)
        if x2 > x1:
            sketch.line(
                x1, foot - (x1 - start), x2, foot - (x2 - start), stroke=plot.palette.rule, width=0.8 * plot.unit
            )  # fmt: skip
        start += step


def _lanes(supports: tuple[Support, ...], today: date) -> list[list[Support]]:
    """Who was there at the same time stands below each other; the responsible ones on the first lane."""
    lanes: list[list[Support]] = []
    shown = [support for support in supports if support.since <= today]
    for support in sorted(shown, key=lambda each: (each.kind is AssignmentKind.SECOND, each.since)):
        for lane in lanes:
            last = lane[-1]
            is_free = last.until is not None and last.until <= support.since
            if last.kind is support.kind and is_free:
                lane.append(support)
                break
        else:
            lanes.append([support])
    return lanes


def _draw_lane(sketch: Sketch, lane: list[Support], top: float, plot: _Plot) -> None:
    unit, palette = plot.unit, plot.palette
    is_second = lane[0].kind is AssignmentKind.SECOND
    _draw_label(sketch, "Tweede coach" if is_second else "Coach", top, plot)
    y = top + (_LANE - 5) * unit
    for support in lane:
        left, right = plot.x(support.since), plot.end(support.until)
        thick = (1.6 if is_second else 3.2) * unit
        sketch.line(left, y, max(right - unit, left + unit), y, stroke=palette.accent, width=thick)
        name = _fitting(support.coach, right - left - 3 * unit, plot.text_size)
        sketch.text(left, y - 4 * unit, name, size=plot.text_size, fill=palette.ink)


def _draw_label(sketch: Sketch, text: str, top: float, plot: _Plot) -> None:
    y = top + (_LANE - 3) * plot.unit
    sketch.text(0, y, text, size=plot.text_size, fill=plot.palette.secondary)


def _draw_snapshots(sketch: Sketch, course: Course, top: float, plot: _Plot) -> None:
    _draw_label(sketch, "Momentopnamen", top, plot)
    y = top + (_LANE - 6) * plot.unit
    sketch.line(plot.left, y, plot.right, y, stroke=plot.palette.grid, width=0.75 * plot.unit)
    for day in course.snapshots:
        sketch.dot(
            plot.x(day), y, 3.4 * plot.unit,
            fill=plot.palette.accent, stroke=plot.palette.page, stroke_width=0.8 * plot.unit,
        )  # fmt: skip


def _draw_contacts(sketch: Sketch, course: Course, top: float, plot: _Plot) -> None:
    _draw_label(sketch, "Contacten", top, plot)
    y = top + (_LANE - 3) * plot.unit
    sketch.line(plot.left, y, plot.right, y, stroke=plot.palette.grid, width=0.75 * plot.unit)
    for day in course.contacts:
        x = plot.x(day)
        sketch.line(x, y, x, y - 8 * plot.unit, stroke=plot.palette.secondary, width=0.9 * plot.unit)


def _draw_date(sketch: Sketch, day: date, x: float, y: float, plot: _Plot) -> None:
    text = "vandaag" if day == plot.ends else format_short(day)
    half = width_of(text, Face.REGULAR, plot.text_size) / 2
    middle = min(max(x, plot.left + half), plot.right - half)
    sketch.text(middle, y, text, size=plot.text_size, fill=plot.palette.secondary, anchor=Anchor.MIDDLE)


def _fitting(text: str, room: float, size: float) -> str:
    """The text, its beginning, or nothing where there is no room for that."""
    if width_of(text, Face.SEMIBOLD, size) <= room:
        return text
    if room < size * 2.5:
        return ""
    return shortened(text, Face.SEMIBOLD, size, room)
