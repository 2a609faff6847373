"""Sticks and other disks that are in this computer now."""

from __future__ import annotations

import sys

from PySide6.QtCore import QStorageInfo

_MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")


def drives() -> tuple[str, ...]:
    """Where they are found. Asks the system, which may have to wait for a disk: only for a worker."""
    found = []
    system = QStorageInfo.root().rootPath()
    for volume in QStorageInfo.mountedVolumes():
        place = volume.rootPath()
        if not (volume.isValid() and volume.isReady()) or place == system:
            continue
        # Elsewhere everything hangs under the root: only what a user put in counts.
        if sys.platform == "win32" or place.startswith(_MOUNTED_UNDER):
            found.append(place)
    return tuple(found)
