"""Figures released for a municipality: totals of a year with small ones hidden, kept as they were, for coordinators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from gezinscoach_desktop.domain.figures import Figures, FiguresPerMunicipality, keys
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.published_figures import PublishedFiguresInput
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.suppression import is_hidden
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import published_figures
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.published_figures import (
    Release,
    list_released,
    releasable,
    release,
    restore,
    withdraw,
)
from gezinscoach_desktop.services.yearly_report import counted_years, published
from tests.data.office_factory import add_colleague
from tests.offices import ON_FILE
from tests.services.releases import small_figures

YEAR = 2022


@pytest.fixture
def measured(desk: Desk) -> Desk:
    """The pilot's 90 families."""
    import_file(desk, preview_import(desk, resource_path("practice", "pilot-90.csv")), skip_bad=False)
    return desk


@pytest.fixture
def counted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """As if it had been counted: what is done with figures does not depend on how many there are."""
    for municipality in ("Balen", "Mol"):
        add_family(desk, FamilyInput(name="Nagy", municipality=municipality))
    monkeypatch.setattr(published_figures, "counted_years", small_figures)
    return desk


def released(desk: Desk, municipality: str, year: int = YEAR) -> Release:
    release(desk, municipality, year)
    return next(
        each for each in list_released(desk) if (each.municipality, each.year) == (municipality, year)
    )


@ON_FILE
def test_what_is_released_is_what_the_yearly_report_shows_of_that_municipality_and_nothing_of_a_family(
    measured: Desk,
) -> None:
    first, *others = releasable(measured)
    found = released(measured, first)
    assert others
    everything = published(counted_years(measured, YEAR, 2))[YEAR].municipalities[first].tables
    assert found.tables == tuple(table for table in everything if table.key != keys.REFERRED_FROM)
    assert (found.last_day, found.is_over) == (date(YEAR, 12, 31), True)
    assert any(cell.value for table in found.tables for row in table.cells for cell in row)
    assert any(is_hidden(cell) for table in found.tables for row in table.cells for cell in row)
    kept = str(found.record.details)
    for family in list_families(measured):
        assert family.code not in kept
        assert str(family.id) not in kept
    for table in found.tables:
        assert not any(0 < cell.families < 5 and cell.value for row in table.cells for cell in row), table.key


def test_a_release_stays_as_it_was_and_another_takes_its_place(counted: Desk) -> None:
    first, second = releasable(counted)
    before = released(counted, first)
    released(counted, second)
    again = released(counted, first)
    assert (again.record.id, again.record.version) == (before.record.id, before.record.version + 1)
    assert [(each.municipality, each.year) for each in list_released(counted)] == [
        (first, YEAR),
        (second, YEAR),
    ]
    noted = [
        entry.details
        for entry in counted.office.read(audit.entries)
        if entry.action == "change_published_figures"
    ]
    assert noted == [{"year": YEAR}] * 3


def test_what_was_released_with_rows_of_other_municipalities_shows_them_no_longer(
    counted: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_places(desk: Desk, year: int, **_: object) -> Mapping[int, FiguresPerMunicipality]:
        found = small_figures(desk, year)[year]

        def more(figures: Figures) -> Figures:
            [one] = figures.tables
            return replace(figures, tables=(one, replace(one, key=keys.REFERRED_FROM)))

        places = {name: more(each) for name, each in found.municipalities.items()}
        return {year: FiguresPerMunicipality(more(found.total), places)}

    monkeypatch.setattr(published_figures, "counted_years", with_places)
    first = releasable(counted)[0]
    with monkeypatch.context() as before:
        before.setattr(published_figures, "_of_one", tuple)
        assert len(released(counted, first).tables) == 2
    [table] = list_released(counted)[0].tables
    assert table.key == "profile.x"
    [table] = released(counted, first).tables
    assert table.key == "profile.x"


def test_a_year_that_is_not_over_is_released_up_to_today(counted: Desk) -> None:
    noon = datetime(2026, 11, 22, 12, tzinfo=UTC)
    on = replace(counted, today=lambda: date(2026, 11, 22), now=lambda: noon)
    found = released(on, releasable(on)[0], 2026)
    assert found.record.details.until == date(2026, 11, 23)
    assert (found.last_day, found.is_over) == (date(2026, 11, 22), False)


JUNE, FEBRUARY = datetime(2026, 6, 10, 12, tzinfo=UTC), datetime(2027, 2, 3, 12, tzinfo=UTC)


def on_day(desk: Desk, noon: datetime) -> Desk:
    return replace(desk, today=noon.date, now=lambda: noon)


def again_shown(desk: Desk, release: Release) -> Release:
    """Withdrawn by mistake and brought back."""
    withdraw(desk, release.record.id, release.record.version)
    restore(desk, release.record.id, release.record.version + 1)
    [shown] = list_released(desk)
    return shown


def as_before(details: PublishedFiguresInput) -> PublishedFiguresInput:
    """As an earlier program kept it: without up to which day was counted."""
    tables = {"tables": details.tables["tables"]}
    return replace(details, until=date(details.since.year + 1, 1, 1), tables=tables)


def test_bringing_back_does_not_make_a_year_whole(counted: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = published_figures._release
    monkeypatch.setattr(
        published_figures, "_release", lambda desk, id_, details: kept(desk, id_, as_before(details))
    )
    found = released(on_day(counted, JUNE), releasable(counted)[0], 2026)
    shown = again_shown(on_day(counted, FEBRUARY), found)
    assert (shown.last_day, shown.is_over) == (date(2026, 6, 10), False)


def test_a_year_released_anew_once_it_is_over_is_whole(counted: Desk) -> None:
    first = releasable(counted)[0]
    assert not released(on_day(counted, JUNE), first, 2026).is_over
    found = released(on_day(counted, FEBRUARY), first, 2026)
    assert (found.last_day, found.is_over) == (date(2026, 12, 31), True)
    assert again_shown(on_day(counted, FEBRUARY), found).is_over


def test_withdrawn_and_released_again_at_will(counted: Desk) -> None:
    first = releasable(counted)[0]
    found = released(counted, first)
    withdraw(counted, found.record.id, 1)
    assert list_released(counted) == ()
    with pytest.raises(ChangedMeanwhile):
        withdraw(counted, found.record.id, 1)
    restore(counted, found.record.id, 2)
    assert len(list_released(counted)) == 1
    withdraw(counted, found.record.id, 3)
    release(counted, first, YEAR)
    with pytest.raises(InvalidInput, match="intussen opnieuw"):
        restore(counted, found.record.id, 4)


@ON_FILE
def test_there_has_to_be_something_to_release(counted: Desk) -> None:
    on = replace(counted, today=lambda: date(2026, 11, 22))
    for municipality, year, field in (
        ("", YEAR, "municipality"),
        ("Nergens", YEAR, "municipality"),
        ("x", 2027, "year"),
    ):
        with pytest.raises(InvalidInput) as refused:
            release(on, municipality, year)
        assert refused.value.field == field
    assert list_released(counted) == ()


@ON_FILE
@pytest.mark.parametrize("role", [OfficeRole.COACH, OfficeRole.ADMINISTRATOR])
def test_nobody_but_a_coordinator_releases_or_sees_them(desk: Desk, role: OfficeRole) -> None:
    bo = add_colleague(desk, "Bo", role)
    for forbidden in (lambda: list_released(bo), lambda: releasable(bo), lambda: release(bo, "Mol", YEAR)):
        with pytest.raises(NotAllowed):
            forbidden()
