"""Families to report on."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from gezinscoach_desktop.domain.household import Living, Person, Role, Stay
from gezinscoach_desktop.domain.index import Profile, parse_profile
from gezinscoach_desktop.domain.instrument import Instrument, Item, Subject, parse_instrument
from gezinscoach_desktop.domain.snapshot import Place, Reason, Score, Setback, Snapshot
from gezinscoach_desktop.reports.content import FamilyContent, ReportMember
from gezinscoach_desktop.resource import resource_path

FIRST_DAY = date(2025, 11, 20)
SOFIE, EMRE, LINA = UUID(int=1), UUID(int=2), UUID(int=101)


@cache
def instrument() -> Instrument:
    text = resource_path("instruments", "sociale-balans-2023-1.toml").read_text("utf-8")
    return parse_instrument(tomllib.loads(text), source="test")


@cache
def profile() -> Profile:
    text = resource_path("index", "standaard-1.toml").read_text("utf-8")
    return parse_profile(tomllib.loads(text), instrument(), source="test")


def make_snapshot(number: int, day: date, *scores: Score, is_revised_baseline: bool = False) -> Snapshot:
    return Snapshot(
        UUID(int=9000 + number),
        number,
        day,
        scores,
        is_revised_baseline=is_revised_baseline,
        author="An De Smet",
    )


def make_content(
    *snapshots: Snapshot, members: tuple[ReportMember, ...] | None = None, name: str = "Peeters – Yilmaz"
) -> FamilyContent:
    """Sofie, Emre and Lina with the snapshots given."""
    if members is None:
        members = (
            ReportMember(Person(SOFIE, Role.ADULT, date(1992, 3, 5)), "Sofie Peeters"),
            ReportMember(Person(EMRE, Role.ADULT, date(1990, 3, 6)), "Emre Yilmaz"),
            ReportMember(Person(LINA, Role.CHILD, date(2018, 5, 5)), "Lina Yilmaz", Living.PARTLY),
        )
    last = max((snapshot.date for snapshot in snapshots), default=FIRST_DAY)
    return FamilyContent(
        code="G-2024-017",
        name=name,
        municipality="Ninove",
        office="OCMW Ninove",
        author="An De Smet",
        made_on=last,
        period_from=FIRST_DAY,
        period_to=last,
        instrument=instrument(),
        profile=profile(),
        members=members,
        snapshots=snapshots,
    )


def small_family() -> FamilyContent:
    """Two snapshots: income up with a note, Sofie's stress down with a reason, Lina's school taken over."""
    later = FIRST_DAY + timedelta(days=90)
    return make_content(
        make_snapshot(
            1,
            FIRST_DAY,
            Score(None, "income", 2, "Wacht op leefloon"),
            Score(None, "residence", 4),
            Score(SOFIE, "adult_stress", 4),
            Score(SOFIE, "justice", 5),
            Score(EMRE, "adult_stress", 3),
            Score(LINA, "school_attendance", 3),
        ),
        make_snapshot(
            2,
            later,
            Score(None, "income", 3, "Verhoogde tegemoetkoming toegekend", Reason.CHANGED),
            Score(SOFIE, "adult_stress", 3, None, Reason.CHANGED, Setback.HEALTH),
        ),
    )


def big_family(*, adults: int, children: int, snapshots: int, seed: int = 1) -> FamilyContent:
    """Random but repeatable, with nearly every item filled in and a fifth of them changing each time."""
    chance = random.Random(seed)
    days = [FIRST_DAY + timedelta(days=90 * place) for place in range(snapshots)]
    members = (
        *(
            ReportMember(Person(UUID(int=place), Role.ADULT, date(1990, 1, place)), f"Ouder Peeters {place}")
            for place in range(1, adults + 1)
        ),
        *(
            ReportMember(
                Person(UUID(int=100 + place), Role.CHILD, date(2008 + place, 2, 3), (Stay(),)),
                f"Kind Yilmaz {place}",
            )
            for place in range(1, children + 1)
        ),
    )
    state: dict[Place, int | None] = {}
    made = []
    for place, day in enumerate(days):
        scores = [
            score
            for person, item in _places(members)
            if (score := _score(chance, state, person, item)) is not None
        ]
        made.append(make_snapshot(place + 1, day, *scores))
    return make_content(*made, members=members)


def _places(members: tuple[ReportMember, ...]) -> Iterator[tuple[UUID | None, Item]]:
    for item in instrument().items_of(Subject.HOUSEHOLD):
        yield None, item
    for member in members:
        for item in instrument().items_of(member.person.role.subject):
            yield member.person.id, item


def _score(
    chance: random.Random, state: dict[Place, int | None], person: UUID | None, item: Item
) -> Score | None:
    place = (person, item.key)
    is_new = place not in state
    if not is_new and chance.random() > 0.2:
        return None
    before = state.get(place)
    after = chance.choice((1, 2, 3, 3, 4, None)) if is_new else chance.randint(1, 5)
    state[place] = after
    is_drop = before is not None and after is not None and after < before
    note = "Afspraak met de huisbaas over het vocht in de slaapkamer. " * 3 if chance.random() < 0.2 else None
    return Score(
        person, item.key, after, note, None if is_new else Reason.CHANGED,
        chance.choice(tuple(Setback)) if is_drop else None,
    )  # fmt: skip


def renamed(content: FamilyContent, name: str) -> FamilyContent:
    """The same family with one name for the family and every member."""
    members = tuple(replace(member, name=name) for member in content.members)
    return replace(content, name=name, members=members)
