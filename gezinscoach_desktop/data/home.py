"""Where this PC keeps what belongs to this user only: drafts, the practice office, recently opened places."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HOME_VARIABLE = "GEZINSCOACH_HOME"
PORTABLE_MARK = "portable.txt"
"""Beside the unpacked program: it keeps everything in a folder beside it, such as on a stick. Never put there by the setup."""
PORTABLE_FOLDER = "gegevens"


def home() -> Path:
    """The program's own folder, made when missing and closed to other users; GEZINSCOACH_HOME puts it elsewhere."""
    elsewhere = os.environ.get(HOME_VARIABLE)
    folder = Path(elsewhere) if elsewhere else _beside_program() or _in_profile()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _beside_program() -> Path | None:
    if not getattr(sys, "frozen", False):
        return None
    place = Path(sys.executable).parent
    return place / PORTABLE_FOLDER if (place / PORTABLE_MARK).is_file() else None


def _in_profile() -> Path:
    from platformdirs import user_data_path

    return user_data_path("gezinscoach-desktop", appauthor=False, roaming=False)
