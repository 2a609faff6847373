"""Setting a server up: the script on standard output, or run, and what the server still lacks."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from gezinscoach_desktop.cli import OK, USER_ERROR, credentials
from gezinscoach_desktop.cli.output import say, say_wrong
from gezinscoach_desktop.domain.errors import WrongPassword
from gezinscoach_desktop.services import server

if TYPE_CHECKING:
    from gezinscoach_desktop.services.server import ServerFindings

MIGRATOR_PASSWORD = "GEZINSCOACH_MIGRATOR_PASSWORD"  # noqa: S105 - the name of a variable
SERVER_PASSWORD = "PGPASSWORD"  # noqa: S105 - which libpq reads by itself


def postgres_setup(options: argparse.Namespace) -> int:
    database, prefix = options.database, options.prefix
    given = os.environ.get(MIGRATOR_PASSWORD, "")
    if not (options.run_at or options.check_at):
        say(server.setup_script(database, prefix=prefix, migrator_password=given), end="")
        return OK
    place, is_known = _signed_in(options.run_at or options.check_at, database, prefix)
    if options.check_at:
        return _told(server.check_server(place, database, prefix=prefix), database)
    if not is_known:
        given = credentials.new_secret(MIGRATOR_PASSWORD, "Nieuw wachtwoord voor de migrator: ")
    return _told(server.set_up_server(place, database, prefix=prefix, migrator_password=given), database)


def _signed_in(place: str, database: str, prefix: str) -> tuple[str, bool]:
    """The place with which the server lets us in, asking for a password when it wants one; whether it has the migrator."""
    try:
        return place, server.has_migrator(place, database, prefix=prefix)
    except WrongPassword:
        if os.environ.get(SERVER_PASSWORD):
            raise
    place = server.with_password(place, credentials.secret(SERVER_PASSWORD, "Wachtwoord voor de server: "))
    return place, server.has_migrator(place, database, prefix=prefix)


def _told(found: ServerFindings, database: str) -> int:
    for fact in found.facts:
        say(fact)
    for warning in found.warnings:
        say(f"Let op: {warning}")
    for problem in found.problems:
        say_wrong(problem)
    say(
        f"De server is klaar voor het kantoor in {database}."
        if found.is_fit
        else "De server is nog niet klaar."
    )
    return OK if found.is_fit else USER_ERROR
