"""The commands that keep an office safe: backups, going back to one, a whole office in a file, moving."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.cli.place import place

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, the function in `trust_commands` that carries it out, what it is for."""


def add_trust_commands(add: Add) -> None:
    """Add them to the command line."""
    backup = add("backup", "backup", "maak een reservekopie en lees ze na")
    backup.add_argument("--list", action="store_true", help="toon alleen welke er zijn")
    second = backup.add_mutually_exclusive_group()
    second.add_argument(
        "--second-place", metavar="DIR", type=Path, help="zet voortaan elke reservekopie ook in deze map"
    )
    second.add_argument(
        "--no-second-place", action="store_true", help="voortaan alleen nog op de eerste plaats"
    )

    restore = add("restore", "restore", "zet een reservekopie terug")
    restore.add_argument("file", metavar="FILE", type=Path, help="de reservekopie")
    how = restore.add_mutually_exclusive_group()
    how.add_argument("--try", dest="is_trial", action="store_true", help="probeer alleen of het zou lukken")
    how.add_argument(
        "--as-new",
        type=place,
        metavar="PLACE",
        help="zet het kantoor op een plaats waar er nog geen staat (nieuwe pc)",
    )
    how.add_argument("--yes", action="store_true", help="zonder te vragen of het mag")

    export = add("export-office", "export_office", "schrijf heel het kantoor naar één verzegeld bestand")
    export.add_argument("--out", required=True, metavar="FILE", type=Path, help="waar het komt te staan")

    bring_in = add("import-office", "import_office", "maak van zo’n bestand weer een kantoor")
    bring_in.add_argument("file", metavar="FILE", type=Path, help="het bestand")
    bring_in.add_argument(
        "place", type=place, metavar="PLACE", help="bestand, bestaande map, of postgresql://…"
    )

    move = add("move", "move", "verhuis het kantoor naar een andere plaats")
    move.add_argument(
        "--to", required=True, type=place, metavar="PLACE", help="bestand, bestaande map, of postgresql://…"
    )
