"""Every figure of the yearly report is what somebody else counts from the exported file and the list of referrals."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

import pytest

from gezinscoach_desktop.domain.family import FoundVia
from gezinscoach_desktop.domain.figures import Cell, Figures, FiguresPerMunicipality
from gezinscoach_desktop.domain.referral import ReferralInput, Ruling
from gezinscoach_desktop.domain.suppression import is_hidden
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import export_file, import_file, preview_import
from gezinscoach_desktop.services.referral import decide_referral, register_referral
from gezinscoach_desktop.services.yearly_report import counted_years, published
from tests.data.office_factory import TODAY, at_desk
from tests.domain.attacker import Attack
from tests.domain.test_suppression import small_cells
from tests.offices import ON_FILE
from tests.services.independent_figures import (
    Index,
    MadeUpReferral,
    Table,
    Year,
    access_tables,
    read_families,
)

PILOT = resource_path("practice", "pilot-90.csv")
YEARS = (2022, 2023)
_NOBODY_HAS = ("reach.closing", "reach.caseload", "work.contacts", "work.time", "work.months", "work.expenses",
               "results.setbacks", "rights.states", "rights.worth", "network.services", "network.referrals",
               "network.waiting", "network.domains", "signals.themes", "signals.how_often")  # fmt: skip
"""What the pilots registered nothing of; `in_time` follows from the office's own settings and is counted apart."""
_IN_TIME = "results.in_time"


def make_referrals() -> tuple[MadeUpReferral, ...]:
    random = Random(22)
    places = ("Mol", "Retie", "Leuven", "Balen", "")
    made = []
    for _ in range(70):
        received = date(2022, 1, 1) + timedelta(days=random.randrange(730))
        decision = random.choice(("", *(word.value for word in Decision)))
        decided = received + timedelta(days=random.randrange(90)) if decision else None
        made.append(
            MadeUpReferral(
                received, random.choice(places), random.choice(tuple(FoundVia)).value, decision, decided
            )
        )
    return tuple(made)


def register(desk: Desk, referral: MadeUpReferral, number: int) -> None:
    referral_id = uuid4()
    details = ReferralInput(
        referral.received, FoundVia(referral.channel), name=f"Naam{number}", municipality=referral.place
    )
    register_referral(desk, referral_id, details)
    if referral.decided is not None:
        ruling = Ruling(
            Decision(referral.decision), referral.decided, reason="Zo beslist.", referred_to="Elders"
        )
        decide_referral(desk, referral_id, 1, ruling)


@pytest.fixture
def counted(desk: Desk, tmp_path: Path) -> tuple[Mapping[int, FiguresPerMunicipality], Path]:
    import_file(desk, preview_import(desk, PILOT))
    for number, referral in enumerate(make_referrals()):
        register(at_desk(desk), referral, number)
    path = tmp_path / "export.csv"
    export_file(desk, path)
    return counted_years(at_desk(desk), YEARS[-1], 1), path


@ON_FILE
def test_every_figure_is_what_somebody_else_counts(
    counted: tuple[Mapping[int, FiguresPerMunicipality], Path],
) -> None:
    years, path = counted
    shown = published(years)
    assert set(years) == set(YEARS)
    checked = hidden = 0
    for year in YEARS:
        for place, expected in counted_elsewhere(path, year).items():
            truth = years[year].total if place is None else years[year].municipalities[place]
            public = shown[year].total if place is None else shown[year].municipalities[place]
            assert {table.key for table in truth.tables} == {*expected, *_NOBODY_HAS, _IN_TIME}
            for spot, cell in cells(truth):
                wanted = expected.get(spot[0], {}).get(spot[1:], 0)
                if spot[0] == _IN_TIME:
                    continue
                assert (cell.value or 0) == wanted, (year, place, spot)
                checked += 1
            values = dict(cells(truth))
            for spot, cell in cells(public):
                hidden += is_hidden(cell)
                assert is_hidden(cell) or (cell.value or 0) == (values.get(spot, Cell(0, 0)).value or 0)
            assert in_time_adds_up(truth)
        assert set(Attack(shown[year]).pinned(eliminates=False)).isdisjoint(small_cells(years[year]))
    assert checked > 20_000
    assert hidden > 1_000


def counted_elsewhere(path: Path, year: int) -> dict[str | None, dict[str, Table]]:
    """Per municipality, and None for everything."""
    families = read_families(path)
    index = Index(resource_path("index", "standaard-1.toml"))
    definition = resource_path("instruments", "sociale-balans-2023-1.toml").read_text(encoding="utf-8")
    instrument = tomllib.loads(definition)
    referrals = make_referrals()
    places: set[str | None] = {None, *(family.place for family in families.values())}
    places |= {referral.place for referral in referrals if referral.received.year == year}
    return {
        place: {
            **Year(
                (family for family in families.values() if place in (None, family.place)),
                year,
                TODAY,
                index,
                instrument,
            ).tables(),
            **access_tables((each for each in referrals if place in (None, each.place)), year, TODAY),
        }
        for place in places
    }


def in_time_adds_up(figures: Figures) -> bool:
    """Who is measured in time or not are the families that are there at the end."""
    states = {spot[1]: cell.value for spot, cell in cells(figures) if spot[0] == _IN_TIME}
    at_end = {spot[1]: cell.value for spot, cell in cells(figures) if spot[0] == "reach.flow"}[
        "active_at_end"
    ]
    return states["total"] == at_end and states["never_measured"] == 0


def cells(figures: Figures) -> Iterator[tuple[tuple[str, str, str], Cell]]:
    for table in figures.tables:
        for row, line in zip(table.rows, table.cells, strict=True):
            for column, cell in zip(table.columns, line, strict=True):
                yield (table.key, row.key, column.key), cell
