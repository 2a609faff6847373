"""Where a server is and with which login to reach it."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.domain.errors import OfficeUnavailable

LOGIN_PREFIX = "login_prefix"
"""An option of an office's address of our own: the prefix of its roles, when the database bears another name."""


@dataclass(frozen=True, slots=True)
class Login:
    """With what a server lets somebody in, when its address does not say so."""

    user_name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """A place that was understood."""

    url: URL = field(repr=False)
    """What to connect with."""
    shown: str
    """For people, and to open it again: without any password."""
    roles: Roles
    is_personal: bool
    """The address names nobody: the login is the account's own, and the server shows only what that account may see."""


def parse(place: str, *, user_name: str = "", password: str = "") -> Address:
    """How to reach the office at `place`; raises OfficeUnavailable for an address that cannot be understood.

    A user in it is a login of the server (the migrator). Otherwise it is the login of the account `user_name`.
    """
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        raise OfficeUnavailable(
            "Dit adres van de server wordt niet herkend: verwacht postgresql://server/databank."
        ) from None
    query = dict(url.query)
    prefix = query.pop(LOGIN_PREFIX, None)
    shown = _shown(url)
    roles = Roles(prefix if isinstance(prefix, str) else url.database or "")
    url = url.set(drivername="postgresql+psycopg", query=query)
    is_personal = not (url.username or query.get("user"))
    if is_personal:
        url = url.set(username=roles.login(user_name), password=password)
    return Address(url, shown, roles, is_personal)


def as_login(place: str, login: Login) -> Address:
    """The same with a login of the server itself, unless the address has one."""
    url = make_url(place)
    if login.user_name and not (url.username or url.query.get("user")):
        place = url.set(username=login.user_name, password=login.password).render_as_string(
            hide_password=False
        )
    return parse(place)


def has_login(place: str) -> bool:
    """Whether the address names a login of the server."""
    return not parse(place).is_personal


def _shown(url: URL) -> str:
    query = {key: value for key, value in url.query.items() if "password" not in key.lower()}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return plain.render_as_string(hide_password=True)
