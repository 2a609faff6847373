"""The office in a network folder: making one, and opening it from the share, or from this PC while the share is away."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data.folder.base import Position, fingerprint_of, genesis
from gezinscoach_desktop.data.folder.cipher_file import as_working_copies_have_it
from gezinscoach_desktop.data.folder.commit import FORMAT
from gezinscoach_desktop.data.folder.courier import UNREACHABLE
from gezinscoach_desktop.data.folder.folder_office import FolderOffice as FolderOffice
from gezinscoach_desktop.data.folder.place import OfficePlace, remembered_office, slot_unusable
from gezinscoach_desktop.data.folder.replica import Replica
from gezinscoach_desktop.data.folder.share import FOLDERS, IDENTITY, Away, Missing, Share
from gezinscoach_desktop.data.folder.share import is_office as is_office
from gezinscoach_desktop.data.folder.snapshot_file import upload
from gezinscoach_desktop.data.folder.strongbox import Strongbox
from gezinscoach_desktop.data.founding import Founding
from gezinscoach_desktop.data.keys import (
    FolderSlots,
    KeyRing,
    SlotStore,
    create_ring,
    open_ring,
    slots_from,
    wrong_password,
)
from gezinscoach_desktop.data.keys.slots import contents, pack_slots
from gezinscoach_desktop.data.office import Revive
from gezinscoach_desktop.data.private import private_folder
from gezinscoach_desktop.data.sqlcipher import fill
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.port import Folder

_FOUNDING = "founding"


def create_office(folder: Folder, founding: Founding, password: str) -> None:
    """Make an office in the folder; the file that says so is made last, so that it is whole or not there.

    Raises OfficeUnavailable when the folder holds an office or anything of one.
    """

    def keys(store: SlotStore) -> KeyRing:
        return create_ring(
            store,
            office_id=founding.office_id,
            account_id=founding.account.id,
            user_name=founding.account.user_name,
            password=password,
        )

    place_office(folder, founding.office_id, keys, lambda made, key: fill(made, key, founding))


def place_office(
    folder: Folder,
    office_id: UUID,
    keys: Callable[[SlotStore], KeyRing],
    make: Callable[[Path, bytes], None],
) -> None:
    """The same for an office that comes from elsewhere: `keys` puts its key slots there, `make` its database."""
    refuse_taken(folder)
    try:
        folder.create(_FOUNDING, office_id.bytes)  # of two who begin at once, one goes on
    except FileExistsError:
        raise _taken(folder) from None
    except OSError as error:
        raise _unwritable(folder) from error
    try:
        _found(folder, office_id, keys, make)
    except BaseException as error:
        remove_office(folder)
        if isinstance(error, (OSError, Away)):
            raise _unwritable(folder) from error
        raise
    with suppress(OSError):
        folder.remove(_FOUNDING)


def open_office(
    folder: Folder, *, user_name: str, password: str, revive: Revive, replicas: Path | None = None
) -> tuple[FolderOffice, Account]:
    """Open an existing office; raises WrongPassword or OfficeUnavailable, and never makes one.

    While the share is away it opens from this PC, if this PC had it before; `replicas` is where that is kept.
    """

    def unlock(store: SlotStore) -> KeyRing:
        return open_ring(store, user_name=user_name, password=password)

    office, account = open_with(folder, unlock, revive=revive, replicas=replicas)
    if account is None:
        office.close()
        raise wrong_password()
    return office, account


def open_with(
    folder: Folder, unlock: Callable[[SlotStore], KeyRing], *, revive: Revive, replicas: Path | None = None
) -> tuple[FolderOffice, Account | None]:
    """Open by another way than a password; nobody's account with the recovery sheet."""
    ring = _unlocked(folder, unlock, replicas)
    place = OfficePlace(ring.office_id, replicas)
    slot = place.take_slot()
    try:
        replica = Replica(slot.folder, Strongbox(ring), revive)
        replica.base.open()
        place.adopt_leftovers(replica.outbox, slot)
        office = FolderOffice(folder, replica, place, slot)
    except BaseException as error:
        slot.release()
        if isinstance(error, OSError):
            raise slot_unusable(slot.folder) from error
        raise
    try:
        return office, office.begin()
    except BaseException:
        office.close()
        raise


def _unlocked(folder: Folder, unlock: Callable[[SlotStore], KeyRing], replicas: Path | None) -> KeyRing:
    store = _key_store(folder, replicas)
    try:
        return unlock(store)
    except WrongPassword:
        if isinstance(store, FolderSlots):
            _forget_way_in(folder, unlock, replicas)
        raise


def _forget_way_in(folder: Folder, unlock: Callable[[SlotStore], KeyRing], replicas: Path | None) -> None:
    """What the share does not open any more shall not open by pulling out the cable: this PC forgets that slot."""
    office_id = remembered_office(folder.place, replicas)
    place = None if office_id is None else OfficePlace(office_id, replicas)
    kept = None if place is None else place.keys
    if place is None or kept is None:
        return
    with suppress(UserError):  # mostly it opens nothing there either: a slip of the keyboard
        store = slots_from(kept)
        holder = unlock(store).holder.name
        staying = {name: content for name, content in contents(store).items() if not name.startswith(holder)}
        place.remember(folder.place, pack_slots(staying))


def _key_store(folder: Folder, replicas: Path | None) -> SlotStore:
    """The key slots: on the share, or while it is away as this PC last saw them."""
    try:
        Share(folder).office_id()
        return FolderSlots(folder)
    except (Away, Missing) as error:
        office_id = remembered_office(folder.place, replicas)
        kept = None if office_id is None else OfficePlace(office_id, replicas).keys
        if kept is not None:
            return slots_from(kept)
        if isinstance(error, Missing):
            raise OfficeUnavailable(f"In de map “{folder.place}” staat geen kantoor.") from None
        raise OfficeUnavailable(UNREACHABLE) from None


def _found(
    folder: Folder,
    office_id: UUID,
    keys: Callable[[SlotStore], KeyRing],
    make: Callable[[Path, bytes], None],
) -> None:
    share = Share(folder)
    share.prepare()
    ring = keys(FolderSlots(folder))
    with private_folder() as private:  # what a killed program leaves there is removed at the next start
        made = private / "base.db"
        make(made, ring.database)
        as_working_copies_have_it(made, ring.database)
        fingerprint, size = fingerprint_of(made)
        start = Position(0, genesis(office_id), b"", 0, ring.epoch, fingerprint, size)
        for _ in upload(share, made, start, Strongbox(ring)):
            pass
    identity = {"format": FORMAT, "office": str(office_id)}
    folder.create(IDENTITY, json.dumps(identity).encode())


def refuse_taken(folder: Folder) -> None:
    """Raises OfficeUnavailable for a folder that holds an office, or what is left of one that was not finished."""
    try:
        found = set(folder.names(""))
        taken = found & {IDENTITY, _FOUNDING}
        for name in found & set(FOLDERS):
            taken.update(folder.names(name))
    except FileNotFoundError:
        raise OfficeUnavailable(f"De map “{folder.place}” bestaat niet.") from None
    except OSError as error:
        raise _unwritable(folder) from error
    if taken:
        raise _taken(folder)


def remove_office(folder: Folder) -> None:
    """Take away what was made of an office that did not come about, or did not stay."""
    with suppress(OSError):
        for under in FOLDERS:
            with suppress(FileNotFoundError):
                for name in folder.names(under):
                    folder.remove(f"{under}/{name}")
        folder.remove(IDENTITY)
        folder.remove(_FOUNDING)


def _taken(folder: Folder) -> OfficeUnavailable:
    return OfficeUnavailable(
        f"In de map “{folder.place}” staat al (een deel van) een kantoor; er wordt niets overschreven."
        " Kies een lege map, of sluit aan bij het kantoor dat er staat."
    )


def _unwritable(folder: Folder) -> OfficeUnavailable:
    return OfficeUnavailable(f"In de map “{folder.place}” kan niet geschreven worden.")
