"""Charts on paper and on screen."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pytest
from reportlab.graphics.shapes import Drawing
from reportlab.pdfgen.canvas import Canvas

from gezinscoach_desktop.domain.dates import format_short
from gezinscoach_desktop.domain.evolution import Category, Cohort, Sign
from gezinscoach_desktop.reports.charts.axis import date_lines, positions
from gezinscoach_desktop.reports.charts.category import category_matrix, describe_categories
from gezinscoach_desktop.reports.charts.dumbbell import (
    Dumbbell,
    DumbbellRow,
    describe_dumbbell,
    dumbbell_chart,
)
from gezinscoach_desktop.reports.charts.index_steps import IndexPoint, IndexSteps, describe_index, index_chart
from gezinscoach_desktop.reports.charts.pdf import draw_on
from gezinscoach_desktop.reports.charts.step import (
    StepPoint,
    Steps,
    describe_steps,
    small_step_chart,
    step_chart,
)
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.charts.timeline import (
    Timeline,
    TimelineCell,
    TimelineGroup,
    TimelineRow,
    describe_timeline,
    timeline_matrix,
)
from gezinscoach_desktop.reports.palette import DARK, LIGHT, PAPER, ChartPalette

D1, D2, D3 = date(2025, 11, 20), date(2026, 2, 17), date(2026, 5, 19)
STEPS = Steps("Inkomen", (StepPoint(D1, 1, True), StepPoint(D2, 1, False), StepPoint(D3, 3, True)), D1)
DUMBBELL = Dumbbell(
    (DumbbellRow("Inkomen", 1, 3), DumbbellRow("Schulden", 2, 2), DumbbellRow("Stress", 4, 3)), D1, D3
)
TIMELINE = Timeline(
    (D1, D2, D3),
    (
        TimelineGroup("Huishouden", "", (
            TimelineRow("Inkomen", (TimelineCell(1, True), TimelineCell(1, False), TimelineCell(3, True)), 2),
            TimelineRow("Schulden", (None, TimelineCell(None, True), TimelineCell(None, False)), None),
        )),
    ),
)  # fmt: skip
INDEX = IndexSteps((IndexPoint(D1, 2, 2), IndexPoint(D2, 4, 0), IndexPoint(D3, 2, 0)), 6, 3, D1)
COHORT = Cohort(
    3, 2, 1, 0, tuple(tuple(2 if (row, column) == (4, 2) else 0 for column in range(7)) for row in range(7)),
    {**dict.fromkeys(Category, 0), Category.IMPROVED_OUT: 2},
)  # fmt: skip


def every_chart(palette: ChartPalette) -> dict[str, Drawing]:
    return {
        "step": step_chart(STEPS, width=260, height=200, palette=palette, text_size=12),
        "small": small_step_chart(STEPS, width=90, height=70, palette=palette),
        "dumbbell": dumbbell_chart(DUMBBELL, width=400, palette=palette),
        "timeline": timeline_matrix(TIMELINE, width=500, palette=palette),
        "index": index_chart(INDEX, width=400, height=160, palette=palette),
        "category": category_matrix(COHORT, deprived_from=3, width=400, palette=palette),
    }


def parsed(drawing: Drawing) -> ET.Element:
    return ET.fromstring(to_svg(drawing))  # noqa: S314 - our own


def elements(drawing: Drawing, name: str) -> list[ET.Element]:
    return parsed(drawing).findall(f"{{http://www.w3.org/2000/svg}}{name}")


@pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK], ids=["paper", "light", "dark"])
def test_every_chart_is_valid_svg_with_real_text_inside_its_sheet(palette: ChartPalette) -> None:
    for name, drawing in every_chart(palette).items():
        root = parsed(drawing)
        assert root.get("font-family") == "Open Sans", name
        texts = elements(drawing, "text")
        assert texts or name == "small"
        for text in texts:
            assert 0 <= float(text.get("x", "-1")) <= drawing.width, name
            assert 0 <= float(text.get("y", "-1")) <= drawing.height, name


def test_svg_carries_the_text_alternative() -> None:
    svg = to_svg(step_chart(STEPS, width=260, height=200), description="Inkomen <stijgt> & blijft")

    assert b"<desc>Inkomen &lt;stijgt&gt; &amp; blijft</desc>" in svg


def test_every_chart_goes_into_a_pdf() -> None:
    canvas = Canvas(BytesIO())
    for drawing in every_chart(PAPER).values():
        draw_on(canvas, drawing, 10, 10)
    assert canvas.getpdfdata().startswith(b"%PDF")


def test_semibold_is_a_weight_of_the_family_on_screen() -> None:
    weights = {text.get("font-weight") for text in elements(timeline_matrix(TIMELINE, width=500), "text")}

    assert weights == {None, "600"}


def test_carried_points_are_hollow_and_their_line_dotted() -> None:
    without_legend = step_chart(STEPS, width=260, height=200, palette=LIGHT, has_legend=False)
    fills = [dot.get("fill") for dot in elements(without_legend, "circle")]

    assert fills == [LIGHT.page.lower(), LIGHT.accent.lower()]
    assert sum("stroke-dasharray" in line.attrib for line in elements(without_legend, "line")) == 1


def test_the_baseline_is_a_diamond_and_hollow_when_carried() -> None:
    carried = replace(STEPS, baseline=D2)
    diamonds = [
        elements(step_chart(steps, width=260, height=200, has_legend=False), "polygon")
        for steps in (STEPS, carried)
    ]

    assert [len(found) for found in diamonds] == [1, 1]
    assert [found[0].get("fill") for found in diamonds] == [PAPER.accent.lower(), PAPER.page.lower()]


def test_a_not_applicable_point_breaks_the_line() -> None:
    broken = Steps("x", (StepPoint(D1, 2, True), StepPoint(D2, None, True), StepPoint(D3, 2, True)))
    whole = Steps("x", (StepPoint(D1, 2, True), StepPoint(D2, 2, True), StepPoint(D3, 2, True)))
    strokes = [
        sum(line.get("stroke") == PAPER.accent.lower() for line in elements(chart, "line"))
        for chart in (small_step_chart(steps, width=90, height=70) for steps in (broken, whole))
    ]

    assert strokes == [1, 2]  # the bar of n.v.t.; two stretches


def test_matrix_fills_what_was_entered_and_dots_what_was_carried() -> None:
    drawing = timeline_matrix(TIMELINE, width=500)
    levels = [rect.get("fill") for rect in elements(drawing, "rect")]

    assert levels[:3] == [PAPER.level(1).fill.lower(), PAPER.level(3).fill.lower(), PAPER.page.lower()]
    assert any("stroke-dasharray" in line.attrib for line in elements(drawing, "line"))


def test_dumbbell_points_the_way_it_went() -> None:
    triangles = [
        [tuple(map(float, pair.split(","))) for pair in polygon.get("points", "").split()]
        for polygon in elements(dumbbell_chart(DUMBBELL, width=400), "polygon")
    ]
    better, worse = triangles[:2]

    assert better[2][0] > better[0][0]
    assert worse[2][0] < worse[0][0]


def test_index_shows_the_interval_while_domains_are_unknown() -> None:
    texts = [text.text for text in elements(index_chart(INDEX, width=400, height=160), "text")]

    assert "2–4" in texts
    assert "kansarm vanaf 3" in texts


def test_category_matrix_tells_classes_apart_without_colour() -> None:
    drawing = category_matrix(COHORT, deprived_from=3, width=400)
    texts = [text.text for text in elements(drawing, "text")]

    assert "beter: 2" in texts
    assert texts.count("2") == 3  # both axes and the one cell with families
    assert PAPER.signs[Sign.BETTER].lower() in {rect.get("fill") for rect in elements(drawing, "rect")}


def test_descriptions_are_one_dutch_sentence() -> None:
    assert describe_steps(STEPS) == (
        "Inkomen: niveau 1 op 20/11/2025, niveau 1 op 17/02/2026 (overgenomen), niveau 3 op 19/05/2026."
    )
    assert describe_dumbbell(DUMBBELL).endswith("1 item beter, 1 gelijk, 1 minder goed.")
    assert describe_timeline(TIMELINE).startswith("2 items op 3 momenten")
    assert describe_index(INDEX) == (
        "Zwakke domeinen van de 6: 2–4 op 20/11/2025, 4 op 17/02/2026, 2 op 19/05/2026; kansarm vanaf 3."
    )
    assert describe_categories(COHORT).startswith("2 gezinnen met twee metingen: 2 beter")


def test_empty_charts_draw_without_complaint() -> None:
    assert step_chart(Steps("x", ()), width=200, height=160)
    assert index_chart(IndexSteps((), 6, 3), width=200, height=160)
    assert dumbbell_chart(Dumbbell((), D1, D1), width=200)
    assert describe_steps(Steps("x", ())) == "x: nog niets ingevuld."


@pytest.mark.parametrize("palette", [PAPER, LIGHT, DARK], ids=["paper", "light", "dark"])
def test_levels_and_classes_survive_grey_print_and_their_texts_are_readable(palette: ChartPalette) -> None:
    greys = [luminance(level.fill) for level in palette.levels]

    assert greys == sorted(greys)
    assert all(later - earlier > 0.03 for earlier, later in pairwise(greys))
    for level in palette.levels:
        assert contrast(level.fill, level.text) >= 4.5
    for sign in Sign:
        assert contrast(palette.signs[sign], palette.on_signs[sign]) >= 4.5
    for ink in (palette.ink, palette.secondary, palette.signs[Sign.WORSE]):
        assert contrast(palette.page, ink) >= 4.5


def test_moments_keep_their_time_but_never_lie_on_each_other() -> None:
    days = (D1, date(2025, 11, 22), D2, D3)
    places = positions(days, left=0, right=100, least_gap=8)

    assert places[0] == 0
    assert places[-1] == pytest.approx(100)
    assert all(later - earlier >= 7.99 for earlier, later in pairwise(places))
    assert positions((D1,), left=5, right=100, least_gap=8) == (5,)
    assert positions(days, left=0, right=9, least_gap=8) == pytest.approx((0, 3, 6, 9))


def luminance(code: str) -> float:
    channels = (int(part, 16) / 255 for part in re.findall("..", code[1:]))
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_date_at_which_the_index_changed_is_always_written() -> None:
    start = date(2025, 11, 20)
    days = (0, 60, 150, 157, 164, 171, 360)
    weak = (6, 6, 6, 6, 5, 5, 4)
    points = tuple(
        IndexPoint(start + timedelta(days=day), number, 0) for day, number in zip(days, weak, strict=True)
    )
    texts = [
        text.text for text in elements(index_chart(IndexSteps(points, 6, 3), width=480, height=160), "text")
    ]

    for point in points:
        assert format_short(point.date) in texts


def test_dates_under_an_axis_never_touch_and_the_telling_ones_stay() -> None:
    xs = tuple(place * 8.0 for place in range(60))
    lines = date_lines(xs, (0, 59, 20, 21, 22), width=38)

    assert {0, 59, 20, 21, 22} <= lines.keys()
    for place, line in lines.items():
        assert all(
            abs(xs[place] - xs[other]) >= 38 for other in lines if other != place and lines[other] == line
        )


def test_a_hollow_diamond_has_its_word_in_the_legend() -> None:
    points = (StepPoint(date(2026, 1, 1), 2, True), StepPoint(date(2026, 3, 1), 2, False))
    drawn = step_chart(Steps("Inkomen", points, date(2026, 3, 1)), width=300, height=120)

    assert "nulmeting, overgenomen" in [text.text for text in elements(drawn, "text")]
