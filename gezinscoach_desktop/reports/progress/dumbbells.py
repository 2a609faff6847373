"""Baseline beside now, a chart per person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.reports.charts.dumbbell import (
    Dumbbell,
    DumbbellRow,
    dumbbell_chart,
    dumbbell_height,
    rows_within,
)
from gezinscoach_desktop.reports.charts.pdf import Chart, draw_on
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.headings import section, subsection
from gezinscoach_desktop.reports.paper.measures import BODY, SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.progress.facts import Facts, Group
from gezinscoach_desktop.reports.wording import listed

_TEXT = BODY - 0.5
_LEAST_ROWS = 4
_MOST_TOGETHER = 14
"""A short report tells the rest in its table."""
_LEAST_HEIGHT = 120.0


def dumbbells(_content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    if not options.with_charts or not facts.has_evolution:
        return []
    if options.is_short:
        return _together(facts)
    story: list[Flowable] = []
    for group in facts.shown_groups:
        rows = _rows(group)
        if not rows or facts.baseline is None or facts.now is None:
            continue
        if not story:
            story += section("Nulmeting en nu", keeps=dumbbell_keeps(len(rows)))
        chart = dumbbell_chart(
            Dumbbell(rows, facts.moments[facts.baseline], facts.moments[facts.now]),
            width=WIDTH,
            text_size=_TEXT,
        )
        story += [*subsection(group.title, detail=group.detail, keeps=chart.height + 24), Chart(chart)]
        story += _not_comparable(group)
    return story


def _together(facts: Facts) -> list[Flowable]:
    """One chart of everybody, for a short report: who stands before the item."""
    rows = [
        replace(row, label=f"{group.title} · {row.label}")
        for group in facts.shown_groups
        for row in _rows(group)
    ]
    if facts.baseline is None or facts.now is None or not rows:
        return []
    shown = _most_telling(rows)
    told = []
    if left := len(rows) - len(shown):
        more = counted(left, "stap vooruit staat", "stappen vooruit staan")
        told = [prose(f"Nog {more} in de tabel per persoon.", size=SMALL, fill=PAPER.secondary)]
    chart = _LongChart(Dumbbell(shown, facts.moments[facts.baseline], facts.moments[facts.now]))
    return [*section("Nulmeting en nu", keeps=min(chart.height, _LEAST_HEIGHT)), *told, chart]


def _most_telling(rows: Sequence[DumbbellRow]) -> tuple[DumbbellRow, ...]:
    """The largest steps forward and every setback: what got worse is never what there was no room for."""
    forward = sorted((row for row in rows if row.steps >= 0), key=lambda row: -row.steps)
    back = sorted((row for row in rows if row.steps < 0), key=lambda row: -row.steps)
    return (*forward[: max(_MOST_TOGETHER - len(back), _LEAST_ROWS)], *back)


class _LongChart(Flowable):
    """A dumbbell chart that goes on over the page, with its levels and its legend on both."""

    def __init__(self, dumbbell: Dumbbell) -> None:
        super().__init__()
        self.dumbbell = dumbbell
        self.height = dumbbell_height(len(dumbbell.rows), text_size=_TEXT)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        rows = self.dumbbell.rows
        fitting = min(rows_within(height, text_size=_TEXT), len(rows) - _LEAST_ROWS)
        if fitting < _LEAST_ROWS:
            return []
        return [
            _LongChart(replace(self.dumbbell, rows=rows[:fitting])),
            _LongChart(replace(self.dumbbell, rows=rows[fitting:])),
        ]

    def draw(self) -> None:
        draw_on(self.canv, dumbbell_chart(self.dumbbell, width=WIDTH, text_size=_TEXT), 0, 0)


def dumbbell_keeps(rows: int) -> float:
    """Room for the section's first chart with its subheading."""
    return min(rows * 15.2 + 66, 600)


def _rows(group: Group) -> tuple[DumbbellRow, ...]:
    """Most improved first; what is equal keeps the order of the instrument."""
    rows = [
        DumbbellRow(row.item.name, row.change.before, row.change.after, row.wished)
        for row in group.rows
        if row.change.before is not None and row.change.after is not None
    ]
    return tuple(sorted(rows, key=lambda row: -row.steps))


def _not_comparable(group: Group) -> list[Flowable]:
    names = [row.item.name for row in group.rows if row.is_current and not row.change.is_comparable]
    if not names:
        return []
    text = f"Niet te vergelijken (later ingevuld of n.v.t.): {listed(names)}."
    return [prose(text, size=SMALL, fill=PAPER.secondary)]
