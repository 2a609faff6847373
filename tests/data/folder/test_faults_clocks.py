"""T5, short: a PC with a wrong clock shares, reads and prunes as any other."""

from __future__ import annotations

from tests.faults import folder_clocks


def test_clocks_that_are_fast_and_slow_have_no_effect() -> None:
    tally = folder_clocks.wrong_clocks(1)
    assert tally.problems == []
    assert tally.lost == 0
    assert tally.noticed == 2  # and what is old by the share's clock does go


def test_the_trial_bites_when_the_pcs_clock_decides() -> None:
    assert folder_clocks.pruned_by_the_pcs_clock() > 0
