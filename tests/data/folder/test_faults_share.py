"""T8, short: shares and PCs that go back in time, lose a commit, are not mounted or are another's; all of it noticed."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults import folder_share
from tests.faults.folder_share import TRIALS, Trial
from tests.faults.folder_tally import office


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.__name__)
def test_it_is_noticed_and_nothing_acknowledged_is_lost(trial: Trial, seed: int) -> None:
    tally = trial(Random(seed))
    assert tally.problems == []
    assert tally.noticed == 1
    assert tally.acknowledged > 0


def test_the_trial_bites_when_a_pc_forgets_what_it_shared() -> None:
    assert folder_share.lost_without_what_was_sent() > 0


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_deleted_commit_is_put_back_by_who_made_it_also_the_oldest_and_the_newest(place: int) -> None:
    with office() as (pcs, store, _):
        pc = pcs.start("pc")
        for number in range(3):
            pc.save(f"{number}")
        gone = sorted(name for name in store.files if name.startswith("log/"))[place]
        content = store.files.pop(gone).content
        pcs.restart(pc)
        pcs.settle()
        assert store.files[gone].content == content
        assert pcs.start("joined").names() == {"0", "1", "2"}
