"""Nothing that the report hides follows from the rest of it, with everything in mind that adds up between its tables."""

from __future__ import annotations

import pytest

from gezinscoach_desktop.domain.suppression import suppressed_years
from tests.domain.family_facts import Maker, years_of
from tests.domain.reader import Reader

YEARS = (2025, 2026)


@pytest.mark.parametrize(
    ("seed", "families", "places", "comes_back"),
    [
        (1, 9, ("Mol",), 0.3),
        (2, 30, ("Mol", "Retie"), 0.0),
        (3, 45, ("Balen", "Mol", "Retie", ""), 0.3),
        (4, 120, ("Balen", "Mol", "Retie"), 0.0),
    ],
)
def test_nothing_that_is_hidden_follows_from_the_rest(
    seed: int, families: int, places: tuple[str, ...], comes_back: float
) -> None:
    counted = years_of(Maker(seed, places, comes_back=comes_back).counting(families), YEARS)

    reader = Reader(counted, suppressed_years(counted))

    assert reader.small.isdisjoint(reader.shown)
    assert reader.small.isdisjoint(reader.solved())
    assert reader.small.isdisjoint(reader.pinned())
