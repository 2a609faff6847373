"""Where an office that comes back is proposed to stand on this PC."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths

from gezinscoach_desktop.views.place_chooser import OFFICE_FILE

_SYNCED = ("onedrive", "dropbox", "google drive", "icloud", "nextcloud")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
FOLDER = "Gezinscoach"


def suggested_place(office_name: str) -> str:
    """A file in a folder of the user's own, under a name that nothing has yet; not in what is copied to a cloud."""
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or Path.home()
    )
    if any(word in str(documents).casefold() for word in _SYNCED):
        documents = Path.home()
    name = _NOT_IN_NAMES.sub(" ", office_name).strip(" .") or "kantoor"
    folder = documents / FOLDER
    place, number = folder / f"{name}.{OFFICE_FILE.extension}", 1
    while place.exists() or place.with_name(f"{place.name}.keys").exists():
        number += 1
        place = folder / f"{name} {number}.{OFFICE_FILE.extension}"
    return str(place)
