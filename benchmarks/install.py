"""Installing, updating and removing silently, and how large setup and zip are: on Windows for real, elsewhere under wine.

By name only, since it takes a setup: `make installer`, then `python -m benchmarks install`. Clicks are counted by
tests/installer/test_setup.py: four to install, two to update.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measure import Line
from installer.check_bundle import PACKED_LIMIT
from installer.places import PORTABLE, SETUP, WINDOW_PROGRAM
from installer.try_setup import Computer, install, remove


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Once each: a setup that was just read is read faster, and users run it once."""
    for file in (SETUP, PORTABLE):
        if not file.exists():
            raise SystemExit(f"There is no {file}: make it first with `make installer`.")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        computer = Computer(Path(folder).resolve())
        installed, updated = install(computer, SETUP), install(computer, SETUP)
        is_for_windows = (computer.place / f"{WINDOW_PROGRAM}.exe").exists()
        removed = remove(computer)
    system, most = ("Windows", PACKED_LIMIT / 1e6) if is_for_windows else ("Linux, with its ICU and X11", 60)
    return [
        Line("install", "double-click on the setup until installed, silently", installed, 60, "s"),
        Line("install", "update in place, silently", updated, 60, "s"),
        Line("install", "removed, silently", removed, 20, "s"),
        Line("install", f"the setup of {system}", SETUP.stat().st_size / 1e6, most, "MB"),
        Line("install", f"the portable zip of {system}", PORTABLE.stat().st_size / 1e6, 90, "MB"),
    ]
