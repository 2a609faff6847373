"""T9, short: of edits of one record on several PCs at once, none is overwritten without anybody having seen it."""

from __future__ import annotations

from tests.faults import folder_edits


def test_every_edit_is_built_on_by_the_next_or_its_maker_is_told() -> None:
    tally = folder_edits.interleavings(seed=1, rounds=8)
    assert tally.problems == []
    assert tally.lost == 0
    assert tally.acknowledged > 8
    assert tally.noticed > 8


def test_the_trial_bites_when_edits_do_not_say_what_they_were_made_on() -> None:
    assert folder_edits.overwritten_without_versions() > 0
