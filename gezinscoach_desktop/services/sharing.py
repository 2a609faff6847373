"""What comes from colleagues and what waits to go to them."""

from __future__ import annotations

from uuid import UUID

from gezinscoach_desktop.data.office import Conflict as Conflict
from gezinscoach_desktop.data.office import Health as Health
from gezinscoach_desktop.data.office import OfficeKind as OfficeKind
from gezinscoach_desktop.data.office import Reachability as Reachability
from gezinscoach_desktop.domain.change import Change
from gezinscoach_desktop.services.desk import Desk


def look(desk: Desk) -> tuple[Change, ...]:
    """What colleagues wrote since the last time; offers what waits on the way.

    Raises OfficeUnavailable while the store is out of reach and AccountClosed when this account may no longer work here.
    """
    return desk.office.news()


def health(desk: Desk) -> Health:
    """How the office's store is, from memory."""
    return desk.office.health()


def settle(desk: Desk, operation_id: UUID, *, again: bool) -> None:
    """Offer a write that could not be shared again, or let it drop for good."""
    desk.office.settle(operation_id, again=again)
