"""Where an office is: which kind a place points at, and opening what is there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gezinscoach_desktop.data.office import Office, OfficeKind
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.operation import revive

if TYPE_CHECKING:
    from gezinscoach_desktop.data.founding import Founding
    from gezinscoach_desktop.data.keys import KeyRing, SlotStore

_SCHEMES = ("postgresql://", "postgres://", "postgresql+psycopg://")


def is_url(place: str) -> bool:
    """True for the URL of a PostgreSQL office, False for a file or folder."""
    return place.startswith(_SCHEMES)


def canonical(place: str) -> str:
    """The same text for the same place; raises OfficeUnavailable for what is no place."""
    place = place.strip()
    if not place:
        raise OfficeUnavailable("Kies welk kantoor je wil openen.")
    if is_url(place):
        return place
    if "://" in place:
        raise OfficeUnavailable(
            "Dit adres wordt niet herkend: verwacht een bestand, een map of postgresql://…."
        )
    return os.path.abspath(Path(place).expanduser())  # noqa: PTH100 - without `..`, as folders write themselves


def kind_of(place: str) -> OfficeKind:
    """What stands there, or would: a folder when it is one or ends as one."""
    if is_url(place.strip()):
        return OfficeKind.POSTGRESQL
    path = canonical(place)
    if place.rstrip().endswith(("/", "\\")) or Path(path).is_dir():
        return OfficeKind.FOLDER
    if Path(path).is_file():
        return OfficeKind.THIS_PC
    from gezinscoach_desktop.data.folder.place import remembered_office

    # A share that is away looks like nothing at all; this PC knows what stood there.
    return OfficeKind.THIS_PC if remembered_office(path) is None else OfficeKind.FOLDER


def create(place: str, kind: OfficeKind, founding: Founding, password: str) -> None:
    """Lay an empty office; raises OfficeUnavailable, and never overwrites anything."""
    if kind is OfficeKind.POSTGRESQL:
        from gezinscoach_desktop.data.server import opening

        opening.create(canonical(place), founding, password)
    elif kind is OfficeKind.FOLDER:
        from gezinscoach_desktop.data.folder.office import create_office
        from gezinscoach_desktop.data.folder.os_folder import OsFolder

        create_office(OsFolder(Path(canonical(place))), founding, password)
    else:
        from gezinscoach_desktop.data import sqlcipher

        sqlcipher.create(Path(canonical(place)), founding, password)


def open_place(place: str, *, user_name: str, password: str) -> tuple[Office, Account]:
    """Open what is there; raises WrongPassword or OfficeUnavailable, and never makes anything."""
    place, kind = canonical(place), kind_of(place)
    if kind is OfficeKind.POSTGRESQL:
        from gezinscoach_desktop.data.server import opening

        office, account = opening.open_url(place, user_name=user_name, password=password)
        office.keep_what_waits(revive)
        return office, account
    if kind is OfficeKind.FOLDER:
        from gezinscoach_desktop.data.folder.office import open_office
        from gezinscoach_desktop.data.folder.os_folder import OsFolder

        folder = OsFolder(Path(place))
        return open_office(folder, user_name=user_name, password=password, revive=revive)
    from gezinscoach_desktop.data import sqlcipher

    return sqlcipher.open_file(Path(place), user_name=user_name, password=password)


def open_with(
    place: str, unlock: Callable[[SlotStore], KeyRing], *, user_name: str = "", password: str = ""
) -> tuple[Office, Account | None]:
    """As `open_place`, by another way than a password; nobody's account with the recovery sheet.

    `user_name` and `password` are for a server, which has to let somebody in before there is a slot to open.
    """
    place, kind = canonical(place), kind_of(place)
    if kind is OfficeKind.POSTGRESQL:
        from gezinscoach_desktop.data.server import opening

        office, found = opening.open_with(place, unlock, user_name=user_name, password=password)
        office.keep_what_waits(revive)
        return office, found
    if kind is OfficeKind.FOLDER:
        from gezinscoach_desktop.data.folder.office import open_with as open_folder
        from gezinscoach_desktop.data.folder.os_folder import OsFolder

        return open_folder(OsFolder(Path(place)), unlock, revive=revive)
    from gezinscoach_desktop.data import sqlcipher

    return sqlcipher.open_with(Path(place), unlock)


def with_login(place: str, user_name: str, password: str) -> str:
    """The place of a server with a login of it, which is neither shown nor kept; others as they are."""
    if not user_name or not is_url(place):
        return place
    from gezinscoach_desktop.data.server.address import Login, place_with

    return place_with(place, Login(user_name, password))


def open_with_recovery(place: str, code: str, unlock: Callable[[SlotStore], KeyRing]) -> Office:
    """Open what is there for the recovery sheet; a server lets the sheet in with a login of its own."""
    if not is_url(place.strip()):
        return open_with(place, unlock)[0]
    from gezinscoach_desktop.data.server import opening

    return opening.open_with_recovery(canonical(place), code, unlock)


def needs_password(place: str) -> bool:
    """Whether nothing but the password opens it: a server whose URL holds no login of its own asks for it."""
    if not is_url(place):
        return False
    from gezinscoach_desktop.data.server.address import has_login

    return not has_login(place)
