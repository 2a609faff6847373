"""What Windows tells of the place a folder is at; imported there only."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy that elsewhere there is nothing to see here

import ctypes  # noqa: E402
from pathlib import Path  # noqa: E402

_REMOTE = 4
_UNIVERSAL = 1
_ROOM = 2**16
"""More than the longest path of Windows takes."""


def file_system(path: Path) -> str:
    """The name of the file system; empty where Windows does not tell."""
    volume, name = ctypes.create_unicode_buffer(1024), ctypes.create_unicode_buffer(64)
    windows = ctypes.windll.kernel32
    if not windows.GetVolumePathNameW(str(path), volume, len(volume)):
        return ""
    if not windows.GetVolumeInformationW(volume, None, 0, None, None, None, name, len(name)):
        return ""
    return name.value


def is_remote(path: Path) -> bool:
    """Whether the folder is on a server, also behind a drive letter: Windows then tells the server's file system."""
    return path.anchor.startswith("\\\\") or bool(
        ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _REMOTE
    )


def has_offline_files(path: Path) -> bool:
    """Whether Windows keeps copies of network folders on this PC; of which ones it does not tell."""
    if not is_remote(path):
        return False
    active, enabled = ctypes.c_int(0), ctypes.c_int(0)
    try:
        ctypes.windll.cscapi.OfflineFilesQueryStatus(ctypes.byref(active), ctypes.byref(enabled))
    except (OSError, AttributeError):  # a Windows without that part
        return False
    return bool(active.value)


class _UniversalName(ctypes.Structure):
    """UNIVERSAL_NAME_INFOW of winnetwk.h."""

    _fields_ = (("name", ctypes.c_wchar_p),)


def universal_name(place: str) -> str:
    r"""What `Z:\map` is called on every PC (`\\server\share\map`); empty for what is on this PC."""
    room = ctypes.create_string_buffer(_ROOM)
    size = ctypes.c_ulong(_ROOM)
    if ctypes.windll.mpr.WNetGetUniversalNameW(place, _UNIVERSAL, room, ctypes.byref(size)):
        return ""
    return ctypes.cast(room, ctypes.POINTER(_UniversalName)).contents.name or ""
