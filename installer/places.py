"""Where what is made comes to stand, and what it is called: shared by every script of this folder."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
INSTALLER = ROOT / "installer"
RESOURCES = ROOT / "resources"
BUILD = ROOT / "build"

NAME = "Gezinscoach"
"""The program as users see it: the folder, the window's exe, the entry in the start menu."""
WINDOW_PROGRAM = "Gezinscoach"
"""Opens the window and has no console; `.exe` on Windows."""
CONSOLE_PROGRAM = "gezinscoach-desktop"
"""The same program for the command line; beside it in one folder, sharing every file."""
SHORTCUT_ENDING = ".gezinscoach"
"""An office's own file, or a shortcut to an office elsewhere; the program sees which by what is in it."""

BUNDLE = BUILD / "bundle" / NAME
"""The folder that PyInstaller makes."""
INSTALLERS = BUILD / "installer"
SETUP = INSTALLERS / f"{NAME}-{__version__}-setup.exe"
PORTABLE = INSTALLERS / f"{NAME}-{__version__}-portable.zip"
DOCUMENTS = INSTALLERS / f"{NAME}-{__version__}-documents.zip"
"""The pages for whoever rolls it out; a setup has no room for them where they would be read."""
