"""The tests that say something about the machine they run on: `python -m installer.run_tests [PATH …]`.

On Windows some are left out, and it says which: what needs wine tests the setup itself, and runs on Linux; what needs
Samba, a PostgreSQL with TLS or PSPP skips itself there and says so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence

from installer.places import ROOT

LEFT_OUT_ON_WINDOWS = {
    "tests/installer": "runs the setup under wine; on Windows installer.try_setup does so for real",
    "tests/faults": "kills programs and breaks disks through Linux",
}


def command(paths: Sequence[str], *, is_windows: bool) -> list[str]:
    """What is run: these tests, or all that belong on this system."""
    left_out = [f"--ignore={folder}" for folder in LEFT_OUT_ON_WINDOWS] if is_windows else []
    return [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "worksteal", *left_out, *paths]


def main(arguments: list[str] | None = None) -> int:
    """What pytest answers."""
    parser = argparse.ArgumentParser(prog="python -m installer.run_tests", description=__doc__)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these tests")
    options = parser.parse_args(arguments)
    is_windows = os.name == "nt"
    if is_windows:
        for folder, reason in LEFT_OUT_ON_WINDOWS.items():
            print(f"left out: {folder} ({reason})")
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return subprocess.run(
        command(options.paths, is_windows=is_windows), cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
