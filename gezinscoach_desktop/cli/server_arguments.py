"""The command for who looks after a PostgreSQL server."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from gezinscoach_desktop.cli.place import place
from gezinscoach_desktop.services.server import DEFAULT_DATABASE

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, the function in `server_commands` that carries it out, what it is for."""


def add_server_commands(add: Add) -> None:
    """Add it to the command line."""
    setup = add("postgres-setup", "postgres_setup", "maak een PostgreSQL-server klaar voor een kantoor")
    setup.add_argument(
        "--database",
        metavar="NAME",
        default=DEFAULT_DATABASE,
        help=f"de databank van het kantoor (gewoonlijk {DEFAULT_DATABASE})",
    )
    setup.add_argument(
        "--prefix",
        metavar="P",
        default="",
        help="waarmee de namen van de rollen beginnen (gewoonlijk de naam van de databank)",
    )
    how = setup.add_mutually_exclusive_group()
    how.add_argument(
        "--run",
        dest="run_at",
        type=place,
        metavar="URL",
        help="voer het script uit met deze login, bv. postgresql://postgres@server/postgres; anders wordt het getoond",
    )
    how.add_argument(
        "--check", dest="check_at", type=place, metavar="URL", help="kijk alleen na of de server klaar is"
    )
