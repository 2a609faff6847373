"""A made-up plan, agenda and actions as the services hand them to the views."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput, ActionOwner, ActionState
from gezinscoach_desktop.domain.agenda import AgendaAction, AgendaAppointment, DueFamily, FamilyName
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentState
from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.request import GoalInput, RequestInput, RequestState
from gezinscoach_desktop.services.agenda import Agenda, Colleague, OpenActions
from gezinscoach_desktop.services.plan import Plan
from tests.views.family.samples import ACCOUNT, SOFIE, TODAY

T = TypeVar("T")
FAMILY = UUID(int=1)
KARIM = UUID(int=8)
SERVICE = UUID(int=9)
AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
EMPTY_PLAN = Plan((), (), (), (), {ACCOUNT: "An De Smet", KARIM: "Karim Belkacem"}, {})


def kept(number: int, details: T, *, by: UUID = ACCOUNT, version: int = 1) -> Kept[T]:
    return Kept(UUID(int=number), FAMILY, version, details, AT, by, "An De Smet", AT, "An De Smet")


def in_days(days: int) -> date:
    return TODAY + timedelta(days)


def make_plan() -> Plan:
    """Three requests of which one was reached, a goal, four actions, three appointments."""
    return Plan(
        requests=(
            kept(11, RequestInput("Een huis met een kamer voor elk kind", LifeDomain.HOUSING, 1, in_days(-90))),
            kept(12, RequestInput("Rust aan de telefoon", None, 2, in_days(-30))),
            kept(13, RequestInput("Werk voor Emre", LifeDomain.WORK, 3, in_days(-200), RequestState.REACHED,
                                  in_days(-20), "Vast contract.")),
        ),
        goals=(kept(21, GoalInput("dutch", SOFIE, 2, 4, in_days(-60), in_days(100))),),
        actions=(
            kept(31, ActionInput("Attest vragen", ActionOwner.FAMILY, due_on=in_days(-3),
                                 domain=LifeDomain.FINANCES)),
            kept(32, ActionInput("Woning bekijken", due_on=TODAY, domain=LifeDomain.HOUSING)),
            kept(33, ActionInput("Ooit eens vragen")),
            kept(34, ActionInput("Schooltoelage", state=ActionState.DONE, closed_on=in_days(-5), result="Ja.")),
        ),
        appointments=(
            kept(41, AppointmentInput(in_days(-7), 840, 60, state=AppointmentState.KEPT)),
            kept(42, AppointmentInput(in_days(-1), 600, 60)),
            kept(43, AppointmentInput(in_days(3), 870, 90, ContactKind.TO_SERVICE, "OCMW, loket 3")),
        ),
        coaches=EMPTY_PLAN.coaches,
        services={SERVICE: "CAW De Kempen"},
    )  # fmt: skip


PEETERS = FamilyName(FAMILY, "G-2024-017", "Peeters – Yilmaz")
JANSSENS = FamilyName(UUID(int=2), "G-2025-004", "Janssens")


def an_action(
    number: int, what: str, days: int | None, family: FamilyName = PEETERS, **more: object
) -> AgendaAction:
    due = None if days is None else in_days(days)
    details = ActionInput(what, due_on=due, **more)  # type: ignore[arg-type]
    return AgendaAction(kept(number, details), family, "An De Smet", None)


def an_appointment(
    number: int, days: int, begins_at: int | None = 600, family: FamilyName = PEETERS, *, whose: UUID = ACCOUNT,
    **more: object,
) -> AgendaAppointment:  # fmt: skip
    details = AppointmentInput(in_days(days), begins_at, 60, **more)  # type: ignore[arg-type]
    name = "An De Smet" if whose == ACCOUNT else "Karim Belkacem"
    return AgendaAppointment(kept(number, details, by=whose), family, whose, name)


COLLEAGUES = (Colleague(ACCOUNT, "An De Smet"), Colleague(KARIM, "Karim Belkacem"))


def make_open_actions() -> OpenActions:
    """Two late, one today, one later, one without a date, of two families."""
    return OpenActions(
        (
            an_action(31, "Attest vragen", -3, owner=ActionOwner.FAMILY, domain=LifeDomain.FINANCES),
            an_action(35, "Kinderopvang bellen", -1, JANSSENS, domain=LifeDomain.CHILDCARE),
            an_action(32, "Woning bekijken", 0, domain=LifeDomain.HOUSING),
            an_action(36, "Speelplein zoeken", 12, JANSSENS, owner=ActionOwner.SERVICE),
            an_action(33, "Ooit eens vragen", None),
        ),
        COLLEAGUES,
    )


def make_agenda(
    since: date,
    days: int,
    appointments: Sequence[AgendaAppointment] = (),
    actions: Sequence[AgendaAction] = (),
    due: Sequence[DueFamily] = (),
) -> Agenda:
    """Those of the given ones that fall within the days asked for."""
    until = since + timedelta(days - 1)
    return Agenda(
        since,
        until,
        tuple(each for each in appointments if since <= each.record.details.on <= until),
        tuple(
            each
            for each in actions
            if each.record.details.due_on and since <= each.record.details.due_on <= until
        ),
        tuple(due),
        len(due),
        COLLEAGUES,
    )
