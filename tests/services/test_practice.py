"""The practice office: recognisable, alive, resettable, and never in the way of a real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gezinscoach_desktop.domain.due import DueState
from gezinscoach_desktop.domain.exchange import read_exchange
from gezinscoach_desktop.domain.household import Living
from gezinscoach_desktop.domain.invention import bring_near
from gezinscoach_desktop.domain.snapshot import Setback
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services import practice
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import FamilyPage, family_page
from gezinscoach_desktop.services.family import FamilyRow, list_families
from gezinscoach_desktop.services.office import close_office
from gezinscoach_desktop.services.practice import open_practice, practice_file
from gezinscoach_desktop.services.setting import read_settings
from gezinscoach_desktop.services.start import Today, today
from tests.factories import load_instrument

TODAYS = (date(2026, 11, 22), date(2027, 2, 28), date(2028, 2, 29), date(2027, 8, 31))


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Today]]:
    """The practice office with its start page as it is before any family was opened."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("home")))
        desk = open_practice()
        yield desk, today(desk)
        close_office(desk)


@pytest.fixture(scope="module")
def desk(opened: tuple[Desk, Today]) -> Desk:
    return opened[0]


def row_of(desk: Desk, name: str) -> FamilyRow:
    return next(row for row in list_families(desk) if row.name == name)


def page_of(desk: Desk, name: str) -> FamilyPage:
    return family_page(desk, row_of(desk, name).id)


def test_it_says_that_it_is_for_practice(desk: Desk) -> None:
    assert read_settings(desk).is_practice
    assert desk.account.display_name == "An De Smet"


def test_the_user_has_families_of_every_urgency(desk: Desk) -> None:
    rows = list_families(desk)
    assert len(rows) == 103
    assert all(row.name for row in rows)
    mine = [row for row in rows if row.responsible == "An De Smet"]
    assert len(mine) == 14
    assert sum(row.second == "An De Smet" for row in rows) == 3
    states = Counter(row.due.state for row in mine)
    assert states[DueState.OVERDUE] >= 2
    assert states[DueState.SOON] >= 1
    assert states[DueState.NEVER_MEASURED] == 1
    assert states[DueState.ON_TIME] >= 5
    assert len({row.responsible for row in rows if row.responsible}) == 6


def test_the_family_of_the_sketches_has_a_year_of_ups_and_downs(desk: Desk) -> None:
    page = page_of(desk, "Peeters – Yilmaz")
    evolution = page.evolution
    assert [member.details.given_name for member in page.header.members] == ["Emre", "Sofie", "Lina", "Noah"]
    assert len(evolution.snapshots) == 5
    setbacks = {score.setback for snapshot in evolution.snapshots for score in snapshot.scores}
    assert {Setback.INCOME, Setback.HOUSING, Setback.RELATIONS} <= setbacks
    sofie = next(member.id for member in page.header.members if member.details.given_name == "Sofie")
    changes = {change.place: change.steps for change in evolution.since_baseline}
    assert changes[sofie, "adult_physical_health"] == 3
    assert changes[sofie, "adult_stress"] == -1


def test_children_of_parents_apart_live_there_partly(desk: Desk) -> None:
    members = page_of(desk, "Claes").header.members
    assert [member.details.living for member in members] == [Living.HERE, Living.PARTLY, Living.PARTLY]


def test_an_unborn_child_is_a_member(desk: Desk) -> None:
    births = [member.details.birth_date for member in page_of(desk, "El Amrani").header.members]
    assert any(born is not None and born > desk.today() for born in births)


def test_a_family_came_back_and_so_did_its_father(desk: Desk) -> None:
    page = page_of(desk, "Kowalska – Nowak")
    assert [start.phase for start in page.header.phases][-2:] == [Phase.CLOSED, Phase.INTENSIVE]
    assert max(len(member.details.stays) for member in page.header.members) == 2


def test_a_big_family_has_three_generations_and_ten_snapshots(desk: Desk) -> None:
    page = page_of(desk, "Haidari")
    assert (len(page.header.members), len(page.evolution.snapshots)) == (9, 10)


def test_a_first_measurement_may_be_incomplete_revised_or_still_to_come(desk: Desk) -> None:
    assert page_of(desk, "Vermeulen").evolution.index_now.unknown > 0  # type: ignore[union-attr]
    revised = page_of(desk, "Mbala – Janssens").evolution
    assert revised.baseline == revised.snapshots[1]
    assert page_of(desk, "Tesfay").evolution.baseline is None


def test_reset_brings_everything_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path))
    made: list[Path] = []

    def build(file: Path, *, today: date | None = None, report: object = None) -> None:
        file.parent.mkdir(parents=True)
        file.write_text(f"kantoor {len(made)}", encoding="utf-8")
        made.append(file)

    monkeypatch.setattr(practice, "build", build)
    opened: list[str] = []
    monkeypatch.setattr(
        practice, "open_office", lambda place, **_: opened.append(Path(place).read_text(encoding="utf-8"))
    )
    open_practice()
    open_practice()
    open_practice(reset=True)
    assert opened == ["kantoor 0", "kantoor 0", "kantoor 1"]
    assert [path.name for path in tmp_path.iterdir()] == ["oefenkantoor"]


def test_a_failed_reset_keeps_the_old_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path))
    practice_file().parent.mkdir()
    practice_file().write_text("van vroeger", encoding="utf-8")

    def build(file: Path, *, today: date | None = None, report: object = None) -> None:
        file.parent.mkdir()
        raise KeyboardInterrupt

    monkeypatch.setattr(practice, "build", build)
    with pytest.raises(KeyboardInterrupt):
        open_practice(reset=True)
    assert practice_file().read_text(encoding="utf-8") == "van vroeger"
    assert [path.name for path in tmp_path.iterdir()] == ["oefenkantoor"]


@pytest.mark.parametrize("today", TODAYS)
def test_dates_move_by_whole_months_so_that_six_months_stay_six_months(today: date) -> None:
    with resource_path("practice", "pilot-90.csv").open("rb") as stream:
        families = read_exchange(stream, load_instrument(), today=today).families
    for family in families:
        moved = bring_near(family, today, months_ago=1)
        assert moved.snapshots[-1].date <= today
        apart = [
            12 * (later.date.year - earlier.date.year) + later.date.month - earlier.date.month
            for earlier, later in zip(family.snapshots, family.snapshots[1:], strict=False)
        ]
        assert apart == [
            12 * (later.date.year - earlier.date.year) + later.date.month - earlier.date.month
            for earlier, later in zip(moved.snapshots, moved.snapshots[1:], strict=False)
        ]


def test_a_colleague_has_something_new_to_tell(opened: tuple[Desk, Today]) -> None:
    (news,) = opened[1].news
    assert (news.family.name, news.who) == ("Peeters – Yilmaz", "Lieve Wouters")
    assert {noun.value for noun in news.nouns} >= {"contact", "action"}


def test_nothing_was_changed_later_than_now(desk: Desk) -> None:
    edited, now = today(desk).edited, desk.now()
    assert edited
    assert all(line.at <= now for line in edited)
