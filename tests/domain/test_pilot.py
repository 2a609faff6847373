"""The pilots' own result, from the made-up families that reproduce it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from gezinscoach_desktop.domain.balance import balance_at
from gezinscoach_desktop.domain.evolution import PrePost, cohort_of, follow_up_of
from gezinscoach_desktop.domain.exchange import ExchangeFamily, ExchangeFile
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.index import index_of
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from gezinscoach_desktop.resource import resource_path
from tests.domain.exchange_files import read_bytes, rows_of, written
from tests.factories import load_profile, make_id

PILOT = resource_path("practice", "pilot-90.csv")


@cache
def pilot() -> ExchangeFile:
    return read_bytes(PILOT.read_bytes())


def persons_of(family: ExchangeFamily) -> dict[str, Person]:
    return {
        person.code: Person(make_id(family.code + person.code), person.role, person.birth_date, person.stays)
        for person in family.persons
    }


def history_of(family: ExchangeFamily) -> list[Snapshot]:
    persons = persons_of(family)
    return [
        Snapshot(
            make_id(f"{family.code} {number}"),
            number,
            snapshot.date,
            tuple(
                Score(persons[row.person].id if row.person else None, row.item, row.level, row.note)
                for row in snapshot.scores
            ),
        )
        for number, snapshot in enumerate(family.snapshots, start=1)
    ]


def pre_posts() -> Iterator[PrePost]:
    for family in pilot().families:
        history, persons = history_of(family), tuple(persons_of(family).values())
        follow_up = follow_up_of(history, 6)
        assert follow_up is not None
        before = index_of(load_profile(), balance_at(history, follow_up.baseline), persons).tally
        after = (
            None
            if follow_up.date is None
            else index_of(load_profile(), balance_at(history, follow_up.date), persons).tally
        )
        yield PrePost(before, after)


def test_the_pilot_file_is_good_from_the_first_row_to_the_last() -> None:
    file = pilot()
    assert (file.rows, file.scores, len(file.families)) == (7840, 7840, 90)
    assert (file.errors, file.duplicates, file.ignored_columns) == ((), 0, ())


def test_of_56_families_22_improved_23_stayed_and_11_got_worse() -> None:
    cohort = cohort_of(pre_posts(), load_profile())
    assert (cohort.families, cohort.measured) == (90, 56)
    assert {category.value: number for category, number in cohort.categories.items()} == {
        "improved_out": 4,
        "improved_still_deprived": 16,
        "improved_not_deprived": 2,
        "stable_not_deprived": 4,
        "stable_deprived": 19,
        "worsened_into": 0,
        "worsened_still_deprived": 11,
        "worsened_not_deprived": 0,
    }


def test_the_matrix_of_the_pilot_sums_to_its_families() -> None:
    cohort = cohort_of(pre_posts(), load_profile())
    assert sum(map(sum, cohort.matrix)) == 56
    assert sum(cohort.matrix[level][level] for level in range(7)) == 23
    assert sum(sum(row[:place]) for place, row in enumerate(cohort.matrix)) == 22
    assert cohort.no_follow_up + cohort.undetermined == 34


def test_the_pilot_is_written_and_read_without_loss() -> None:
    first = written(rows_of(pilot()))
    assert written(rows_of(read_bytes(first))) == first
    assert sorted(first.decode("utf-8-sig").splitlines()) == sorted(
        PILOT.read_text(encoding="utf-8").splitlines()
    )
