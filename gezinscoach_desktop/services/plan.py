"""The plan of one family: what it asks, where it wants to go, who does what, what is agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import action as actions_of
from gezinscoach_desktop.data import appointment as appointments_of
from gezinscoach_desktop.data import directory
from gezinscoach_desktop.data import request as requests_of
from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.appointment import AppointmentRecord
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.request import GoalRecord, RequestRecord
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_family
from gezinscoach_desktop.services.part import off_in

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the tab Plan shows; the open and the closed."""

    requests: tuple[RequestRecord, ...]
    """In the family's own order."""
    goals: tuple[GoalRecord, ...]
    actions: tuple[ActionRecord, ...]
    """By due date, those without one last."""
    appointments: tuple[AppointmentRecord, ...]
    """The oldest first."""
    coaches: Mapping[UUID, str]
    services: Mapping[UUID, str]


def plan(desk: Desk, family_id: UUID) -> Plan:
    """The family's plan; raises NotAllowed. A fixed number of queries."""

    def query(session: Session) -> Plan:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        return Plan(
            requests=requests_of.of_family(session, family_id),
            goals=() if Part.GOALS in off_in(session) else requests_of.goals_of_family(session, family_id),
            actions=actions_of.of_family(session, family_id),
            appointments=appointments_of.of_family(session, family_id),
            coaches=accounts.display_names(session),
            services=directory.service_names(session),
        )

    return desk.office.read(query)
