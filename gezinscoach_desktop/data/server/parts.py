"""The address of an office on a server in the parts that a form shows, and back."""

from __future__ import annotations

from sqlalchemy import URL

from gezinscoach_desktop.data.server.address import read_url
from gezinscoach_desktop.domain.errors import InvalidInput

_HIGHEST_PORT = 65535
_NO_HOST = set(" \t@?#&%")


def join(host: str, port: int | None, database: str, ca_file: str) -> str:
    """The place; raises InvalidInput with the field that does not fit."""
    if _NO_HOST & set(host) or (not host.startswith("/") and "/" in host):
        raise InvalidInput("Vul alleen de naam van de server in, zoals server.gemeente.be.", field="host")
    if port is not None and not 1 <= port <= _HIGHEST_PORT:
        raise InvalidInput(
            f"Een poort is een getal van 1 tot {_HIGHEST_PORT}; gewoonlijk is het 5432.", field="port"
        )
    query: dict[str, str] = {}
    if host.startswith("/") or "," in host:
        query["host"] = host
        if port is not None:
            query["port"] = ",".join(str(port) for _ in host.split(","))
    if ca_file:
        query["sslrootcert"] = ca_file
    is_plain = "host" not in query
    url = URL.create(
        "postgresql",
        host=host.strip("[]") or None if is_plain else None,
        port=port if is_plain else None,
        database=database,
        query=query,
    )
    return url.render_as_string(hide_password=False)


def split(place: str) -> tuple[str, int | None, str, str]:
    """Host, port, database and CA file; several servers keep one port, that of the first."""
    url = read_url(place)
    options = url.get_dialect()().create_connect_args(url)[1]
    port = str(options.get("port") or "").split(",")[0]
    return (
        str(options.get("host") or ""),
        int(port) if port else None,
        str(options.get("dbname") or ""),
        str(url.query.get("sslrootcert") or ""),
    )
