"""T8, short: shares and PCs that go back in time, lose a commit, are not mounted or are another's; all of it noticed."""

from __future__ import annotations

from random import Random

import pytest

from tests.faults import folder_share
from tests.faults.folder_share import TRIALS, Trial


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.__name__)
def test_it_is_noticed_and_nothing_acknowledged_is_lost(trial: Trial, seed: int) -> None:
    tally = trial(Random(seed))
    assert tally.problems == []
    assert tally.noticed == 1
    assert tally.acknowledged > 0


def test_the_trial_bites_when_a_pc_forgets_what_it_shared() -> None:
    assert folder_share.lost_without_what_was_sent() > 0
