"""On how many days of each month there was a contact, with the coach's own phase under it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.dates import SHORT_MONTHS, format_long
from gezinscoach_desktop.domain.intensity import Intensity, MonthIntensity
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.reports.charts.signs import diamond
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

MOST_MONTHS = 12
_LEVELS = {Intensity.INTENSIVE: 1, Intensity.BETWEEN: 3, Intensity.LESS_INTENSIVE: 4, None: 5}
_WORDS = {
    Intensity.INTENSIVE: "intensief",
    Intensity.BETWEEN: "ertussen",
    Intensity.LESS_INTENSIVE: "minder intensief",
    None: "te kort om te zeggen",
}
_EVERY_WEEK, _DIFFERS = "elke week", "anders dan de fase"
_FEWEST_LETTERS = 4
_FEWEST_HIGH = 5
"""So many days the axis holds at least, so that one contact does not look like a lot."""


@dataclass(frozen=True, slots=True)
class _Plot:
    left: float
    step: float
    top: float
    bottom: float
    most: int
    size: float

    def x(self, place: int) -> float:
        return self.left + place * self.step

    def y(self, number: float) -> float:
        return self.bottom - number / self.most * (self.bottom - self.top)


def intensity_chart(
    months: tuple[MonthIntensity, ...], *, width: float, palette: ChartPalette = PAPER, text_size: float = 8.0
) -> Drawing:
    """The last twelve months at most; a diamond where contacts and phase say the opposite."""
    shown = months[-MOST_MONTHS:]
    legend = _legend_rows(shown, width, text_size)
    head = len(legend) * 1.5 + 3.1
    height = text_size * (head + 14.7)
    sketch = Sketch(width, height)
    most = max((month.met for month in shown), default=0)
    plot = _Plot(
        left=text_size * 1.5,
        step=(width - text_size * 1.5) / max(len(shown), 6),
        top=text_size * head,
        bottom=height - text_size * 6.3,
        most=max(most, _FEWEST_HIGH),
        size=text_size,
    )
    _draw_weekly(sketch, plot, width, palette)
    _draw_legend(sketch, legend, text_size, palette)
    for place, month in enumerate(shown):
        _draw_month(sketch, plot, place, month, palette)
    _draw_calendar(sketch, plot, shown, palette)
    _draw_phases(sketch, plot, shown, palette)
    return sketch.drawing


def describe_intensity(months: tuple[MonthIntensity, ...]) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    told = "; ".join(_described(month) for month in months[-MOST_MONTHS:])
    return f"Dagen met contact per maand: {told or 'nog geen'}."


def _described(month: MonthIntensity) -> str:
    words = [f"{_name(month.month)} {counted(month.met, 'dag', 'dagen')}"]
    words += [month.intensity.label.lower()] if month.intensity is not None else []
    words += [f"fase {month.phase.label.lower()}"] if month.phase is not None else []
    return ", ".join(words)


def _draw_weekly(sketch: Sketch, plot: _Plot, width: float, palette: ChartPalette) -> None:
    """The line from where a whole month is intensive: a contact every week."""
    y = plot.y(4)
    sketch.line(plot.left, plot.bottom, width, plot.bottom, stroke=palette.rule, width=0.75)
    sketch.line(plot.left, y, width, y, stroke=palette.carried, width=0.9, is_dotted=True)


def _legend_rows(
    shown: tuple[MonthIntensity, ...], width: float, size: float
) -> list[list[tuple[Intensity | str | None, str, float]]]:
    """Only the marks that this chart shows, each with its word and place, over as many rows as it takes."""
    marks: list[tuple[Intensity | str | None, str]] = [(_EVERY_WEEK, _EVERY_WEEK)]
    drawn = {month.intensity for month in shown if month.met}
    marks += [(intensity, word) for intensity, word in _WORDS.items() if intensity in drawn]
    marks += [(_DIFFERS, _DIFFERS)] if any(month.differs for month in shown) else []
    rows: list[list[tuple[Intensity | str | None, str, float]]] = [[]]
    at = 0.0
    for mark, word in marks:
        taken = size * 2.2 + width_of(word, Face.REGULAR, size)
        if rows[-1] and at + taken > width:
            rows.append([])
            at = 0.0
        rows[-1].append((mark, word, at))
        at += taken + size * 1.4
    return rows


def _draw_legend(
    sketch: Sketch,
    rows: list[list[tuple[Intensity | str | None, str, float]]],
    size: float,
    palette: ChartPalette,
) -> None:
    for number, row in enumerate(rows):
        y = size * (1 + 1.5 * number)
        for mark, word, x in row:
            middle = y - size * 0.35
            if mark == _EVERY_WEEK:
                sketch.line(
                    x, middle, x + size * 1.7, middle, stroke=palette.carried, width=0.9, is_dotted=True
                )
            elif mark == _DIFFERS:
                sketch.polygon(diamond(x + size * 0.9, middle, size), fill=palette.accent)
            else:
                colour = palette.level(_LEVELS[Intensity(mark) if mark else None])
                side = size * 0.9
                sketch.box(
                    x + size * 0.5, middle - side / 2, side, side, fill=colour.fill, stroke=colour.edge
                )
            sketch.text(x + size * 2.2, y, word, size=size, fill=palette.secondary)


def _draw_calendar(
    sketch: Sketch, plot: _Plot, shown: tuple[MonthIntensity, ...], palette: ChartPalette
) -> None:
    """The months, as many as have room, counted back from the last; and under them their year."""
    size = plot.size
    every = math.ceil(width_of("mmm", Face.REGULAR, size * 0.72) / plot.step)
    for place, month in enumerate(shown):
        if (len(shown) - 1 - place) % every == 0:
            sketch.text(
                plot.x(place) + plot.step / 2, plot.bottom + size * 1.3, SHORT_MONTHS[month.month.month - 1],
                size=size, fill=palette.secondary, anchor=Anchor.MIDDLE,
            )  # fmt: skip
    for year in dict.fromkeys(month.month.year for month in shown):
        places = [place for place, month in enumerate(shown) if month.month.year == year]
        left, wide = plot.x(places[0]), len(places) * plot.step
        if width_of(str(year), Face.REGULAR, size) < wide:
            sketch.text(
                left + wide / 2, plot.bottom + size * 2.6, str(year),
                size=size, fill=palette.secondary, anchor=Anchor.MIDDLE,
            )  # fmt: skip
        if places[0]:
            sketch.line(left, plot.bottom, left, plot.bottom + size * 2.8, stroke=palette.rule, width=0.75)


def _draw_month(
    sketch: Sketch, plot: _Plot, place: int, month: MonthIntensity, palette: ChartPalette
) -> None:
    x, y = plot.x(place), plot.y(month.met)
    wide = min(plot.step * 0.62, plot.size * 2.6)
    left, middle = x + (plot.step - wide) / 2, x + plot.step / 2
    colour = palette.level(_LEVELS[month.intensity])
    if month.met:
        sketch.box(left, y, wide, plot.bottom - y, fill=colour.fill, stroke=colour.edge)
    sketch.text(
        middle, y - plot.size * 0.4, str(month.met),
        size=plot.size, fill=palette.ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE,
    )  # fmt: skip
    if month.differs:
        sketch.polygon(diamond(middle, y - plot.size * 1.9, plot.size * 0.9), fill=palette.accent)


def _draw_phases(
    sketch: Sketch, plot: _Plot, shown: tuple[MonthIntensity, ...], palette: ChartPalette
) -> None:
    """A band per phase under the months it held."""
    y, high = plot.bottom + plot.size * 3.5, plot.size * 1.9
    for first, number, phase in _runs(shown):
        if phase is None:
            continue
        left, wide = plot.x(first) + 1, number * plot.step - 2
        sketch.box(left, y, wide, high, fill=palette.band, stroke=palette.rule)
        label = _fitting(phase, wide - plot.size * 0.6, plot.size)
        sketch.text(
            left + wide / 2, y + high * 0.68, label,
            size=plot.size, fill=palette.ink, anchor=Anchor.MIDDLE,
        )  # fmt: skip


def _runs(shown: tuple[MonthIntensity, ...]) -> Iterator[tuple[int, int, Phase | None]]:
    """Months in a row with the same phase: where they begin, how many, which."""
    first = 0
    for phase, months in groupby(month.phase for month in shown):
        number = len(tuple(months))
        yield first, number, phase
        first += number


def _fitting(phase: Phase, width: float, size: float) -> str:
    """The phase's name, shortened to what fits; nothing where that is no name any more."""
    words = phase.label
    while words and width_of(words, Face.REGULAR, size) > width:
        words = words[:-1]
    if words == phase.label:
        return words
    return f"{words[:-1].rstrip()}." if len(words) > _FEWEST_LETTERS else ""


def _name(month: date) -> str:
    """`november 2026`."""
    return format_long(month).split(" ", 1)[1]
