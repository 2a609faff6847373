"""T18, short: whoever stops at whatever step, a colleague's work is kept and shared at once."""

from __future__ import annotations

from tests.faults import folder_dead_pc


def test_a_pc_that_stops_at_any_step_keeps_nobody_from_saving_and_sharing() -> None:
    tally, _ = folder_dead_pc.stopped_at_each_step()
    assert tally.problems == []
    assert tally.tried > 4
    assert tally.noticed == tally.tried


def test_the_trial_bites_when_publishing_takes_a_lock_file() -> None:
    assert folder_dead_pc.blocked_by_a_lock_file() > 0
