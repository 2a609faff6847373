"""Nothing that the report hides follows from the rest of it, with everything in mind that adds up between its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.suppression import HIDDEN_N, is_hidden, suppressed_years
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


def test_many_referrals_of_a_few_families_are_about_a_few_families() -> None:
    maker = Maker(5, ("Mol", "Retie"))
    counting = maker.counting(40)
    day = date(2026, 5, 4)
    again = [
        replace(each, root=counting.around.referrals[0].root, received_on=day, municipality="Mol")
        for each in counting.around.referrals[:7]
    ]
    others = [replace(each, received_on=day, municipality="Retie") for each in counting.around.referrals[7:]]
    counting.around = replace(counting.around, referrals=(*again, *others))

    mol = suppressed_years(years_of(counting, (2026,)))[2026].municipalities["Mol"]

    assert mol.table(keys.MONTHS).n == HIDDEN_N
    assert is_hidden(mol.table(keys.MONTHS).cells[-1][0])
