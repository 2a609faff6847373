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
Pairs = Mapping[tuple[int, int], list[int]]


def drafts(base: Base) -> Iterator[Draft]:
    """The tables of results that are about the index."""
    for draft in (_distribution(base), _deprived(base), _weak(base), _movers(base)):
        draft.n = base.again.bit_count()
        yield draft
    pairs = {months: _pairs(base, months) for months in MOMENTS}
    yield _left_out(base, pairs)
    counted = {index for found in pairs.values() for listed in found.values() for index in listed}
    for draft in (_classes(base, pairs), _signs(base, pairs)):
        draft.n = len(counted)
        yield draft
    for months, key in MATRICES.items():
        draft = _matrix(base, key, months, pairs[months])
        draft.n = sum(map(len, pairs[months].values()))
        yield draft


def _indexes(base: Base) -> tuple[tuple[str, Indexes], ...]:
    return (("baseline", base.measured.index_baseline), ("now", base.measured.index_now))


def _again(base: Base) -> list[int]:
    moments = base.measured.moments
    return [index for index in base.frame.supported if moments.baseline[index] < moments.last[index]]


def _distribution(base: Base) -> Draft:
    """How many domains are weak; where some are unknown an interval stands in its own row."""
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    intervals: set[tuple[int, int]] = set()
    again = _again(base)
    for column, indexes in _indexes(base):
        weak, unknown = indexes.weak, indexes.unknown
        for index in again:
            low, more = weak[index], unknown[index]
            if more:
                intervals.add((low, low + more))
            found[f"{low}-{low + more}" if more else str(low), column].append(index)
    rows = (
        *(Label(str(number), str(number)) for number in range(MATRIX_SIZE)),
        *(Label(f"{low}-{high}", f"{low} tot {high}") for low, high in sorted(intervals)),
        total(),
    )
    draft = Draft(keys.INDEX, "Aantal zwakke domeinen (index)", Counted.FAMILIES, rows, BOTH)
    for (row, column), listed in found.items():
        draft.put(row, column, len(listed), base.frame.mask(listed))
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
    again = _again(base)
    for column, indexes in _indexes(base):
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index in again:
            found[words[indexes.deprived[index]]].append(index)
        for row, listed in found.items():
            draft.put(row, column, len(listed), base.frame.mask(listed))
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
    """Families determined at both moments, by how many domains were weak before and after."""
    before, after = base.measured.index_baseline, base.measured.index_at(months)
    found: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    measured = base.measured.compared(months).to_bytes(len(base.frame.families), "little")
    for index in base.frame.supported:
        if measured[index] and before.deprived[index] is not None and after.deprived[index] is not None:
            found[before.weak[index], after.weak[index]].append(index)
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
        counted = base.frame.mask(index for listed in pairs[months].values() for index in listed)
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
        for category, listed in _by_category(base, pairs[months]).items():
            draft.put(category.value, label.key, len(listed), base.frame.mask(listed))
    return draft


def _by_category(base: Base, pairs: Pairs) -> Mapping[Category, list[int]]:
    found: defaultdict[Category, list[int]] = defaultdict(list)
    for (before, after), listed in pairs.items():
        found[category_of(before, after, deprived_from=base.measured.profile.deprived_from)] += listed
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
        found: defaultdict[str, list[int]] = defaultdict(list)
        for category, listed in _by_category(base, pairs[months]).items():
            found[_THREE_OF[category.sign]] += listed
        for row, listed in found.items():
            draft.put(row, label.key, len(listed), base.frame.mask(listed))
    return draft


def _matrix(base: Base, key: str, months: int, pairs: Pairs) -> Draft:
    sides = tuple(Label(str(number), str(number)) for number in range(MATRIX_SIZE))
    draft = Draft(
        key,
        f"Zwakke domeinen: nulmeting tegenover {MOMENTS[months].text.lower()}",
        Counted.FAMILIES,
        (*sides, total()),
        (*sides, total()),
        note=f"Rijen: nulmeting. Kolommen: {MOMENTS[months].text.lower()}. {_DETERMINED_NOTE}",
    )
    for (before, after), listed in pairs.items():
        draft.put(str(before), str(after), len(listed), base.frame.mask(listed))
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
