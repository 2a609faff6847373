"""T1 and T4, short, on a real share: cables pulled at any moment while three PCs save."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.folder.samba import Samba
from tests.faults import folder_smb


# A pulled cable leaves handles open that nobody can close any more.
@pytest.mark.filterwarnings("ignore:unclosed SMB handle:ResourceWarning")
def test_pulled_cables_lose_nothing_and_all_pcs_agree(samba: Samba, tmp_path: Path) -> None:
    (samba.folder / "cables").mkdir()
    tally = folder_smb.cables_pulled(samba.port, "cables", tmp_path, saves=6)
    assert tally.problems == []
    assert tally.acknowledged == tally.tried == 18
    assert tally.faults > 0
