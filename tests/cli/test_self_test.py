"""What whoever installed the program may rely on: --self-test tries everything, and names what does not work."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gezinscoach_desktop.tour import self_test
from gezinscoach_desktop.tour.self_test import SelfTestFailed
from tests.cli.conftest import Ran

_SOURCE = [sys.executable, "-m", "gezinscoach_desktop"]


def _run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """In a process of its own: it makes a QApplication and offices at full cost."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "GEZINSCOACH_HOME": str(home)}
    return subprocess.run(
        [*_SOURCE, *arguments], env=surroundings, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.slow
def test_every_step_is_done_and_nothing_is_left_behind(tmp_path: Path) -> None:
    home = tmp_path / "thuis"

    done = _run("--self-test", home=home)

    assert done.stderr == ""
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert [line.partition("  ")[0] for line in lines[:-1]] == [name for name, _ in self_test._STEPS]
    assert lines[-1].startswith("Alles in orde")
    assert "2 scores met toetsen" in done.stdout
    assert "tot versie 0005" in done.stdout
    assert not home.exists()


def test_the_step_that_fails_is_named_and_the_others_are_not_tried(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: object) -> str:
        raise SelfTestFailed("In de map fonts ontbreken bestanden.")

    tried: list[object] = []

    def try_later(test: object) -> str:
        tried.append(test)
        return ""

    monkeypatch.setattr(
        self_test, "_STEPS", (("Licenties", lambda _: "3 delen"), ("Letters", fail), ("Later", try_later))
    )

    ran = run("--self-test")

    assert ran.code == 1
    assert ran.out.startswith("Licenties")
    assert "3 delen" in ran.out
    assert ran.err == "De zelftest stopt bij “Letters”: In de map fonts ontbreken bestanden.\n"
    assert tried == []


def test_an_empty_resource_is_noticed(
    run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("a", "b", "c", "d"):
        (tmp_path / f"{name}.ttf").touch()
    monkeypatch.setattr(self_test, "_FILES", (("fonts", "*.ttf", 4),))
    monkeypatch.setattr(self_test, "resource_path", lambda *_: tmp_path)

    ran = run("--self-test")

    assert ran.code == 1
    assert "In de map fonts ontbreken bestanden." in ran.err


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
@pytest.mark.parametrize(("arguments", "code"), [("--version", 0), ("--bestaat-niet", 2), ("verify", 1)])
def test_without_a_console_a_command_ends_as_it_would_with_one(
    tmp_path: Path, arguments: str, code: int
) -> None:
    command = f'"{sys.executable}" -m gezinscoach_desktop {arguments} <&- >&- 2>&-'

    done = subprocess.run(
        ["sh", "-c", command], env=os.environ | {"GEZINSCOACH_HOME": str(tmp_path)}, check=False
    )

    assert done.returncode == code
