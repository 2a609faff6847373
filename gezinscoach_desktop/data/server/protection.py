"""What a connection to a server has to be before a password goes over it.

Outside this PC the server proves with a certificate that it is the one that was asked for, and never gets the password:
whoever bends a network cable or a DNS answer must not be able to ask for it. `sslmode=require` does neither.
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterable, Mapping
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.domain.errors import OfficeUnavailable

VERIFIED = "verify-full"
_OF_THE_SYSTEM = "system"
_SCRAM = "scram-sha-256"
_ON_THIS_PC = f"none,{_SCRAM}"
"""`none` is how a server answers that trusts its own socket, or knows who is at the other end."""


def protected(url: URL) -> URL:
    """`url` with what makes it safe; raises OfficeUnavailable for what would not be, and for a CA file that is away."""
    from sqlalchemy.exc import ArgumentError

    try:
        _, options = url.get_dialect()().create_connect_args(url)
    except (ArgumentError, ValueError):
        raise OfficeUnavailable(
            "In het adres van de server kloppen de namen en poorten niet bij elkaar; "
            "schrijf ze als server1:5432,server2:5432."
        ) from None
    wanted = dict(url.query)
    if _is_several(options):
        wanted.setdefault("target_session_attrs", "read-write")
    if is_this_pc(options):
        wanted.setdefault("require_auth", _ON_THIS_PC)
    else:
        _refuse_less(options)
        wanted |= {"sslmode": VERIFIED, "require_auth": _SCRAM, "gssencmode": "disable"}
        wanted.setdefault("sslrootcert", _OF_THE_SYSTEM)
    if "sslrootcert" in wanted:
        wanted["sslrootcert"] = _trusted(str(wanted["sslrootcert"]))
    return url.set(query=wanted)


def is_this_pc(options: Mapping[str, Any]) -> bool:
    """Whether a connection with these options of libpq cannot leave this PC."""
    if options.get("service") or os.environ.get("PGSERVICE"):
        return False  # a file may say where it goes
    hosts = _each(options.get("host") or os.environ.get("PGHOST"))
    addresses = _each(options.get("hostaddr") or os.environ.get("PGHOSTADDR"))
    return all(map(_is_local, [*hosts, *addresses]))


def _refuse_less(options: Mapping[str, Any]) -> None:
    mode = options.get("sslmode", VERIFIED)
    if mode != VERIFIED:
        raise OfficeUnavailable(
            f"Het adres vraagt sslmode={mode}, en daarmee praat het programma met elke computer die zich voor de server "
            "uitgeeft; laat sslmode weg of zet er verify-full."
        )
    if options.get("require_auth", _SCRAM) != _SCRAM:
        raise OfficeUnavailable(
            "Het adres laat met require_auth toe dat een server het wachtwoord zelf te zien krijgt; laat require_auth weg."
        )


def _trusted(authority: str) -> str:
    if authority == _OF_THE_SYSTEM:
        is_told = os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR")
        return _OF_THE_SYSTEM if is_told else _system_authorities()
    path = Path(authority).expanduser()
    if not path.is_file():
        raise OfficeUnavailable(
            f"Het CA-bestand van de server staat niet in {path}; vraag het aan wie de server beheert en kies het opnieuw."
        )
    return str(path)


@cache
def _system_authorities() -> str:
    """Whom this PC trusts, as libpq wants it: the OpenSSL that comes with psycopg looks in a folder that nobody has."""
    found = ssl.get_default_verify_paths().cafile
    return found or _collected()


def _collected() -> str:
    """The authorities of Windows in a file, since libpq cannot ask Windows; made anew by every run of the program."""
    authorities = ssl.create_default_context().get_ca_certs(binary_form=True)
    if not authorities:
        return _OF_THE_SYSTEM
    path = home() / "server-authorities.pem"
    replace_file(path, "".join(map(ssl.DER_cert_to_PEM_cert, authorities)).encode("ascii"))
    return str(path)


def _is_several(options: Mapping[str, Any]) -> bool:
    return len(list(_each(options.get("host")))) > 1 or len(list(_each(options.get("hostaddr")))) > 1


def _each(value: Any) -> Iterable[str]:
    """The parts of an option, which may be a text with commas or a tuple of texts."""
    parts = [value] if isinstance(value, str) else list(value or ())
    return [part.strip() for each in parts for part in str(each).split(",")]


def _is_local(host: str) -> bool:
    if not host or host.startswith(("/", "@")) or host.casefold() == "localhost":
        return True  # no host at all is the socket, or on Windows localhost
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
