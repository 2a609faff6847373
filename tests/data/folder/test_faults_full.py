"""T6, short: a full share or a full disk is told in a sentence, loses nothing, and is over when there is room again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.data.folder.small_disk import NoSmallDisk, SmallDisk, small_disk
from tests.faults import folder_full


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    try:
        with small_disk(folder_full.DISK) as disk:
            yield disk
    except NoSmallDisk as reason:
        pytest.skip(str(reason))


def test_a_share_that_is_full_from_any_step_on_is_told_and_the_work_waits() -> None:
    tally = folder_full.share_full_from_each_step()
    assert tally.problems == []
    assert tally.acknowledged == 3 * tally.tried
    assert tally.noticed == tally.faults > 0


def test_a_disk_that_is_full_at_any_byte_is_told_and_nothing_is_lost(disk: SmallDisk) -> None:
    tally = folder_full.disk_full_at_each_block(disk, every=9)
    assert tally.problems == []
    assert tally.noticed == tally.faults > 0
    assert tally.acknowledged > 0


def test_the_trial_bites_when_it_is_told_too_early(disk: SmallDisk) -> None:
    disk.leave(10 * folder_full.BLOCK)
    assert folder_full.lost_when_told_too_early(disk) > 0
