"""The commands about accounts."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.domain.permission import OfficeRole

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, the function in `account_commands` that carries it out, what it is for."""


def add_account_commands(add: Add) -> None:
    """Add them to the command line."""
    new = add("add-account", "add_account", "voeg een collega toe en toon de eenmalige code")
    new.add_argument("user", metavar="USER", help="de gebruikersnaam")
    new.add_argument("--name", default="", metavar="NAME", help="de naam die collega's zien")
    new.add_argument(
        "--role",
        dest="roles",
        action="append",
        required=True,
        choices=[role.value for role in OfficeRole],
        help="mag meer dan eens",
    )

    reset = add("reset-password", "reset_password", "geef wie het wachtwoord vergat een eenmalige code")
    reset.add_argument("user", metavar="USER", help="de gebruikersnaam")

    close = add("close-account", "close_account", "sluit een account af en vernieuw de sleutels")
    close.add_argument("user", metavar="USER", help="de gebruikersnaam")

    sheet = add("recovery-sheet", "recovery_sheet", "maak een herstelblad; de code wordt daarna overgetypt")
    sheet.add_argument("--out", required=True, metavar="F.pdf", type=Path, help="waar het komt te staan")
