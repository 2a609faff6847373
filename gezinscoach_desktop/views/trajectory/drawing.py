"""The line of the whole trajectory as SVG: a pure function that runs on the drawing worker."""

from __future__ import annotations

from gezinscoach_desktop.domain.trajectory import Course
from gezinscoach_desktop.reports.palette import DARK, LIGHT
from gezinscoach_desktop.views.family.drawings import TEXT_SIZE, Drawn


def draw_course(course: Course, width: int, is_dark: bool) -> Drawn:
    """Phases, coaches, snapshots and contacts over time."""
    from gezinscoach_desktop.reports.charts.svg import to_svg
    from gezinscoach_desktop.reports.charts.trajectory import describe_trajectory, trajectory_chart

    description = describe_trajectory(course)
    palette = DARK if is_dark else LIGHT
    drawing = trajectory_chart(course, width=width, palette=palette, text_size=TEXT_SIZE)
    return Drawn(to_svg(drawing, description=description), description)
