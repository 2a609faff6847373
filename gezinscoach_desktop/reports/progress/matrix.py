"""The timeline matrix over as many pages as it needs."""

from __future__ import annotations

from reportlab.platypus.doctemplate import CondPageBreak
from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.timeline import Timeline, TimelineCell, TimelineGroup, TimelineRow
from gezinscoach_desktop.reports.charts.timeline_drawing import (
    HEAD,
    LEGEND,
    ROW,
    TITLE,
    draw_timeline,
    timeline_height,
)
from gezinscoach_desktop.reports.charts.timeline_split import column_groups, cut_after, rows_within
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import WIDTH
from gezinscoach_desktop.reports.progress.facts import Facts

_COLUMNS = 8
_SIZE = 7.5


def matrix(_content: FamilyContent, options: PaperOptions, facts: Facts) -> list[Flowable]:
    if not options.with_charts or len(facts.moments) < 2 or not facts.groups:
        return []
    story: list[Flowable] = section("Score per item en per momentopname", keeps=240)
    for place, piece in enumerate(column_groups(_timeline(facts), at_most=_COLUMNS)):
        if place:
            story += [Spacer(0, 16), CondPageBreak(200)]
        story.append(_Matrix(piece))
    return story


def _timeline(facts: Facts) -> Timeline:
    groups = tuple(
        TimelineGroup(
            group.title,
            group.detail if group.is_present else "nu niet in het huishouden",
            tuple(
                TimelineRow(
                    row.item.name,
                    tuple(None if cell is None else TimelineCell(cell.level, cell.is_entered) for cell in row.cells),
                    row.change.steps if row.change.is_comparable and facts.has_evolution else None,
                    row.wished,
                )
                for row in group.rows
            ),
        )
        for group in facts.groups
    )  # fmt: skip
    return Timeline(facts.moments, groups, baseline=facts.baseline or 0)


class _Matrix(Flowable):
    """A piece of the matrix; the last one of a pile carries the legend."""

    def __init__(self, timeline: Timeline, *, has_legend: bool = True) -> None:
        super().__init__()
        self.timeline = timeline
        self.has_legend = has_legend

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return WIDTH, timeline_height(self.timeline, text_size=_SIZE, has_legend=self.has_legend)

    def split(self, _width: float, height: float) -> list[Flowable]:
        room = height - (HEAD + LEGEND) * _SIZE
        rows = rows_within(self.timeline, room=room, row=ROW * _SIZE, title=TITLE * _SIZE)
        if not rows:
            return []
        first, rest = cut_after(self.timeline, rows)
        if not rest.groups:
            return [self]
        return [_Matrix(first, has_legend=True), _Matrix(rest)]

    def draw(self) -> None:
        drawing = draw_timeline(
            self.timeline, width=WIDTH, palette=PAPER, text_size=_SIZE, has_legend=self.has_legend
        )
        draw_on(self.canv, drawing, 0, 0)
