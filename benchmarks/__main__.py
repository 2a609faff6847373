"""`python -m benchmarks [name …] [--families N]`: measures, prints, and writes docs/performance.md when all were asked."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Line
from benchmarks.page import machine, row, table, written

NAMES = (
    "window",
    "first_start",
    "start",
    "family_page",
    "timeline",
    "finishing",
    "folder",
    "audit",
    "search",
    "duplicates",
    "find",
    "exchange",
    "export",
    "backup",
    "cohort",
    "caseload",
    "figures",
    "yearly_report",
    "report",
    "memory",
)
ON_A_SERVER = ("server", "coaches", "frozen_start", "install")
"""By name only: the first run makes an office of a hundred thousand families, or it takes a bundle or a setup."""
FAMILIES = 10_000
PAGE = Path("docs", "performance.md")


def main() -> int:
    """Run what was asked; 1 when a promise does not hold."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        metavar="name",
        help=f"one of {', '.join(NAMES)}; without: all of these; or {', '.join(ON_A_SERVER)}",
    )
    parser.add_argument("--families", type=int, default=FAMILIES, help="size of the office")
    options = parser.parse_args()
    unknown = set(options.names) - {*NAMES, *ON_A_SERVER}
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as home:
        os.environ["GEZINSCOACH_HOME"] = home
        for name in options.names or NAMES:
            print(f"{name} …", file=sys.stderr, flush=True)
            measured = importlib.import_module(f"benchmarks.{name}").run(options.families)
            # All of them take half an hour: whoever stops it keeps what is known.
            print("\n".join(map(row, measured)), file=sys.stderr, flush=True)
            lines += measured
    print(machine())
    print(table(lines))
    if not options.names:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(written(lines, options.families), encoding="utf-8")
        print(f"\n{PAGE} is written.")
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
