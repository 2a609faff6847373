"""docs/performance.md: the machine, the versions and the table."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks.generated import CHANGES, SNAPSHOTS
from benchmarks.measure import Line
from gezinscoach_desktop import __version__

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab", "cryptography", "argon2-cffi")

_ON_A_SERVER = """\
## On a server

[What it costs on a server](performance-server.md), with the server's own plans, by `python -m benchmarks server`; fifty
coaches at once by `python -m benchmarks coaches`, in [decision 0018](decisions/0018-a-province.md).
"""


def machine() -> str:
    """What it was measured on."""
    memory = _first(r"MemTotal:\s+(\d+) kB", Path("/proc/meminfo"))
    gigabytes = f"{int(memory) / 1024**2:.0f} GB" if memory else "unknown"
    processor = _first(r"model name\s*: (.*)", Path("/proc/cpuinfo")) or platform.processor() or "unknown"
    return (
        f"{processor}, {os.cpu_count()} cores, {gigabytes} memory, {platform.system()} {platform.release()},"
        f" Python {platform.python_version()}"
    )


def table(lines: Sequence[Line]) -> str:
    """The figures, one line each."""
    head = "| what | measured | floor | ratio | promise | holds |"
    return "\n".join((head, "| --- | ---: | ---: | ---: | ---: | --- |", *map(row, lines)))


def row(line: Line) -> str:
    """One line of the table."""
    cells = (
        line.what,
        _figure(line.measured, line.unit),
        "–" if line.floor is None else f"{_figure(line.floor, line.unit)} ({line.floor_is})",
        "–" if line.ratio is None else f"{line.ratio:.2f}",
        f"≤ {line.target:g} ×" if line.floor is not None else f"≤ {line.target:g} {line.unit}",
        "yes" if line.holds else "**no**",
    )
    return f"| {' | '.join(cells)} |"


def written(lines: Sequence[Line], families: int) -> str:
    """The whole page."""
    versions = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    return f"""# What it costs

Written by `make bench`; do not edit. Measured on {datetime.now().astimezone():%Y-%m-%d} with version {__version__}.

Machine: {machine()}. Packages: {versions}.

The office is generated: {families:,} families × {SNAPSHOTS} snapshots, the first one nearly complete, every later one with
{CHANGES} scores; encrypted on disk as every office on this PC. Times are medians; where there is a floor, both were taken in
turns in the same run, so that a busy machine strikes both alike.

{table(lines)}

{_ON_A_SERVER}"""


def _figure(value: float, unit: str) -> str:
    return f"{value:,.{1 if value < 100 else 0}f} {unit}"


def _first(pattern: str, path: Path) -> str:
    try:
        match = re.search(pattern, path.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return ""
    return match[1].strip() if match else ""
