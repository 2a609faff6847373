"""A long list: what the store finds is what looking through everything would find, and it fetches no more than it shows."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.due import DueState
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services import family as family_service
from gezinscoach_desktop.services import start as start_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import (
    FamilyInput,
    FamilyRow,
    FamilyWanted,
    add_family,
    change_phase,
    find_families,
    list_families,
)
from gezinscoach_desktop.services.start import today
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk, register
from tests.factories import CONSENT
from tests.offices import ON_FILE

NAMES = ("Özdemir", "abels", "Abels", "de Smet", "Éva 100%", "Zoltan_", "Van den Berg")
PLACES = ("Mol", "Genk", "")


@pytest.fixture
def long_list(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An office that counts as too long to be fetched whole, of which at most four families are shown."""
    monkeypatch.setattr(family_service, "WHOLE_LIST", 5)
    monkeypatch.setattr(family_service, "FOUND_AT_MOST", 4)
    desk = at_desk(desk)
    for number, name in enumerate(NAMES * 2):
        details = FamilyInput(name=name, municipality=PLACES[number % 3], address="Dorp 1")
        done = add_family(desk, details, (), CONSENT)
        assert done.id is not None
        if number % 4:
            register(desk, done.id, TODAY - timedelta(days=40 * (number % 7)), {(None, "income"): 3})
        if number % 5 == 0:
            change_phase(desk, done.id, PhaseStart(Phase.CLOSED, TODAY - timedelta(days=5)))
        if number == 5:
            change_phase(desk, done.id, PhaseStart(Phase.INTENSIVE, TODAY))
    return desk


def by_hand(desk: Desk, wanted: FamilyWanted) -> list[FamilyRow]:
    """Every line of the list that is as wanted, in the order in which it is shown."""
    found = [
        row
        for row in list_families(desk)
        if all(word in row.search_text for word in fold(wanted.text).split())
        and (row.is_mine or not wanted.only_mine)
        and (row.due.state.is_due or not wanted.only_due)
        and (wanted.phase is None or row.phase is wanted.phase)
        and wanted.municipality in ("", row.municipality)
    ]
    if wanted.only_due:
        found.sort(key=lambda row: row.last_snapshot or date.max)
    return found


WANTED = (
    FamilyWanted(),
    FamilyWanted(text="abel"),
    FamilyWanted(text="ozd MOL"),
    FamilyWanted(text="100%"),
    FamilyWanted(text="zoltan_"),
    FamilyWanted(text="a_els"),
    FamilyWanted(text="niemand"),
    FamilyWanted(only_due=True),
    FamilyWanted(only_mine=True, municipality="Genk"),
    FamilyWanted(phase=Phase.CLOSED),
    FamilyWanted(phase=Phase.INTENSIVE),
    FamilyWanted(text="dorp", only_due=True, municipality="Mol"),
)


def test_what_is_found_is_what_looking_through_everything_would_find(long_list: Desk) -> None:
    wrong = []
    for wanted in WANTED:
        found, expected = find_families(long_list, wanted), by_hand(long_list, wanted)
        is_right = (
            (found.matching, found.families, found.is_whole) == (len(expected), 2 * len(NAMES), False)
            and {row.id for row in found.rows} == {row.id for row in expected[:4]}
            and set(found.rows) <= set(expected)
        )
        if not is_right:
            wrong.append((wanted, found, expected))
    assert wrong == []


@ON_FILE
def test_a_list_that_is_short_comes_whole(desk: Desk) -> None:
    home = add_home(desk)
    found = find_families(desk, FamilyWanted(text="iets anders"))
    assert ([row.id for row in found.rows], found.matching, found.is_whole) == ([home.record.id], 1, True)


def test_a_coach_finds_own_families_only_however_long_the_list(
    long_list: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(family_service, "WHOLE_LIST", 1)
    bert = add_colleague(long_list, "Bert", OfficeRole.COACH)
    own = [row.id for row in list_families(long_list) if row.name == "de Smet"]
    for family_id in own:
        assign(long_list, family_id, bert, AssignmentKind.SECOND, TODAY)
    for wanted in (FamilyWanted(), FamilyWanted(text="de"), FamilyWanted(only_mine=True)):
        found = find_families(bert, wanted)
        assert sorted(row.id for row in found.rows) == sorted(own)
        assert (found.matching, found.families) == (2, 2)
    assert find_families(bert, FamilyWanted(text="abels")).rows == ()


# ------------------------------------------------------------------------------------------------------------- the start
@ON_FILE
def test_the_start_tells_how_many_more_there_are_than_it_fetches(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_service, "MOST", 2)
    desk = at_desk(desk)
    for number in range(5):
        add_home(desk, name=f"nooit {number}")
    for number in range(4):
        days = {"laat": 100 + number, "straks": 80 + number}
        for word, ago in days.items():
            home = add_home(desk, name=f"{word} {number}")
            register(desk, home.record.id, TODAY - timedelta(days=ago), {(None, "income"): 3})
    page = today(desk)
    assert [row.name for row in page.due] == ["nooit 0", "nooit 1", "laat 3", "laat 2"]
    assert [row.name for row in page.soon] == ["straks 3", "straks 2"]
    assert (page.more_due, page.more_soon, page.families) == (5, 2, 13)


def test_who_has_own_families_begins_with_these_and_who_has_none_with_all(desk: Desk) -> None:
    mine, other = add_home(desk, name="eigen"), add_home(desk, name="ander")
    boss = at_desk(add_colleague(desk, "Cis", OfficeRole.COORDINATOR))
    assert {row.id for row in today(boss).due} == {mine.record.id, other.record.id}
    assign(desk, mine.record.id, boss, AssignmentKind.SECOND, TODAY)
    assert ([row.id for row in today(boss).due], today(boss).families) == ([mine.record.id], 1)


@ON_FILE
def test_the_start_agrees_with_the_list_on_every_day_of_two_years(desk: Desk) -> None:
    """Months are not equally long: what the store compares with is what one family at a time is told by."""
    days = [date(2023, 8, 31), date(2023, 11, 29), date(2023, 11, 30), date(2024, 2, 29), date(2024, 5, 31)]
    for number, day in enumerate(days):
        register(desk, add_home(desk, name=f"{number}").record.id, day, {(None, "income"): 3})
    for ahead in range(0, 730, 3):
        there = at_desk(desk, days[0] + timedelta(days=270 + ahead))
        page, rows = today(there), list_families(there)
        assert {row.id for row in page.due} == ids_in(rows, DueState.OVERDUE)
        assert {row.id for row in page.soon} == ids_in(rows, DueState.SOON)


def ids_in(rows: tuple[FamilyRow, ...], state: DueState) -> set[UUID]:
    return {row.id for row in rows if row.due.state is state}
