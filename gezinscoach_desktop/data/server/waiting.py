"""What this PC keeps for a server that is away: per office and account, sealed with the account's own key, in order."""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.office import Conflict, KeptOperation
from gezinscoach_desktop.data.outbox import Entry, Outbox
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.keys import KeyRing

_FOLDER = "outbox"
_FULL = "Op deze pc kan niets bewaard worden; misschien is de schijf vol."
_OTHERWISE = (
    "Een eerdere versie hiervan wacht nog op deze pc om verzonden te worden; probeer het daarna opnieuw."
)


class _Sealed:
    """The box of one account: nobody else opens it, and it stays the same when its password is renewed."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, content: bytes, bound_to: bytes) -> bytes:
        return seal.seal(self._key, content, bound_to)

    def unseal(self, raw: bytes, bound_to: bytes) -> bytes:
        return seal.unseal(self._key, raw, bound_to)


class Waiting:
    """Shared by all windows of this account on this PC: the server recognises what two of them send.

    Nothing is made on disk before something has to wait. Safe from every thread.
    """

    def __init__(self, keys: KeyRing) -> None:
        assert keys.account_id is not None  # noqa: S101 - who has no account keeps nothing
        self._folder: Path = home() / _FOLDER / str(keys.office_id) / str(keys.account_id)
        bound_to = keys.office_id.bytes + keys.account_id.bytes
        self._box = _Sealed(seal.derive(keys.draft, "gezinscoach outbox 1", bound_to))
        self._turn = RLock()
        self._outbox: Outbox | None = None
        self._entries: tuple[Entry, ...] = ()
        self._conflicts: dict[Entry, Conflict] = {}
        self.refresh()

    def refresh(self) -> None:
        """Look again at the disk: another window, or an earlier one, may have left something."""
        with self._turn:
            if self._outbox is None and self._folder.is_dir():
                self._outbox = Outbox(self._folder, self._box)
            if self._outbox is not None:
                self._entries = self._outbox.waiting()
                again = {entry.kept.id for entry in self._entries}
                found = self._outbox.conflicts().items()
                self._conflicts = {entry: each for entry, each in found if entry.kept.id not in again}

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The oldest first."""
        return self._entries

    @property
    def ids(self) -> frozenset[UUID]:
        return frozenset(entry.kept.id for entry in self._entries)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        with self._turn:
            return tuple(self._conflicts.values())

    def put(self, kept: KeptOperation) -> None:
        """Keep it behind what waits; what waits under its id already is the same. Raises OfficeUnavailable."""
        with self._turn:
            for entry in self._entries:
                if entry.kept.id == kept.id:
                    if entry.kept.arguments != kept.arguments:
                        raise OfficeUnavailable(_OTHERWISE)
                    return
            try:
                entry = self._opened().put(kept)
            except OSError as error:
                raise OfficeUnavailable(_FULL) from error
            self._entries = (*self._entries, entry)

    def sent(self, entry: Entry) -> None:
        """The server has it."""
        with self._turn:
            self._opened().drop(entry)
            self._forget(entry)

    def refused(self, entry: Entry, reason: str) -> None:
        """The server will never have it as it is."""
        with self._turn:
            self._conflicts[entry] = self._opened().to_conflict(entry, reason)
            self._forget(entry)

    def conflict(self, operation_id: UUID) -> Entry | None:
        """Where something that was refused lies."""
        with self._turn:
            return next((entry for entry in self._conflicts if entry.kept.id == operation_id), None)

    def again(self, entry: Entry) -> None:
        """Something that was refused waits again, behind all others."""
        with self._turn:
            self._entries = (*self._entries, self._opened().again(entry))
            del self._conflicts[entry]

    def drop(self, entry: Entry) -> None:
        """Something that was refused is done otherwise, or for good not."""
        with self._turn:
            self._opened().forget(entry)
            self._conflicts.pop(entry, None)

    def _forget(self, entry: Entry) -> None:
        self._entries = tuple(each for each in self._entries if each != entry)

    def _opened(self) -> Outbox:
        if self._outbox is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._outbox = Outbox(self._folder, self._box)
        return self._outbox
