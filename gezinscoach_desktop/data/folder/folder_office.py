"""The office in a network folder, as services see it: reads and writes here, the courier brings it to the others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data import account as accounts
from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.folder.backlog import Pending
from gezinscoach_desktop.data.folder.cipher_file import copy_under
from gezinscoach_desktop.data.folder.commit import CommitKind
from gezinscoach_desktop.data.folder.courier import PATIENCE, UNREACHABLE, Courier
from gezinscoach_desktop.data.folder.exchange import Exchange
from gezinscoach_desktop.data.folder.place import OfficePlace, Slot
from gezinscoach_desktop.data.folder.replica import Replica
from gezinscoach_desktop.data.folder.share import Share
from gezinscoach_desktop.data.folder.upkeep import note_backup
from gezinscoach_desktop.data.folder.wal import Transaction
from gezinscoach_desktop.data.folder.work import WorkingCopy
from gezinscoach_desktop.data.office import Health, OfficeKind, Operation, Reachability
from gezinscoach_desktop.data.operation import read_effect
from gezinscoach_desktop.data.tables import OfficeRow, OperationRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable, UserError

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.port import Folder
    from gezinscoach_desktop.data.keys import KeyRing

T = TypeVar("T")

LONG_PATIENCE = 30.0
"""Seconds for what cannot wait on this PC (an import): it is large, and refused when it is not shared by then."""
_MOST_NEWS = 200
_ANYTHING = (Change(frozenset(Noun)),)
_CLOSED = "Het kantoor is gesloten."
_MUST_SHARE = (
    "De gedeelde map is niet bereikbaar; dit kan alleen als ze dat wel is. Probeer het later opnieuw."
)
_UNSURE = (
    "De gedeelde map viel weg tijdens het bewaren. "
    "Kijk na of het gelukt is zodra ze terug is, voor je het opnieuw probeert."
)
_OTHER_OFFICE = "Deze databank hoort bij een ander kantoor."


class FolderOffice:
    """An opened office in a network folder. Only the courier's thread reaches the network."""

    def __init__(self, folder: Folder, replica: Replica, place: OfficePlace, slot: Slot) -> None:
        self._folder = folder
        self._replica = replica
        self._box = replica.box
        self._slot = slot
        share = Share(folder)
        self._exchange = Exchange(share, replica, place, self._look)
        self._courier = Courier(self._exchange, at_end=self._let_go)
        self._name = ""
        self._read_only: str | None = None
        self._unreadable: str | None = None
        self._is_closed = False
        self._inside = threading.local()

    # ------------------------------------------------------------------------------------------------- what it is

    @property
    def id(self) -> UUID:
        return self._box.ring.office_id

    @property
    def name(self) -> str:
        return self._name

    @property
    def kind(self) -> OfficeKind:
        return OfficeKind.FOLDER

    @property
    def place(self) -> str:
        return self._folder.place

    @property
    def keys(self) -> KeyRing:
        return self._box.ring

    @property
    def read_only(self) -> str | None:
        return self._read_only

    @property
    def is_partial(self) -> bool:
        return False

    @property
    def number(self) -> int:
        """Up to which commit this PC has what the others share; a backup made after asking covers it."""
        position = self._replica.position
        return 0 if position is None else position.number

    @property
    def epoch(self) -> int:
        """The epoch the database stands under; older than that of `keys` as long as a new one is not finished."""
        position = self._replica.position
        return 0 if position is None else position.epoch

    # ------------------------------------------------------------------------------------------ reading and writing

    def read(self, query: Callable[[Session], T]) -> T:
        with self._entered():
            if self._unreadable is not None:
                raise OfficeUnavailable(self._unreadable)
            return self._whole(lambda: self._replica.read(query))

    def write(self, operation: Operation) -> Done:
        with self._entered():
            if self._read_only is not None:
                raise OfficeUnavailable(self._read_only)
            done, pending = self._on_the_newest(lambda: self._replica.write(operation))
            if pending is None:
                return done
            if operation.arguments is None:
                return self._shared_at_once(pending)
            if operation.is_urgent:
                self._wait_for(pending)
            else:
                self._courier.wake_later()
            return self._outcome(pending)

    def news(self) -> tuple[Change, ...]:
        with self._entered():
            self._courier.look(PATIENCE)
            self._refuse_closed()
            changes = self._changes()
            if not changes and (self._courier.hangs or self._courier.reachability is not Reachability.HERE):
                raise OfficeUnavailable(self._courier.problem or UNREACHABLE)
            return changes

    def when_news(self, wake: Callable[[], None]) -> None:
        """A share tells nobody: this program asks."""

    def health(self) -> Health:
        courier = self._courier
        return Health(
            reachability=Reachability.AWAY if courier.hangs else courier.reachability,
            waiting=self._replica.count_waiting(),
            shared_at=courier.shared_at,
            problem=courier.problem or self._replica.hindrance or self._exchange.remark,
            conflicts=self._replica.conflicts(),
        )

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        with self._entered():
            if self._replica.settle(operation_id, again=again) is not None:
                self._courier.wake()

    # ------------------------------------------------------------------------------------------- the whole database

    def copy_database(self, target: Path, key: bytes) -> None:
        """With what this PC did not share yet."""
        with self._entered():
            self._replica.connected(lambda copy: copy.copy_out(target, key))

    def change_database_key(self) -> None:
        """Killed before the others have it, the old key stays; afterwards everybody takes the new one."""
        with self._entered():
            self._courier.call(self._rekey)

    def replace_database(self, source: Path, key: bytes) -> None:
        """What colleagues did not share yet is done again on the new database."""

        def make(_: Path, target: Path) -> None:
            if copy_under(source, key, target, self._box.database_key(self.epoch)) != self.id:
                raise OfficeUnavailable(_OTHER_OFFICE)

        with self._entered():
            self._courier.call(
                lambda: self._exchange.replace_all(CommitKind.REPLACED, lambda: self.epoch, make)
            )
            self._prepare_schema()

    def note_backup(self, number: int) -> None:
        """A backup that was read back holds everything up to commit `number`; raises OfficeUnavailable."""
        with self._entered():
            share = self._exchange.share
            self._courier.call(lambda: note_backup(share, self._replica, number), LONG_PATIENCE)

    def close(self) -> None:
        """Share what waits if that is quick; calling it again does nothing."""
        if self._is_closed:
            return
        if self._replica.count_waiting() and not self._courier.is_away:
            self._courier.look(PATIENCE)
        self._is_closed = True
        # A courier that hangs in the network lets go of the replica when it comes back.
        self._courier.stop(PATIENCE)

    # ----------------------------------------------------------------------------------------------------- opening

    def begin(self) -> Account | None:
        """Take up what others did and what waits here; the account that the keys are of, None for the recovery sheet."""
        self._courier.start()
        if self._replica.position is None:
            self._courier.call(lambda: self._exchange.turn(look=True))
        else:
            self._courier.look(PATIENCE)
        self._refuse_closed()
        self._whole(self._prepare_schema)
        self._changes()  # whoever opens reads everything anew
        self._replica.take_up_waiting()
        account = self._whole(lambda: self._replica.read(self._introduce))
        if self._replica.count_waiting():
            self._courier.wake()
        return account

    def _introduce(self, session: Session) -> Account | None:
        self._name = session.execute(select(OfficeRow.name)).scalar_one()
        account_id = self._box.ring.account_id
        return None if account_id is None else accounts.by_id(session, account_id)

    def _prepare_schema(self) -> None:
        if self._replica.connected(_schema_of) is schema.SchemaState.OLDER:
            self._back_up()
            self._courier.call(lambda: self._exchange.change(_upgraded))
        self._see_schema()

    def _back_up(self) -> None:
        """Before the tables change; without this backup they do not."""
        from gezinscoach_desktop.data.backup import back_up_before

        def copy(target: Path, key: bytes) -> None:
            self._replica.connected(lambda work: work.copy_out(target, key))

        shared = Path(self.place) / "backups"
        folder = shared if shared.is_dir() else self._slot.folder.parent / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        back_up_before(copy, folder, self._box.ring, BackupReason.MIGRATION)

    def _see_schema(self) -> None:
        try:
            self._read_only = self._replica.connected(lambda copy: copy.connected(schema.why_read_only))
        except OfficeUnavailable as error:
            self._read_only = self._unreadable = error.message
            return
        self._unreadable = None

    # ----------------------------------------------------------------------------------------------------- inside

    def _on_the_newest(self, act: Callable[[], T]) -> T:
        """Do `act`; what refuses it here may have been settled by a colleague since this PC last looked."""
        number = self.number
        try:
            return self._whole(act)
        except OfficeUnavailable:
            raise
        except UserError:
            if self._courier.is_away or not self._courier.look(PATIENCE) or self.number == number:
                raise
        return self._whole(act)

    def _whole(self, act: Callable[[], T]) -> T:
        """Do `act`, once more when the copy on this PC turned out to be damaged and was fetched again meanwhile."""
        try:
            return act()
        except OfficeUnavailable:
            if not self._replica.is_damaged or not self._is_fetched_again():
                raise
        return act()

    def _is_fetched_again(self) -> bool:
        self._courier.look(LONG_PATIENCE)
        return not self._replica.is_damaged

    def _wait_for(self, pending: Pending) -> None:
        if not self._courier.is_away:
            self._courier.wake()
            pending.answered.wait(PATIENCE)

    def _outcome(self, pending: Pending) -> Done:
        """From here on it is the courier's: shared, or kept on this PC."""
        self._replica.let_go(pending)
        if pending.error is not None:
            raise pending.error
        return pending.done

    def _shared_at_once(self, pending: Pending) -> Done:
        self._courier.look(LONG_PATIENCE)
        if not pending.is_settled and not self._replica.withdraw(pending):
            self._courier.look(LONG_PATIENCE)  # on its way this very moment: see what becomes of it
        if pending.error is not None:
            raise pending.error
        if not pending.is_shared:
            raise OfficeUnavailable(_MUST_SHARE if pending.is_settled and not pending.is_unsure else _UNSURE)
        return pending.done

    def _changes(self) -> tuple[Change, ...]:
        if self._replica.take_all_new():
            self._replica.take_foreign()
            return _ANYTHING
        ids = self._replica.take_foreign()
        if len(ids) > _MOST_NEWS:
            return _ANYTHING
        if not ids:
            return ()
        query = select(OperationRow.effect).where(OperationRow.id.in_(ids))
        effects = self._replica.read(lambda session: session.scalars(query).all())
        changes = (read_effect(effect).change for effect in effects)
        return tuple(change for change in dict.fromkeys(changes) if change.nouns)

    def _look(self) -> None:
        """After news, on the courier's thread: may this account and this program still go on?"""
        self._see_schema()
        account_id = self._box.ring.account_id
        if account_id is None or self._unreadable is not None:
            return
        if self._replica.read(lambda session: accounts.by_id(session, account_id)) is None:
            raise AccountClosed("Je account in dit kantoor is afgesloten; vraag een coördinator om raad.")

    def _rekey(self) -> None:
        self._box.reload()
        epoch = self._box.ring.epoch
        if self.epoch == epoch:
            return

        def make(source: Path, target: Path) -> None:
            copy_under(source, self._box.database_key(self.epoch), target, self._box.database_key(epoch))

        self._exchange.replace_all(CommitKind.REKEYED, lambda: epoch, make)

    def _refuse_closed(self) -> None:
        error = self._courier.closed_by
        if error is not None:
            if isinstance(error, AccountClosed):
                self._replica.wipe()
            raise type(error)(error.message)

    def _let_go(self) -> None:
        self._replica.close()
        self._slot.release()

    @contextmanager
    def _entered(self) -> Iterator[None]:
        if self._is_closed:
            raise OfficeUnavailable(_CLOSED)
        self._refuse_closed()
        if getattr(self._inside, "is_inside", False):
            raise RuntimeError("a query or operation may not call the office it runs in")
        self._inside.is_inside = True
        try:
            yield
        finally:
            self._inside.is_inside = False


def _schema_of(copy: WorkingCopy) -> schema.SchemaState:
    return copy.connected(schema.check)


def _upgraded(copy: WorkingCopy) -> Transaction | None:
    if _schema_of(copy) is not schema.SchemaState.OLDER:
        return None  # somebody else was first
    return copy.change(schema.upgrade)
