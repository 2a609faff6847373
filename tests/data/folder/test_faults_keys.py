"""A share that stumbles over the key slots locks nobody out; only a slot that is really gone does."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.domain.errors import AccountClosed, OfficeUnavailable
from tests.data.folder.faulty_folder import NETWORK, Fault, Plan
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.pcs import found, pcs_on, views_of

STEPS = 6


@pytest.fixture
def store() -> Store:
    store = Store()
    found(MemoryFolder(store))
    return store


@pytest.mark.parametrize("fault", NETWORK)
def test_no_single_fault_while_keys_are_read_again_closes_an_account(
    store: Store, tmp_path: Path, fault: Fault
) -> None:
    with pcs_on(views_of(store), tmp_path) as pcs:
        pc = pcs.start("a")
        for step in range(STEPS):
            pc.folder.begin(Plan({step: fault}))
            try:
                pc.office.keys.reload()
            except OfficeUnavailable:
                continue  # told as something of the share, and tried again
        pc.folder.heal()
        assert pc.save("daarna")
        assert pc.is_settled


def test_a_slot_that_is_gone_closes_the_account(store: Store, tmp_path: Path) -> None:
    with pcs_on(views_of(store), tmp_path) as pcs:
        pc = pcs.start("a")
        slot = f"keys/{pc.desk.account.id}.slot"
        pc.folder.remove(slot)
        with pytest.raises(AccountClosed):
            pc.office.keys.reload()
