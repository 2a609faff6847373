"""This PC's copies of an office in a shared folder: set aside, so that the next opening fetches them anew."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from gezinscoach_desktop.data.folder.place import SLOTS, OfficePlace
from gezinscoach_desktop.domain.errors import OfficeUnavailable

if TYPE_CHECKING:
    from gezinscoach_desktop.data.folder.place import Slot

_WORK = "work.db"


def set_aside_replicas(office_id: UUID, replicas: Path | None = None) -> int:
    """How many copies were set aside. What waits to be shared stays where it is: it is sealed apart from the copy.

    Raises OfficeUnavailable while a program on this PC has the office open.
    """
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
        return sum(_set_aside(slot.folder) for slot in slots)
    finally:
        for slot in slots:
            slot.release()


def _set_aside(folder: Path) -> bool:
    is_there = (folder / "position").is_file()
    for base in folder.glob("base-*.db"):
        base.replace(base.with_suffix(".aside"))
    for name in ("position", "redo", _WORK, f"{_WORK}-wal", f"{_WORK}-shm"):
        (folder / name).unlink(missing_ok=True)
    return is_there
