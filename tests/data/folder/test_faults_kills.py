"""T1, short: processes that write to a shared folder and are killed lose nothing they were told is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gezinscoach_desktop.data.folder.os_folder import OsFolder
from tests.data.folder.pcs import found
from tests.data.folder.samba import Samba
from tests.faults import folder_kills
from tests.faults.folder_kills import folder_at
from tests.patience import LONG

pytestmark = pytest.mark.skipif(os.name == "nt", reason="forks writers")


def test_three_pcs_killed_while_they_write_lose_nothing(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    found(OsFolder(tmp_path / "share"))
    tally = folder_kills.killed_while_writing(str(tmp_path / "share"), tmp_path / "pcs", 12, LONG)
    assert tally.problems == []
    assert tally.tried == 15  # and the last three
    assert tally.acknowledged > 10


def test_the_same_over_a_real_share(samba: Samba, tmp_path: Path) -> None:
    place = f"smb:{samba.port}:kills"
    (samba.folder / "kills").mkdir()
    found(folder_at(place))
    tally = folder_kills.killed_while_writing(place, tmp_path / "pcs", 6, LONG)
    assert tally.problems == []
    assert tally.acknowledged > 5


def test_the_trial_bites_on_one_file_that_everybody_puts_back() -> None:
    assert folder_kills.lost_with_one_file() > 0
