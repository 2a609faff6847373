"""Where a server is and with which login to reach it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from gezinscoach_desktop.data.server.protection import protected
from gezinscoach_desktop.data.server.roles import Roles
from gezinscoach_desktop.domain.errors import OfficeUnavailable

LOGIN_PREFIX = "login_prefix"
"""An option of an office's address of our own: the prefix of its roles, when the database bears another name."""

_DRIVER = "postgresql+psycopg"
_SCHEMES = {"postgresql", "postgres", _DRIVER}
_SECRET = re.compile(r"password|secret|^scram_", re.IGNORECASE)
_SEVERAL_HOSTS = re.compile(r"(?P<scheme>[\w+]+://)(?P<login>[^/?]*@)?(?P<hosts>[^/?@]*,[^/?@]*)(?P<rest>.*)")
_HOST = re.compile(r"(?P<host>\[[^\]]*\]|[^:]*)(?::(?P<port>\d*))?")
_NOT_UNDERSTOOD = "Dit adres van de server wordt niet herkend: verwacht postgresql://server/databank."


@dataclass(frozen=True, slots=True)
class Login:
    """With what a server lets somebody in, when its address does not say so."""

    user_name: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Address:
    """A place that was understood."""

    url: URL = field(repr=False)
    """What to connect with: the server has to prove who it is, unless it is this PC."""
    shown: str
    """For people, and to open it again: without any password."""
    roles: Roles
    is_personal: bool
    """The address names nobody: the login is the account's own, and the server shows only what that account may see."""


def parse(place: str, *, user_name: str = "", password: str = "") -> Address:
    """How to reach the office at `place`; raises OfficeUnavailable for an address that cannot be understood or is unsafe.

    A user in it is a login of the server (the migrator). Otherwise it is the login of the account `user_name`.
    """
    url = read_url(place)
    query = dict(url.query)
    prefix = query.pop(LOGIN_PREFIX, None)
    database = str(query.pop("dbname", None) or url.database or "")
    if not database:
        raise OfficeUnavailable(
            "In het adres van de server staat geen databank: verwacht postgresql://server/databank."
        )
    shown = _shown(url)
    roles = Roles(prefix if isinstance(prefix, str) else database)
    is_personal = not _bears_login(url)
    url = url.set(database=database, query=query)
    if is_personal:
        kept = {key: value for key, value in query.items() if key != "password"}
        url = url.set(username=roles.login(user_name), password=password, query=kept)
    return Address(protected(url), shown, roles, is_personal)


def as_login(place: str, login: Login) -> Address:
    """The same with a login of the server itself, unless the address has one."""
    return parse(place_with(place, login))


def place_with(place: str, login: Login) -> str:
    """The place with the login in it, unless it has one: to open it with, never to show or keep."""
    url = read_url(place)
    if login.user_name and not _bears_login(url):
        url = url.set(username=login.user_name, password=login.password)
    return url.render_as_string(hide_password=False)


def has_login(place: str) -> bool:
    """Whether the address names a login of the server."""
    return _bears_login(read_url(place))


def read_url(place: str) -> URL:
    """The address as it was written, several servers in it too; raises OfficeUnavailable without repeating it."""
    several = _SEVERAL_HOSTS.fullmatch(place.strip())
    try:
        if several is None:
            url = make_url(place.strip())
        else:
            url = make_url(several["scheme"] + (several["login"] or "") + several["rest"])
            url = url.set(query={**url.query, **_hosts_and_ports(several["hosts"])})
    except (ArgumentError, ValueError):
        raise OfficeUnavailable(_NOT_UNDERSTOOD) from None
    if url.drivername not in _SCHEMES:
        raise OfficeUnavailable(_NOT_UNDERSTOOD)
    return url.set(drivername=_DRIVER)


def _bears_login(url: URL) -> bool:
    return bool(url.username or url.query.get("user"))


def _hosts_and_ports(written: str) -> Mapping[str, str]:
    """`a:5432,b` as libpq takes it beside an address."""
    found = [_HOST.fullmatch(each) for each in written.split(",")]
    if not all(found):
        raise ValueError
    pairs = [(each["host"].strip("[]"), each["port"] or "") for each in found if each is not None]
    hosts = {"host": ",".join(host for host, _ in pairs)}
    ports = [port for _, port in pairs]
    return {**hosts, "port": ",".join(ports)} if any(ports) else hosts


def _shown(url: URL) -> str:
    query: dict[str, Any] = {key: value for key, value in url.query.items() if not _SECRET.search(key)}
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database, query)
    return plain.render_as_string(hide_password=True)
