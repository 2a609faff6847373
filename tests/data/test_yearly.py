"""The figures of a year are those of counting family by family and day by day, on every kind of database."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data import member as members_of
from gezinscoach_desktop.data import snapshot as snapshots_of
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.figures import FigureBlock, FigureFilter, keys
from gezinscoach_desktop.domain.household import Role, Stay
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import change_phase
from gezinscoach_desktop.services.figures import figures
from gezinscoach_desktop.services.setting import read_terms
from gezinscoach_desktop.services.yearly import YearCounts, yearly_figures
from tests.data.office_factory import TODAY, add_colleague, add_home, assign, at_desk, register
from tests.offices import NewDesk

YEAR = 2025
DAYS = st.one_of(
    st.dates(date(2024, 6, 1), date(2026, 6, 30)),
    st.sampled_from([date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]),
)
PLACES = st.sampled_from(["Mol", "Genk", "", "Élouges"])


@dataclass(frozen=True)
class Made:
    """A family with all that the figures look at."""

    municipality: str
    started_on: date | None
    phases: tuple[PhaseStart, ...]
    members: tuple[MemberInput, ...]
    snapshots: tuple[date, ...]


@st.composite
def stays(draw: st.DrawFn) -> tuple[Stay, ...]:
    """None, one or two stretches that do not overlap, open or not at either side."""
    days = sorted(draw(st.lists(DAYS, max_size=4, unique=True)))
    known: list[date | None] = [*days]
    if len(days) % 2:
        known = [None, *days] if draw(st.booleans()) else [*days, None]
    return tuple(Stay(*known[place : place + 2]) for place in range(0, len(known), 2))


MEMBERS = st.builds(MemberInput, role=st.sampled_from(Role), birth_date=st.none() | DAYS, stays=stays())
PHASES = st.builds(PhaseStart, st.sampled_from([Phase.CLOSED, Phase.INTENSIVE, Phase.PAUSED]), DAYS)
CLOSED_ON_NEW_YEARS_DAY = (
    PhaseStart(Phase.INTENSIVE, date(YEAR - 1, 12, 31)),
    PhaseStart(Phase.CLOSED, date(YEAR, 1, 1)),
)
FAMILIES = st.builds(
    Made,
    PLACES,
    st.none() | DAYS,
    st.lists(PHASES, max_size=5, unique_by=lambda phase: phase.since).map(tuple),
    st.lists(MEMBERS, max_size=3).map(tuple),
    st.lists(DAYS, max_size=3).map(lambda days: tuple(sorted(days))),
)


def lay(desk: Desk, made: list[Made]) -> None:
    def run(session: Session) -> Done:
        for place, each in enumerate(made):
            _lay_one(session, desk, each, f"{operation.id.hex}-{place}")
        return Done(Change(frozenset()))

    operation = Operation("test", run)
    desk.office.write(operation)


def _lay_one(session: Session, desk: Desk, made: Made, code: str) -> None:
    at, family_id = datetime.now(UTC), uuid4()
    details = FamilyInput(municipality=made.municipality, started_on=made.started_on)
    values = families.family_values(family_id, code, details, (), at=at, by=desk.account.id)
    families.add_families(session, [values])
    for start in made.phases:
        families.begin_phase(session, family_id, start)
    ids = [uuid4() for _ in made.members]
    members_of.add_members(
        session,
        [
            members_of.member_values(id_, family_id, f"P{number}", member, at=at, by=None)
            for number, (id_, member) in enumerate(zip(ids, made.members, strict=True))
        ],
        [
            members_of.stay_values(family_id, id_, stay)
            for id_, member in zip(ids, made.members, strict=True)
            for stay in member.stays
        ],
    )
    for day in made.snapshots:
        snapshots_of.add(session, _snapshot(session, desk, family_id, day))


def _snapshot(session: Session, desk: Desk, family_id: UUID, day: date) -> snapshots_of.NewSnapshot:
    return snapshots_of.NewSnapshot(
        id=uuid4(),
        family_id=family_id,
        date=day,
        scores=(),
        is_revised_baseline=False,
        author_id=desk.account.id,
        recorded_at=datetime.now(UTC),
        instrument_id=read_terms(session).instrument_id,
        operation_id=uuid4(),
    )


# ----------------------------------------------------------------------------------------------- counted day by day
def is_supported(made: Made, day: date) -> bool:
    known = [
        *made.snapshots,
        *(start.since for start in made.phases),
        *([made.started_on] * (made.started_on is not None)),
    ]
    if not known or day < min(filter(None, known)):
        return False
    so_far = [start for start in sorted(made.phases, key=lambda start: start.since) if start.since <= day]
    return not so_far or so_far[-1].phase is not Phase.CLOSED


def counted(made: Made, year: int) -> YearCounts:
    """By walking from before everything until the end of the year."""
    first = date(2024, 1, 1)
    day_by_day = [first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1)]
    supported = [is_supported(made, day) for day in day_by_day]
    turns = [
        (day, after)
        for day, (before, after) in zip(day_by_day[1:], pairwise(supported), strict=True)
        if before is not after
    ]
    of_year = [(day, after) for day, after in turns if day.year == year]
    begins = [day for day, after in of_year if after]
    is_first = [day for day, after in turns if after][:1]
    in_year = [is_on for day, is_on in zip(day_by_day, supported, strict=True) if day.year == year]
    # What begins on the day on which it is closed was open for no day: it comes back later, instead of being new.
    was_closed_before = [day for day in begins if _closed_before(made, day)]
    new = [day for day in begins if day in is_first and day not in was_closed_before]
    active_at_start = supported[day_by_day.index(date(year - 1, 12, 31))]
    # Closed on New Year's Day: open at the start and on no day after. It is closed in the year, so it is a family of it.
    is_served = active_at_start or any(in_year)
    people = Counter(
        member.role
        for member in made.members
        if is_served
        and (member.birth_date is None or member.birth_date <= date(year, 12, 31))
        and any(
            (stay.joined or date.min) <= day < (stay.left or date.max)
            for stay in member.stays
            for day in day_by_day
            if day.year == year
        )
    )
    snapshots = sum(day.year == year for day in made.snapshots)
    return YearCounts(
        active_at_start=int(active_at_start),
        new=len(new),
        reopened=len(begins) - len(new),
        closed=len(of_year) - len(begins),
        active_at_end=int(supported[-1]),
        families=int(is_served),
        adults=people[Role.ADULT],
        children=people[Role.CHILD],
        measured=int(snapshots > 0),
        snapshots=snapshots,
    )


def _closed_before(made: Made, day: date) -> bool:
    return any(start.phase is Phase.CLOSED and start.since < day for start in made.phases)


def by_hand(made: list[Made], year: int) -> dict[str, YearCounts]:
    found: dict[str, YearCounts] = {}
    for each in made:
        counts = counted(each, year)
        if counts.families or counts.measured:
            found[each.municipality] = found.get(each.municipality, YearCounts()) + counts
    return found


@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(made=st.lists(FAMILIES, min_size=1, max_size=12))
@example(made=[Made("Mol", None, CLOSED_ON_NEW_YEARS_DAY, (), ())])
def test_the_year_is_what_counting_day_by_day_gives(new_desk: NewDesk, made: list[Made]) -> None:
    desk = at_desk(new_desk())
    lay(desk, made)
    found = yearly_figures(desk, YEAR)
    assert dict(found.municipalities) == by_hand(made, YEAR)
    total = found.total
    assert total.active_at_start + total.new + total.reopened - total.closed == total.active_at_end
    assert flow_and_people(desk) == [
        total.active_at_start,
        total.new,
        total.reopened,
        total.closed,
        total.active_at_end,
        total.families,
        total.adults,
        total.children,
    ]


def flow_and_people(desk: Desk) -> list[int | None]:
    """The same as the screen of figures counts it, family by family."""
    wanted = FigureFilter(date(YEAR, 1, 1), date(YEAR + 1, 1, 1))
    found = figures(desk, wanted, (FigureBlock.REACH,))
    return [cells[0].value for key in (keys.FLOW, keys.PEOPLE) for cells in found.table(key).cells]


def test_a_family_that_left_and_came_back_is_one_family(desk: Desk) -> None:
    desk = at_desk(desk)
    home = add_home(desk)
    for phase, day in (
        (Phase.INTENSIVE, date(2024, 5, 1)),
        (Phase.CLOSED, date(2025, 2, 1)),
        (Phase.INTENSIVE, date(2025, 3, 1)),
        (Phase.CLOSED, date(2025, 11, 1)),
    ):
        change_phase(desk, home.record.id, PhaseStart(phase, day))
    total = yearly_figures(desk, 2025).total
    assert (total.active_at_start, total.reopened, total.closed, total.active_at_end) == (1, 1, 2, 0)
    assert (total.families, total.new) == (1, 0)
    assert yearly_figures(desk, 2024).total.new == 1


def test_a_coach_gets_the_figures_of_own_families(desk: Desk) -> None:
    desk = at_desk(desk)
    own, other = add_home(desk, name="eigen"), add_home(desk, name="ander")
    for home in (own, other):
        register(desk, home.record.id, TODAY, {(None, "income"): 3})
    bert = at_desk(add_colleague(desk, "Bert", OfficeRole.COACH))
    assert yearly_figures(bert, TODAY.year).municipalities == ()
    assign(desk, own.record.id, bert, AssignmentKind.SECOND, TODAY)
    assert yearly_figures(bert, TODAY.year).total.snapshots == 1
    assert yearly_figures(desk, TODAY.year).total.snapshots == 2


@pytest.mark.parametrize("year", [1899, 2027])
def test_a_year_without_figures_is_said(desk: Desk, year: int) -> None:
    with pytest.raises(InvalidInput, match="kies een jaar tot en met 2026"):
        yearly_figures(at_desk(desk), year)
