"""T4, short: whatever fails at whatever step of sharing, nothing acknowledged is lost and all PCs agree."""

from __future__ import annotations

import pytest

from tests.data.folder.faulty_folder import NETWORK, Fault
from tests.faults import folder_steps


@pytest.mark.parametrize("fault", NETWORK)
def test_any_one_fault_at_any_step_of_a_save_loses_nothing(fault: Fault) -> None:
    tally = folder_steps.one_fault_at_each_step(fault)
    assert tally.problems == []
    assert tally.lost == 0
    assert tally.faults > 0
    assert tally.acknowledged == 3 * tally.tried  # a share that fails keeps nobody from saving


def test_many_faults_on_three_pcs_at_once_lose_nothing() -> None:
    tally = folder_steps.many_faults_at_once(seed=1, rounds=8)
    assert tally.problems == []
    assert tally.faults > 0
    assert tally.acknowledged > 0


def test_a_pc_killed_at_any_moment_of_a_save_has_what_it_told_when_it_starts_again() -> None:
    tally = folder_steps.killed_at_each_moment(every=6)
    assert tally.problems == []
    assert tally.tried > 8


def test_the_trial_bites_when_commits_can_be_overwritten() -> None:
    assert folder_steps.lost_by_overwriting() > 0
