"""The level a family wishes for, in the charts: a hollow diamond with a dot, named “wens”."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, String

from gezinscoach_desktop.domain.evolution import Sign
from gezinscoach_desktop.reports.charts.dumbbell import dumbbell_chart
from gezinscoach_desktop.reports.charts.sketch import colour
from gezinscoach_desktop.reports.charts.step import describe_steps, small_step_chart, step_chart
from gezinscoach_desktop.reports.charts.timeline import timeline_matrix
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import DARK, LIGHT, PAPER, ChartPalette
from tests.reports.test_charts import DUMBBELL, STEPS, TIMELINE

PALETTES = pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK], ids=["paper", "light", "dark"])
WISHED = replace(STEPS, wished=4)
WISHED_DUMBBELL = replace(DUMBBELL, rows=(replace(DUMBBELL.rows[0], wished=5), *DUMBBELL.rows[1:]))
WISHED_TIMELINE = replace(
    TIMELINE,
    groups=(
        replace(
            TIMELINE.groups[0],
            rows=(replace(TIMELINE.groups[0].rows[0], wished=4), *TIMELINE.groups[0].rows[1:]),
        ),
    ),
)


def wishes(drawing: Drawing, palette: ChartPalette) -> list[tuple[float, float]]:
    """The middles of hollow diamonds in the ink of a wish that have a dot in them."""
    ink = colour(palette.signs[Sign.BETTER])
    dots = {
        (round(each.cx, 2), round(each.cy, 2))
        for each in drawing.contents
        if isinstance(each, Circle) and each.fillColor == ink
    }
    found = []
    for each in drawing.contents:
        if isinstance(each, Polygon) and each.strokeColor == ink and each.fillColor == colour(palette.page):
            xs, ys = each.points[0::2], each.points[1::2]
            middle = (round((min(xs) + max(xs)) / 2, 2), round((min(ys) + max(ys)) / 2, 2))
            found += [middle] if middle in dots else []
    return found


def texts(drawing: Drawing) -> list[str]:
    return [each.text for each in drawing.contents if isinstance(each, String)]


@PALETTES
def test_a_step_chart_shows_the_wish_at_its_level_by_name(palette: ChartPalette) -> None:
    drawing = step_chart(WISHED, width=260, height=200, palette=palette, text_size=12)
    (mark,) = wishes(drawing, palette)
    label = next(
        each for each in drawing.contents if isinstance(each, String) and each.text == "4" and each.x < 30
    )
    assert abs(mark[1] - label.y) < 6
    assert mark[0] > 230
    (name,) = (each for each in drawing.contents if isinstance(each, String) and each.text == "wens")
    assert abs(name.y - mark[1]) < 25
    assert name.x == 260


@pytest.mark.parametrize("text_size", [8, 12])
@pytest.mark.parametrize("wished", [2, 3, 5])
def test_no_step_runs_through_the_name_of_the_wish(wished: int, text_size: int) -> None:
    drawing = step_chart(replace(STEPS, wished=wished), width=260, height=200, text_size=text_size)
    (name,) = (each for each in drawing.contents if isinstance(each, String) and each.text == "wens")
    begins = name.x - width_of("wens", Face.REGULAR, name.fontSize)
    rises = [each for each in drawing.contents if isinstance(each, Line) and each.x1 == each.x2]

    assert rises
    assert max(each.x1 for each in rises) < begins


@PALETTES
def test_without_a_wish_nothing_of_it_is_drawn(palette: ChartPalette) -> None:
    for drawing in (
        step_chart(STEPS, width=260, height=200, palette=palette),
        dumbbell_chart(DUMBBELL, width=400, palette=palette),
        timeline_matrix(TIMELINE, width=500, palette=palette),
    ):
        assert wishes(drawing, palette) == []
        assert "wens" not in texts(drawing)


@PALETTES
def test_a_small_chart_a_dumbbell_and_the_matrix_show_it_too(palette: ChartPalette) -> None:
    assert len(wishes(small_step_chart(WISHED, width=90, height=70, palette=palette), palette)) == 1
    dumbbell = dumbbell_chart(WISHED_DUMBBELL, width=400, palette=palette)
    assert len(wishes(dumbbell, palette)) == 2
    assert "wens" in texts(dumbbell)
    matrix = timeline_matrix(WISHED_TIMELINE, width=500, palette=palette)
    assert len(wishes(matrix, palette)) == 1
    assert "wens" in texts(matrix)
    assert all(each.x >= 0 for each in matrix.contents if isinstance(each, String))


def test_points_leave_room_for_the_wish() -> None:
    def last_point(drawing: Drawing) -> float:
        accent = colour(PAPER.accent)
        return max(
            float(each.cx)
            for each in drawing.contents
            if isinstance(each, Circle) and each.fillColor == accent
        )

    with_wish = step_chart(WISHED, width=260, height=200, text_size=12)
    without = step_chart(STEPS, width=260, height=200, text_size=12)
    assert last_point(with_wish) + 10 < last_point(without)


def test_who_cannot_see_the_chart_hears_the_wish() -> None:
    assert describe_steps(WISHED).endswith("het gezin wil naar niveau 4.")
    assert (
        describe_steps(replace(WISHED, points=()))
        == "Inkomen: nog niets ingevuld, het gezin wil naar niveau 4."
    )
