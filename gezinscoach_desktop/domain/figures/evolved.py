"""Results by the deprivation index: distribution, matrix and classes of before and after, and what moved it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from gezinscoach_desktop.domain.evolution import (
    MATRIX_SIZE,
    Category,
    Sign,
    category_of,
)
from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, labels_of, total
from gezinscoach_desktop.domain.figures.measured import FOLLOW_UPS, NOW, Indexes
from gezinscoach_desktop.domain.figures.results import MEASURED_NOTE, Base, item_rows
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.index import DomainState

BOTH = (Label("baseline", "Nulmeting"), Label("now", "Nu"))
MOMENTS = {
    **{months: Label(f"follow_{months}", f"Na {months} maanden") for months in FOLLOW_UPS},
    NOW: Label("now", "Nu"),
}
MATRICES = {6: keys.MATRIX_6, 12: keys.MATRIX_12, NOW: keys.MATRIX_NOW}
THREE = (Label("better", "Beter"), Label("same", "Gelijk"), Label("worse", "Minder goed"))
_THREE_OF = {Sign.BETTER: "better", Sign.WORSE: "worse", Sign.STAYS_OUT: "same", Sign.STAYS_DEPRIVED: "same"}
_DETERMINED_NOTE = "Alleen gezinnen waarvan op beide momenten vaststaat of ze kansarm zijn."
Pairs = Mapping[tuple[int, int], int]
"""Supported families by how many domains were weak before and after, as masks."""


def later_moment(matrix: str) -> str:
    """With what a matrix compares the baseline: `nu`, `na 6 maanden`."""
    return next(MOMENTS[months].text.lower() for months, key in MATRICES.items() if key == matrix)


def drafts(base: Base) -> Iterator[Draft]:
    """The tables of results that are about the index."""
    for draft in (_distribution(base), _deprived(base), _weak(base), _movers(base)):
        draft.n = base.again.bit_count()
        yield draft
    pairs = {months: _pairs(base, months) for months in MOMENTS}
    yield _left_out(base, pairs)
    counted = 0
    for each in pairs.values():
        counted |= _all_of(each)
    for draft in (_classes(base, pairs), _signs(base, pairs)):
        draft.n = counted.bit_count()
        yield draft
    for months, key in MATRICES.items():
        draft = _matrix(key, months, pairs[months])
        draft.n = _all_of(pairs[months]).bit_count()
        yield draft


def _indexes(base: Base) -> tuple[tuple[str, Indexes], ...]:
    return (("baseline", base.measured.index_baseline), ("now", base.measured.index_now))


def _distribution(base: Base) -> Draft:
    """How many domains are weak; where some are unknown an interval stands in its own row."""
    found: dict[tuple[str, str], int] = {}
    intervals: set[tuple[int, int]] = set()
    for column, indexes in _indexes(base):
        for (low, high), everybody in indexes.intervals.items():
            mask = everybody & base.again
            if mask and low != high:
                intervals.add((low, high))
            if mask:
                found[f"{low}-{high}" if low != high else str(low), column] = mask
    rows = (
        *(Label(str(number), str(number)) for number in range(MATRIX_SIZE)),
        *(Label(f"{low}-{high}", f"{low} tot {high}") for low, high in sorted(intervals)),
        total(),
    )
    draft = Draft(keys.INDEX, "Aantal zwakke domeinen (index)", Counted.FAMILIES, rows, BOTH)
    for (row, column), mask in found.items():
        draft.put(row, column, mask.bit_count(), mask)
    draft.note = f"{MEASURED_NOTE} “1 tot 3” betekent: minstens 1, en 2 domeinen zijn onbekend."
    return draft


def _deprived(base: Base) -> Draft:
    rows = (
        Label("deprived", "Kansarm"),
        Label("not_deprived", "Niet kansarm"),
        Label("undetermined", "Niet vast te stellen"),
        total(),
    )
    draft = Draft(keys.DEPRIVED, "Kansarm of niet", Counted.FAMILIES, rows, BOTH, note=MEASURED_NOTE)
    words = {True: "deprived", False: "not_deprived", None: "undetermined"}
    for column, indexes in _indexes(base):
        for word, everybody in indexes.by_deprivation.items():
            mask = everybody & base.again
            draft.put(words[word], column, mask.bit_count(), mask)
    return draft


def _weak(base: Base) -> Draft:
    domains = base.measured.profile.domains
    rows = tuple(Label(domain.key, domain.name) for domain in domains)
    draft = Draft(keys.WEAK, "Zwakke domeinen van de index", Counted.FAMILIES, rows, BOTH, note=MEASURED_NOTE)
    for column, indexes in _indexes(base):
        for domain in domains:
            mask = indexes.in_state(domain, DomainState.WEAK) & base.again
            draft.put(domain.key, column, mask.bit_count(), mask)
    return draft


def _pairs(base: Base, months: int) -> Pairs:
    supported = base.frame.supported_mask
    found = {both: mask & supported for both, mask in base.measured.pairs[months].items()}
    return {both: mask for both, mask in found.items() if mask}


def _all_of(pairs: Pairs) -> int:
    found = 0
    for mask in pairs.values():
        found |= mask
    return found


def _left_out(base: Base, pairs: Mapping[int, Pairs]) -> Draft:
    rows = (
        Label("counted", "Meegeteld"),
        Label("no_follow_up", "Nog geen meting"),
        Label("undetermined", "Niet vast te stellen"),
        Label("no_baseline", "Geen nulmeting"),
        total(),
    )
    draft = Draft(
        keys.LEFT_OUT, "Wie meetelt in de evolutie", Counted.FAMILIES, rows, tuple(MOMENTS.values())
    )
    supported = base.frame.supported_mask
    baseline = base.measured.index_baseline.measured & supported
    for months, label in MOMENTS.items():
        compared = base.measured.compared(months) & supported
        counted = _all_of(pairs[months])
        for row, mask in (
            ("counted", counted),
            ("no_follow_up", baseline & ~compared),
            ("undetermined", compared & ~counted),
            ("no_baseline", supported & ~baseline),
        ):
            draft.put(row, label.key, mask.bit_count(), mask)
    return draft


def _classes(base: Base, pairs: Mapping[int, Pairs]) -> Draft:
    draft = Draft(
        keys.CLASSES,
        "Evolutie tegenover de nulmeting",
        Counted.FAMILIES,
        labels_of(Category, total()),
        tuple(MOMENTS.values()),
        note=_DETERMINED_NOTE,
    )
    for months, label in MOMENTS.items():
        for category, mask in _by_category(base, pairs[months]).items():
            draft.put(category.value, label.key, mask.bit_count(), mask)
    return draft


def _by_category(base: Base, pairs: Pairs) -> Mapping[Category, int]:
    found: defaultdict[Category, int] = defaultdict(int)
    for (before, after), mask in pairs.items():
        found[category_of(before, after, deprived_from=base.measured.profile.deprived_from)] |= mask
    return found


def _signs(base: Base, pairs: Mapping[int, Pairs]) -> Draft:
    draft = Draft(
        keys.SIGNS,
        "Beter, gelijk of minder goed",
        Counted.FAMILIES,
        (*THREE, total()),
        tuple(MOMENTS.values()),
        note=_DETERMINED_NOTE,
    )
    for months, label in MOMENTS.items():
        found: defaultdict[str, int] = defaultdict(int)
        for category, mask in _by_category(base, pairs[months]).items():
            found[_THREE_OF[category.sign]] |= mask
        for row, mask in found.items():
            draft.put(row, label.key, mask.bit_count(), mask)
    return draft


def _matrix(key: str, months: int, pairs: Pairs) -> Draft:
    sides = tuple(Label(str(number), str(number)) for number in range(MATRIX_SIZE))
    draft = Draft(
        key,
        f"Zwakke domeinen: nulmeting tegenover {MOMENTS[months].text.lower()}",
        Counted.FAMILIES,
        (*sides, total()),
        (*sides, total()),
        note=_DETERMINED_NOTE,
    )
    for (before, after), mask in pairs.items():
        draft.put(str(before), str(after), mask.bit_count(), mask)
    return draft


def _movers(base: Base) -> Draft:
    """Which items took a domain of the index over its cut, from the baseline to now."""
    supported = base.frame.supported_mask
    found = {item: (out & supported, into & supported) for item, (out, into) in base.measured.movers.items()}
    often = {item: out.bit_count() + into.bit_count() for item, (out, into) in found.items()}
    rows = sorted((row for row in item_rows(base) if often.get(row.key)), key=lambda row: -often[row.key])
    columns = (Label("out_of_weak", "Uit zwak"), Label("into_weak", "Naar zwak"))
    draft = Draft(keys.MOVERS, "Items die de index deden bewegen", Counted.FAMILIES, rows, columns)
    for row in rows:
        for column, mask in zip(columns, found[row.key], strict=True):
            draft.put(row.key, column.key, mask.bit_count(), mask)
    draft.note = f"{MEASURED_NOTE} Items die een domein van de index zwak maakten of uit zwak haalden."
    return draft
