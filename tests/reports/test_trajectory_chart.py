"""The line of the whole trajectory: everything within the sheet, told in words, whatever came when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.domain.trajectory import AssignmentKind, Course, Phase, PhaseStart, Support
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.charts.trajectory import describe_trajectory, trajectory_chart

TODAY = date(2026, 11, 22)
RESPONSIBLE, SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND
COURSE = Course(
    (
        PhaseStart(Phase.GETTING_TO_KNOW, date(2025, 1, 6)),
        PhaseStart(Phase.INTENSIVE, date(2025, 2, 3)),
        PhaseStart(Phase.PAUSED, date(2025, 9, 1)),
        PhaseStart(Phase.INTENSIVE, date(2025, 12, 1)),
        PhaseStart(Phase.CLOSED, date(2026, 6, 1)),
    ),
    (
        Support("An De Smet", RESPONSIBLE, date(2025, 1, 6), date(2025, 12, 1)),
        Support("Karim Belkacem", RESPONSIBLE, date(2025, 12, 1)),
        Support("An De Smet", SECOND, date(2025, 12, 1), date(2026, 3, 1)),
        Support("Bo", SECOND, date(2026, 1, 1)),
    ),
    (date(2025, 2, 10), date(2025, 5, 12)),
    (date(2025, 2, 3), date(2025, 2, 10), date(2026, 5, 4)),
    TODAY,
)


def texts(drawing: Any) -> list[str]:
    return [shape.text for shape in drawing.contents if type(shape).__name__ == "String"]


def count(drawing: Any, kind: str) -> int:
    return sum(type(shape).__name__ == kind for shape in drawing.contents)


def test_every_part_is_on_it() -> None:
    drawing = trajectory_chart(COURSE, width=900, text_size=12)
    told = texts(drawing)
    assert {"Intensief", "Pauze", "Afgesloten", "An De Smet", "Karim Belkacem", "Bo"} <= set(told)
    assert told.count("Coach") == 1
    assert told.count("Tweede coach") == 2  # Bo was there while An still was
    assert "vandaag" in told
    assert count(drawing, "Circle") == len(COURSE.snapshots)
    assert b"<svg" in to_svg(drawing, description=describe_trajectory(COURSE))


@pytest.mark.parametrize("width", [480, 900])
def test_a_phase_too_short_for_its_name_has_it_above_the_band(width: int) -> None:
    drawing = trajectory_chart(COURSE, width=width)
    (name,) = (shape for shape in drawing.contents if getattr(shape, "text", "") == "Kennismaking")
    bands = [shape for shape in drawing.contents if type(shape).__name__ == "Rect" and shape.height > 20]
    assert name.y > max(shape.y + shape.height for shape in bands) - 1
    assert not [text for text in texts(drawing) if text.startswith("Kenni") and text.endswith("…")]


def test_in_words() -> None:
    assert describe_trajectory(COURSE).endswith(
        "Bo (tweede coach) vanaf 01/01/2026. 2 momentopnamen en 3 dagen met contact."
    )
    assert describe_trajectory(Course((), (), (), (), TODAY)) == (
        "Fasen: nog geen. Coaches: nog geen. 0 momentopnamen en 0 dagen met contact."
    )


days = st.integers(0, 900).map(lambda back: TODAY - timedelta(days=back))


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.sampled_from(list(Phase)), days), max_size=9, unique_by=lambda pair: pair[1]),
    st.lists(st.tuples(st.sampled_from(list(AssignmentKind)), days, st.none() | days), max_size=6),
    st.lists(days, max_size=12),
    st.sampled_from([220.0, 480.0, 1000.0]),
)
def test_nothing_runs_off_the_sheet(
    phases: list[tuple[Phase, date]],
    supports: list[tuple[AssignmentKind, date, date | None]],
    moments: list[date],
    width: float,
) -> None:
    course = Course(
        tuple(PhaseStart(phase, day) for phase, day in sorted(phases, key=lambda pair: pair[1])),
        tuple(Support("Een lange naam van een coach", kind, since, until) for kind, since, until in supports),
        tuple(sorted(set(moments))),
        tuple(sorted(set(moments))),
        TODAY,
    )
    drawing = trajectory_chart(course, width=width)
    for shape in drawing.contents:
        left, bottom, right, top = shape.getBounds()
        assert left >= -1.5
        assert right <= width + 1.5
        assert bottom >= -1.5
        assert top <= drawing.height + 1.5


@pytest.mark.parametrize("ahead", [0, 30])
def test_who_is_to_come_is_not_drawn_yet(ahead: int) -> None:
    day = TODAY + timedelta(days=ahead)
    course = Course((), (Support("Bo", RESPONSIBLE, day),), (), (), TODAY)
    assert ("Coach" in texts(trajectory_chart(course, width=600))) is (ahead == 0)
