"""The yearly report of the practice office, as anybody reads it: what it hides does not follow from what it tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from gezinscoach_desktop.domain.figures import Figures, keys
from gezinscoach_desktop.domain.suppression import is_hidden, suppressed_years
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office
from gezinscoach_desktop.services.practice import open_practice
from gezinscoach_desktop.services.yearly_report import counted_years
from tests.domain.reader import Reader, Years


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Years]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("home")))
        desk: Desk = open_practice()
        year = desk.today().year
        yield year, counted_years(desk, year)
        close_office(desk)


def told(figures: Figures, table: str, row: str, column: str = keys.COUNT) -> int | None:
    """What stands in a cell; None where it is hidden."""
    found = figures.table(table)
    place = [each.key for each in found.columns].index(column)
    line = dict(zip((each.key for each in found.rows), found.cells, strict=True))[row]
    return None if is_hidden(line[place]) else line[place].value


def test_the_families_of_the_coaches_do_not_tell_how_many_there_are_at_the_end(
    counted: tuple[int, Years],
) -> None:
    year, years = counted
    figures = suppressed_years(years)[year].total
    coaches = [row.key for row in figures.table(keys.CASELOAD).rows]
    responsible = AssignmentKind.RESPONSIBLE.value
    truth = {each: told(years[year].total, keys.CASELOAD, each, responsible) for each in coaches}
    closed, at_end = (told(years[year].total, keys.FLOW, row) for row in ("closed", "active_at_end"))

    assert (closed, at_end) == (1, sum(each or 0 for each in truth.values()))
    assert told(figures, keys.FLOW, "closed") is told(figures, keys.FLOW, "active_at_end") is None
    assert None in [told(figures, keys.CASELOAD, each, responsible) for each in coaches]


def test_nothing_that_is_hidden_follows_from_the_rest(counted: tuple[int, Years]) -> None:
    _, years = counted

    reader = Reader(years, suppressed_years(years))

    assert len(reader.small) > 1_000
    assert reader.small.isdisjoint(reader.shown)
    assert reader.small.isdisjoint(reader.solved())
    assert reader.small.isdisjoint(reader.pinned())
