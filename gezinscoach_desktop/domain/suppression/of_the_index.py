"""How the tables of the deprivation index hang together: its distribution, the matrices and the classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from gezinscoach_desktop.domain.evolution import category_of
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.suppression.terms import Terms, add, at_most, cell

_MATRICES: Final = {
    "follow_6": keys.MATRIX_6,
    "follow_12": keys.MATRIX_12,
    "now": keys.MATRIX_NOW,
}
_DOMAINS: Final = 7
_MOMENTS: Final = ("baseline", "now")
_Spans: TypeAlias = Mapping[str, tuple[int, int]]
"""Rows of the distribution with how few and how many domains may be weak."""


@dataclass(frozen=True, slots=True)
class OfTheIndex:
    """Sums that come to nothing, and such that come to nothing or more."""

    equations: tuple[Terms, ...]
    bounds: tuple[Terms, ...]


def of_the_index(rows: Mapping[str, Sequence[str]], deprived_from: int) -> OfTheIndex:
    """With the rows of each table, and from how many weak domains a family is deprived."""
    spans = {row: span for row in rows.get(keys.INDEX, ()) if (span := _span(row)) is not None}
    equations: list[Terms] = []
    for moment in _MOMENTS:
        equations += _deprived(spans, deprived_from, moment)
        equations.append(_weak(spans, rows.get(keys.WEAK, ()), moment))
    lines = list(_lines(spans, deprived_from))
    equations += lines
    for column, matrix in _MATRICES.items():
        equations += _classes(rows, deprived_from, matrix, column)
    unclear = {(keys.DEPRIVED, "undetermined", moment): 1 for moment in _MOMENTS}
    bounds = (*lines, at_most(cell(keys.LEFT_OUT, "undetermined", "now"), unclear))
    return OfTheIndex(tuple(equations), bounds)


def _span(row: str) -> tuple[int, int] | None:
    """`3`, or `2–4` while something is unknown."""
    low, _, high = row.replace("–", "-").partition("-")
    return (int(low), int(high or low)) if low.isdigit() and (high or low).isdigit() else None


def _state(span: tuple[int, int], deprived_from: int) -> str:
    low, high = span
    if low >= deprived_from:
        return "deprived"
    return "undetermined" if high >= deprived_from else "not_deprived"


def _deprived(spans: _Spans, deprived_from: int, moment: str) -> Iterator[Terms]:
    for state in ("deprived", "not_deprived", "undetermined"):
        found = [row for row, span in spans.items() if _state(span, deprived_from) == state]
        together = {(keys.INDEX, row, moment): 1 for row in found}
        yield add(together, cell(keys.DEPRIVED, state, moment), -1)


def _weak(spans: _Spans, domains: Sequence[str], moment: str) -> Terms:
    """A family counts once in every domain that is weak."""
    together = {(keys.INDEX, row, moment): low for row, (low, _) in spans.items() if low}
    return add(together, {(keys.WEAK, domain, moment): 1 for domain in domains}, -1)


def _lines(spans: _Spans, deprived_from: int) -> Iterator[Terms]:
    """Of who is determined at one moment, some are not at the other: a line of a matrix is at most those."""
    for matrix in _MATRICES.values():
        for moment in _MOMENTS if matrix == keys.MATRIX_NOW else _MOMENTS[:1]:
            for number in range(_DOMAINS):
                known = {
                    (keys.INDEX, row, moment): 1
                    for row, span in spans.items()
                    if span[0] == number and _state(span, deprived_from) != "undetermined"
                }
                yield at_most(_line(matrix, number, moment), known)


def _line(matrix: str, number: int, moment: str) -> Terms:
    if moment == "baseline":
        return cell(matrix, str(number), keys.TOTAL)
    return cell(matrix, keys.TOTAL, str(number))


def _classes(
    rows: Mapping[str, Sequence[str]], deprived_from: int, matrix: str, column: str
) -> Iterator[Terms]:
    by_class: dict[str, dict[tuple[str, str, str], int]] = {}
    by_sign: dict[str, dict[tuple[str, str, str], int]] = {}
    for before in range(_DOMAINS):
        for after in range(_DOMAINS):
            category = category_of(before, after, deprived_from=deprived_from)
            sign = "better" if after < before else "same" if after == before else "worse"
            for found, key in ((by_class, category.value), (by_sign, sign)):
                found.setdefault(key, {})[matrix, str(before), str(after)] = 1
    for table, found in ((keys.CLASSES, by_class), (keys.SIGNS, by_sign)):
        for row in rows.get(table, ()):
            yield add(found.get(row, {}), cell(table, row, column), -1)
