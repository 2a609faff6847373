"""Where this PC keeps what belongs to this user only: drafts, the practice office, recently opened places."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

HOME_VARIABLE = "GEZINSCOACH_HOME"
PORTABLE_MARK = "portable.txt"
"""Beside the unpacked program: it keeps everything in a folder beside it, such as on a stick. Never put there by the setup."""
PORTABLE_FOLDER = "gegevens"
_TRIAL = ".proef-"
_ON_A_STICK = (
    "In de map “gegevens” naast het programma kan niets bewaard worden. Is de stick tegen schrijven beveiligd, hef dat dan"
    " op. Of kopieer heel de map van het programma naar deze pc en start het daar."
)
_NOT_KEPT = (
    "In de map waar het programma op deze pc bewaart wat je typt, mag het niets schrijven. Vraag de ICT-dienst om daar"
    " schrijfrechten te geven."
)


def home() -> Path:
    """The program's own folder, made when missing and closed to other users; GEZINSCOACH_HOME puts it elsewhere."""
    elsewhere = os.environ.get(HOME_VARIABLE)
    folder = Path(elsewhere) if elsewhere else _beside_program() or _in_profile()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def why_not_kept() -> str | None:
    """What to say when nothing can be kept in that folder, as on a stick that is write-protected; None when all is well."""
    try:
        folder = home()
        (folder / f"{_TRIAL}{uuid4().hex}").touch(mode=0o600)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            return None  # what is there can still be read, and a full disk is told where it matters
        return _ON_A_STICK if _beside_program() is not None else _NOT_KEPT
    for made in folder.glob(f"{_TRIAL}*"):
        with suppress(OSError):  # a virus scanner looks at it: gone the next time
            made.unlink(missing_ok=True)
    return None


def _beside_program() -> Path | None:
    if not getattr(sys, "frozen", False):
        return None
    place = Path(sys.executable).parent
    return place / PORTABLE_FOLDER if (place / PORTABLE_MARK).is_file() else None


def _in_profile() -> Path:
    from platformdirs import user_data_path

    return user_data_path("gezinscoach-desktop", appauthor=False, roaming=False)
