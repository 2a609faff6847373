"""The figures of very many families at once are those of counting family by family with the rules of the domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.evolution import baseline_of, changes_of, domain_moves
from gezinscoach_desktop.domain.figures import FigureBlock, FigureFilter, Figures, FigureTable, keys
from gezinscoach_desktop.domain.household import present, subjects_of
from gezinscoach_desktop.domain.index import DomainState, index_of
from gezinscoach_desktop.domain.snapshot import in_order
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import cohort
from gezinscoach_desktop.services.figures import figures
from tests.data.office_factory import at_desk, lay_history
from tests.data.test_carry_forward import Household, households
from tests.domain.strategies import DAYS
from tests.factories import load_instrument, load_profile
from tests.offices import NewDesk

REAL = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
TODAY = date(2027, 6, 1)
Counts = Counter[tuple[str, str]]


def results(desk: Desk, until: date = TODAY) -> Figures:
    return figures(desk, FigureFilter(date(2025, 1, 1), until), (FigureBlock.RESULTS, FigureBlock.QUALITY))


def counts_of(table: FigureTable) -> Counts:
    """What stands in the cells that are no total and not zero."""
    return Counter(
        {
            (row.key, column.key): cell.value
            for row, cells in zip(table.rows, table.cells, strict=True)
            for column, cell in zip(table.columns, cells, strict=True)
            if not row.is_total and not column.is_total and cell.value
        }
    )


def families_of(table: FigureTable) -> Counts:
    return Counter(
        {
            (row.key, column.key): cell.families
            for row, cells in zip(table.rows, table.cells, strict=True)
            for column, cell in zip(table.columns, cells, strict=True)
            if not row.is_total and not column.is_total and cell.families
        }
    )


class ByHand:
    """Counts the same, one family after the other."""

    def __init__(self, families: Iterable[Household], until: date) -> None:
        self.values: dict[str, Counts] = {key: Counter() for key in keys.RESULTS}
        self.families: dict[str, Counts] = {key: Counter() for key in keys.RESULTS}
        for family in families:
            snapshots = [each for each in in_order(family.snapshots) if each.date < until]
            baseline = baseline_of(snapshots)
            if baseline is not None and baseline.date < snapshots[-1].date:
                self._add(family, baseline.date, snapshots[-1].date)

    def _note(self, table: str, found: Iterable[tuple[str, str]]) -> None:
        counted = Counter(found)
        self.values[table] += counted
        self.families[table] += Counter(dict.fromkeys(counted, 1))

    def _add(self, family: Household, first: date, last: date) -> None:
        instrument, profile = load_instrument(), load_profile()
        before, after = (balance_at(family.snapshots, day) for day in (first, last))
        for table, balance in ((keys.ITEMS_BASELINE, before), (keys.ITEMS_NOW, after)):
            here = subjects_of(present(family.persons, balance.date))
            found = []
            for person, subject in here.items():
                ages = next((p.birth_date for p in family.persons if p.id == person), None)
                assert ages is None  # nobody has an age here: every item fits
                for item in instrument.items_of(subject):
                    value = balance.values.get((person, item.key))
                    code = "none" if value is None else "na" if value.level is None else str(value.level)
                    found.append((item.key, code))
            self._note(table, found)
        moved = [each for each in changes_of(before, after, instrument, family.persons) if each.is_comparable]
        self._note(keys.CHANGES, [(each.place[1], each.direction.value) for each in moved])
        self._note(
            keys.DOMAINS,
            [(instrument.items[each.place[1]].domain_key, each.direction.value) for each in moved],
        )
        up = sum(each.steps > 0 for each in moved) - sum(each.steps < 0 for each in moved)
        self._note(
            keys.FAMILIES_MOVED, [("more_up" if up > 0 else "more_down" if up else "balanced", "count")]
        )
        indexes = [index_of(profile, balance, family.persons) for balance in (before, after)]
        for column, index in zip(("baseline", "now"), indexes, strict=True):
            low, high = index.tally.interval
            self._note(keys.INDEX, [(str(low) if low == high else f"{low}-{high}", column)])
            words = {True: "deprived", False: "not_deprived", None: "undetermined"}
            self._note(keys.DEPRIVED, [(words[index.is_deprived], column)])
            self._note(
                keys.WEAK,
                [(each.domain.key, column) for each in index.domains if each.state is DomainState.WEAK],
            )
        for move in domain_moves(*indexes):
            if DomainState.WEAK in (move.before, move.after):
                column = "out_of_weak" if move.before is DomainState.WEAK else "into_weak"
                self._note(keys.MOVERS, [(item, column) for item in move.items])


def by_set(counts: Counts) -> set[tuple[str, str]]:
    return set(counts)


@REAL
@given(families=st.lists(households(), min_size=1, max_size=15), until=st.just(TODAY) | DAYS)
def test_results_are_those_of_counting_family_by_family(
    new_desk: NewDesk, families: list[Household], until: date
) -> None:
    desk = at_desk(new_desk(), TODAY)
    lay_history(desk, families)
    found, expected = results(desk, until), ByHand(families, until)
    for key in (
        keys.ITEMS_BASELINE,
        keys.ITEMS_NOW,
        keys.CHANGES,
        keys.DOMAINS,
        keys.FAMILIES_MOVED,
        keys.INDEX,
        keys.DEPRIVED,
        keys.WEAK,
    ):
        assert counts_of(found.table(key)) == expected.values[key], key
        assert families_of(found.table(key)) == expected.families[key], key
    # An item of two domains of the index moves both: such a family is one family.
    assert by_set(counts_of(found.table(keys.MOVERS))) == by_set(expected.values[keys.MOVERS])


@REAL
@given(families=st.lists(households(), min_size=1, max_size=15))
def test_before_and_after_are_those_of_the_cohort(new_desk: NewDesk, families: list[Household]) -> None:
    desk = at_desk(new_desk(), TODAY)
    lay_history(desk, families)
    found = results(desk)
    for months, matrix_key, column in ((6, keys.MATRIX_6, "follow_6"), (12, keys.MATRIX_12, "follow_12")):
        expected, _ = cohort(desk, months=months)
        matrix = found.table(matrix_key)
        assert tuple(tuple(cell.value for cell in row[:-1]) for row in matrix.cells[:-1]) == expected.matrix
        classes = {
            row: value
            for (row, each), value in counts_of(found.table(keys.CLASSES)).items()
            if each == column
        }
        assert classes == {key.value: count for key, count in expected.categories.items() if count}
        left = {
            row: value
            for (row, each), value in counts_of(found.table(keys.LEFT_OUT)).items()
            if each == column
        }
        assert left.get("counted", 0) == expected.measured
        assert left.get("no_follow_up", 0) == expected.no_follow_up
        assert left.get("undetermined", 0) == expected.undetermined
