"""Nothing that the report hides follows from the rest of it, with everything in mind that adds up between its tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gezinscoach_desktop.domain.figures import Cell, Counted, Figures, keys
from gezinscoach_desktop.domain.suppression import HIDDEN_N, THRESHOLD, is_hidden, suppressed_years
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


def test_an_office_of_one_municipality_still_tells_most_of_what_is_not_small() -> None:
    counted = years_of(Maker(4, ("Balen",), comes_back=0.1).counting(60), (2026,))

    told = cells(suppressed_years(counted)[2026].total)

    small = sum(0 < cell.families < THRESHOLD and bool(cell.value) for cell in cells(counted[2026].total))
    hidden = sum(map(is_hidden, told))
    assert small <= hidden < 1.3 * small < len(told) / 2


def cells(figures: Figures) -> list[Cell]:
    """Everything but lengths of time."""
    return [
        cell
        for table in figures.tables
        if table.counted is not Counted.DAYS
        for line in table.cells
        for cell in line
    ]
