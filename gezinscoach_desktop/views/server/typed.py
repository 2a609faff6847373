"""Where a server is, as somebody types or pastes it. Knows no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlencode, urlsplit, urlunsplit

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.views.recent_offices import is_server

if TYPE_CHECKING:
    from gezinscoach_desktop.views.account.entrance import AddressServices

_HIGHEST_PORT = 65_535
_OWN_FIELDS = ("host", "port", "sslrootcert", "user", "password")


@dataclass(frozen=True, slots=True)
class TypedServer:
    """What stands in the fields; `options` is what a pasted address said besides, and goes back into it."""

    host: str
    port: int | None = None
    database: str = ""
    ca_file: str = ""
    options: tuple[tuple[str, str], ...] = ()
    user_name: str = ""
    password: str = field(default="", repr=False)

    def with_options(self, address: str) -> str:
        """`address` with what was pasted besides and it does not say itself."""
        parts = urlsplit(address)
        said = parse_qs(parts.query, keep_blank_values=True)
        added = urlencode([(key, value) for key, value in self.options if key not in said])
        return urlunsplit(parts._replace(query="&".join(text for text in (parts.query, added) if text)))


def read_address(text: str) -> TypedServer | None:
    """A whole address taken apart, or None when it is just the name of a server."""
    text = text.strip()
    if not is_server(text):
        return None
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    hosts, port = _hosts_in(parts.netloc)
    given = {key: values[-1] for key, values in parse_qs(parts.query, keep_blank_values=True).items()}
    return TypedServer(
        host=hosts or given.get("host", ""),
        port=port or _port_in(given.get("port", "").partition(",")[0]),
        database=unquote(parts.path.lstrip("/")),
        ca_file=given.get("sslrootcert", ""),
        options=tuple((key, value) for key, value in given.items() if key not in _OWN_FIELDS),
        user_name=unquote(parts.username or "") or given.get("user", ""),
        password=unquote(parts.password or "") or given.get("password", ""),
    )


def read_port(text: str) -> int | None:
    """None for the usual one; raises InvalidInput (field port)."""
    if not text:
        return None
    port = _port_in(text)
    if port is None:
        raise InvalidInput("Een poort is een getal tot 65535; laat leeg voor 5432.", field="port")
    return port


def address_of(services: AddressServices, typed: TypedServer) -> str:
    """On a worker: the place of an office on that server; raises InvalidInput at its row."""
    return typed.with_options(services.server_address(typed.host, typed.port, typed.database, typed.ca_file))


def _port_in(text: str) -> int | None:
    is_port = text.isascii() and text.isdecimal() and 0 < int(text) <= _HIGHEST_PORT
    return int(text) if is_port else None


def _hosts_in(netloc: str) -> tuple[str, int | None]:
    """As typed, where `urlsplit` would put them in small letters; several servers keep one port, that of the first."""
    hosts, ports = [], []
    for each in netloc.rpartition("@")[2].split(","):
        host, bracket, rest = each.removeprefix("[").partition("]")
        if not bracket:
            host, _, rest = each.partition(":")
        hosts.append(unquote(host))
        ports.append(_port_in(rest.removeprefix(":")))
    return ",".join(hosts), ports[0]
