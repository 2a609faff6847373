"""A colleague who really signs in: on a server with an own login, so that the server keeps families apart too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.account import add_account, change_password
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import at_desk
from tests.offices import PASSWORD

OWN_PASSWORD = f"{PASSWORD} van mij"


@contextmanager
def signed_in(desk: Desk, name: str, *roles: OfficeRole) -> Iterator[Desk]:
    """The desk of a new colleague in the same office, who chose a password."""
    user_name = name.lower()
    access = add_account(desk, user_name=user_name, display_name=name, roles=frozenset(roles))
    first = open_office(desk.place, user_name=user_name, password=access.code)
    change_password(first, access.code, OWN_PASSWORD)
    close_office(first)
    own = open_office(desk.place, user_name=user_name, password=OWN_PASSWORD)
    try:
        yield at_desk(own)
    finally:
        close_office(own)
