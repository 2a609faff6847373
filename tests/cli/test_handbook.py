"""The handbook from the command line, where no office is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gezinscoach_desktop.services import handbook
from tests.cli.conftest import Ran


def test_the_handbook_is_written_for_who_it_is_asked_for(run: Callable[..., Ran], tmp_path: Path) -> None:
    path = tmp_path / "handboek.pdf"
    ran = run("handbook", "--out", str(path), "--for", "coach")

    assert (ran.code, ran.err) == (0, "")
    assert path.read_bytes().startswith(b"%PDF")


def test_a_folder_that_is_not_there_is_told_in_one_line(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handbook, "handbook_pdf", lambda edition, *, made_on: b"%PDF")
    ran = run("handbook", "--out", str(tmp_path / "weg" / "handboek.pdf"), "--for", "coordinator")

    assert ran.code == 1
    assert "bestaat niet" in ran.err
