"""What the tables of figures have in common beyond their margins, by the keys of `domain.figures.keys`.

A relation that does not hold everywhere is no equation (a family may count twice) and is passed over by whoever builds the
system, so what could hold may stand here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from gezinscoach_desktop.domain.evolution import category_of
from gezinscoach_desktop.domain.figures import Figures, FiguresPerMunicipality, keys

Spot: TypeAlias = tuple[str, str, str]
"""Table, row and column."""
Relation: TypeAlias = tuple[tuple[tuple[int, str, str, str], int], ...]
"""Places (year, table, row, column) with a coefficient; they come to nothing together."""

_MATRICES: Final = {
    "follow_6": keys.MATRIX_6,
    "follow_12": keys.MATRIX_12,
    "now": keys.MATRIX_NOW,
}
_DOMAINS: Final = 7
_MOMENTS: Final = ("baseline", "now")


def group_of(column: str) -> str:
    """The columns of one distribution share the first part of their key: `baseline.1`, `baseline.2`."""
    return column.partition(".")[0]


def relations(years: Mapping[int, FiguresPerMunicipality]) -> Iterator[Relation]:
    """Every relation that could hold; those of cells that are not there are passed over as well."""
    for year, figures in years.items():
        for terms in _within(figures.total):
            yield tuple(((year, *spot), coefficient) for spot, coefficient in terms.items())
        if year + 1 in years:
            yield (
                ((year, keys.FLOW, "active_at_end", keys.COUNT), 1),
                ((year + 1, keys.FLOW, "active_at_start", keys.COUNT), -1),
            )


def _within(figures: Figures) -> Iterator[dict[Spot, int]]:
    rows = {table.key: [row.key for row in table.rows if not row.is_total] for table in figures.tables}
    yield from _reach(rows)
    yield from _measured(rows)
    for moment in _MOMENTS:
        yield from _index(rows.get(keys.INDEX, ()), rows.get(keys.WEAK, ()), moment)
    for column, matrix in _MATRICES.items():
        yield from _classes(rows.get(keys.CLASSES, ()), rows.get(keys.SIGNS, ()), matrix, column)
    yield from _stress(figures)


def _reach(rows: Mapping[str, list[str]]) -> Iterator[dict[Spot, int]]:
    flow = {"active_at_start": 1, "new": 1, "reopened": 1, "closed": -1, "active_at_end": -1}
    yield {(keys.FLOW, row, keys.COUNT): sign for row, sign in flow.items()}
    at_end = (keys.FLOW, "active_at_end", keys.COUNT)
    yield {at_end: 1, (keys.LENGTH, keys.TOTAL, "active"): -1}
    yield {at_end: 1, (keys.IN_TIME, keys.TOTAL, keys.COUNT): -1}
    bands = [row for row in rows.get(keys.PEOPLE, ()) if row not in ("adults", "children")]
    yield {
        (keys.PEOPLE, "children", keys.COUNT): -1,
        **{(keys.PEOPLE, band, keys.COUNT): 1 for band in bands},
    }
    children = {
        (keys.CHILDREN, row, keys.COUNT): int(row[:1])
        for row in rows.get(keys.CHILDREN, ())
        if row[:1].isdigit() and row != "0"
    }
    yield {**children, (keys.AGES, keys.TOTAL, keys.COUNT): -1}
    yield {**children, (keys.AGES, keys.TOTAL, keys.COUNT): -1, (keys.AGES, "unborn", keys.COUNT): 1}


def _measured(rows: Mapping[str, list[str]]) -> Iterator[dict[Spot, int]]:
    for table in (keys.ITEMS_BASELINE, keys.ITEMS_NOW, keys.DOMAINS):
        for row in rows.get(table, ()):  # one place of the balance per family: an item of the household
            yield {(table, row, keys.TOTAL): 1, (keys.MOMENTS, "later", keys.COUNT): -1}
    for column in ("follow_6", "follow_12"):
        yield {
            (keys.MOMENTS, column, keys.COUNT): -1,
            (keys.LEFT_OUT, "undetermined", column): 1,
            (keys.LEFT_OUT, "counted", column): 1,
        }
    for column in _MATRICES:
        for table in (keys.CLASSES, keys.SIGNS):
            yield {(keys.LEFT_OUT, "counted", column): -1, (table, keys.TOTAL, column): 1}


def _index(rows: Iterable[str], weak: Iterable[str], moment: str) -> Iterator[dict[Spot, int]]:
    spans = {row: _span(row) for row in rows}
    known = {row: span for row, span in spans.items() if span is not None}
    for cut in range(1, _DOMAINS):
        is_deprived = {
            row: low >= cut if low >= cut or high < cut else None for row, (low, high) in known.items()
        }
        for state, is_so in (("deprived", True), ("not_deprived", False), ("undetermined", None)):
            terms = {(keys.INDEX, row, moment): 1 for row, found in is_deprived.items() if found is is_so}
            yield {**terms, (keys.DEPRIVED, state, moment): -1}
    for column, matrix in _MATRICES.items():
        if moment == "baseline" or column == "now":
            for number in range(_DOMAINS):
                yield {(keys.INDEX, str(number), moment): -1, **_line(matrix, number, moment)}
    yield {
        **{(keys.WEAK, domain, moment): -1 for domain in weak},
        **{(keys.INDEX, row, moment): low for row, (low, _) in known.items() if low},
    }  # fmt: skip


def _line(matrix: str, number: int, moment: str) -> dict[Spot, int]:
    if moment == "baseline":
        return {(matrix, str(number), str(other)): 1 for other in range(_DOMAINS)}
    return {(matrix, str(other), str(number)): 1 for other in range(_DOMAINS)}


def _span(row: str) -> tuple[int, int] | None:
    """`3`, or `2–4` while something is unknown."""
    low, _, high = row.replace("–", "-").partition("-")
    return (int(low), int(high or low)) if low.isdigit() and (high or low).isdigit() else None


def _classes(
    classes: Iterable[str], signs: Iterable[str], matrix: str, column: str
) -> Iterator[dict[Spot, int]]:
    for cut in range(1, _DOMAINS):
        by_class: dict[str, dict[Spot, int]] = {}
        by_sign: dict[str, dict[Spot, int]] = {}
        for before in range(_DOMAINS):
            for after in range(_DOMAINS):
                category = category_of(before, after, deprived_from=cut)
                by_class.setdefault(category.value, {})[matrix, str(before), str(after)] = 1
                sign = "better" if after < before else "same" if after == before else "worse"
                by_sign.setdefault(sign, {})[matrix, str(before), str(after)] = 1
        for row in classes:
            yield {**by_class.get(row, {}), (keys.CLASSES, row, column): -1}
        for row in signs:
            yield {**by_sign.get(row, {}), (keys.SIGNS, row, column): -1}


def _stress(figures: Figures) -> Iterator[dict[Spot, int]]:
    """Stress is one item of the balance or a few: the distribution may be that of a row there."""
    tables = {table.key: table for table in figures.tables}
    for moment, items in (("baseline", keys.ITEMS_BASELINE), ("now", keys.ITEMS_NOW)):
        if keys.STRESS not in tables or items not in tables:
            continue
        for row in tables[keys.STRESS].rows:
            if moment in row.key:
                for item in tables[items].rows:
                    for column in tables[items].columns:
                        yield {(keys.STRESS, row.key, column.key): -1, (items, item.key, column.key): 1}
