"""What comes from colleagues and what waits to go to them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.office import Conflict as Conflict
from gezinscoach_desktop.data.office import Health as Health
from gezinscoach_desktop.data.office import OfficeKind as OfficeKind
from gezinscoach_desktop.data.office import Reachability as Reachability
from gezinscoach_desktop.domain.change import Change, Noun
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import Action
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.guard import reaches_own_only
from gezinscoach_desktop.services.operation import kind_of


@dataclass(frozen=True, slots=True)
class Stuck:
    """A write of this PC that could not be shared: what it was, with everything that was given to it."""

    id: UUID
    what: str
    """The kind of change, as the log calls it."""
    at: datetime
    reason: str
    given: tuple[Any, ...]
    """Ids, and what was filled in (FamilyInput, MemberInput, the values of a draft …); empty for an unknown kind."""
    may_decide: bool = True
    """False for a colleague's, which waits on this PC beside one's own."""


def look(desk: Desk) -> tuple[Change, ...]:
    """What colleagues wrote since the last time; offers what waits on the way.

    Raises OfficeUnavailable while the store is out of reach and AccountClosed when this account may no longer work here.
    """
    from gezinscoach_desktop.services.snapshot import drop_finished_draft

    changes = desk.office.news()
    for change in changes:
        if Noun.DRAFT in change.nouns and change.family_id is not None:
            with suppress(OfficeUnavailable):  # the next opening of its form does it: this news is told once
                drop_finished_draft(desk, change.family_id)
    return changes


def when_news(desk: Desk, wake: Callable[[], None]) -> None:
    """Have `wake` called, from any thread, when it is worth to `look` now; looking every few seconds stays needed."""
    desk.office.when_news(wake)


def health(desk: Desk) -> Health:
    """How the office's store is, from memory."""
    return desk.office.health()


def stuck(desk: Desk) -> tuple[Stuck, ...]:
    """What waits for a decision because it could not be shared, the oldest first."""
    found = tuple(
        _told(conflict) if _may_decide(desk, conflict) else _hidden(conflict)
        for conflict in desk.office.health().conflicts
    )
    return tuple(sorted(found, key=lambda each: each.at))


def _may_decide(desk: Desk, conflict: Conflict) -> bool:
    """One's own, or of anybody for who may see every family: on a PC that colleagues share they wait side by side."""
    if conflict.operation.account_id == desk.account.id:
        return True
    try:
        return not reaches_own_only(desk, Action.READ_FAMILY)
    except NotAllowed:
        return False


def _hidden(conflict: Conflict) -> Stuck:
    return Stuck(conflict.operation.id, _COLLEAGUES, conflict.operation.at, _DECIDES, (), may_decide=False)


def _told(conflict: Conflict) -> Stuck:
    kept = conflict.operation
    try:
        kind = kind_of(kept)
        what, given = kind.action.label, kind.arguments_of(kept)
    except LookupError:
        what, given = _NEWER, ()
    return Stuck(kept.id, what, kept.at, conflict.reason, given)


_NEWER = "Iets wat dit programma niet kent"
_COLLEAGUES = "Werk van een collega op deze pc"
_DECIDES = "daarover beslist wie het deed, of een coördinator, na het aanmelden."


def settle(desk: Desk, operation_id: UUID, *, again: bool) -> None:
    """Offer a write that could not be shared again, or let it drop for good; raises NotAllowed for a colleague's."""
    for conflict in desk.office.health().conflicts:
        if conflict.operation.id == operation_id and not _may_decide(desk, conflict):
            raise NotAllowed("Dit is werk van een collega; die beslist erover, of een coördinator.")
    desk.office.settle(operation_id, again=again)
