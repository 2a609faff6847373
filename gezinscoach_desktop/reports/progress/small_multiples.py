"""The course of every item that moved, as small step charts."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.step import StepPoint, Steps, small_step_chart
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.headings import section, subsection
from gezinscoach_desktop.reports.paper.measures import SMALL, TINY, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.progress.facts import Facts, Group

_PER_LINE, _GAP, _HEIGHT, _UNDER = 5, 12.0, 72.0, 8.0
_CHART_WIDTH = (WIDTH - _GAP * (_PER_LINE - 1)) / _PER_LINE


def small_multiples(_content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    if not options.with_charts or len(facts.moments) < 2:
        return []
    story: list[Flowable] = []
    for group in facts.present_groups:
        moved = _moved(group, facts)
        if not moved:
            continue
        if not story:
            story += [
                *section("Verloop per item", keeps=150),
                prose(_legend(facts), size=SMALL, fill=PAPER.secondary),
            ]
        story += subsection(group.title, detail=group.detail, keeps=_HEIGHT + _UNDER)
        story += [_Line(moved[start : start + _PER_LINE]) for start in range(0, len(moved), _PER_LINE)]
    return story


def _legend(facts: Facts) -> str:
    baseline = "ruit: nulmeting (open als ze toen overgenomen werd)" if _carries(facts) else "ruit: nulmeting"
    return (
        f"Alleen items die bewogen, van {format_date(facts.moments[0])} tot {format_date(facts.moments[-1])}. "
        "Onderste lijn: niveau 1, bovenste: niveau 5. Gevuld: ingevuld; open met stippellijn: overgenomen; "
        f"{baseline}; streepje onderaan: n.v.t."
    )


def _carries(facts: Facts) -> bool:
    """True when a drawn item was carried forward at the baseline, which makes a hollow diamond."""
    return facts.baseline is not None and any(
        (cell := row.cells[facts.baseline]) is not None and cell.level is not None and not cell.is_entered
        for group in facts.present_groups
        for row in group.rows
        if row.has_moved
    )


def _moved(group: Group, facts: Facts) -> list[Steps]:
    """All charts run over the same time, also of who came later."""
    return [
        Steps(
            row.item.name,
            tuple(
                StepPoint(day, cell.level, cell.is_entered)
                for day, cell in zip(facts.moments, row.cells, strict=True)
                if cell is not None
            ),
            facts.baseline_date,
            facts.moments,
            row.wished,
        )
        for row in group.rows
        if row.has_moved
    ]


class _Line(Flowable):
    """Up to five small charts beside each other."""

    def __init__(self, charts: Sequence[Steps]) -> None:
        super().__init__()
        self.charts = charts

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, _HEIGHT + _UNDER

    def draw(self) -> None:
        for place, steps in enumerate(self.charts):
            chart = small_step_chart(steps, width=_CHART_WIDTH, height=_HEIGHT, text_size=TINY)
            draw_on(self.canv, chart, place * (_CHART_WIDTH + _GAP), _UNDER)
