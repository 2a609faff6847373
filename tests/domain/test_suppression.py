"""What is hidden cannot be worked out from what is shown; an attacker of its own tries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.domain.figures import Cell, Counted, Figures, FiguresPerMunicipality, to_json
from gezinscoach_desktop.domain.suppression import HIDDEN_N, THRESHOLD, is_hidden, suppressed
from tests.domain.attacker import WHOLE, Attack, Unknown
from tests.domain.figure_tables import ITEMS, LEVELS, figures_of, make_families

SIZES = st.dictionaries(
    st.sampled_from(("Aardbeek", "Beukdorp", "Kerkhove", "Meldergem", "")),
    st.integers(1, 24),
    min_size=1,
)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=SIZES)
def test_nothing_about_a_handful_can_be_worked_out(seed: int, sizes: dict[str, int]) -> None:
    figures = figures_of(make_families(seed, sizes))

    published = suppressed(figures)

    small = set(small_cells(figures))
    shown = {place for place, cell in cells(published) if not is_hidden(cell)}
    assert small.isdisjoint(shown)
    assert set(attack(published).pinned()).isdisjoint(small)


@pytest.mark.parametrize("seed", range(4))
def test_the_attacker_breaks_what_hides_small_cells_only(seed: int) -> None:
    figures = figures_of(make_families(seed, {"Aardbeek": 14, "Beukdorp": 22}))

    pinned = attack(hiding_small_only(figures)).pinned()

    truth = dict(cells(figures))
    found = set(small_cells(figures)) & set(pinned)
    assert len(found) > 20
    assert all(truth[place].value == pinned[place] for place in found)


def attack(published: FiguresPerMunicipality) -> Attack:
    """Who also knows that all tables are about the same families, and which cells are those families."""
    attack = Attack(published)
    for place in (WHOLE, *published.municipalities):
        n = (place, "profile.type", "n", "")
        for table in ("profile.children", "work.contacts", "results.items", "results.matrix"):
            attack.knows([(place, table, "n", "")], n)
        attack.knows([(place, "profile.type", "total", "families")], n)
        attack.knows([(place, "results.matrix", "total", "total")], n)
        for item in ITEMS:
            for when in ("baseline", "now"):
                attack.knows([(place, "results.items", item, f"{when}.{level}") for level in LEVELS], n)
    return attack


def cells(figures: FiguresPerMunicipality) -> Iterator[tuple[Unknown, Cell]]:
    for place, each in ((WHOLE, figures.total), *figures.municipalities.items()):
        for table in each.tables:
            if table.counted is Counted.DAYS:
                continue
            for row, line in zip(table.rows, table.cells, strict=True):
                for column, cell in zip(table.columns, line, strict=True):
                    yield (place, table.key, row.key, column.key), cell


def small_cells(figures: FiguresPerMunicipality) -> Iterator[Unknown]:
    for place, each in ((WHOLE, figures.total), *figures.municipalities.items()):
        for table in each.tables:
            if table.counted is not Counted.DAYS and 0 < table.n < THRESHOLD:
                yield place, table.key, "n", ""
    for unknown, cell in cells(figures):
        if 0 < cell.families < THRESHOLD and cell.value:
            yield unknown


def hiding_small_only(figures: FiguresPerMunicipality) -> FiguresPerMunicipality:
    """What a program would do that thinks of nothing further."""

    def of(each: Figures) -> Figures:
        return replace(
            each,
            tables=tuple(
                replace(
                    table,
                    n=HIDDEN_N if 0 < table.n < THRESHOLD else table.n,
                    cells=tuple(
                        tuple(Cell(None, 1) if 0 < cell.families < THRESHOLD and cell.value else cell for cell in line)
                        for line in table.cells
                    ),
                )
                for table in each.tables
            ),
        )  # fmt: skip

    return FiguresPerMunicipality(
        of(figures.total), {name: of(each) for name, each in figures.municipalities.items()}
    )


def test_zero_and_what_is_large_stays() -> None:
    figures = figures_of(make_families(1, {"Aardbeek": 400, "Beukdorp": 500}))

    published = suppressed(figures)

    truth = dict(cells(figures))
    hidden = {place for place, cell in cells(published) if is_hidden(cell)}
    assert all(truth[place].value for place in hidden)  # with so much to choose from, zeros stay
    assert len(hidden) < 12  # a handful of cells in some 250 are small
    assert published.total.table("profile.type").n == 900


def test_the_same_figures_hide_the_same_cells() -> None:
    figures = figures_of(make_families(3, {"Aardbeek": 18, "Beukdorp": 11, "Kerkhove": 3}))

    first, second = suppressed(figures), suppressed(figures)

    assert to_json(first.total.tables) == to_json(second.total.tables)
    assert first == second


def test_what_is_published_does_not_tell_how_many_families_a_cell_is_about() -> None:
    published = suppressed(figures_of(make_families(3, {"Aardbeek": 18, "Beukdorp": 11})))

    assert {cell.families for _, cell in cells(published)} <= {0, 1, THRESHOLD}


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"Aardbeek": 3, "Beukdorp": 30, "Kerkhove": 20}, {"Aardbeek", "Kerkhove"}),
        ({"Aardbeek": 3, "Beukdorp": 2, "Kerkhove": 20}, {"Aardbeek", "Beukdorp"}),
        ({"Aardbeek": 3}, {"Aardbeek", WHOLE}),
        ({"Aardbeek": 9, "Beukdorp": 6}, set()),
    ],
)
def test_a_length_of_time_is_hidden_in_a_second_place(sizes: dict[str, int], hidden: set[str]) -> None:
    published = suppressed(figures_of(make_families(5, sizes)))

    layers = {WHOLE: published.total, **published.municipalities}
    found = {place for place, each in layers.items() if is_hidden(each.table("access.waiting").cells[0][0])}
    assert found == hidden
