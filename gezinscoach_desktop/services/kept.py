"""What every service that keeps records asks before it writes: does it exist, may this account, was it changed meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.errors import ChangedMeanwhile, NotFound
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.guard import require_coached, require_family

if TYPE_CHECKING:
    from gezinscoach_desktop.data.kept import KeptTable
    from gezinscoach_desktop.services.operation import Work

T = TypeVar("T")


def found_of_family(
    work: Work, table: KeptTable[T], record_id: UUID, action: Action, what: str, *, is_coached: bool = True
) -> Kept[T]:
    """A record of a family that the account may change; `what` as in “dit contactmoment”.

    Raises NotFound, NotAllowed, and NeedsConsent unless `is_coached` is False.
    """
    kept = table.one(work.session, record_id)
    # Who reaches only own families hears the same of a record elsewhere and of one that is not there.
    family_id = record_id if kept is None or kept.family_id is None else kept.family_id
    require_family(work, work.session, action, family_id)
    if kept is None:
        raise missing(what)
    if is_coached:
        require_coached(work, work.session, action, family_id)
    return kept


def missing(what: str) -> NotFound:
    """To raise for what is not (any more) in the office."""
    return NotFound(f"{what[:1].upper()}{what[1:]} bestaat niet (meer) in dit kantoor.")


def changed_meanwhile(work: Work, what: str, kept: Kept[T]) -> ChangedMeanwhile:
    """To raise when a record was changed since it was read."""
    return meanwhile(work, what, kept.changed_at, kept.changed_by)


def meanwhile(work: Work, what: str, at: datetime, by: UUID | str | None) -> ChangedMeanwhile:
    """The same of anything, by the account or the name of who did it."""
    name = accounts.display_names(work.session).get(by) if isinstance(by, UUID) else by
    local = at.astimezone()
    day = "" if local.date() == work.today() else f"op {format_date(local.date())} "
    return ChangedMeanwhile(f"{name or 'Iemand'} wijzigde {what} intussen, {day}om {local:%H:%M}.")
