"""`trouble-report` writes the same report as the window, without an office and without a password."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.services.trouble import note_trouble
from tests.cli.conftest import Ran


def test_a_report_is_written_and_says_what_is_in_it(run: Callable[..., Ran], tmp_path: Path) -> None:
    note_trouble(ValueError("Peeters"))
    ran = run("trouble-report", "--out", str(tmp_path / "verslag.zip"), "--doing", "Ik drukte af.")
    assert (ran.code, ran.err) == (0, "")
    with zipfile.ZipFile(tmp_path / "verslag.zip") as packed:
        names = packed.namelist()
        text = "".join(packed.read(name).decode() for name in names)
    assert [line.partition(":")[0] for line in ran.out.splitlines()[:-1]] == names
    assert "Ik drukte af." in text
    assert "builtins.ValueError" in text
    assert "Peeters" not in text


def test_a_folder_that_is_not_there_is_said_in_a_sentence(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("trouble-report", "--out", str(tmp_path / "weg" / "verslag.zip"))
    assert ran.code == 1
    assert "bestaat niet" in ran.err
