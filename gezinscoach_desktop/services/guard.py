"""Whether an account may do what it asks: the one place that asks the permission table.

The account is always looked up as it is now: who lost a role or was closed meanwhile reaches nothing with a program that
still runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import consent as consents
from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import AccountClosed, NeedsConsent, NeedsServerLogin, NotAllowed
from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services.desk import Desk

if TYPE_CHECKING:
    from gezinscoach_desktop.data.office import Session
    from gezinscoach_desktop.services.operation import Work


def require(who: Desk | Work, action: Action) -> None:
    """Raises NotAllowed when no role of the account reaches any family with this action.

    Not within a query that runs: a desk is looked up in a read of its own.
    """
    _refuse_nothing(_account(who), action)


def require_as_signed_in(desk: Desk, action: Action) -> None:
    """As `require` by the roles at signing in: for what stays on this PC, and must not wait for the store."""
    _refuse_nothing(desk.account, action)


def require_family(who: Desk | Work, session: Session, action: Action, family_id: UUID) -> None:
    """Raises NotAllowed unless the account reaches this family; a coach does while an assignment to it runs."""
    account = _account_in(who, session)
    _refuse_nothing(account, action)
    if reach(account.roles, action) is Reach.OWN and not families.is_own(
        session, family_id, account_id=account.id, today=who.today()
    ):
        raise NotAllowed("Dit gezin hoort niet bij jouw gezinnen.")


def require_coached(who: Desk | Work, session: Session, action: Action, family_id: UUID) -> None:
    """As `require_family`, and the family consented to being coached: raises NeedsConsent.

    For whatever is kept about a family besides who it is, its consents and its referral.
    """
    require_family(who, session, action, family_id)
    if not consents.may_be_coached(session, family_id, who.today()):
        raise NeedsConsent


def reaches_own_only(who: Desk | Work, action: Action) -> bool:
    """True when the action reaches only the account's own families; raises NotAllowed when it reaches none."""
    account = _account(who)
    _refuse_nothing(account, action)
    return reach(account.roles, action) is Reach.OWN


def reaches(desk: Desk, session: Session, action: Action) -> bool:
    """Whether the account reaches anything with this action."""
    return reach(_account_in(desk, session).roles, action) is not Reach.NONE


def require_whole(desk: Desk) -> None:
    """Raises NeedsServerLogin where this program reaches no more of its office than the account may see."""
    if desk.office.is_partial:
        raise NeedsServerLogin


def require_sign_in(desk: Desk) -> None:
    """For what every account may: raises AccountClosed, and NotAllowed as long as a one-time code was not replaced."""
    _account(desk)


def _account(who: Desk | Work) -> Account:
    if isinstance(who, Desk):
        return who.office.read(lambda session: _account_in(who, session))
    return who.account


def _account_in(who: Desk | Work, session: Session) -> Account:
    if not isinstance(who, Desk):
        return who.account  # of this transaction already
    if who.must_change_password:
        raise NotAllowed("Kies eerst een eigen wachtwoord; de code was voor één keer.")
    found = accounts.by_id(session, who.account.id)
    if found is None:
        raise AccountClosed("Je account in dit kantoor is afgesloten; vraag een coördinator om raad.")
    return found


def _refuse_nothing(account: Account, action: Action) -> None:
    if reach(account.roles, action) is Reach.NONE:
        raise NotAllowed("Met jouw rol in dit kantoor kan dit niet.")
