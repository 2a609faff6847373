"""The 7 × 7 matrix of a cohort: weak domains at the baseline against those at the follow-up, with a sign per class."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.evolution import Cohort, Sign, category_of
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.signs import draw_sign
from gezinscoach_desktop.reports.charts.sketch import Anchor, Sketch
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import PAPER, ChartPalette

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

WORDS = {
    Sign.BETTER: "beter",
    Sign.STAYS_OUT: "blijft niet kansarm",
    Sign.STAYS_DEPRIVED: "blijft kansarm",
    Sign.WORSE: "minder goed",
}


def category_matrix(
    cohort: Cohort,
    *,
    deprived_from: int,
    later: str = "bij de vervolgmeting",
    width: float,
    palette: ChartPalette = PAPER,
    text_size: float = 8.0,
) -> Drawing:
    """Rows are the baseline, columns the measurement that `later` names; cells without families stay pale."""
    size = len(cohort.matrix)
    left, top = text_size * 4, text_size * 4
    side = (width - left) / size
    high = min(side, text_size * 4)
    bottom = top + high * size
    sketch = Sketch(width, bottom + text_size * 4)
    sketch.text(0, text_size, axes_in_words(later), size=text_size, fill=palette.secondary)
    _draw_axes(sketch, left=left, top=top, side=side, high=high, size=size, palette=palette,
               text_size=text_size)  # fmt: skip
    for before, counts in enumerate(cohort.matrix):
        for after, count in enumerate(counts):
            sign = category_of(before, after, deprived_from=deprived_from).sign
            x, y = left + after * side, top + before * high
            _draw_cell(sketch, sign, count, x=x, y=y, side=side, high=high, palette=palette,
                       text_size=text_size)  # fmt: skip
    _draw_cuts(sketch, deprived_from, left=left, top=top, side=side, high=high, size=size, palette=palette)
    _draw_legend(sketch, _totals(cohort), y=bottom + text_size * 3, palette=palette, text_size=text_size)
    return sketch.drawing


def axes_in_words(later: str) -> str:
    """What the rows and the columns of a matrix are."""
    return f"Rijen: zwakke domeinen bij de nulmeting. Kolommen: zwakke domeinen {later}."


def describe_categories(cohort: Cohort) -> str:
    """What the chart shows in one Dutch sentence, for whoever cannot see it."""
    totals = _totals(cohort)
    told = ", ".join(f"{totals[sign]} {word}" for sign, word in WORDS.items())
    return f"{counted(cohort.measured, 'gezin', 'gezinnen')} met twee metingen: {told}."


def _totals(cohort: Cohort) -> Counter[Sign]:
    totals: Counter[Sign] = Counter()
    for category, count in cohort.categories.items():
        totals[category.sign] += count
    return totals


def _draw_axes(
    sketch: Sketch, *, left: float, top: float, side: float, high: float, size: int, palette: ChartPalette,
    text_size: float,
) -> None:  # fmt: skip
    for place in range(size):
        sketch.text(
            left + (place + 0.5) * side, top - text_size, str(place),
            size=text_size, fill=palette.secondary, anchor=Anchor.MIDDLE,
        )  # fmt: skip
        sketch.text(
            left - text_size, top + (place + 0.5) * high + text_size * 0.36, str(place),
            size=text_size, fill=palette.secondary, anchor=Anchor.END,
        )  # fmt: skip


def _draw_cell(
    sketch: Sketch, sign: Sign, count: int, *,
    x: float, y: float, side: float, high: float, palette: ChartPalette, text_size: float,
) -> None:  # fmt: skip
    """With families: the colour of the class, its sign and the count. Without: the sign alone, in outline."""
    gap = text_size * 0.12
    fill = palette.signs[sign] if count else palette.panel
    sketch.box(x + gap, y + gap, side - 2 * gap, high - 2 * gap, fill=fill)
    ink = palette.on_signs[sign]
    place = (x + min(side * 0.26, text_size * 1.6), y + high / 2)
    if count:
        draw_sign(sketch, sign, x=place[0], y=place[1], size=text_size * 0.9, fill=ink)
        sketch.text(
            x + side * 0.6, y + high / 2 + text_size * 0.42, str(count),
            size=text_size * 1.25, fill=ink, face=Face.SEMIBOLD, anchor=Anchor.MIDDLE,
        )  # fmt: skip
    else:
        draw_sign(
            sketch, sign, x=place[0], y=place[1], size=text_size * 0.7, fill=palette.panel, edge=palette.rule
        )


def _draw_cuts(
    sketch: Sketch, deprived_from: int, *,
    left: float, top: float, side: float, high: float, size: int, palette: ChartPalette,
) -> None:  # fmt: skip
    """The lines from where a family counts as deprived, before and after."""
    x, y = left + deprived_from * side, top + deprived_from * high
    sketch.line(x, top, x, top + size * high, stroke=palette.ink, width=0.9)
    sketch.line(left, y, left + size * side, y, stroke=palette.ink, width=0.9)


def _draw_legend(
    sketch: Sketch, totals: Counter[Sign], *, y: float, palette: ChartPalette, text_size: float
) -> None:
    x = 0.0
    for sign, word in WORDS.items():
        edge = palette.carried if sign is Sign.STAYS_OUT else None
        draw_sign(
            sketch, sign, x=x + text_size * 0.5, y=y - text_size * 0.36, size=text_size,
            fill=palette.signs[sign], edge=edge,
        )  # fmt: skip
        label = f"{word}: {totals[sign]}"
        sketch.text(x + text_size * 1.5, y, label, size=text_size, fill=palette.secondary)
        x += width_of(label, Face.REGULAR, text_size) + text_size * 3
