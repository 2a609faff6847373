"""The handbook on paper, from the command line."""

from __future__ import annotations

import argparse

from gezinscoach_desktop.cli import OK
from gezinscoach_desktop.cli.output import say


def handbook(options: argparse.Namespace) -> int:
    """Write the handbook as PDF; no office is needed for it."""
    from gezinscoach_desktop.domain.handbook import Edition
    from gezinscoach_desktop.services.handbook import write_handbook

    write_handbook(options.out, Edition(options.edition))
    say(f"Het handboek staat in {options.out}.")
    return OK
