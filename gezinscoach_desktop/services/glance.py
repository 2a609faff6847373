"""What runs for one family, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import glance as kept
from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.appointment import AppointmentRecord
from gezinscoach_desktop.domain.contact import ContactRecord
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.domain.request import RequestRecord
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import require_family

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session

MOST = 3


@dataclass(frozen=True, slots=True)
class Glance:
    """The first few of everything that runs."""

    last_contact: ContactRecord | None
    appointment: AppointmentRecord | None
    """The next one."""
    actions: tuple[ActionRecord, ...]
    """The three most pressing."""
    open_actions: int
    overdue: int
    requests: tuple[RequestRecord, ...]
    """The three that matter most to the family."""


def glance(desk: Desk, family_id: UUID) -> Glance:
    """What runs for the family; raises NotAllowed."""

    def query(session: Session) -> Glance:
        require_family(desk, session, Action.READ_FAMILY, family_id)
        today = desk.today()
        open_actions, overdue = kept.count_actions(session, family_id, today)
        return Glance(
            last_contact=kept.last_contact(session, family_id),
            appointment=kept.next_appointment(session, family_id, today),
            actions=kept.open_actions(session, family_id, MOST),
            open_actions=open_actions,
            overdue=overdue,
            requests=kept.open_requests(session, family_id, MOST),
        )

    return desk.office.read(query)
