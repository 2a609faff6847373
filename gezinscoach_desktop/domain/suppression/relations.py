"""What the tables of figures have in common beyond their margins, by the keys of `domain.figures.keys`.

A relation that does not hold everywhere is no equation (a family may count twice) and is passed over by whoever builds the
system, so what could hold may stand here. A bound says that something is at least nothing: a part is at most the whole.
tests/domain/test_relations.py looks for what is missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from gezinscoach_desktop.domain.figures import Counted, Figures, FiguresPerMunicipality, FigureTable, keys
from gezinscoach_desktop.domain.suppression.of_the_index import of_the_index
from gezinscoach_desktop.domain.suppression.terms import Terms, add, at_most, cell, count, n
from gezinscoach_desktop.domain.trajectory import RESTING, AssignmentKind, Phase

Place: TypeAlias = tuple[int, str, str, str]
"""Year, table, row and column."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Places with a coefficient; they come to nothing together, or of a bound to nothing or more."""

    terms: tuple[tuple[Place, int], ...]
    is_bound: bool = False


_FOLLOW_UPS: Final = {"follow_6": "follow_6", "follow_12": "follow_12", "now": "later"}
"""The columns of who takes part, and the rows of who was measured."""
_LATE: Final = (("late_6", "follow_6"), ("late_12", "follow_12"))
_MOST_CHILDREN: Final = 30
_AT_LEAST_CONTACTS: Final = {"1_3": 1, "4_11": 4, "12_25": 12, "26_up": 26}
_WITHIN_A_YEAR: Final = ("under_6_months", "under_1_year")


def group_of(column: str) -> str:
    """The columns of one distribution share the first part of their key: `baseline.1`, `baseline.2`."""
    return column.partition(".")[0]


def relations(years: Mapping[int, FiguresPerMunicipality]) -> Iterator[Relation]:
    """Every relation that could hold; those of cells that are not there are passed over as well."""
    for year, figures in years.items():
        rows = {table.key: _rows(table) for table in figures.total.tables}
        index = of_the_index(rows, figures.total.deprived_from)
        for terms in (*_reach(rows), *_measured(rows), *index.equations, *_stress(figures.total)):
            yield _relation(year, terms)
        for terms in (*_bounds(figures.total, rows), *index.bounds):
            yield _relation(year, terms, is_bound=True)
        if year + 1 in years:
            at_end, at_start = ("active_at_end", "active_at_start")
            yield Relation((
                ((year, keys.FLOW, at_end, keys.COUNT), 1), ((year + 1, keys.FLOW, at_start, keys.COUNT), -1),
            ))  # fmt: skip


def _rows(table: FigureTable) -> Sequence[str]:
    return [row.key for row in table.rows if not row.is_total]


def _relation(year: int, terms: Terms, *, is_bound: bool = False) -> Relation:
    return Relation(tuple(((year, *spot), factor) for spot, factor in terms.items()), is_bound)


def _reach(rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    flow = {"active_at_start": 1, "new": 1, "reopened": 1, "closed": -1, "active_at_end": -1}
    yield {(keys.FLOW, row, keys.COUNT): sign for row, sign in flow.items()}
    at_end, active, closed = count(keys.FLOW, "active_at_end"), _active(rows), count(keys.PHASE, Phase.CLOSED)
    in_time = count(keys.IN_TIME, keys.TOTAL)
    yield add(count(keys.FLOW, "supported"), n(keys.FLOW), -1)
    yield add(at_end, cell(keys.LENGTH, keys.TOTAL, "active"), -1)
    yield add(at_end, {**active, **count(keys.PHASE, Phase.PAUSED)}, -1)
    yield add(closed, cell(keys.LENGTH, keys.TOTAL, "closed"), -1)
    yield add(closed, count(keys.CLOSING, keys.TOTAL), -1)
    yield add(in_time, active, -1)
    yield add(in_time, at_end, -1)
    yield add(in_time, _per_coach(rows, AssignmentKind.RESPONSIBLE), -1)
    children = _children(rows)
    yield add(children, count(keys.AGES, keys.TOTAL), -1)
    born = add(count(keys.AGES, keys.TOTAL), count(keys.AGES, "unborn"), -1)
    yield add(children, born, -1)
    yield add(count(keys.PEOPLE, "children"), born, -1)
    yield add(count(keys.PEOPLE, "adults"), count(keys.EDUCATION, keys.TOTAL), -1)


def _active(rows: Mapping[str, Sequence[str]]) -> Terms:
    """Families of which something is expected on the last day."""
    return {(keys.PHASE, row, keys.COUNT): 1 for row in rows.get(keys.PHASE, ()) if row not in RESTING}


def _per_coach(rows: Mapping[str, Sequence[str]], kind: AssignmentKind) -> Terms:
    return {(keys.CASELOAD, row, kind.value): 1 for row in rows.get(keys.CASELOAD, ())}


def _children(rows: Mapping[str, Sequence[str]]) -> Terms:
    """How many children there are at least: of many children only that there are so many or more."""
    found = {row: int(row[:1]) for row in rows.get(keys.CHILDREN, ()) if row[:1].isdigit()}
    return {(keys.CHILDREN, row, keys.COUNT): number for row, number in found.items() if number}


def _measured(rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    later = count(keys.MOMENTS, "later")
    for table in (keys.ITEMS_BASELINE, keys.ITEMS_NOW, keys.DOMAINS):
        for row in rows.get(table, ()):  # one place of the balance per family: an item of the household
            yield add(cell(table, row, keys.TOTAL), later, -1)
    for column, moment in _FOLLOW_UPS.items():
        left_out = {row: cell(keys.LEFT_OUT, row, column) for row in rows.get(keys.LEFT_OUT, ())}
        if not left_out:
            continue
        yield add(add(left_out["undetermined"], left_out["counted"]), count(keys.MOMENTS, moment), -1)
        everybody = add(count(keys.MOMENTS, "baseline"), left_out["no_baseline"])
        yield add(everybody, cell(keys.LEFT_OUT, keys.TOTAL, column), -1)
        yield add(left_out["no_baseline"], cell(keys.LEFT_OUT, "no_baseline", "now"), -1)
        for table in (keys.CLASSES, keys.SIGNS):
            yield add(cell(table, keys.TOTAL, column), left_out["counted"], -1)


def _stress(figures: Figures) -> Iterator[Terms]:
    """Stress is one item of the balance or a few: the distribution may be that of a row there."""
    tables = {table.key: table for table in figures.tables}
    for moment, items in (("baseline", keys.ITEMS_BASELINE), ("now", keys.ITEMS_NOW)):
        if keys.STRESS not in tables or items not in tables:
            continue
        for row in tables[keys.STRESS].rows:
            if moment in row.key:
                for item in tables[items].rows:
                    for column in tables[items].columns:
                        yield add(
                            cell(items, item.key, column.key), cell(keys.STRESS, row.key, column.key), -1
                        )


def _bounds(figures: Figures, rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    for table in figures.tables:
        if table.counted is Counted.FAMILIES and not _adds_up(table):
            for row in table.rows:
                for column in table.columns:
                    yield at_most(cell(table.key, row.key, column.key), n(table.key))
    yield from _bounds_of_reach(rows)
    yield from _bounds_of_people(rows)
    yield from _bounds_of_moments(rows)
    work = {(keys.FREQUENCY, row, keys.COUNT): least for row, least in _AT_LEAST_CONTACTS.items()}
    yield at_most(work, count(keys.CONTACTS, keys.TOTAL))
    for why in rows.get(keys.SETBACKS, ()):
        yield at_most(cell(keys.SETBACKS, why, "families"), cell(keys.SETBACKS, why, "scores"))


def _adds_up(table: FigureTable) -> bool:
    return any(each.is_total for each in (*table.rows, *table.columns))


def _bounds_of_reach(rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    in_time = count(keys.IN_TIME, keys.TOTAL)
    for kind in AssignmentKind:
        yield at_most(_per_coach(rows, kind), in_time)
    stopped, again = count(keys.CLOSING, keys.TOTAL), count(keys.FLOW, "reopened")
    yield at_most(stopped, count(keys.FLOW, "closed"))
    yield at_most(count(keys.FLOW, "closed"), add(stopped, again))
    before = add(count(keys.FLOW, "active_at_start"), again)
    yield at_most(count(keys.MOMENTS, "follow_12"), before)
    started = {(keys.LENGTH, band, "active"): 1 for band in _WITHIN_A_YEAR}
    yield at_most(started, count(keys.FLOW, "new"))
    ended = {(keys.LENGTH, band, "closed"): 1 for band in _WITHIN_A_YEAR}
    yield at_most(count(keys.FLOW, "new"), {**started, **ended})
    spoken = {(keys.LANGUAGES, row, keys.COUNT): 1 for row in rows.get(keys.LANGUAGES, ())}
    yield at_most(n(keys.LANGUAGES), spoken)
    for row in rows.get(keys.LANGUAGES, ()):
        if row != keys.UNKNOWN:
            both = add(count(keys.LANGUAGES, row), count(keys.LANGUAGES, keys.UNKNOWN))
            yield at_most(both, n(keys.LANGUAGES))


def _bounds_of_people(rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    ages, many = count(keys.AGES, keys.TOTAL), _children(rows)
    yield at_most(many, ages)
    most = {spot: number if number < max(many.values()) else _MOST_CHILDREN for spot, number in many.items()}
    yield at_most(ages, most)
    yield at_most(add(ages, count(keys.AGES, "unborn"), -1), count(keys.PEOPLE, "children"))
    yield at_most(count(keys.EDUCATION, keys.TOTAL), count(keys.PEOPLE, "adults"))


def _bounds_of_moments(rows: Mapping[str, Sequence[str]]) -> Iterator[Terms]:
    for part, whole in (("follow_12", "follow_6"), ("follow_6", "later"), ("later", "baseline"), *_LATE):
        yield at_most(count(keys.MOMENTS, part), count(keys.MOMENTS, whole))
    compared = {(keys.CLASSES, keys.TOTAL, column): 1 for column in _FOLLOW_UPS}
    for spot in compared:
        yield at_most({spot: 1}, n(keys.CLASSES))
    if keys.CLASSES in rows:
        yield at_most(n(keys.CLASSES), compared)
