"""What the operating system tells of the place a folder is at: its file system, and whether a program synchronises it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path, PurePath
from typing import Protocol

_WITHOUT_LINKS = frozenset({"fat", "fat12", "fat16", "fat32", "vfat", "msdos", "exfat"})
_ON_THE_NETWORK = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "9p", "afs", "ncpfs", "fuse.sshfs"})
_CLOUD_SYSTEMS = {
    "fuse.rclone": "rclone",
    "fuse.onedriver": "OneDrive",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.davfs2": "WebDAV",
    "davfs": "WebDAV",
}
_CLOUD_FOLDERS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mijn drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "synologydrive": "Synology Drive",
    "pclouddrive": "pCloud",
    "box sync": "Box",
}
_CLOUD_MARKERS = {
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".csync_journal.db": "Nextcloud",
    ".synologyworkingdirectory": "Synology Drive",
    ".stfolder": "Syncthing",
}
_CLOUD_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_KEPT_ELSEWHERE = 0x1000 | 0x40000 | 0x80000 | 0x100000 | 0x400000
"""Windows' marks of a file or folder that is kept in a cloud: offline, recalled when opened, pinned, unpinned."""
_CLOUD_TAG, _CLOUD_TAG_MASK = 0x9000001A, 0xFFFF0FFF
_GIGABYTE = 1024**3
_LOOKED_AT = 2000
"""Names per folder among which a synchronising program's mark is looked for."""


def place_problems(
    path: Path, environment: Mapping[str, str] = os.environ
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Why an office cannot stand here, and what to look out for: Dutch sentences."""
    problems, warnings = [], []
    system = file_system(path).lower()
    if system in _WITHOUT_LINKS:
        problems.append(
            "Deze map staat op een schijf met FAT of exFAT, waarop twee pc's elkaars werk kunnen overschrijven;"
            " kies een map op de server of op een schijf met NTFS."
        )
    synchroniser = _CLOUD_SYSTEMS.get(system) or _synchroniser(path, environment)
    if synchroniser is not None:
        problems.append(
            f"Deze map wordt gesynchroniseerd door {synchroniser}, dat bestanden van twee pc's door elkaar kan halen;"
            " kies een gewone netwerkmap op een server of NAS."
        )
    elif _has_offline_files(path):
        warnings.append(
            "Op deze pc staan de Offlinebestanden van Windows aan; zorg in het Synchronisatiecentrum dat deze map"
            " niet “altijd offline beschikbaar” is."
        )
    return tuple(problems), tuple(warnings)


def file_system(path: Path) -> str:
    """The name of the file system as the operating system calls it; empty where it does not tell."""
    if sys.platform == "win32":
        from gezinscoach_desktop.data.folder import windows

        return windows.file_system(path)
    else:
        with suppress(OSError):
            return mounted_as(path.resolve(), Path("/proc/self/mountinfo").read_text(encoding="utf-8"))
        return ""


def free_sentence(free: int) -> str:
    """How many bytes are free, as people say it."""
    amount = f"{free // _GIGABYTE} GB" if free >= _GIGABYTE else f"{free // 1024**2} MB"
    return f"Vrije ruimte: {amount}."


def is_on_the_network(path: Path) -> bool:
    """Whether the folder is on another computer, where the operating system tells."""
    if sys.platform == "win32":
        from gezinscoach_desktop.data.folder import windows

        return windows.is_remote(path.absolute())
    else:
        return file_system(path).lower() in _ON_THE_NETWORK


def mounted_as(path: PurePath, mounts: str) -> str:
    """The file system of the mount that holds `path`, in the words of Linux' mountinfo."""
    best, found = -1, ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        point = PurePath(_unescaped(before.split(" ")[4]))
        if path.is_relative_to(point) and len(point.parts) >= best:  # a later mount covers an earlier one
            best, found = len(point.parts), after.split(" ")[0]
    return found


def _unescaped(text: str) -> str:
    for sign in " \t\n\\":
        text = text.replace(f"\\{ord(sign):03o}", sign)
    return text


class State(Protocol):
    """What Windows tells of a file or folder."""

    @property
    def st_file_attributes(self) -> int: ...

    @property
    def st_reparse_tag(self) -> int: ...


def is_kept_elsewhere(state: State) -> bool:
    """Whether Windows says that a cloud keeps this."""
    is_cloud = (state.st_reparse_tag & _CLOUD_TAG_MASK) == _CLOUD_TAG
    return is_cloud or bool(state.st_file_attributes & _KEPT_ELSEWHERE)


def synchronised_by(path: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """Which program takes what stands in this folder to a cloud or another PC; None for a folder that stays here."""
    return _CLOUD_SYSTEMS.get(file_system(path).lower()) or _synchroniser(path, environment)


def _synchroniser(path: Path, environment: Mapping[str, str]) -> str | None:
    """Which program synchronises the folder, as far as its name, its surroundings or Windows tell."""
    for variable in _CLOUD_VARIABLES:
        if (own := environment.get(variable)) and path.is_relative_to(own):
            return "OneDrive"
    for part in path.parts:
        plain = part.lower()
        # The organisation or team may follow: OneDrive - OCMW Gent, Dropbox (Team).
        for name in (plain, plain.partition(" - ")[0], plain.partition(" (")[0]):
            if name in _CLOUD_FOLDERS:
                return _CLOUD_FOLDERS[name]
    for folder in (path, *path.parents):
        for entry in _entries(folder):
            if (marker := entry.lower()) in _CLOUD_MARKERS:
                return _CLOUD_MARKERS[marker]
            if marker.startswith((".sync_", "._sync_")) and marker.endswith(".db"):
                return "Nextcloud"
    if sys.platform == "win32" and is_kept_elsewhere(os.lstat(path)):
        return "een clouddienst"
    return None


def _entries(folder: Path) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:  # a parent that may not be read tells nothing
        for entry in islice(entries, _LOOKED_AT):
            yield entry.name


def _has_offline_files(path: Path) -> bool:
    if sys.platform == "win32":
        from gezinscoach_desktop.data.folder import windows

        return windows.has_offline_files(path)
    else:
        return False
