"""An office in a folder that an older program made: brought up to date once, for everybody, after a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.backup_copy import copy_out, opened
from gezinscoach_desktop.data.folder.office import place_office
from gezinscoach_desktop.data.keys import KeyRing, SlotStore, create_ring
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.services.setting import shipped_instrument
from tests.data import old_office
from tests.data.folder.faulty_folder import Fault, FaultyFolder, Plan
from tests.data.folder.memory_folder import Store
from tests.data.folder.offices import PASSWORD, USER, Pcs, keys_in, put
from tests.factories import make_id


@pytest.fixture
def old(tmp_path: Path) -> Pcs:
    """PCs on a share with an office of version 0.1.0."""
    pcs = Pcs(tmp_path, Store())
    store = old_office.file_store(tmp_path / "old.db")
    old_office.lay_old(store, shipped_instrument())
    store.reader.dispose()

    def keys(slots: SlotStore) -> KeyRing:
        return create_ring(
            slots,
            office_id=make_id("office"),
            account_id=old_office.ACCOUNT,
            user_name=USER,
            password=PASSWORD,
        )

    def make(target: Path, key: bytes) -> None:
        with opened(tmp_path / "old.db", old_office.KEY) as driver:
            copy_out(driver, target, key)

    place_office(pcs.folder(), make_id("office"), keys, make)
    return pcs


def test_it_is_brought_up_to_date_by_the_first_and_found_so_by_the_next(old: Pcs) -> None:
    an = old.open("an")
    an.write(put("t1"))
    bert = old.open("bert")
    bert.write(put("t2"))
    an.news()
    assert keys_in(an) == keys_in(bert) == {"t1", "t2"}
    assert an.number == 3, "one commit for the tables, one for each write"
    for office in (an, bert):
        assert (
            office._replica.connected(lambda work: work.connected(schema.check)) is schema.SchemaState.CURRENT
        )
    assert any(path.is_file() for path in old.replicas("an").rglob("backups/*"))
    assert not list(old.replicas("bert").rglob("backups/*"))
    old.close()


def test_without_the_share_it_is_not_brought_up_to_date(old: Pcs, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = FaultyFolder(old.folder())
    with monkeypatch.context() as patch:
        patch.setattr(schema, "HEAD", "0001")
        patch.setattr(schema, "_OLDER", frozenset())
        old.open("an", folder)
        old.close()
    folder.plan = Plan(lasting=Fault.LOST_BEFORE)
    with pytest.raises(OfficeUnavailable, match="niet bereikbaar"):
        old.open("an", folder)
    folder.plan = Plan()
    assert keys_in(old.open("an", folder)) == set()
    old.close()


def test_two_that_begin_at_once_do_it_once(old: Pcs) -> None:
    others: list[object] = []

    def on_step(step: int, call: str) -> None:
        if call == "link" and not others:
            others.append(True)
            bert = old.open("bert")
            others.append(bert.number)

    an = old.open("an", FaultyFolder(old.folder(), on_step=on_step))
    assert others == [True, 1]
    assert an.number == 1
    an.write(put("t1"))
    old.close()
