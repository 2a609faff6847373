"""T11, short: wrong passwords, and every field of every slot changed, moved or cut: nothing opens with other keys."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import KeyRing, changing, epochs, open_ring, open_with_recovery
from gezinscoach_desktop.data.keys.holder import AccountSlot, Holder
from gezinscoach_desktop.data.keys.pairs import new_pairs
from gezinscoach_desktop.domain.errors import OfficeUnavailable, UserError, WrongPassword
from gezinscoach_desktop.domain.password import one_time_code
from tests.data.keys.key_office import (
    AN,
    AN_PASSWORD,
    BERT,
    BERT_PASSWORD,
    KeyOffice,
    LooseSlots,
    changed_fields,
    key_office,
    keys_of,
    remembered_hashes,
)
from tests.faults.keys import near_misses

WRONG = 30


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """What is hashed once is known."""
    with remembered_hashes():
        yield


def field_of(store: LooseSlots, name: str, **changes: object) -> None:
    content = store.read(name)
    assert content is not None
    store.put(name, json.dumps({**json.loads(content), **changes}, sort_keys=True).encode("ascii"))


def opened(office: KeyOffice, store: LooseSlots) -> dict[str, KeyRing]:
    """The ways in that still open; whatever happens, nothing but a sentence for users comes out."""
    found: dict[str, KeyRing] = {}
    for way, result in office.openings(store):
        if isinstance(result, KeyRing):
            found[way] = result
        else:
            assert isinstance(result, UserError), (way, result)
    return found


def test_wrong_passwords_open_nothing(office: KeyOffice, loose: LooseSlots) -> None:
    for password in near_misses(AN_PASSWORD, random.Random(7), WRONG):
        with pytest.raises(WrongPassword):
            open_ring(loose, user_name="an", password=password)
    assert keys_of(open_ring(loose, user_name="an", password=AN_PASSWORD)) == keys_of(office.an)


def test_a_changed_field_of_any_slot_gives_its_owner_nothing_and_others_the_true_keys(
    office: KeyOffice, loose: LooseSlots
) -> None:
    shut = 0
    for name in loose.names():
        content = loose.read(name)
        assert content is not None
        for field, changed in changed_fields(content):
            store = loose.copy()
            store.put(name, changed)
            found = opened(office, store)
            assert all(keys_of(ring) == keys_of(office.an) for ring in found.values())
            assert len(found) < 4, (name, field)
            shut += 4 - len(found)
    assert shut > 60  # and of each change at least one owner was shut out


def as_if_changed(office: KeyOffice, loose: LooseSlots) -> str:
    """Bert's one-time code, in a slot that says that it is no such code and need not be changed."""
    code = one_time_code().replace("-", "")
    office.an.reset_password(BERT, "Bert", code)
    field_of(loose, str(BERT), one_time=False)
    return code


def test_a_code_that_must_be_changed_cannot_be_made_a_password(office: KeyOffice, loose: LooseSlots) -> None:
    code = as_if_changed(office, loose)
    with pytest.raises(WrongPassword):
        open_ring(loose, user_name="bert", password=code)


def test_with_nothing_bound_to_what_is_sealed_it_could(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the two tests above."""
    monkeypatch.setattr(AccountSlot, "_bound_to", lambda _: b"")
    code = as_if_changed(office, loose)
    assert not open_ring(loose, user_name="bert", password=code).is_one_time


@pytest.mark.parametrize(
    "weaker",
    [{"memory_kib": seal.FLOOR_KIB - 1}, {"memory_kib": 8}, {"memory_kib": 2**40}, {"time": 0}, {"lanes": 0}],
)
def test_weak_or_absurd_parameters_are_refused_before_anything_is_hashed(
    office: KeyOffice,
    loose: LooseSlots,
    weaker: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
    real_floor: None,
) -> None:
    field_of(loose, str(AN), memory_kib=seal.FLOOR_KIB)

    def hashed(*_: object, **__: object) -> bytes:
        raise AssertionError("hashed after all")

    monkeypatch.setattr("argon2.low_level.hash_secret_raw", hashed)
    field_of(loose, str(AN), **weaker)
    with pytest.raises(OfficeUnavailable, match="zwakker beveiligd"):
        open_ring(loose, user_name="an", password=AN_PASSWORD)


def test_at_the_floor_itself_it_is_hashed(office: KeyOffice, loose: LooseSlots, real_floor: None) -> None:
    """The control of the test above: what is refused there is nothing but the cost."""
    assert seal.FLOOR_KIB == 64 * 1024
    field_of(loose, str(AN), memory_kib=seal.FLOOR_KIB)
    with pytest.raises(WrongPassword):  # a key that follows from another cost
        open_ring(loose, user_name="an", password=AN_PASSWORD)


def test_slots_that_changed_places_open_nothing(office: KeyOffice, loose: LooseSlots) -> None:
    mine, theirs = loose.read(str(AN)), loose.read(str(BERT))
    assert mine is not None
    assert theirs is not None
    loose.put(str(AN), theirs)
    loose.put(str(BERT), mine)
    assert set(opened(office, loose)) == {"recovery"}
    for name, holder in ((str(AN), AN), (str(BERT), BERT)):
        field_of(loose, name, holder=str(holder))  # and made to look as if they belonged there
    assert set(opened(office, loose)) == {"recovery"}


def test_a_slot_of_another_office_brings_none_of_its_keys(office: KeyOffice, loose: LooseSlots) -> None:
    stranger = key_office(LooseSlots({}))
    theirs = stranger.store.read(str(AN))
    assert theirs is not None
    for office_id in (stranger.an.office_id, office.an.office_id):
        loose.put(str(AN), theirs)
        field_of(loose, str(AN), office=str(office_id))
        assert "an" not in opened(office, loose)


def test_boxes_of_another_office_or_account_are_not_opened(office: KeyOffice, loose: LooseSlots) -> None:
    box = office.an.known.newest.box_name(office.an.holder)
    bert = open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    theirs = loose.read(bert.known.newest.box_name(bert.holder))
    assert theirs is not None
    loose.put(box, theirs)
    field_of(loose, box, holder=str(AN))
    assert set(opened(office, loose)) == {"bert", "recovery"}
    loose.remove(box)
    with pytest.raises(OfficeUnavailable, match="geen sleutels meer voor je account"):
        open_ring(loose, user_name="an", password=AN_PASSWORD)


def test_what_is_cut_or_lengthened_is_noticed(office: KeyOffice, loose: LooseSlots) -> None:
    chance = random.Random(3)
    for name in loose.names():
        content = loose.read(name)
        assert content is not None
        for damaged in (b"", content[: chance.randrange(1, len(content))], content * 2, content[:-1] + b"]"):
            store = loose.copy()
            store.put(name, damaged)
            found = opened(office, store)
            assert len(found) < 4
            assert all(keys_of(ring) == keys_of(office.an) for ring in found.values())


def test_a_damaged_slot_of_a_colleague_keeps_nobody_else_out(office: KeyOffice, loose: LooseSlots) -> None:
    loose.put(str(BERT), b"niets")
    assert set(opened(office, loose)) == {"an", "recovery", "device"}
    with pytest.raises(OfficeUnavailable, match="beschadigd"):
        open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    field_of(loose, str(AN), format=3)
    with pytest.raises(OfficeUnavailable, match="nieuwere versie"):
        open_ring(loose, user_name="an", password=AN_PASSWORD)


def impostor(office: KeyOffice, loose: LooseSlots) -> tuple[Holder, bytes]:
    """An outsider who may write in the store puts public keys of their own in Bert's slot, and the box beside it."""
    content = loose.read(str(BERT))
    assert content is not None
    slot = AccountSlot.read(str(BERT), content)
    pairs = new_pairs()
    holder = replace(slot.holder, publics=pairs.publics)
    newest = office.an.known.newest
    box = loose.read(newest.box_name(slot.holder))
    assert box is not None
    loose.put(str(BERT), replace(slot, holder=holder).written())
    loose.put(newest.box_name(holder), box)
    return holder, pairs.exchange


def test_public_keys_that_nobody_vouched_for_get_no_box_in_the_next_epoch(
    office: KeyOffice, loose: LooseSlots
) -> None:
    holder, _ = impostor(office, loose)
    begun = office.an.begin_epoch()
    assert loose.read(begun.known.newest.box_name(holder)) is None
    assert loose.read(begun.known.newest.box_name(office.an.holder)) is not None
    assert office.an.verify(BERT, b"x", bytes(64)) is None
    assert set(office.an.public_keys()) == {AN}


def test_without_vouching_an_outsider_would_get_the_new_master_key(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    holder, _ = impostor(office, loose)
    monkeypatch.setattr(changing, "is_vouched", lambda *_: True)
    begun = office.an.begin_epoch()
    assert loose.read(begun.known.newest.box_name(holder)) is not None


def foreign_epoch(office: KeyOffice, loose: LooseSlots, root: bytes, before: epochs.Epoch) -> None:
    """An epoch with a master key of the attacker, in a box for everybody."""
    epoch = epochs.following(before)
    for ring in opened(office, loose).values():
        loose.put(epoch.box_name(ring.holder), epochs.write_box(ring.holder, epoch))
    loose.put(epochs.record_name(epoch.number), epochs.write_epoch(office.an.office_id, root, epoch, before))


def test_an_outsider_cannot_begin_an_epoch(office: KeyOffice, loose: LooseSlots) -> None:
    foreign_epoch(office, loose, bytes(32), epochs.Epoch(1, "1-00000000", bytes(32)))
    assert {ring.epoch for ring in opened(office, loose).values()} == {1}
    assert office.an.reload().epoch == 1


def test_a_colleague_who_left_cannot_begin_an_epoch(office: KeyOffice, loose: LooseSlots) -> None:
    bert = open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    office.an.remove_account(BERT)
    second = office.an.begin_epoch()
    # Bert still has the root secret and the first master key, but not the second.
    foreign_epoch(office, loose, bert.secret.root, epochs.Epoch(2, "2-00000000", bert.known.newest.master))
    found = opened(office, loose)
    assert set(found) == {"an", "recovery", "device"}
    assert {ring.epoch for ring in found.values()} == {2}
    assert {keys_of(ring) for ring in found.values()} == {keys_of(second)}


def test_an_epoch_that_is_written_over_by_who_had_left_replaces_no_key_in_hand(
    office: KeyOffice, loose: LooseSlots
) -> None:
    bert = open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    office.an.remove_account(BERT)
    second = office.an.begin_epoch()
    second.finish_epoch()
    forged = epochs.following(bert.known.newest)
    loose.put(forged.box_name(second.holder), epochs.write_box(second.holder, forged))
    loose.put("epoch.2", epochs.write_epoch(bert.office_id, bert.secret.root, forged, bert.known.newest))
    with pytest.raises(OfficeUnavailable):
        second.reload()


def test_who_held_the_master_key_before_can_begin_one(office: KeyOffice, loose: LooseSlots) -> None:
    """The control of the two tests above: the same with the true secrets is taken."""
    foreign_epoch(office, loose, office.an.secret.root, office.an.known.newest)
    assert {ring.epoch for ring in opened(office, loose).values()} == {2}


def test_a_colleague_who_left_and_puts_the_old_slot_back_gets_nothing_new(
    office: KeyOffice, loose: LooseSlots
) -> None:
    before = loose.copy()
    office.an.remove_account(BERT)
    second = office.an.begin_epoch()
    second.finish_epoch()
    for name in before.names():
        if name.startswith(str(BERT)):
            loose.put(name, before.read(name) or b"")
    third = second.begin_epoch()
    bert = open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    assert (bert.epochs, third.epochs) == ((1,), (2, 3))
    assert not {bert.database, bert.log} & {second.database, second.log, third.database, third.log}
    assert BERT not in third.public_keys()


def put_back(loose: LooseSlots, before: LooseSlots) -> None:
    """What Bert copied while he worked here: his slot and the boxes made for him."""
    for name in before.names():
        if name.startswith(str(BERT)):
            loose.put(name, before.read(name) or b"")


def test_a_colleague_who_left_and_puts_the_old_slot_back_before_the_new_epoch_gets_nothing_of_it(
    office: KeyOffice, loose: LooseSlots
) -> None:
    before = loose.copy()
    office.an.remove_account(BERT)
    put_back(loose, before)
    begun = office.an.begin_epoch({AN})
    bert = open_ring(loose, user_name="bert", password=BERT_PASSWORD)
    assert (bert.epochs, begun.epochs) == ((1,), (1, 2))
    assert {name for name, ring in opened(office, loose).items() if ring.epoch == 2} == {
        "an",
        "recovery",
        "device",
    }


def test_without_the_accounts_of_the_office_a_slot_that_was_put_back_would_get_the_new_master_key(
    office: KeyOffice, loose: LooseSlots
) -> None:
    """The control of the test above."""
    before = loose.copy()
    office.an.remove_account(BERT)
    put_back(loose, before)
    office.an.begin_epoch()
    assert open_ring(loose, user_name="bert", password=BERT_PASSWORD).epoch == 2


def test_a_recovery_sheet_of_another_office_opens_nothing(office: KeyOffice, loose: LooseSlots) -> None:
    stranger = key_office(LooseSlots({}), uuid4())
    with pytest.raises(WrongPassword, match="herstelblad"):
        open_with_recovery(loose, stranger.recovery)


@pytest.mark.parametrize("public", [bytes(32), b"\x01" + bytes(31), b"kort"])
def test_a_public_key_that_is_none_is_refused(public: bytes) -> None:
    from gezinscoach_desktop.data.keys.pairs import put_in_box, take_out

    with pytest.raises(seal.SealBroken):
        put_in_box(public, b"x", b"")
    with pytest.raises(seal.SealBroken):
        take_out(new_pairs(), public, b"")


@pytest.mark.parametrize(
    "otherwise",
    [
        json.dumps,
        lambda raw: json.dumps(raw, sort_keys=True, indent=1),
        lambda raw: json.dumps({**raw, "holder": raw["holder"].upper()}, sort_keys=True),
        lambda raw: json.dumps({**raw, "salt": raw["salt"] + "\n"}, sort_keys=True),
        lambda raw: json.dumps({**raw, "one_time": 0}, sort_keys=True),
        lambda raw: json.dumps({**raw, "time": True}, sort_keys=True),
        lambda raw: json.dumps({**raw, "time": 1.0}, sort_keys=True),
        lambda raw: json.dumps({**raw, "user": None}, sort_keys=True),
        lambda raw: json.dumps({**raw, "extra": 1}, sort_keys=True),
        lambda raw: json.dumps({**raw, "kind": "device"}, sort_keys=True),
        lambda raw: json.dumps({**raw, "format": 1}, sort_keys=True),
        lambda raw: json.dumps({**raw, "format": "2"}, sort_keys=True),
        lambda raw: json.dumps({**raw, "kdf": "argon2i"}, sort_keys=True),
        lambda raw: json.dumps({**raw, "salt": ""}, sort_keys=True),
    ],
)
def test_a_slot_that_is_written_otherwise_is_not_taken(
    office: KeyOffice, loose: LooseSlots, otherwise: Callable[[dict[str, Any]], str]
) -> None:
    raw = dict(reversed(json.loads(loose.read(str(AN)) or b"").items()))
    loose.put(str(AN), json.dumps(raw, sort_keys=True).encode("ascii"))
    assert len(opened(office, loose)) == 4
    loose.put(str(AN), otherwise(raw).encode("ascii"))
    assert set(opened(office, loose)) == {"bert", "recovery"}
