"""T4, short: keys are renewed while the share fails at any step; everybody goes on under the old ones or the new ones."""

from __future__ import annotations

import pytest

from tests.data.folder.faulty_folder import Fault
from tests.faults import folder_keys


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.TAKEN_AFTER, Fault.DENIED])
def test_new_keys_that_fail_halfway_are_finished_later_and_lose_nothing(fault: Fault) -> None:
    tally = folder_keys.renewed_with(fault, range(fault.value, folder_keys.STEPS, 9))
    assert tally.problems == []
    assert tally.acknowledged > 0


def test_the_trial_bites_when_nobody_gets_the_new_keys() -> None:
    assert folder_keys.unreadable_without_boxes() > 0
