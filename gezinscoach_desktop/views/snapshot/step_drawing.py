"""Drawing an item's step chart away from the window; pure, so that it can run on the drawing worker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.reports.charts.step import StepPoint, Steps, describe_steps, step_chart
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.palette import DARK, LIGHT
from gezinscoach_desktop.views.snapshot.past import PastValue

TEXT_SIZE = 11.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with what it says in words."""

    svg: bytes
    description: str


def steps_of(
    title: str, history: tuple[PastValue, ...], baseline: date | None, wished: int | None = None
) -> Steps:
    """An item's history as the chart wants it."""
    points = tuple(StepPoint(value.date, value.level, value.is_entered) for value in history)
    return Steps(title, points, baseline, wished=wished)


def draw_steps(steps: Steps, width: int, height: int, is_dark: bool) -> Drawn:
    """The chart as SVG in the colours of the window."""
    drawing = step_chart(
        steps, width=width, height=height, palette=DARK if is_dark else LIGHT, text_size=TEXT_SIZE
    )
    description = describe_steps(steps)
    return Drawn(to_svg(drawing, description=description), description)
