"""The caseload: what every coach carries, how families are given to others, and who stands in for who is away."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import trajectory as trajectories
from gezinscoach_desktop.data.action import ACTIONS
from gezinscoach_desktop.data.contact import CONTACTS
from gezinscoach_desktop.data.network import SERVICE_REFERRALS
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.caseload import Caseload, CoachLoad
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.directory import ServiceInput
from gezinscoach_desktop.domain.network import ReferralOutcome, ServiceReferralInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.domain.stand_in import Share
from gezinscoach_desktop.domain.trajectory import AssignmentKind, Phase, PhaseStart
from gezinscoach_desktop.services import caseload, directory
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, change_phase
from tests.data.office_factory import TODAY, add_colleague, assign, at_desk, register
from tests.factories import CONSENT
from tests.offices import ON_FILE, NewDesk
from tests.services.test_family import counted_queries
from tests.services.test_start import keep

START = date(2026, 3, 2)
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def has_own_login() -> bool:
    """Colleagues work over the connection of one login."""
    return False


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return replace(at_desk(new_desk()), now=lambda: datetime(2026, 11, 22, 10, tzinfo=UTC))


@pytest.fixture
def bart(desk: Desk) -> Desk:
    return add_colleague(desk, "Bart", OfficeRole.COACH)


@pytest.fixture
def carla(desk: Desk) -> Desk:
    return add_colleague(desk, "Carla", OfficeRole.COACH)


def a_family(desk: Desk, name: str, phase: Phase = Phase.INTENSIVE, *, to: Desk | None = None) -> UUID:
    """Of `to` since March; without one it is nobody's."""
    done = add_family(at_desk(desk, START), FamilyInput(name=name, started_on=START), (), CONSENT)
    assert done.id is not None
    nobodys(desk, done.id)
    change_phase(desk, done.id, PhaseStart(phase, START))
    if to is not None:
        assign(desk, done.id, to, AssignmentKind.RESPONSIBLE, START)
    return done.id


def nobodys(desk: Desk, family_id: UUID) -> None:
    """Take back that An, who added it and is a coach too, supports it."""

    def run(session: Session) -> Done:
        (mine,) = trajectories.assignments(session, family_id)
        trajectories.end_assignment(session, mine.id, mine.since)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run, account_id=desk.account.id))


def of(found: Caseload, who: Desk) -> CoachLoad:
    return next(each for each in found.coaches if each.person.account_id == who.account.id)


def test_what_a_coach_carries_is_counted_from_everything_about_the_families(desk: Desk, bart: Desk) -> None:
    intensive = a_family(desk, "Nagy", to=bart)
    winding_down = a_family(desk, "Wouters", Phase.WINDING_DOWN, to=bart)
    loose = a_family(desk, "Zonder")
    a_family(desk, "Gesloten", Phase.CLOSED, to=bart)
    paused = a_family(desk, "Pauze", Phase.PAUSED, to=bart)
    register(desk, intensive, TODAY - timedelta(days=5), {(None, "income"): 2})
    due_yesterday = TODAY - timedelta(days=1)
    keep(
        desk,
        ACTIONS,
        intensive,
        ActionInput("Bellen", due_on=due_yesterday),
        ActionInput("Schrijven", due_on=due_yesterday),
        ActionInput("Vandaag", due_on=TODAY),
        ActionInput("Gedaan", due_on=due_yesterday, state=ActionState.DONE),
    )
    visits = [ContactInput(ContactKind.HOME_VISIT, OCTOBER + timedelta(days=day)) for day in (1, 9)]
    keep(bart, CONTACTS, winding_down, *visits)
    # More than once a week while the phase says less intensive support.
    less = a_family(desk, "Vaak", Phase.LESS_INTENSIVE, to=bart)
    before = ContactInput(ContactKind.PHONE, date(2026, 9, 30))
    often = [ContactInput(ContactKind.PHONE, OCTOBER + timedelta(days=3 * week)) for week in range(8)]
    keep(desk, CONTACTS, less, before, *often)
    service = directory.add_service(desk, ServiceInput("CAW")).id
    assert service is not None
    keep(
        desk,
        SERVICE_REFERRALS,
        intensive,
        ServiceReferralInput(service, START, outcome=ReferralOutcome.WAITING),
        ServiceReferralInput(service, START, outcome=ReferralOutcome.STARTED),
    )
    found = caseload.read_caseload(desk)
    load = of(found, bart).load
    assert load.weight == 10 + 3 + 0 + 5
    assert load.families.families == {intensive, winding_down, paused, less}
    assert load.by_phase[Phase.INTENSIVE].families == {intensive}
    assert load.due.families == {winding_down, less}  # nothing is expected of who takes a break
    assert (load.actions.number, set(load.actions.families)) == (2, {intensive})
    assert (load.referrals.number, set(load.referrals.families)) == (1, {intensive})
    assert found.months == (date(2026, 8, 1), date(2026, 9, 1), OCTOBER)
    assert [each.number for each in load.contacts] == [0, 0, 2]
    assert [each.number for each in of(found, desk).load.contacts] == [0, 1, 8]
    assert load.differing.families == {less}
    assert found.unassigned.families.families == {loose}
    assert load.most == 150
    assert found.total.families.number == 5


@ON_FILE
def test_the_number_of_queries_does_not_grow_with_the_office(desk: Desk, bart: Desk) -> None:
    a_family(desk, "Eerste", to=bart)
    caseload.read_caseload(desk)  # once: the instrument is read and kept
    with counted_queries() as few:
        caseload.read_caseload(desk)
    for number in range(6):
        colleague = add_colleague(desk, f"Coach {number}", OfficeRole.COACH)
        a_family(desk, f"Gezin {number}", to=colleague)
    with counted_queries() as many:
        caseload.read_caseload(desk)
    assert len(many) == len(few) <= 10


def test_capacity_tells_what_fits_on_a_day(desk: Desk, bart: Desk) -> None:
    a_family(desk, "Nagy", to=bart)
    (free,) = [each for each in caseload.free_capacity(desk) if each.person.name == "Bart"]
    assert (free.weight, free.most, free.free, free.families) == (10, 150, 140, 1)
    assert free.text == "1 van 15 punten"
    assert of(caseload.read_caseload(desk), bart).load.shares[Share.RESPONSIBLE].number == 1
