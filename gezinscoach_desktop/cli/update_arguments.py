"""The command with which an IT department checks an update folder."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Add = Callable[[str, str, str], argparse.ArgumentParser]
"""Adds a command: its name, the function in `update_commands` that carries it out, what it is for."""


def add_update_commands(add: Add) -> None:
    """Add it to the command line."""
    check = add("update-folder", "update_folder", "kijk na of een map met bijwerkingen in orde is")
    check.add_argument("folder", metavar="FOLDER", type=Path, help="de map")
