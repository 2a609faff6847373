"""Places given on the command line, which every user of the PC can read while the command runs."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from gezinscoach_desktop.domain.office_link import ENDING

_WITH_PASSWORD = re.compile(r"[a-z+]+://[^/?#@]*:[^/?#@]+@|[?&][a-z]*password=[^&]", re.IGNORECASE)
_LIKE_A_COMMAND = re.compile(r"[a-z-]+")


def opened_path(arguments: Sequence[str]) -> Path | None:
    """What a double-click hands over: one shortcut, office or shared folder, there or not; None for a command."""
    if len(arguments) != 1 or arguments[0].startswith("-") or not arguments[0].strip():
        return None
    path = Path(arguments[0])
    is_named = path.name.lower().endswith(ENDING)
    try:
        is_there = path.is_file() or (path.is_dir() and len(path.absolute().parts) > 1)
    except (OSError, ValueError):
        is_there = False
    is_command = _LIKE_A_COMMAND.fullmatch(arguments[0]) is not None
    return path.absolute() if is_named or (is_there and not is_command) else None


def place(text: str) -> str:
    """A file, a folder or a URL without a password in it; raises ArgumentTypeError, which does not repeat it."""
    if _WITH_PASSWORD.search(text) and "://" in text:
        raise argparse.ArgumentTypeError(
            "zet geen wachtwoord in het adres, want anderen op deze pc kunnen dat lezen; zet het in PGPASSWORD"
        )
    return text
