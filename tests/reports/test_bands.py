"""Bands on pages: whatever their heights, no page gets more than fits."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.reports.paper.bands import Bands, blank
from gezinscoach_desktop.reports.paper.measures import HEIGHT

_REPORTLAB_LEEWAY = 1e-6  # what its frames forgive; a page that is fuller by more stops the whole report

heights = st.floats(min_value=4, max_value=120, allow_nan=False)


@given(st.lists(heights, min_size=1, max_size=40), st.floats(min_value=1, max_value=HEIGHT), st.booleans())
def test_what_a_page_gets_fits_on_it(bands: list[float], room: float, has_head: bool) -> None:
    head = blank(20) if has_head else None
    parts = Bands([blank(height) for height in bands], head=head).split(0, room)
    if parts:
        _, height = parts[0].wrap(0, room)
        assert height <= room + _REPORTLAB_LEEWAY


@given(st.lists(heights, min_size=2, max_size=40), st.integers(min_value=1), st.floats(0, 0.02))
def test_a_page_that_is_a_hair_too_low_gets_one_band_less(bands: list[float], cut: int, hair: float) -> None:
    count = 1 + cut % (len(bands) - 1)
    room = math.fsum(bands[:count]) - hair
    parts = Bands([blank(height) for height in bands]).split(0, room)
    if parts:
        assert parts[0].wrap(0, room)[1] <= room + _REPORTLAB_LEEWAY
