"""Whatever adds up between the tables of the report is known to who hides: looked for in families that differ in all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from functools import cache
from typing import Any, Final

import pytest

from gezinscoach_desktop.domain.figures import Counted, FigureFilter, Figures, FiguresPerMunicipality, keys
from gezinscoach_desktop.domain.suppression import system as systems
from gezinscoach_desktop.domain.yearly import days_of
from gezinscoach_desktop.domain.yearly_report import for_report
from tests.domain.family_facts import Maker, years_of
from tests.domain.linear import Span, always_true
from tests.factories import load_instrument

YEAR: Final = 2026
PLACES: Final = ("Balen", "Mol", "Retie", "")
UNITS: Final = 850
_IN_BOTH: Final = frozenset({keys.MOMENTS, keys.LEFT_OUT})
_ALIKE: Final = frozenset({keys.MATRIX_6, keys.MATRIX_12})
"""Made and bound as the matrix of now is."""
_ITEMS_OF_EACH: Final = 3
Place = tuple[str, str, str]
Vector = Mapping[Place, int]


def of_results(table: str) -> bool:
    return table.startswith("results.") and table != keys.IN_TIME


def is_wanted(table: str, *, results: bool) -> bool:
    return table in _IN_BOTH or (of_results(table) is results and table not in _ALIKE)


@cache
def few_items() -> Collection[str]:
    """A few items of each part of the balance, and stress: the others are counted in the same way."""
    found: list[str] = []
    for subject in {item.subject for item in load_instrument().items.values()}:
        of_subject = [key for key, item in load_instrument().items.items() if item.subject is subject]
        found += [*of_subject[:_ITEMS_OF_EACH], *(key for key in of_subject if key.endswith("stress"))]
    return frozenset(found)


def is_of_few(place: Place) -> bool:
    table, row, _ = place
    return table not in (keys.ITEMS_BASELINE, keys.ITEMS_NOW) or row in {*few_items(), "n"}


def numbers(figures: Figures) -> Iterator[tuple[Place, int]]:
    """Everything that is printed but zeros and lengths of time, as far as there are a few of it."""
    for table in figures.tables:
        if table.counted is Counted.DAYS:
            continue
        yield (table.key, "n", ""), table.n
        for row, line in zip(table.rows, table.cells, strict=True):
            if not is_of_few((table.key, row.key, "")):
                continue
            for column, cell in zip(table.columns, line, strict=True):
                yield (table.key, row.key, column.key), cell.value or 0


@cache
def units() -> tuple[Vector, ...]:
    """Every figure adds up over families: what holds for each of them alone holds for every office."""
    maker = Maker(1, PLACES)
    since, until = days_of(YEAR)
    found = []
    for _ in range(UNITS):
        figures = maker.counting(1).figures(FigureFilter(since, until))
        alone = for_report(FiguresPerMunicipality(figures, {})).total
        found.append({place: value for place, value in numbers(alone) if value})
    return tuple(found)


def known_to_the_program(places: Set[Place], *, results: bool) -> Span[Any]:
    """What follows from the equations with which the program hides, seen in an office of many families.

    What none of the families alone has is nothing there as well.
    """
    system = systems.system_of(years_of(Maker(2, PLACES).counting(600), (YEAR,)))
    by_place = {(table, row, column): each for (_, table, row, column), each in system.place.items()}
    span: Span[Any] = Span(lambda key: (isinstance(key, tuple), str(key)))
    for place in places:
        span.add({by_place[place]: 1, place: -1})
    met = {by_place[place] for place in places}
    for place, variable in by_place.items():
        if variable not in met and is_wanted(place[0], results=results) and is_of_few(place):
            span.add({variable: 1})
    for number, equation in enumerate(system.equations):
        if number not in system.room:
            span.add(dict(equation))
    return span


def missing(*, results: bool) -> list[str]:
    vectors = [
        {place: value for place, value in unit.items() if is_wanted(place[0], results=results)} for unit in units()
    ]  # fmt: skip
    places = {place for vector in vectors for place in vector}
    assert len(vectors) > len(places)
    span = known_to_the_program(places, results=results)
    return [in_words(each) for each in always_true(vectors) if span.add(each)]


def in_words(terms: Vector) -> str:
    return " ".join(f"{factor:+}·{'/'.join(place)}" for place, factor in terms.items())


@pytest.fixture(autouse=True)
def by_relations_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """That single numbers of five and more happen to be equal is seen as well; of smaller ones nothing is."""
    monkeypatch.setattr(systems, "_LARGE", 1 << 40)


@pytest.mark.parametrize("results", [False, True])
def test_whatever_always_adds_up_is_known(results: bool) -> None:
    assert missing(results=results) == []


def test_what_is_not_known_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "relations", lambda _: ())

    found = missing(results=False)

    assert len(found) > 5
    assert any(f"{keys.IN_TIME}/overdue/{keys.COUNT}" in each for each in found)
