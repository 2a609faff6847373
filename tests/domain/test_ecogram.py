"""The ecogram as geometry: whoever stands in it can be read, and stays where it was put."""

from __future__ import annotations

import math
from itertools import combinations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.domain.ecogram import WIDE, Box, Ecogram, Label, lay_out
from gezinscoach_desktop.domain.network import Ring


def label(number: int, ring: Ring = Ring.MIDDLE, angle: int | None = None, *, width: float = 90) -> Label:
    return Label(UUID(int=number), ring, width, 30, angle)


@st.composite
def networks(draw: st.DrawFn, most: int = 25) -> list[Label]:
    count = draw(st.integers(0, most))
    return [
        Label(
            UUID(int=number),
            draw(st.sampled_from(Ring)),
            draw(st.sampled_from((40.0, 90.0, 150.0))),
            draw(st.sampled_from((16.0, 30.0))),
            draw(st.none() | st.integers(0, 359)),
        )
        for number in range(count)
    ]


def overlapping(drawn: Ecogram) -> list[tuple[UUID, UUID]]:
    return [
        (first.id, second.id)
        for first, second in combinations(drawn.places, 2)
        if first.box.meets(second.box)
    ]


@given(networks())
def test_no_two_names_overlap_and_everything_lies_within_the_drawing(labels: list[Label]) -> None:
    drawn = lay_out(labels)
    assert overlapping(drawn) == []
    assert [place.id for place in drawn.places] == [each.id for each in labels]
    for place in drawn.places:
        assert 0 <= place.box.left <= place.box.right <= drawn.width
        assert 0 <= place.box.top <= place.box.bottom <= drawn.height


@given(networks())
def test_everybody_stands_in_its_own_ring_outside_the_household(labels: list[Label]) -> None:
    drawn = lay_out(labels)
    core = Box(
        drawn.x - drawn.core * WIDE, drawn.y - drawn.core, drawn.x + drawn.core * WIDE, drawn.y + drawn.core
    )
    for each, place in zip(labels, drawn.places, strict=True):
        away = math.hypot((place.x - drawn.x) / WIDE, place.y - drawn.y)
        assert away == pytest.approx(drawn.rings[each.ring - 1])
        assert not place.label.meets(core)


@given(networks(8))
def test_what_is_said_to_be_kept_stands_where_it_was_put(labels: list[Label]) -> None:
    for each, place in zip(labels, lay_out(labels).places, strict=True):
        assert not place.is_kept or place.angle == each.angle
        assert each.angle is not None or not place.is_kept


@given(st.lists(st.sampled_from(range(0, 360, 40)), unique=True), st.integers(0, 10), st.sampled_from(Ring))
def test_kept_angles_stay_as_long_as_they_are_free_whoever_comes_with_them(
    angles: list[int], others: int, ring: Ring
) -> None:
    kept = [label(number, ring, angle, width=40) for number, angle in enumerate(angles)]
    drawn = lay_out([*(label(100 + number) for number in range(others)), *kept])
    places = drawn.places[others:]
    assert [(place.angle, place.is_kept) for place in places] == [(angle, True) for angle in angles]


def test_of_two_at_the_same_place_the_later_moves_aside_and_no_farther_than_needed() -> None:
    drawn = lay_out([label(1, angle=90), label(2, angle=90)])
    first, second = drawn.places
    assert (first.angle, first.is_kept, second.is_kept) == (90, True, False)
    assert 0 < abs(second.angle - 90) <= 30


def test_the_rings_grow_when_many_stand_close() -> None:
    few, many = lay_out([label(1, Ring.NEAR)]), lay_out([label(n, Ring.NEAR, width=150) for n in range(25)])
    assert many.rings[0] > few.rings[0]
    assert overlapping(many) == []


def test_who_was_there_already_stays_when_somebody_comes_last() -> None:
    labels = [label(number, Ring(number % 3 + 1)) for number in range(6)]
    before, after = lay_out(labels), lay_out([*labels, label(99)])
    assert [place.angle for place in after.places[:6]] == [place.angle for place in before.places]


@pytest.mark.parametrize("angle", [0, 5, 90, 135, 180, 270, 359])
def test_a_point_knows_its_angle(angle: int) -> None:
    drawn = lay_out([])
    assert drawn.angle_at(*drawn.point_at(Ring.FAR, angle)) == angle


def test_an_empty_network_still_has_its_rings() -> None:
    drawn = lay_out([])
    assert drawn.places == ()
    assert 0 < drawn.rings[0] < drawn.rings[1] < drawn.rings[2] < drawn.height / 2
