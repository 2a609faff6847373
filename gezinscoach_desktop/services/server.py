"""What the one who looks after a server needs: setting it up, an address in parts, and whether it is fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.errors import InvalidInput

if TYPE_CHECKING:
    from gezinscoach_desktop.data.server.examine import ServerFindings as ServerFindings

DEFAULT_DATABASE = "gezinscoach"
Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ServerParts:
    """The address of an office on a server, as a form shows it."""

    host: str
    """One or more names with commas between; empty: this PC."""
    port: int | None
    database: str
    ca_file: str


def server_address(host: str, port: int | None, database: str, ca_file: str) -> str:
    """The place of an office, from what a form holds; raises InvalidInput for what cannot be part of one."""
    from gezinscoach_desktop.data.server.parts import join

    if not database.strip():
        raise InvalidInput("Vul de naam van de databank in.", field="database")
    return join(host.strip(), port, database.strip(), ca_file.strip())


def server_parts(place: str) -> ServerParts:
    """The parts of a place again; raises OfficeUnavailable for a place that is no address of a server."""
    from gezinscoach_desktop.data.server.parts import split

    return ServerParts(*split(place))


def examine_server(
    place: str, *, user_name: str = "", password: str = "", report: Report | None = None
) -> ServerFindings:
    """Look at a server, from inside too when the address or `user_name` names a login of it; changes nothing.

    Never raises a UserError: an address that cannot be used is a problem among the findings.
    """
    from gezinscoach_desktop.data.server.address import Login, as_login
    from gezinscoach_desktop.data.server.examine import ServerFindings, examine
    from gezinscoach_desktop.domain.errors import UserError

    try:
        return examine(as_login(place, Login(user_name, password)), report)
    except UserError as error:
        return ServerFindings(problems=(error.message,))


def setup_script(database: str, *, prefix: str = "", migrator_password: str = "") -> str:
    """The script for psql that makes a server ready; raises InvalidInput or OfficeUnavailable for impossible names."""
    from gezinscoach_desktop.data.server import setup
    from gezinscoach_desktop.data.server.roles import Roles

    roles = Roles(prefix or database)
    return setup.script(roles, database, verifier=_verifier(roles.migrator, migrator_password))


def set_up_server(
    place: str, database: str, *, prefix: str = "", migrator_password: str = ""
) -> ServerFindings:
    """Make a server ready with the login in `place`, and look how it is then.

    Raises WrongPassword, OfficeUnavailable, or InvalidInput. Without a password the migrator keeps the one it has.
    """
    from gezinscoach_desktop.data.server import setup
    from gezinscoach_desktop.data.server.roles import Roles

    roles = Roles(prefix or database)
    setup.set_up(place, roles, database, verifier=_verifier(roles.migrator, migrator_password))
    return check_server(place, database, prefix=prefix)


def check_server(place: str, database: str, *, prefix: str = "") -> ServerFindings:
    """Look, with the login in `place`, whether the server is ready for the office in `database`."""
    from gezinscoach_desktop.data.server import setup
    from gezinscoach_desktop.data.server.examine import examine
    from gezinscoach_desktop.data.server.roles import Roles

    return examine(setup.at(place, Roles(prefix or database), database))


def upgrade_office(place: str, *, server_user: str, server_password: str) -> None:
    """Bring the tables of an office up to this program, with a login of the server; nothing when they are.

    Raises WrongPassword or OfficeUnavailable. Killed in between, the tables are as they were.
    """
    from gezinscoach_desktop.data.server.address import Login, place_with
    from gezinscoach_desktop.data.server.opening import upgrade

    upgrade(place_with(place, Login(server_user, server_password)))


def with_password(place: str, password: str) -> str:
    """The place of a server with the password of its login in it: to hand over, never to show or keep."""
    from gezinscoach_desktop.data.server.address import read_url

    return read_url(place).set(password=password).render_as_string(hide_password=False)


def has_migrator(place: str, database: str, *, prefix: str = "") -> bool:
    """Whether the server has the migrator's login already.

    Raises WrongPassword or OfficeUnavailable, and InvalidInput for an address that names no login of the server.
    """
    from gezinscoach_desktop.data.server import setup
    from gezinscoach_desktop.data.server.address import has_login
    from gezinscoach_desktop.data.server.roles import Roles

    if not has_login(place):
        raise InvalidInput("Zet in het adres met welke login: postgresql://postgres@server/postgres.")
    return setup.has_migrator(place, Roles(prefix or database))


def _verifier(role: str, password: str) -> str:
    if not password:
        return ""
    from gezinscoach_desktop.data.server.setup import verifier_of
    from gezinscoach_desktop.domain.password import check_password

    check_password(password, user_name=role)
    return verifier_of(password, role)
