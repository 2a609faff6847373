"""The plan of a family: kept, changed, taken away and brought back, in its own order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from gezinscoach_desktop.data import audit
from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.audit import AuditAction
from gezinscoach_desktop.domain.change import Done, Noun
from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NeedsConsent, NotFound
from gezinscoach_desktop.domain.household import Role
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.record import FamilyInput, MemberInput
from gezinscoach_desktop.domain.request import GoalInput, GoalState, RequestInput, RequestState
from gezinscoach_desktop.domain.trajectory import AssignmentKind
from gezinscoach_desktop.services import action, appointment, goal, request
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import family_page
from gezinscoach_desktop.services.family import add_family, read_family
from gezinscoach_desktop.services.plan import plan
from gezinscoach_desktop.services.snapshot import open_form
from tests.data.office_factory import TODAY, assign, at_desk
from tests.offices import ON_FILE, NewDesk
from tests.services.colleague import signed_in
from tests.services.test_family import counted_queries

MEMBERS = (
    MemberInput(given_name="Éva", birth_date=date(1990, 5, 4)),
    MemberInput(given_name="Kim", role=Role.CHILD, birth_date=date(2019, 1, 2)),
)


@pytest.fixture
def desk(new_desk: NewDesk) -> Desk:
    return at_desk(new_desk())


def home(desk: Desk, name: str = "Peeters", *, consents: bool = True) -> UUID:
    given = (ConsentInput(ConsentKind.COACHING, TODAY),) if consents else ()
    family_id = add_family(desk, FamilyInput(name=name), MEMBERS, *given).id
    assert family_id is not None
    return family_id


@dataclass(frozen=True)
class Trade:
    """One kind of record with its services, and what is filled in first and later."""

    add: Callable[..., Done]
    change: Callable[..., Done]
    remove: Callable[..., Done]
    bring_back: Callable[..., Done]
    first: Any
    later: Any
    kept: Callable[[Desk, UUID], tuple[Kept[Any], ...]]
    noun: Noun
    audit: AuditAction


TRADES = {
    "request": Trade(
        request.add_request, request.change_request, request.remove_request, request.bring_back_request,
        RequestInput("Een groter huis", LifeDomain.HOUSING, raised_on=TODAY),
        RequestInput("Een huis met een tuin", LifeDomain.HOUSING, raised_on=TODAY,
                     state=RequestState.REACHED, closed_on=TODAY, outcome="Verhuisd naar Balen."),
        lambda desk, family_id: plan(desk, family_id).requests, Noun.REQUEST, AuditAction.CHANGE_REQUEST,
    ),
    "goal": Trade(
        goal.add_goal, goal.change_goal, goal.remove_goal, goal.bring_back_goal,
        GoalInput("income", level_then=2, level_wished=4, set_on=TODAY),
        GoalInput("income", level_then=2, level_wished=3, set_on=TODAY, note="Stap voor stap.",
                  state=GoalState.DROPPED, closed_on=TODAY),
        lambda desk, family_id: plan(desk, family_id).goals, Noun.REQUEST, AuditAction.CHANGE_GOAL,
    ),
    "action": Trade(
        action.add_action, action.change_action, action.remove_action, action.bring_back_action,
        ActionInput("Attest vragen", ActionOwner.FAMILY, due_on=TODAY),
        ActionInput("Attest vragen aan de school", ActionOwner.SERVICE, state=ActionState.DONE,
                    closed_on=TODAY, result="Gekregen."),
        lambda desk, family_id: plan(desk, family_id).actions, Noun.ACTION, AuditAction.CHANGE_ACTION,
    ),
    "appointment": Trade(
        appointment.add_appointment, appointment.change_appointment, appointment.remove_appointment,
        appointment.bring_back_appointment,
        AppointmentInput(TODAY + timedelta(2), 870, 60, what="bij de familie thuis"),
        AppointmentInput(TODAY + timedelta(3), None, state=AppointmentState.CANCELLED),
        lambda desk, family_id: plan(desk, family_id).appointments, Noun.APPOINTMENT,
        AuditAction.CHANGE_APPOINTMENT,
    ),
}  # fmt: skip
of_every_kind = pytest.mark.parametrize("trade", TRADES.values(), ids=TRADES)


@ON_FILE
@of_every_kind
def test_what_is_kept_is_read_again_changed_taken_away_and_brought_back(trade: Trade, desk: Desk) -> None:
    family_id = home(desk)
    done = trade.add(desk, family_id, trade.first)
    (kept,) = trade.kept(desk, family_id)
    assert (kept.id, kept.version, kept.details, kept.created_by) == (done.id, 1, trade.first, "An")
    assert done.change.touches(trade.noun)
    assert done.change.concerns(family_id)
    trade.change(desk, kept.id, 1, trade.later)
    (changed,) = trade.kept(desk, family_id)
    assert (changed.version, changed.details) == (2, trade.later)
    trade.remove(desk, kept.id, 2)
    assert trade.kept(desk, family_id) == ()
    trade.bring_back(desk, kept.id, 3)
    (back,) = trade.kept(desk, family_id)
    assert (back.version, back.details, back.removed_at) == (4, trade.later, None)
    noted = [entry.action for entry in desk.office.read(audit.entries)]
    assert noted.count(trade.audit.value) == 4


@of_every_kind
def test_the_second_who_changes_it_hears_who_was_first(trade: Trade, desk: Desk) -> None:
    family_id = home(desk)
    record_id = trade.add(desk, family_id, trade.first).id
    trade.change(desk, record_id, 1, trade.later)
    late: list[Callable[[], Done]] = [
        lambda: trade.change(desk, record_id, 1, trade.first),
        lambda: trade.remove(desk, record_id, 1),
        lambda: trade.bring_back(desk, record_id, 1),
    ]
    for write in late:
        with pytest.raises(ChangedMeanwhile, match="An wijzigde"):
            write()
    assert trade.kept(desk, family_id)[0].details == trade.later


@ON_FILE
@of_every_kind
def test_nothing_is_kept_without_consent(trade: Trade, desk: Desk) -> None:
    family_id = home(desk, consents=False)
    with pytest.raises(NeedsConsent):
        trade.add(desk, family_id, trade.first)
    assert trade.kept(desk, family_id) == ()


@of_every_kind
def test_what_is_not_there_is_not_found_and_what_was_taken_away_is_not_changed(
    trade: Trade, desk: Desk
) -> None:
    family_id = home(desk)
    with pytest.raises(NotFound):
        trade.change(desk, uuid4(), 1, trade.later)
    record_id = trade.add(desk, family_id, trade.first).id
    trade.remove(desk, record_id, 1)
    with pytest.raises(NotFound):
        trade.change(desk, record_id, 2, trade.later)


@of_every_kind
def test_a_coach_with_an_own_login_keeps_it_for_own_families(trade: Trade, desk: Desk) -> None:
    family_id, other_id = home(desk), home(desk, "Janssens")
    with signed_in(desk, "Bo", OfficeRole.COACH) as bo:
        assign(desk, family_id, bo, AssignmentKind.SECOND, TODAY)
        record_id = trade.add(bo, family_id, trade.first).id
        trade.change(bo, record_id, 1, trade.later)
        trade.remove(bo, record_id, 2)
        trade.bring_back(bo, record_id, 3)
        (kept,) = trade.kept(bo, family_id)
        assert (kept.details, kept.created_by) == (trade.later, "Bo")
        strange = trade.add(desk, other_id, trade.first).id
        refused_to_bo: list[Callable[[], object]] = [
            lambda: trade.add(bo, other_id, trade.first),
            lambda: trade.change(bo, strange, 1, trade.later),
            lambda: trade.kept(bo, other_id),
        ]
        for refused in refused_to_bo:
            with pytest.raises(Exception, match="hoort niet bij jouw gezinnen"):
                refused()


def ordered(desk: Desk, family_id: UUID) -> list[str]:
    return [each.details.text for each in plan(desk, family_id).requests]


@ON_FILE
def test_the_family_orders_its_requests_itself(desk: Desk) -> None:
    family_id = home(desk)
    ids = {
        text: request.add_request(desk, family_id, RequestInput(text)).id for text in ("een", "twee", "drie")
    }
    assert ordered(desk, family_id) == ["een", "twee", "drie"]
    wanted = tuple(id_ for text in ("drie", "een", "twee") if (id_ := ids[text]) is not None)
    done = request.order_requests(desk, family_id, wanted)
    assert ordered(desk, family_id) == ["drie", "een", "twee"]
    assert done.change.touches(Noun.REQUEST)
    request.add_request(desk, family_id, RequestInput("nieuw"))
    assert ordered(desk, family_id) == ["drie", "een", "twee", "nieuw"]


@ON_FILE
def test_changing_the_words_of_a_request_keeps_its_place(desk: Desk) -> None:
    family_id = home(desk)
    first, second = (request.add_request(desk, family_id, RequestInput(text)).id for text in ("een", "twee"))
    assert first is not None
    assert second is not None
    request.order_requests(desk, family_id, (second, first))
    kept = plan(desk, family_id).requests[0]
    request.change_request(desk, second, kept.version, RequestInput("twee, beter gezegd"))
    assert ordered(desk, family_id) == ["twee, beter gezegd", "een"]


@ON_FILE
def test_a_request_is_reached_and_taken_up_again(desk: Desk) -> None:
    family_id = home(desk)
    request_id = request.add_request(desk, family_id, RequestInput("Werk voor Emre")).id
    assert request_id is not None
    request.close_request(desk, request_id, 1, RequestState.REACHED, "Vast contract sinds mei.")
    (kept,) = plan(desk, family_id).requests
    assert (kept.details.state, kept.details.closed_on) == (RequestState.REACHED, TODAY)
    assert kept.details.outcome == "Vast contract sinds mei."
    request.close_request(desk, request_id, 2, RequestState.OPEN, "")
    (kept,) = plan(desk, family_id).requests
    assert (kept.details.state, kept.details.closed_on) == (RequestState.OPEN, None)


@ON_FILE
def test_a_goal_is_about_an_item_of_that_person(desk: Desk) -> None:
    family_id = home(desk)
    eva, kim = (member.id for member in read_family(desk, family_id).members)
    goal.add_goal(desk, family_id, GoalInput("dutch", eva, level_wished=4))
    for item, person in (("dutch", kim), ("dutch", None), ("income", eva), ("dutch", uuid4())):
        with pytest.raises(InvalidInput) as refused:
            goal.add_goal(desk, family_id, GoalInput(item, person, level_wished=4))
        assert refused.value.field == "item"
    with pytest.raises(InvalidInput, match="Sociale Balans"):
        goal.add_goal(desk, family_id, GoalInput("bestaat_niet"))
    (kept,) = plan(desk, family_id).goals
    assert (kept.details.member_id, kept.details.set_on) == (eva, TODAY)


@ON_FILE
def test_an_action_is_ticked_off_and_taken_back_with_its_result(desk: Desk) -> None:
    family_id = home(desk)
    action_id = action.add_action(desk, family_id, ActionInput("Bellen", result="geen gehoor")).id
    assert action_id is not None
    action.close_action(desk, action_id, 1, ActionState.DONE)
    (kept,) = plan(desk, family_id).actions
    assert (kept.details.state, kept.details.closed_on) == (ActionState.DONE, TODAY)
    assert kept.details.result == "geen gehoor"
    action.close_action(desk, action_id, 2, ActionState.OPEN)
    (kept,) = plan(desk, family_id).actions
    assert (kept.details.state, kept.details.closed_on) == (ActionState.OPEN, None)
    action.close_action(desk, action_id, 3, ActionState.DROPPED, "niet meer nodig")
    assert plan(desk, family_id).actions[0].details.result == "niet meer nodig"


@ON_FILE
def test_an_action_belongs_to_a_request_of_the_same_family(desk: Desk) -> None:
    family_id, other_id = home(desk), home(desk, "Janssens")
    own = request.add_request(desk, family_id, RequestInput("Een groter huis")).id
    other = request.add_request(desk, other_id, RequestInput("Werk")).id
    action_id = action.add_action(desk, family_id, ActionInput("Inschrijven", request_id=own)).id
    assert action_id is not None
    with pytest.raises(InvalidInput) as refused:
        action.add_action(desk, family_id, ActionInput("Inschrijven", request_id=other))
    assert refused.value.field == "request_id"
    with pytest.raises(InvalidInput):
        action.change_action(desk, action_id, 1, ActionInput("Inschrijven", request_id=other))


@ON_FILE
@pytest.mark.parametrize("state", list(AppointmentState))
def test_what_became_of_an_appointment(state: AppointmentState, desk: Desk) -> None:
    family_id = home(desk)
    appointment_id = appointment.add_appointment(desk, family_id, AppointmentInput(TODAY, 540)).id
    assert appointment_id is not None
    appointment.settle_appointment(desk, appointment_id, 1, state)
    (kept,) = plan(desk, family_id).appointments
    assert kept.details == replace(AppointmentInput(TODAY, 540), state=state)


def test_a_plan_costs_a_fixed_number_of_queries(desk: Desk) -> None:
    family_id = home(desk)
    with counted_queries() as few:
        plan(desk, family_id)
    for number in range(3):
        for trade in TRADES.values():
            trade.add(desk, family_id, trade.first)
        action.add_action(desk, family_id, ActionInput(f"Actie {number}"))
    with counted_queries() as many:
        plan(desk, family_id)
    assert len(few) == len(many) <= 9


@ON_FILE
def test_the_snapshot_form_and_the_familys_page_know_what_runs(desk: Desk) -> None:
    family_id = home(desk)
    goal.add_goal(desk, family_id, GoalInput("income", level_wished=4))
    action.add_action(desk, family_id, ActionInput("Bellen"))
    form, page = open_form(desk, family_id), family_page(desk, family_id)
    assert [each.details.item for each in form.goals] == ["income"]
    assert [each.details.what for each in form.actions] == ["Bellen"]
    assert page.goals == form.goals
