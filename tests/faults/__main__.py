"""`python -m tests.faults [name …] [--seconds N]`: every fault test at length; writes docs/reliability.md.

Each module in this folder with a `run(seconds)` is one trial. The short versions of the same trials are in the suite.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.page import machine
from gezinscoach_desktop.data import seal
from tests.faults.outcome import Outcome

PAGE = Path("docs", "reliability.md")
SECONDS = 60.0
_HEADER = "| trial | tried | acknowledged | lost | faults | noticed | control | result | remarks |"
_INTRO = """\
# Reliability: what was broken on purpose, and what became of the work

Written by `make faults`. Every line is a trial of some minutes at most, with its control: the same trial on something
known to be wrong, which must come out badly, so that the trial is known to bite. *Acknowledged* counts what the program
said was kept; *lost* what of it could not be found afterwards; *faults* what was done to it; *noticed* how many of the
faults that can be noticed were. The numbers in front are those of the trust decisions (T1 a killed program, T4 a
failure at every step, T5 clocks, T6 full disks, T7 changed bytes, T8 a share that goes back, T9 edits at once, T10
attacks on a server, T11 passwords, T12 older and newer programs, T13 bad files, T14 killed while typing, T15 backups,
T18 a dead PC). Short versions of the same trials run in `make test`; T16, a name in the open, runs only there
(`tests/journeys/test_every_screen.py`). More time (`python -m tests.faults --seconds 600`) makes more tries.
"""


def names() -> tuple[str, ...]:
    """The trials there are."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("*.py"))
    return tuple(name for name in found if _has_run(name))


def main() -> int:
    """Run what was asked; 1 when a trial is not good."""
    known = names()
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(known)}; without: all")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="at most so long for each trial")
    options = parser.parse_args()
    unknown = set(options.names) - set(known)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # What is tried here is never the strength of a password; the floor makes for more trials in the same time.
    seal.STANDARD = seal.Cost(memory_kib=seal.FLOOR_KIB, time=1, lanes=1)
    rows: list[str] = []
    is_good = True
    for name in options.names or known:
        print(f"{name} …", file=sys.stderr, flush=True)
        outcome, seconds = _tried(name, options.seconds)
        is_good = is_good and outcome.is_good
        rows.append(_row(outcome, seconds))
        print(rows[-1], file=sys.stderr, flush=True)
    table = "\n".join((_HEADER, "| --- " + "| ---: " * 5 + "| --- | --- | --- |", *rows))
    print(table)
    if not options.names:
        made = f"Made on {datetime.now(UTC):%Y-%m-%d} · {machine()}"
        PAGE.write_text(f"{_INTRO}\n{made}\n\n{table}\n", encoding="utf-8")
        print(f"\n{PAGE} is written.")
    return 0 if is_good else 1


def _has_run(name: str) -> bool:
    return not name.startswith("_") and "\ndef run(" in Path(__file__).with_name(f"{name}.py").read_text(
        "utf-8"
    )


def _tried(name: str, seconds: float) -> tuple[Outcome, float]:
    """In a home of its own: no trial meets what another left behind."""
    with tempfile.TemporaryDirectory(prefix="gezinscoach-faults-", ignore_cleanup_errors=True) as home:
        os.environ["GEZINSCOACH_HOME"] = home
        begun = time.monotonic()
        outcome: Outcome = importlib.import_module(f"tests.faults.{name}").run(seconds)
        return outcome, time.monotonic() - begun


def _row(outcome: Outcome, seconds: float) -> str:
    cells = (
        outcome.name,
        f"{outcome.tried:,}".replace(",", " "),
        f"{outcome.acknowledged:,}".replace(",", " "),
        str(outcome.lost),
        f"{outcome.faults:,}".replace(",", " "),
        f"{outcome.noticed:,}".replace(",", " "),
        outcome.control,
        "good" if outcome.is_good else "**NOT GOOD**",
        f"{outcome.notes} ({seconds:.0f} s)".strip(),
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())
