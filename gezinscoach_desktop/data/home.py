"""Where this PC keeps what belongs to this user only: drafts, the practice office, recently opened places."""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "GEZINSCOACH_HOME"


def home() -> Path:
    """The program's own folder, made when missing and closed to other users; GEZINSCOACH_HOME puts it elsewhere."""
    elsewhere = os.environ.get(HOME_VARIABLE)
    if elsewhere:
        folder = Path(elsewhere)
    else:
        from platformdirs import user_data_path

        folder = user_data_path("gezinscoach-desktop", appauthor=False, roaming=False)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
