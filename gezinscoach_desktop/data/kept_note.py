"""Who looked at what in an office that can only be read: kept on this PC, sealed, and noted once the office can be written.

Without this an office to read only could not be read at all: opening a file is noted before anything is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from gezinscoach_desktop.data.office import KeptOperation, Office, OfficeKind, Operation, Revive
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import NotAllowed, NotFound, OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing
    from gezinscoach_desktop.data.server.waiting import Waiting

_NOTHING = Done(Change(frozenset()))


def is_to_be_kept(office: Office, operation: Operation) -> bool:
    """Whether it is only a note for the trail, in an office that cannot take it; a server's office keeps its own."""
    return (
        office.read_only is not None
        and office.kind is not OfficeKind.POSTGRESQL
        and not operation.is_urgent
        and operation.arguments is not None
        and operation.account_id is not None
        and office.keys.account_id is not None
    )


def keep(keys: KeyRing, operation: Operation) -> Done:
    """Keep it behind what is kept already; raises OfficeUnavailable when this PC cannot."""
    assert operation.arguments is not None  # noqa: S101 - asked before
    _waiting(keys).put(
        KeptOperation(operation.id, operation.kind, operation.account_id, operation.at, operation.arguments())
    )
    return _NOTHING


def hand_over(office: Office, revive: Revive, plainly: Revive, write: Callable[[Operation], object]) -> None:
    """Note what was kept, the oldest first, now that the office can be written in.

    It happened: what would no longer be allowed (a family of somebody else by now) is noted `plainly`, and one note that
    cannot be placed keeps no other from the trail.
    """
    if office.kind is OfficeKind.POSTGRESQL or office.read_only is not None or office.keys.account_id is None:
        return
    waiting = _waiting(office.keys)
    for entry in waiting.entries:
        try:
            _note(entry.kept, revive, plainly, write)
        except OfficeUnavailable:
            return  # another time; the order stays
        except (LookupError, UserError):
            continue  # of a program that knows more
        waiting.sent(entry)


def _note(kept: KeptOperation, revive: Revive, plainly: Revive, write: Callable[[Operation], object]) -> None:
    try:
        write(revive(kept))
    except (NotAllowed, NotFound):
        write(plainly(kept))


def _waiting(keys: KeyRing) -> Waiting:
    from gezinscoach_desktop.data.server.waiting import Waiting

    return Waiting(keys)
