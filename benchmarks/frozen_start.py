"""The bundle against running from source: from double-click to the first window painted, with a cold and a warm disk.

By name only, since it takes a bundle: `make bundle`, then `python -m benchmarks frozen_start`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.measure import Line, milliseconds, side_by_side
from installer.places import BUNDLE, WINDOW_PROGRAM

_OPTION = "--first-window"
_COLD_TIMES = 5


def run(families: int) -> list[Line]:  # noqa: ARG001 - every benchmark gets the size
    """Offscreen, as a screen's own speed is not ours."""
    program = BUNDLE / (f"{WINDOW_PROGRAM}.exe" if sys.platform == "win32" else WINDOW_PROGRAM)
    if not program.exists():
        raise SystemExit(f"There is no bundle in {BUNDLE}: make it first with `make bundle`.")
    with tempfile.TemporaryDirectory() as home:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "GEZINSCOACH_HOME": home}

        def started(*command: str) -> None:
            subprocess.run([*command, _OPTION], env=environment, check=True)

        def from_source() -> None:
            started(sys.executable, "-m", "gezinscoach_desktop")

        def frozen() -> None:
            started(str(program))

        warm, source = side_by_side(frozen, from_source, times=11)
        cold = median(_cold(frozen) for _ in range(_COLD_TIMES))
    what = "start of the bundle until the first window is painted"
    return [
        Line("frozen_start", f"{what}, warm", warm, 1.5, floor=source, floor_is="running from source"),
        Line("frozen_start", f"{what}, nothing of it in memory", cold, 5000),
    ]


def _cold(action: Callable[[], None]) -> float:
    """The time of one start after the files were dropped from memory, where the system allows to ask that."""
    _forget(BUNDLE)
    return milliseconds(action, times=1, warm_up=0)


def _forget(folder: Path) -> None:
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    os.sync()  # what is not written yet cannot be forgotten
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                advise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
