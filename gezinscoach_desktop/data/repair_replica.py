"""This PC's copies of an office in a shared folder: set aside, so that the next opening fetches them anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.place import SLOTS, OfficePlace
from gezinscoach_desktop.data.folder.share import Away, Missing, Share
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.place import Slot

_WORK, _POSITION, _ASIDE = "work.db", "position", ".aside"


def can_be_fetched(folder: Path, office_id: UUID) -> bool:
    """Whether the shared folder is there, is this office's, and holds a state to begin from."""
    share = Share(OsFolder(folder))
    try:
        return share.office_id() == office_id and bool(share.snapshots())
    except (Away, Missing, OSError, OfficeUnavailable):
        return False


@contextmanager
def replicas_aside(office_id: UUID, replicas: Path | None = None) -> Iterator[int]:
    """How many copies were set aside; they come back when the block fails.

    What waits to be shared stays where it is: it is sealed apart from the copy. Raises OfficeUnavailable while a
    program on this PC has the office open.
    """
    folders = _set_all_aside(office_id, replicas)
    try:
        yield len(folders)
    except BaseException:
        for folder in folders:
            _bring_back(folder)
        raise


def _set_all_aside(office_id: UUID, replicas: Path | None) -> tuple[Path, ...]:
    place = OfficePlace(office_id, replicas)
    slots: list[Slot] = []
    wanted = [number for number in range(1, SLOTS + 1) if (place.folder / str(number)).is_dir()]
    try:
        for _ in range(SLOTS):
            with suppress(OfficeUnavailable):
                slots.append(place.take_slot())
        taken = {int(slot.folder.name) for slot in slots}
        if not taken.issuperset(wanted):
            raise OfficeUnavailable(
                "Het kantoor is nog ergens open op deze pc. Sluit het en probeer opnieuw."
            )
        return tuple(slot.folder for slot in slots if _set_aside(slot.folder))
    finally:
        for slot in slots:
            slot.release()


def _set_aside(folder: Path) -> bool:
    if not (folder / _POSITION).is_file():
        return False
    (folder / _POSITION).replace(folder / f"{_POSITION}{_ASIDE}")
    for base in folder.glob("base-*.db"):
        base.replace(base.with_name(f"{base.stem}{_ASIDE}"))
    for name in ("redo", _WORK, f"{_WORK}-wal", f"{_WORK}-shm"):
        (folder / name).unlink(missing_ok=True)
    return True


def _bring_back(folder: Path) -> None:
    """As it was; what was fetched meanwhile is let go by the next opening."""
    with suppress(OSError):
        for base in folder.glob(f"base-*{_ASIDE}"):
            if not base.stem.removeprefix("base-").isdigit():  # those with a number were set aside before
                base.replace(base.with_name(f"{base.stem}.db"))
        (folder / f"{_POSITION}{_ASIDE}").replace(folder / _POSITION)
