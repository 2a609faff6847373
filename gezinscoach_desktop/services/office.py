"""Making and opening an office."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.errors import InvalidInput, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.services.desk import Desk, utc_now

SHORTEST_PASSWORD = 1
"""The rule of at least twelve signs comes with the issue on accounts, for the first account and every later one alike."""


def new_office(
    place: str,
    *,
    name: str,
    user_name: str,
    password: str,
    display_name: str = "",
    is_practice: bool = False,
) -> None:
    """Make an empty office at `place` (a file path or postgresql:// URL) whose first account has every role.

    Raises InvalidInput (field name, place, user_name, password) and OfficeUnavailable; never overwrites anything.
    """
    from gezinscoach_desktop.data.founding import Founding
    from gezinscoach_desktop.services.setting import shipped_instrument

    user_name, place = user_name.strip(), place.strip()
    _refuse_empty(name, "Geef het kantoor een naam.", "name")
    _refuse_empty(place, "Kies waar het kantoor komt.", "place")
    _refuse_empty(fold(user_name), "Vul een gebruikersnaam in.", "user_name")
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInput("Vul een wachtwoord in.", field="password")
    account = Account(uuid4(), user_name, display_name.strip() or user_name, frozenset(OfficeRole))
    founding = Founding(
        office_id=uuid4(),
        name=name.strip(),
        account=account,
        instrument=shipped_instrument(),
        at=utc_now(),
        is_practice=is_practice,
    )
    if is_url(place):
        from gezinscoach_desktop.data import postgresql

        postgresql.create(place, founding, password)
    else:
        from gezinscoach_desktop.data import sqlcipher

        sqlcipher.create(_file(place), founding, password)


def open_office(place: str, *, user_name: str, password: str) -> Desk:
    """Open an existing office; raises WrongPassword or OfficeUnavailable. Never creates one."""
    place = place.strip()
    if not place:
        raise OfficeUnavailable("Kies welk kantoor je wil openen.")
    if is_url(place):
        from gezinscoach_desktop.data import postgresql

        return Desk(*postgresql.open_url(place, user_name=user_name, password=password))
    from gezinscoach_desktop.data import sqlcipher

    return Desk(*sqlcipher.open_file(_file(place), user_name=user_name, password=password))


def close_office(desk: Desk) -> None:
    """Close the store; the desk cannot be used afterwards."""
    desk.office.close()


def is_url(place: str) -> bool:
    """True for the URL of a PostgreSQL office, False for a file."""
    return place.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def _file(place: str) -> Path:
    if "://" in place:
        raise OfficeUnavailable("Dit adres wordt niet herkend: verwacht een bestand of postgresql://….")
    return Path(place).expanduser()


def _refuse_empty(text: str, message: str, field: str) -> None:
    if not text.strip():
        raise InvalidInput(message, field=field)
