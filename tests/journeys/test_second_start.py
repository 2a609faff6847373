"""Double-clicking again while the program runs: real processes, each with nothing but its home in common."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys import program_that_listens
from tests.journeys.program_that_listens import ASKS, CALLED, READY
from tests.views.waiting import wait_until

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 120
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program with the home of that name; whatever still runs is ended afterwards."""
    running: list[subprocess.Popen[str]] = []

    def one(home: str = "home") -> subprocess.Popen[str]:
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", program_that_listens.__name__],
                cwd=ROOT,
                env=_surroundings(tmp_path / home),
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
        )
        return running[-1]

    yield one
    for each in running:
        each.kill()
        each.communicate()


def _surroundings(home: Path) -> dict[str, str]:
    return os.environ | {"GEZINSCOACH_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}


def line(program: subprocess.Popen[str]) -> list[str]:
    assert program.stdout is not None
    return program.stdout.readline().rstrip("\n").split("\t")


def double_click(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The real command, as an icon or a shortcut calls it."""
    return subprocess.run(
        [sys.executable, "-m", "gezinscoach_desktop", *arguments],
        cwd=ROOT,
        env=_surroundings(home),
        capture_output=True,
        text=True,
        timeout=MOST_SECONDS,
        check=False,
    )


def test_a_second_double_click_brings_the_window_forward_and_hands_over_the_shortcut(
    start: Start, tmp_path: Path
) -> None:
    first = start()
    assert line(first) == [READY]

    again = double_click(tmp_path / "home")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert line(first) == [CALLED, "", "seen"], "also when it was minimised"

    shortcut = str(tmp_path / "OCMW Zoë.gezinscoach")
    assert double_click(tmp_path / "home", shortcut).returncode == 0
    assert line(first) == [CALLED, shortcut, "seen"]
    assert line(first) == [ASKS], "as when it is dropped on the window"
    assert first.poll() is None


def test_after_a_crash_and_beside_another_home_the_next_start_is_an_ordinary_one(
    start: Start, tmp_path: Path
) -> None:
    first = start()
    assert line(first) == [READY]
    elsewhere = start("stick")
    assert line(elsewhere) == [READY]

    first.kill()
    first.wait()
    next_one = start()
    assert line(next_one) == [READY]

    assert double_click(tmp_path / "home").returncode == 0
    assert line(next_one) == [CALLED, "", "seen"]
    assert elsewhere.poll() is None


def test_a_message_that_is_none_is_refused_and_the_next_one_heard(start: Start, tmp_path: Path) -> None:
    first = start()
    assert line(first) == [READY]
    (box,) = (tmp_path / "home" / "venster").glob("*/post")

    (box / "x.json").write_bytes(b'{"gezinscoach_call": 1, "open": "--self-test"}')

    assert double_click(tmp_path / "home").returncode == 0
    assert line(first) == [CALLED, "", "seen"]
    log = (
        tmp_path / "home" / "gezinscoach.log"
    )  # two threads: the second message may be heard before this is noted
    wait_until(lambda: log.exists() and "A call to the window was refused" in log.read_text("utf-8"))
