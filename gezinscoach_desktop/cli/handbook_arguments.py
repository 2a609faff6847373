"""The command for the handbook and its options."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.domain.handbook import Edition


def add_handbook_command(add: Callable[[str, str, str], argparse.ArgumentParser]) -> None:
    """Add it to the command line."""
    handbook = add("handbook", "handbook", "maak het handboek als PDF")
    handbook.add_argument("--out", required=True, metavar="F.pdf", type=Path, help="waar het komt te staan")
    handbook.add_argument(
        "--for",
        dest="edition",
        choices=tuple(each.value for each in Edition),
        default=Edition.ALL.value,
        help="voor wie (gewoonlijk alles)",
    )
