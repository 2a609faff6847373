"""Tables of figures over made-up families, the way the program's own tables hang together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from gezinscoach_desktop.domain.figures import (
    Cell,
    Counted,
    FigureBlock,
    FigureFilter,
    Figures,
    FiguresPerMunicipality,
    FigureTable,
    Label,
)

KINDS = ("home", "phone", "message")
QUARTERS = ("q1", "q2", "q3", "q4")
TYPES = ("couple", "single", "extended", "other")
ITEMS = ("income", "housing", "health")
LEVELS = ("1", "2", "3", "4", "5")
TOTAL = "total"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A family as far as the tables below count it."""

    place: str
    type: str
    children: int
    contacts: Mapping[tuple[str, str], int]
    levels: Mapping[str, tuple[int, int]]
    index: tuple[int, int]
    waited: int


def make_families(seed: int, counts: Mapping[str, int]) -> tuple[MadeUp, ...]:
    """So many per municipality; lopsided, as real ones are."""
    random = Random(seed)
    return tuple(_family(random, place) for place, count in counts.items() for _ in range(count))


def _family(random: Random, place: str) -> MadeUp:
    return MadeUp(
        place,
        random.choices(TYPES, (10, 6, 2, 1))[0],
        random.choice((0, 1, 1, 2, 3)),
        {
            (kind, quarter): random.choice((0, 0, 1, 4)) for kind in KINDS for quarter in QUARTERS
        },
        {item: (random.choices((1, 2, 3, 4, 5), (3, 6, 8, 4, 1))[0], random.choice((1, 2, 3, 4, 5))) for item in ITEMS},
        (random.choice((0, 1, 2, 3)), random.choice((0, 1, 2, 3))),
        random.randint(1, 90),
    )  # fmt: skip


Count = Callable[[MadeUp, str, str], int]


def figures_of(families: Iterable[MadeUp]) -> FiguresPerMunicipality:
    """The tables in total and per municipality."""
    everybody = tuple(families)
    places = sorted({family.place for family in everybody})
    return FiguresPerMunicipality(
        _figures(everybody),
        {place: _figures([family for family in everybody if family.place == place]) for place in places},
    )


def _figures(families: Sequence[MadeUp]) -> Figures:
    tables = (
        make_table("profile.type", Counted.FAMILIES, TYPES, ("families",), families,
                   lambda family, row, _: int(family.type == row), total_row=True),
        make_table("profile.children", Counted.PERSONS, ("0", "1", "2", "3"), ("children",), families,
                   lambda family, row, _: family.children * (family.children == int(row)), total_row=True),
        make_table("work.contacts", Counted.CONTACTS, KINDS, QUARTERS, families,
                   lambda family, row, column: family.contacts[row, column], total_row=True, total_column=True),
        make_table("results.items", Counted.FAMILIES, ITEMS,
                   tuple(f"{when}.{level}" for when in ("baseline", "now") for level in LEVELS), families,
                   lambda family, row, column: int(
                       str(family.levels[row][column.startswith("now")]) == column.partition(".")[2])),
        make_table("results.matrix", Counted.FAMILIES, ("0", "1", "2", "3"), ("0", "1", "2", "3"), families,
                   lambda family, row, column: int(family.index == (int(row), int(column))),
                   total_row=True, total_column=True),
        _waiting(families),
    )  # fmt: skip
    return Figures(
        FigureFilter(date(2026, 1, 1), date(2027, 1, 1)),
        date(2027, 1, 9),
        "Standaard 1",
        len(families),
        tables,
    )


def make_table(
    key: str, counted: Counted, rows: Sequence[str], columns: Sequence[str], families: Sequence[MadeUp],
    count: Count, *, total_row: bool = False, total_column: bool = False,
) -> FigureTable:  # fmt: skip
    """A table of what `count` gives per family, row and column."""
    labels = [Label(row, row) for row in rows] + [Label(TOTAL, "Totaal", is_total=True)] * total_row
    heads = [Label(column, column) for column in columns]
    heads += [Label(TOTAL, "Totaal", is_total=True)] * total_column

    def cell(row: Label, column: Label) -> Cell:
        all_rows = rows if row.is_total else (row.key,)
        all_columns = columns if column.is_total else (column.key,)
        values = [sum(count(family, r, c) for r in all_rows for c in all_columns) for family in families]
        return Cell(sum(values), sum(value > 0 for value in values))

    return FigureTable(
        key, FigureBlock(key.partition(".")[0]), key, counted, tuple(labels), tuple(heads),
        tuple(tuple(cell(row, column) for column in heads) for row in labels), len(families),
    )  # fmt: skip


def _waiting(families: Sequence[MadeUp]) -> FigureTable:
    waited = [family.waited for family in families]
    count = len(waited)
    cells = (Cell(sum(waited) // count, count), Cell(max(waited), count)) if count else (Cell(None, 0),) * 2
    rows = (Label("mean", "Gemiddeld"), Label("longest", "Langste"))
    return FigureTable(
        "access.waiting", FigureBlock.ACCESS, "Wachttijd", Counted.DAYS, rows, (Label("days", "dagen"),),
        tuple((cell,) for cell in cells), count,
    )  # fmt: skip
