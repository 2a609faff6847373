"""The rows behind the timeline matrix."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from gezinscoach_desktop.views.family.history import Cell, ItemRow, RowChoice, groups_of, registrations
from tests.views.family.samples import SOFIE, make_evolution

FIRST, SECOND, THIRD = date(2026, 1, 10), date(2026, 4, 10), date(2026, 7, 10)
ADULT = Person(SOFIE, Role.ADULT)


def snapshot(number: int, day: date, *scores: Score) -> Snapshot:
    return Snapshot(UUID(int=number), number, day, scores)


def rows(*snapshots: Snapshot, person: Person = ADULT) -> dict[str, ItemRow]:
    groups = groups_of(make_evolution((person,), snapshots))
    return {row.place[1]: row for group in groups for row in group.rows}


def test_a_level_is_entered_once_and_carried_from_then_on() -> None:
    found = rows(
        snapshot(1, FIRST, Score(None, "income", 2, "Leefloon")),
        snapshot(2, SECOND, Score(None, "debts", 1)),
        snapshot(3, THIRD, Score(None, "income", 3)),
    )
    assert found["income"].cells == (Cell(2, True, True), Cell(2, False), Cell(3, True))
    assert found["debts"].cells == (None, Cell(1, True), Cell(1, False))
    assert found["income"].steps == 1


def test_not_applicable_is_carried_like_a_level() -> None:
    found = rows(
        snapshot(1, FIRST, Score(None, "income", None)), snapshot(2, SECOND, Score(None, "debts", 1))
    )
    assert found["income"].cells == (Cell(None, True), Cell(None, False))
    assert found["income"].steps is None


def test_nothing_is_carried_while_a_person_is_away() -> None:
    away = Person(SOFIE, Role.ADULT, stays=(Stay(None, date(2026, 3, 1)), Stay(date(2026, 6, 1), None)))
    found = rows(
        snapshot(1, FIRST, Score(SOFIE, "adult_stress", 2)),
        snapshot(2, SECOND, Score(None, "income", 2)),
        snapshot(3, THIRD, Score(None, "income", 2)),
        person=away,
    )
    assert found["adult_stress"].cells == (Cell(2, True), None, Cell(2, False))


def test_every_choice_keeps_its_own_items() -> None:
    found = rows(
        snapshot(1, FIRST, Score(None, "income", 2), Score(None, "debts", 3), Score(None, "residence", 4)),
        snapshot(2, SECOND, Score(None, "income", 4), Score(None, "debts", 1)),
    )
    chosen = {choice: {key for key, row in found.items() if row.fits(choice)} for choice in RowChoice}
    assert chosen == {
        RowChoice.ALL: {"income", "debts", "residence"},
        RowChoice.CHANGED: {"income", "debts"},
        RowChoice.LOW: {"debts"},
        RowChoice.BETTER: {"income"},
        RowChoice.WORSE: {"debts"},
    }


def test_registrations_of_an_item_come_newest_first() -> None:
    evolution = make_evolution(
        (ADULT,),
        (snapshot(1, FIRST, Score(None, "income", 2)), snapshot(2, SECOND, Score(None, "income", 3))),
    )
    assert [found.score.level for found in registrations(evolution, (None, "income"))] == [3, 2]


def test_what_a_grown_child_was_measured_with_stays_until_the_last_time_and_is_no_change() -> None:
    found = rows(
        snapshot(1, FIRST, Score(SOFIE, "learning", 2), Score(SOFIE, "child_leisure", 2)),
        snapshot(2, SECOND, Score(SOFIE, "learning", 3)),
        snapshot(3, THIRD, Score(SOFIE, "education", 3)),
    )
    assert list(found) == ["education", "learning", "child_leisure"]
    assert found["learning"].cells == (Cell(2, True), Cell(3, True), None)
    assert found["child_leisure"].cells == (Cell(2, True), Cell(2, False), None)
    assert found["learning"].steps is None
    assert not found["child_leisure"].fits(RowChoice.LOW)
