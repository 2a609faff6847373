"""Whether an account may do what it asks: the one place that asks the permission table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import NotAllowed
from gezinscoach_desktop.domain.permission import Action, Reach, reach

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session


class Asker(Protocol):
    """Who asks, and on which day: a `Desk`, or the `Work` of a running operation."""

    @property
    def account(self) -> Account: ...

    @property
    def today(self) -> _Today: ...


class _Today(Protocol):
    def __call__(self) -> date: ...


def require(who: Asker, action: Action) -> None:
    """Raises NotAllowed when no role of the account reaches any family with this action."""
    if reach(who.account.roles, action) is Reach.NONE:
        raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")


def require_family(who: Asker, session: Session, action: Action, family_id: UUID) -> None:
    """Raises NotAllowed unless the account reaches this family; a coach does while an assignment to it runs."""
    require(who, action)
    if reaches_own_only(who, action) and not families.is_own(
        session, family_id, account_id=who.account.id, today=who.today()
    ):
        raise NotAllowed("Dit gezin hoort niet bij jouw gezinnen.")


def reaches_own_only(who: Asker, action: Action) -> bool:
    """True when the action reaches only the account's own families; raises NotAllowed when it reaches none."""
    require(who, action)
    return reach(who.account.roles, action) is Reach.OWN
