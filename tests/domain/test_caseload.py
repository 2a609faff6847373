"""The rules of the caseload without an office: who carries a family, what it weighs, when contacts contradict a phase."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from gezinscoach_desktop.domain.caseload import (
    Away,
    Capacity,
    FamilyFacts,
    Person,
    contacts_differ,
    whole_months,
)
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.record import AssignmentRecord
from gezinscoach_desktop.domain.stand_in import (
    Share,
    Supporter,
    shares_of,
    stand_in_reason,
    standing_of,
)
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase
from gezinscoach_desktop.domain.weight import DEFAULT_WEIGHTS, Weights, checked_weights, weight_text
from tests.factories import make_id

FAMILY, AN, BART, CARLA = (make_id(name) for name in ("family", "an", "bart", "carla"))
MARCH, JUNE, OCTOBER = date(2026, 3, 1), date(2026, 6, 1), date(2026, 10, 1)
RESPONSIBLE, SECOND = AssignmentKind.RESPONSIBLE, AssignmentKind.SECOND
FOR_AN = stand_in_reason("An")


def beside(account_id: UUID, kind: AssignmentKind, since: date = MARCH, reason: str = "") -> Supporter:
    return Supporter(FAMILY, account_id, kind, since, reason)


AN_LEADS, BART_SECOND = beside(AN, RESPONSIBLE), beside(BART, SECOND)
BART_STANDS_IN, CARLA_STANDS_IN = (
    beside(BART, SECOND, JUNE, FOR_AN),
    beside(CARLA, SECOND, OCTOBER, FOR_AN),
)


@pytest.mark.parametrize(
    ("supporters", "away", "shares", "is_uncovered"),
    [
        ((AN_LEADS, BART_SECOND), (), {AN: Share.RESPONSIBLE, BART: Share.SECOND}, False),
        ((AN_LEADS, BART_SECOND), (AN,), {AN: Share.RESPONSIBLE, BART: Share.SECOND}, True),
        ((AN_LEADS, BART_STANDS_IN), (AN,), {AN: Share.COVERED, BART: Share.STANDS_IN}, False),
        ((AN_LEADS, BART_STANDS_IN), (), {AN: Share.RESPONSIBLE, BART: Share.SECOND}, False),
        (
            (AN_LEADS, BART_STANDS_IN, CARLA_STANDS_IN),
            (AN,),
            {AN: Share.COVERED, BART: Share.SECOND, CARLA: Share.STANDS_IN},
            False,
        ),
        (
            (AN_LEADS, BART_STANDS_IN, CARLA_STANDS_IN),
            (AN, CARLA),
            {AN: Share.COVERED, BART: Share.STANDS_IN, CARLA: Share.SECOND},
            False,
        ),
        ((BART_SECOND,), (BART,), {BART: Share.SECOND}, False),
    ],
    ids=[
        "nobody away",
        "nobody asked",
        "asked",
        "back early",
        "the last one asked",
        "that one away too",
        "no coach",
    ],
)
def test_a_family_weighs_with_exactly_one(
    supporters: tuple[Supporter, ...], away: tuple[UUID, ...], shares: dict[UUID, Share], is_uncovered: bool
) -> None:
    told, uncovered = shares_of(supporters, away)
    assert dict(told[FAMILY]) == shares
    assert uncovered == ({FAMILY} if is_uncovered else frozenset())
    carrying = [share for share in shares.values() if share in (Share.RESPONSIBLE, Share.STANDS_IN)]
    assert len(carrying) == (0 if supporters == (BART_SECOND,) else 1)


@pytest.mark.parametrize(
    ("phase", "since", "met", "first", "differs"),
    [
        (Phase.LESS_INTENSIVE, MARCH, 4, MARCH, True),
        (Phase.LESS_INTENSIVE, MARCH, 3, MARCH, False),  # between the two says nothing
        (Phase.INTENSIVE, MARCH, 1, MARCH, True),
        (Phase.INTENSIVE, MARCH, 4, MARCH, False),
        (Phase.INTENSIVE, date(2026, 10, 9), 1, MARCH, False),  # not that phase all month
        (Phase.INTENSIVE, MARCH, 1, date(2026, 10, 20), False),  # too few days to say
        (Phase.INTENSIVE, MARCH, 0, None, False),  # nobody notes contacts
        (Phase.PAUSED, MARCH, 9, MARCH, False),
        (Phase.WINDING_DOWN, MARCH, 9, MARCH, False),
    ],
)
def test_contacts_contradict_the_phase(
    phase: Phase, since: date, met: int, first: date | None, differs: bool
) -> None:
    facts = FamilyFacts(FAMILY, phase, since, None, met=met, first_contact=first)
    assert contacts_differ(facts, OCTOBER, date(2026, 10, 31)) is differs


def test_months_that_are_over() -> None:
    assert whole_months(date(2026, 1, 31)) == (date(2025, 10, 1), date(2025, 11, 1), date(2025, 12, 1))


@pytest.mark.parametrize(("tenths", "text"), [(0, "0"), (5, "0,5"), (10, "1"), (125, "12,5"), (-15, "-1,5")])
def test_a_weight_reads_as_a_number(tenths: int, text: str) -> None:
    assert weight_text(tenths) == text


def test_weights_are_those_of_the_program_until_the_office_chooses() -> None:
    kept = Weights.chosen({"intensive": 12, "closed": 9, "of a newer program": 3}, None)
    assert (kept.of(Phase.INTENSIVE), kept.of(Phase.CLOSED), kept.of(None)) == (12, 0, 10)
    assert (kept.capacity(50, None), kept.capacity(50, 40)) == (75, 40)
    assert checked_weights(kept) is kept
    for wrong, field in (
        (Weights({**DEFAULT_WEIGHTS, Phase.PAUSED: -1}), "paused"),
        (Weights({**DEFAULT_WEIGHTS, Phase.INTENSIVE: 101}), "intensive"),
        (Weights(DEFAULT_WEIGHTS, 5), "full_time"),
    ):
        with pytest.raises(InvalidInput) as caught:
            checked_weights(wrong)
        assert caught.value.field == field


@pytest.mark.parametrize(
    ("person", "free"),
    [
        (Person(AN, "An"), 60),
        (Person(AN, "An", away=Away(MARCH, None)), 0),
        (Person(AN, "An", since=OCTOBER), 0),
        (Person(AN, "An", until=JUNE), 0),
        (Person(AN, "An", is_open=False), 0),
    ],
)
def test_nothing_is_free_with_who_is_away_or_does_not_work_here(person: Person, free: int) -> None:
    assert Capacity(person, 9, 90, 150, JUNE).free == free
    assert Capacity(person, 9, 160, 150, JUNE).free == 0


def test_the_page_of_a_family_tells_who_stands_in_on_a_day() -> None:
    leave = AssignmentRecord(BART, "Bart", SECOND, JUNE, OCTOBER, FOR_AN)
    leads = AssignmentRecord(AN, "An", RESPONSIBLE, MARCH, None)
    assert standing_of((leads, leave), MARCH) is None
    assert standing_of((leads, leave), OCTOBER) is None
    found = standing_of((leads, leave), JUNE)
    assert found is not None
    assert found.text == "An is afwezig tot 01/10/2026, Bart neemt waar"
    later = AssignmentRecord(CARLA, "Carla", SECOND, date(2026, 7, 1), None, FOR_AN)
    found = standing_of((leads, leave, later), date(2026, 8, 1))
    assert found is not None
    assert found.text == "An is afwezig, Carla neemt waar"
