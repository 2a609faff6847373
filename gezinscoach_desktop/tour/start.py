"""Starting the tour: every walk in a process of its own, in the scale it is about."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from gezinscoach_desktop.cli.screen import has_screen
from gezinscoach_desktop.tour.server import SERVER

_LARGE_SCALE = "1.5"


def make_tour(directory: Path) -> None:
    """Write a PNG of every screen and the dossiers as PDF into `directory`, at 100 % and a few at 150 %."""
    directory.mkdir(parents=True, exist_ok=True)
    for old in (*directory.glob("*.png"), *directory.glob("*.pdf")):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="gezinscoach-rondleiding-") as homes:
        surroundings = dict(os.environ)
        if not has_screen():
            surroundings["QT_QPA_PLATFORM"] = "offscreen"
        parts = [("1", "whole"), ("1", "accounts"), ("1", "joining"), (_LARGE_SCALE, "large")]
        parts += [("1", "setup"), (_LARGE_SCALE, "setup-large")]
        parts += [("1", "trouble"), (_LARGE_SCALE, "trouble-large")]
        if os.environ.get(SERVER):
            parts += [("1", "server"), (_LARGE_SCALE, "server-large")]
        for scale, part in parts:
            # A guest must not meet the user's own practice office, drafts or settings, nor an earlier guest's.
            home = Path(homes, part)
            home.mkdir()
            subprocess.run(
                [*_walking(part), str(directory.resolve())],
                env=surroundings | {"GEZINSCOACH_HOME": str(home), "QT_SCALE_FACTOR": scale},
                check=True,
            )


def _walking(part: str) -> list[str]:
    """The command that makes one walk: this program itself, in a bundle, or Python with its source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "tour", "--part", part]
    return [sys.executable, "-m", "gezinscoach_desktop.tour", part]
