"""Whether a server can be reached and proves who it is, found out without signing in.

libpq tells such things in sentences of many sources and languages; here each has an error of its own.
"""

from __future__ import annotations

import socket
import ssl
import struct
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from gezinscoach_desktop.data.server.address import Address
from gezinscoach_desktop.data.server.engine import CONNECT_SECONDS
from gezinscoach_desktop.data.server.protection import is_this_pc

_ASK_FOR_TLS = struct.pack("!ii", 8, 80877103)
_DEFAULT_PORT = 5432
_RENEW_BEFORE = timedelta(days=30)
# Of OpenSSL's x509_vfy.h
_EXPIRED, _NOT_YET_VALID = 10, 9
_OTHER_NAME = {62, 64}


@dataclass(frozen=True, slots=True)
class Reached:
    """What one server of an address answered, in Dutch sentences; no problem means that it may be signed in to."""

    problem: str | None = None
    warning: str | None = None
    fact: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """One server of an address."""

    host: str
    port: int
    goes_to: str
    """The address to connect to, when it is not asked of the name."""

    @property
    def is_socket(self) -> bool:
        return not self.host or self.host.startswith(("/", "@"))

    @property
    def shown(self) -> str:
        return self.host if self.port == _DEFAULT_PORT else f"{self.host}:{self.port}"


def targets(address: Address) -> tuple[Target, ...]:
    """The servers of an address, in the order in which they are tried."""
    options = _options(address)
    hosts, addresses = _parts(options.get("host")), _parts(options.get("hostaddr"))
    count = max(len(hosts), len(addresses), 1)
    hosts = hosts or addresses or [""]
    ports = _parts(options.get("port")) or [""]
    ports = ports * count if len(ports) == 1 else ports
    return tuple(
        Target(host, int(port or _DEFAULT_PORT), goes_to)
        for host, port, goes_to in zip(hosts, ports, addresses or hosts, strict=False)
    )


def reach(address: Address, target: Target) -> Reached:
    """Look up the name, knock, and have the certificate shown; a socket of this PC is left to signing in."""
    if target.is_socket:
        return Reached(fact="De server is deze pc zelf.")
    try:
        found = socket.create_connection((target.goes_to, target.port), timeout=CONNECT_SECONDS)
    except socket.gaierror:
        return Reached(f"De naam {target.host} bestaat niet op dit netwerk; kijk de naam van de server na.")
    except ConnectionRefusedError:
        return Reached(
            f"Op {target.host} luistert niets op poort {target.port}; kijk de poort na, "
            "en of PostgreSQL er draait en naar het netwerk luistert (listen_addresses)."
        )
    except TimeoutError:
        return Reached(
            f"{target.host} antwoordt niet op poort {target.port}; "
            "vraag wie het netwerk beheert of een firewall dit tegenhoudt."
        )
    except OSError:
        return Reached(f"{target.shown} is niet bereikbaar; kijk of deze pc met het netwerk verbonden is.")
    with closing(found):
        if is_this_pc(_options(address)):
            return Reached(fact="De server is deze pc zelf.")
        try:
            return _prove(address, target, found)
        except ssl.SSLCertVerificationError as error:
            return Reached(_refused(error, target))
        except OSError:  # ssl.SSLError too: the two speak no common language, or the line was cut
            return Reached(
                f"{target.shown} en deze pc raken het niet eens over TLS; laat de server TLS 1.2 of nieuwer spreken."
            )


def _prove(address: Address, target: Target, found: socket.socket) -> Reached:
    found.sendall(_ASK_FOR_TLS)
    answer = found.recv(1)
    if answer == b"N":
        return Reached(
            f"{target.shown} heeft geen TLS aanstaan, dus zou alles leesbaar over het netwerk gaan; zet er ssl = on."
        )
    if answer != b"S":
        return Reached(f"Op {target.shown} luistert iets anders dan PostgreSQL; kijk de naam en de poort na.")
    authority = str(address.url.query["sslrootcert"])
    try:
        context = _context(authority)
    except (ssl.SSLError, OSError):
        return Reached(f"Het CA-bestand {authority} bevat geen certificaat; vraag het juiste bestand (PEM).")
    with context.wrap_socket(found, server_hostname=target.host) as proven:
        shown = proven.getpeercert() or {}
        until = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
        fact = f"{target.shown} toont een geldig certificaat, tot {until:%d/%m/%Y} ({proven.version()})."
        warning = (
            f"Het certificaat van {target.shown} vervalt op {until:%d/%m/%Y}; laat het tijdig vernieuwen."
        )
        return Reached(warning=warning if until - datetime.now(UTC) < _RENEW_BEFORE else None, fact=fact)


def _context(authority: str) -> ssl.SSLContext:
    is_file = Path(authority).is_file()
    context = ssl.create_default_context(cafile=authority if is_file else None)
    context.verify_flags &= (
        ~ssl.VERIFY_X509_STRICT
    )  # libpq judges as OpenSSL does, and Python 3.13 is stricter
    return context


def _refused(error: ssl.SSLCertVerificationError, target: Target) -> str:
    if error.verify_code == _EXPIRED:
        return f"Het certificaat van {target.shown} is vervallen; vraag wie de server beheert om het te vernieuwen."
    if error.verify_code == _NOT_YET_VALID:
        return f"Het certificaat van {target.shown} geldt nog niet; kijk de klok van deze pc en van de server na."
    if error.verify_code in _OTHER_NAME:
        return (
            f"Het certificaat van de server staat niet op naam van {target.host}; gebruik de naam die erin staat, "
            "of laat een certificaat op deze naam maken."
        )
    return (
        f"{target.shown} bewijst niet wie het is: het certificaat is niet van de CA van het kantoor; "
        "kies het juiste CA-bestand, en geef nergens een wachtwoord in zolang dit niet klopt."
    )


def _options(address: Address) -> dict[str, Any]:
    return dict(address.url.get_dialect()().create_connect_args(address.url)[1])


def _parts(value: Any) -> list[str]:
    return [part.strip() for part in str(value).split(",")] if value not in (None, "") else []
