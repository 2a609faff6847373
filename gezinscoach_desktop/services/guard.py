"""Whether an account may do what it asks: the one place that asks the permission table."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


def require(desk: Desk, action: Action) -> None:
    """Raises NotAllowed when no role of the account reaches any family with this action."""
    if reach(desk.account.roles, action) is Reach.NONE:
        raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")


def require_family(desk: Desk, session: Session, action: Action, family_id: UUID) -> None:
    """Raises NotAllowed unless the account reaches this family; a coach does while an assignment to it runs."""
    require(desk, action)
    if reaches_own_only(desk, action) and not families.is_own(
        session, family_id, account_id=desk.account.id, today=desk.today()
    ):
        raise NotAllowed("Dit gezin hoort niet bij jouw gezinnen.")


def reaches_own_only(desk: Desk, action: Action) -> bool:
    """True when the action reaches only the account's own families; raises NotAllowed when it reaches none."""
    require(desk, action)
    return reach(desk.account.roles, action) is Reach.OWN
