"""An office that is damaged or does not open any more: what is wrong, what is whole, what can be done, and doing it.

Nothing changes before a copy of everything stands beside it. What is lost is counted and told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.errors import OfficeUnavailable, TooSoon, WrongPassword
from gezinscoach_desktop.domain.repair import Diagnosis, RemedyKind, Repaired
from gezinscoach_desktop.services.desk import utc_now
from gezinscoach_desktop.services.place import canonical, is_url, kind_of

if TYPE_CHECKING:
    from gezinscoach_desktop.data.backup import Unlock

T = TypeVar("T")
Report = Callable[[int, int, str], None]
"""How far it is, of how much, and with what; raises Cancelled when the user stopped it."""

_ON_SERVER = (
    "Dit kantoor staat op een server. Wie die beheert, kijkt de databank na en zet zo nodig een kopie van de server terug; "
    "dit programma kan dat niet."
)


@dataclass(frozen=True, slots=True)
class Keys:
    """With what somebody comes in: a password, or the recovery sheet."""

    user_name: str = ""
    password: str = field(default="", repr=False)
    recovery_code: str = field(default="", repr=False)

    def unlock(self) -> Unlock:
        from gezinscoach_desktop.data.backup import with_password, with_recovery

        if self.recovery_code:
            return with_recovery(self.recovery_code)
        return with_password(self.user_name, self.password)


def examine(place: str, keys: Keys, report: Report | None = None) -> Diagnosis:
    """Look at an office that nobody has open here. Changes nothing.

    Raises WrongPassword, TooSoon, OfficeUnavailable when there is nothing to look at, and Cancelled.
    """
    if is_url(place.strip()):
        return Diagnosis(place, (), (), advice=_ON_SERVER)
    told = report or _silent
    if kind_of(place) is OfficeKind.FOLDER:
        from gezinscoach_desktop.services.repair_folder import examine_folder

        return _slowly(place, keys, lambda: examine_folder(canonical(place), keys, told))
    from gezinscoach_desktop.services.repair_file import examine_file

    return _slowly(place, keys, lambda: examine_file(Path(canonical(place)), keys, told))


def repair(place: str, remedy: RemedyKind, keys: Keys, report: Report | None = None) -> Repaired:
    """Do one of the remedies of `examine`, whole or not at all.

    Raises WrongPassword, NotAllowed for who may not restore backups, OfficeUnavailable, and Cancelled.
    """
    if is_url(place.strip()):
        raise OfficeUnavailable(_ON_SERVER)
    told = report or _silent
    if kind_of(place) is OfficeKind.FOLDER:
        from gezinscoach_desktop.services.repair_folder import repair_folder

        return _slowly(place, keys, lambda: repair_folder(canonical(place), remedy, keys, told))
    from gezinscoach_desktop.services.repair_file import repair_file

    return _slowly(place, keys, lambda: repair_file(Path(canonical(place)), remedy, keys, told))


def _slowly(place: str, keys: Keys, act: Callable[[], T]) -> T:
    """Guessing goes no faster here than at the door; raises TooSoon. Who gets in is told of it at the door."""
    from gezinscoach_desktop.data import attempts

    where = canonical(place)
    wait = attempts.waiting(where, keys.user_name, utc_now())
    if wait:
        raise TooSoon(wait)
    try:
        return act()
    except WrongPassword:
        attempts.note_failure(where, keys.user_name, utc_now())
        raise


def _silent(done: int, total: int, text: str) -> None:
    """Nobody looks."""
