"""Starting the tour: what a walk may rely on when it begins."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from gezinscoach_desktop.tour.start import make_tour


def test_every_walk_begins_in_an_empty_home_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One walk left an office behind where the next one makes its own: `make demo` stopped half-way."""
    homes: list[str] = []

    def walk(command: list[str], *, env: dict[str, str], **_: Any) -> subprocess.CompletedProcess[str]:
        home = Path(env["GEZINSCOACH_HOME"])
        assert not list(home.iterdir())
        (home / "left behind").touch()
        homes.append(str(home))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("gezinscoach_desktop.tour.start.subprocess.run", walk)

    make_tour(tmp_path / "tour")

    assert len(homes) == len(set(homes)) > 1
