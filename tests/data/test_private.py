"""What is put down for a moment is gone afterwards, however the program ended."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gezinscoach_desktop.data.private import clear_leftovers, private_folder, temporary

_KILLED = """
import os, signal
from gezinscoach_desktop.data.private import private_folder
with private_folder() as folder:
    (folder / "namen.txt").write_text("Peeters")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_private_folder_is_gone_when_its_work_is_done(own_home: Path) -> None:
    with private_folder() as folder:
        (folder / "namen.txt").write_text("Peeters")
        assert folder.is_relative_to(own_home)

    assert list(temporary().iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="modes of folders are Unix's")
def test_only_its_owner_may_enter_a_private_folder(own_home: Path) -> None:
    with private_folder() as folder:
        assert [each.stat().st_mode & 0o777 for each in (folder, folder.parent, temporary())] == [0o700] * 3


@pytest.mark.skipif(os.name == "nt", reason="kills with a signal")
def test_what_a_killed_program_left_is_removed_and_what_is_in_use_stays(own_home: Path) -> None:
    subprocess.run([sys.executable, "-c", _KILLED], env=os.environ, check=False)
    assert [path.name for path in temporary().rglob("*.txt")] == ["namen.txt"]

    with private_folder() as folder:
        (folder / "bezig.txt").write_text("")
        clear_leftovers()
        assert [path.name for path in temporary().rglob("*.txt")] == ["bezig.txt"]


def test_a_file_that_stands_among_the_folders_is_removed_as_well(own_home: Path) -> None:
    (temporary() / "los.pdf").write_bytes(b"%PDF")

    clear_leftovers()

    assert list(temporary().iterdir()) == []
