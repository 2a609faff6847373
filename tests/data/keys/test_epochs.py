"""A new epoch: everybody who stays goes on without giving a password, whoever left does not, and a kill loses no key."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gezinscoach_desktop.data.keys import KeyRing, SlotStore, open_ring, open_with_recovery
from gezinscoach_desktop.data.keys.finding import epoch_of_box
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.password import one_time_code
from tests.data.keys.key_office import (
    AN_PASSWORD,
    BERT,
    BERT_PASSWORD,
    KeyOffice,
    LooseSlots,
    key_office,
    keys_of,
    remembered_hashes,
)
from tests.factories import make_id

CARLA = make_id("carla")
NewView = Callable[[], SlotStore]


def bert_in(store: SlotStore) -> KeyRing:
    return open_ring(store, user_name="bert", password=BERT_PASSWORD)


def test_a_new_epoch_reaches_everybody_in_every_kind_of_store(view: NewView) -> None:
    office = key_office(view())
    bert, old = bert_in(view()), office.an
    begun = old.begin_epoch()
    assert (begun.epoch, begun.epochs) == (2, (1, 2))
    assert not {*keys_of(begun)[:3]} & {*keys_of(old)[:3]}
    assert (begun.draft, begun.pseudonym, begun.audit) == (old.draft, old.pseudonym, old.audit)
    everybody = [bert.reload(), *(ring for _, ring in office.openings(view()))]
    assert len(everybody) == 5
    for ring in everybody:
        assert isinstance(ring, KeyRing)
        assert (ring.epochs, keys_of(ring)) == ((1, 2), keys_of(begun))
        assert ring.database_of(1) == old.database
    begun.finish_epoch()
    for ring in (bert.reload(), *(ring for _, ring in office.openings(view()))):
        assert isinstance(ring, KeyRing)
        assert (ring.epochs, keys_of(ring)) == ((2,), keys_of(begun))
        assert (ring.backup_of(1), ring.log_of(1)) == (old.backup, old.log)
        with pytest.raises(LookupError):
            ring.backup_of(3)


def test_backups_of_every_epoch_before_stay_readable(office: KeyOffice, loose: LooseSlots) -> None:
    ring, backups = office.an, [office.an.backup]
    for _ in range(4):
        ring = ring.begin_epoch()
        ring.finish_epoch()
        backups.append(ring.backup)
    again = bert_in(loose)
    assert (again.epoch, again.epochs) == (5, (5,))
    assert [again.backup_of(epoch) for epoch in range(1, 6)] == backups
    assert len(set(backups)) == 5


def test_a_colleague_who_left_knows_nothing_of_the_new_epoch(office: KeyOffice, loose: LooseSlots) -> None:
    bert = bert_in(loose)
    office.an.remove_account(BERT)
    begun = office.an.begin_epoch()
    begun.finish_epoch()
    assert not [name for name in loose.names() if str(BERT) in name]
    assert not {*bert.known.masters.values()} & {begun.known.newest.master}
    assert bert.database == begun.database_of(1) != begun.database


def test_accounts_sheets_and_devices_made_between_two_epochs_open_both(
    office: KeyOffice, loose: LooseSlots
) -> None:
    begun = office.an.begin_epoch()
    stale = office.an  # still thinks that there is one epoch
    stale.add_account(CARLA, "Carla", "het geheim van Carla", one_time=False)
    code = one_time_code()
    stale.reset_password(BERT, "Bert", code)
    sheet = open_with_recovery(loose, stale.make_recovery())
    carla = open_ring(loose, user_name="carla", password="het geheim van Carla")
    bert = open_ring(loose, user_name="bert", password=code).change_password(code, "weer van Bert")
    for ring in (sheet, carla, bert):
        assert (ring.epochs, keys_of(ring)) == ((1, 2), keys_of(begun))
    begun.finish_epoch()
    assert keys_of(open_ring(loose, user_name="bert", password="weer van Bert")) == keys_of(begun)


def test_an_account_that_is_made_while_an_epoch_begins_is_in_it(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its boxes are made by keys that know of one epoch; the epoch begins before the slot stands there."""
    add, begun = loose.add, []

    def begin_first(name: str, content: bytes) -> None:
        monkeypatch.undo()
        begun.append(bert_in(loose).begin_epoch())
        add(name, content)

    monkeypatch.setattr(loose, "add", begin_first)
    office.an.add_account(CARLA, "Carla", "het geheim van Carla", one_time=False)
    begun[0].finish_epoch()
    carla = open_ring(loose, user_name="carla", password="het geheim van Carla")
    assert keys_of(carla) == keys_of(begun[0])


def test_of_two_that_begin_an_epoch_at_once_one_does(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    add, first = loose.add, []

    def be_second(name: str, content: bytes) -> None:
        monkeypatch.undo()
        first.append(bert_in(loose).begin_epoch())
        add(name, content)

    monkeypatch.setattr(loose, "add", be_second)
    with pytest.raises(OfficeUnavailable, match="intussen de sleutels"):
        office.an.begin_epoch()
    for _, ring in office.openings(loose):
        assert isinstance(ring, KeyRing)
        assert (ring.epochs, keys_of(ring)) == ((1, 2), keys_of(first[0]))
    assert len([name for name in loose.names() if epoch_of_box(name) == 2]) == 3


def killed(call: Callable[[], object], store: LooseSlots, step: int) -> bool:
    """Run `call` with every write from the given one on failing; True when it was in time."""
    left = [step]
    put, add, remove = store.put, store.add, store.remove

    def counted(write: Callable[..., None]) -> Callable[..., None]:
        def run(*args: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise OfficeUnavailable("weg")
            write(*args)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name, write in (("put", put), ("add", add), ("remove", remove)):
            patch.setattr(store, name, counted(write))
        try:
            call()
        except OfficeUnavailable:
            return True
    return False


def test_killed_at_any_step_of_a_new_epoch_everybody_still_reaches_the_office(
    office: KeyOffice, loose: LooseSlots
) -> None:
    def change() -> None:
        office.an.begin_epoch().finish_epoch()

    before, at_each_step = loose.copy(), []
    with remembered_hashes():
        for step in range(100):
            loose._slots = before.copy()._slots
            if not killed(change, loose, step):
                break
            rings = [ring for _, ring in office.openings(loose)]
            assert all(isinstance(ring, KeyRing) for ring in rings), (step, rings)
            epochs = {ring.epoch for ring in rings if isinstance(ring, KeyRing)}
            assert len(epochs) == 1, step  # for everybody or for nobody
            at_each_step.append(epochs.pop())
            # The office may stand under either as long as not everything was finished.
            assert all(
                isinstance(ring, KeyRing) and ring.database_of(1) == office.an.database for ring in rings
            )
            again = bert_in(loose).begin_epoch()  # and whoever tries again gets further
            again.finish_epoch()
            assert bert_in(loose).epochs == (again.epoch,)
        else:
            pytest.fail("never came to an end")
    assert at_each_step == sorted(at_each_step)
    assert set(at_each_step) == {1, 2}


def test_boxes_before_the_record_is_what_makes_it_so(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: a record whose boxes were never written keeps everybody at the epoch before."""
    put = loose.put
    monkeypatch.setattr(
        loose, "put", lambda name, content: put(name, content) if epoch_of_box(name) is None else None
    )
    office.an.begin_epoch()
    monkeypatch.undo()
    assert "epoch.2" in loose.names()
    assert bert_in(loose).epoch == 1


def test_finishing_leaves_the_boxes_of_a_colleague_who_just_begins_the_next(
    office: KeyOffice, loose: LooseSlots
) -> None:
    second = office.an.begin_epoch()
    third = bert_in(loose).begin_epoch()
    second.finish_epoch()
    found = open_ring(loose, user_name="an", password=AN_PASSWORD)
    assert (found.epochs, found.database) == ((2, 3), third.database)
