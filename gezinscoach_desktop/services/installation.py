"""How this program came on this PC, and so who can bring it up to date."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

_UNINSTALLER = "Verwijderen.exe"
"""Beside an installed program (installer/payload.py); a folder that was unpacked has none."""
_UNINSTALL_KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\Gezinscoach"


class Installation(StrEnum):
    """How this program came on this PC, and so who can bring it up to date."""

    OWN = "own"
    """By its user, who may replace it."""
    EVERYBODY = "everybody"
    """For every user of this PC, by whoever looks after it."""
    PORTABLE = "portable"
    """A folder that was unpacked."""
    SOURCE = "source"
    """No Windows program at all."""


def is_windows() -> bool:
    """Whether this is the system that the setup is for."""
    return os.name == "nt"


def how_installed() -> Installation:
    """By where the program stands, and what Windows has noted of it."""
    if not getattr(sys, "frozen", False) or not is_windows():
        return Installation.SOURCE
    return installation_of(Path(sys.executable).parent, _noted_for_everybody())


def installation_of(folder: Path, for_everybody: str) -> Installation:
    """The same for a program in `folder`, where Windows notes `for_everybody` as the folder of the one for every user."""
    if for_everybody and _is_same(folder, Path(for_everybody.strip('"'))):
        return Installation.EVERYBODY
    return Installation.OWN if (folder / _UNINSTALLER).exists() else Installation.PORTABLE


def _is_same(one: Path, other: Path) -> bool:
    """Also when Windows spells one of them in its short way."""
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False


def _noted_for_everybody() -> str:
    """As the setup noted it (installer/setup/windows_entries.nsh)."""
    registry: Any = import_module("winreg")
    try:
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, _UNINSTALL_KEY, 0, access) as key:
            return str(registry.QueryValueEx(key, "InstallLocation")[0])
    except OSError:
        return ""
