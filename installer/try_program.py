"""Lets a bundled or installed program test itself: `python -m installer.try_program [--program FILE]`.

Judged by more than its answer: it must be 0, and nothing may stand on standard error.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from installer.places import BUNDLE, CONSOLE_PROGRAM

_PATIENCE = 600


def program_in(folder: Path) -> Path:
    """The program of the command line, which can tell what it does."""
    return folder / (f"{CONSOLE_PROGRAM}.exe" if os.name == "nt" else CONSOLE_PROGRAM)


def test_itself(program: Path) -> str:
    """Nothing when all is well, else what is wrong."""
    if not program.is_file():
        return f"there is no {program}"
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    try:
        done = subprocess.run(
            [str(program), "--self-test"],
            capture_output=True,
            env=environment,
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it was not ready after {_PATIENCE} s"
    _pass_on(done.stdout)
    if done.returncode != 0 or done.stderr:
        return f"it answered {done.returncode} and said: {done.stderr.decode('utf-8', 'replace').strip()}"
    return ""


def _pass_on(said: bytes) -> None:
    """As it is: a pipe of Windows does not take every letter, and the program knows what its own takes."""
    sys.stdout.flush()
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


def main(arguments: list[str] | None = None) -> int:
    """0 when the program tested itself well."""
    parser = argparse.ArgumentParser(prog="python -m installer.try_program", description=__doc__)
    parser.add_argument("--program", type=Path, default=program_in(BUNDLE), metavar="FILE")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    wrong = test_itself(options.program)
    if wrong:
        print(f"{options.program}: {wrong}", file=sys.stderr)
        return 1
    print(f"{options.program} tested itself in {time.monotonic() - started:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
