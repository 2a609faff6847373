"""Accounts, passwords, the recovery sheet and device keys: who gets in, with what, and who does not any more."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.keys import (
    KeyRing,
    SlotStore,
    create_ring,
    open_ring,
    open_with_device_key,
    open_with_recovery,
    slots_from,
    stored_slots,
    verify_with,
)
from gezinscoach_desktop.domain.errors import (
    AccountClosed,
    InvalidInput,
    OfficeUnavailable,
    SignInAgain,
    WrongPassword,
)
from gezinscoach_desktop.domain.password import one_time_code
from tests.data.keys.key_office import (
    AN,
    AN_PASSWORD,
    BERT,
    BERT_PASSWORD,
    KeyOffice,
    LooseSlots,
    key_office,
    keys_of,
)

NewView = Callable[[], SlotStore]


def bert_in(store: SlotStore, password: str = BERT_PASSWORD) -> KeyRing:
    return open_ring(store, user_name="bert", password=password)


def test_everybody_finds_the_same_keys_in_every_kind_of_store(view: NewView) -> None:
    office = key_office(view())
    found = dict(office.openings(view()))
    assert len(found) == 4
    for ring in found.values():
        assert isinstance(ring, KeyRing)
        assert keys_of(ring) == keys_of(office.an)
        assert (ring.office_id, ring.epoch, ring.epochs) == (office.an.office_id, 1, (1,))


def test_every_key_is_one_of_its_own_and_none_can_be_read_off(office: KeyOffice, loose: LooseSlots) -> None:
    an = office.an
    master = an.known.newest.master
    every = {*keys_of(an), an.draft, bert_in(loose).draft, master, an.secret.root, *_private(an)}
    assert len(every) == 11
    stored = stored_slots(loose) + repr(an).encode() + repr(an.secret).encode() + repr(an.known).encode()
    for key in every:
        assert key.hex().encode() not in stored
        assert key not in stored


def _private(ring: KeyRing) -> tuple[bytes, bytes]:
    return ring.secret.pairs.exchange, ring.secret.pairs.signing


@pytest.mark.parametrize("user", ["an", "AN", " An ", "\u00e1n"])
def test_a_user_name_is_the_same_however_it_is_typed(office: KeyOffice, loose: LooseSlots, user: str) -> None:
    ring = open_ring(loose, user_name=user, password=AN_PASSWORD)
    assert (ring.account_id, ring.user_name, ring.is_one_time) == (AN, "an", False)


def test_a_wrong_password_and_an_unknown_user_cost_one_hash_and_sound_the_same(
    office: KeyOffice, loose: LooseSlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs, stretch = [], seal.stretch

    def counted(password: str, salt: bytes, cost: seal.Cost) -> bytes:
        costs.append(cost)
        return stretch(password, salt, cost)

    monkeypatch.setattr(seal, "stretch", counted)
    messages = set()
    for user in ("an", "carla", ""):
        with pytest.raises(WrongPassword) as caught:
            open_ring(loose, user_name=user, password="verkeerd")
        messages.add(caught.value.message)
    assert messages == {"De gebruikersnaam of het wachtwoord klopt niet."}
    assert costs == [seal.STANDARD] * 3


def test_a_new_office_never_replaces_keys(office: KeyOffice, loose: LooseSlots) -> None:
    with pytest.raises(FileExistsError):
        create_ring(loose, office_id=uuid4(), account_id=uuid4(), user_name="x", password="y")
    assert keys_of(open_ring(loose, user_name="an", password=AN_PASSWORD)) == keys_of(office.an)


def test_an_account_is_added_once(office: KeyOffice, loose: LooseSlots) -> None:
    with pytest.raises(FileExistsError):
        office.an.add_account(BERT, "Bert", "iets anders helemaal", one_time=True)
    assert keys_of(bert_in(loose)) == keys_of(office.an)


def test_two_that_change_their_passwords_at_once_both_get_in(view: NewView) -> None:
    key_office(view())
    an, bert = open_ring(view(), user_name="an", password=AN_PASSWORD), bert_in(view())
    an.change_password(AN_PASSWORD, "nieuw van An")
    bert.change_password(BERT_PASSWORD, "nieuw van Bert")
    assert keys_of(open_ring(view(), user_name="an", password="nieuw van An")) == keys_of(an)
    assert keys_of(bert_in(view(), "nieuw van Bert")) == keys_of(an)


def test_only_who_knows_the_password_changes_it(office: KeyOffice, loose: LooseSlots) -> None:
    with pytest.raises(WrongPassword):
        office.an.change_password("verkeerd", "nieuw")
    changed = office.an.change_password(AN_PASSWORD, "nieuw en beter")
    assert keys_of(changed) == keys_of(office.an)
    assert changed.draft == office.an.draft
    with pytest.raises(WrongPassword):
        open_ring(loose, user_name="an", password=AN_PASSWORD)
    with pytest.raises(WrongPassword):
        open_with_device_key(loose, "an", office.device)
    assert open_ring(loose, user_name="an", password="nieuw en beter").draft == office.an.draft
    with pytest.raises(SignInAgain):
        office.an.reload()  # a program of the same account elsewhere asks the new one


def test_a_password_of_before_opens_no_epoch_that_begins_after_it_was_changed(
    office: KeyOffice, loose: LooseSlots
) -> None:
    """Somebody who saw the password has a backup with the slots of that day, and can read the store of today."""
    before = loose.copy()
    changed = office.an.change_password(AN_PASSWORD, "nieuw en beter")
    begun = changed.begin_epoch()
    for name in before.names():
        loose.put(name, before.read(name) or b"")
    old = open_ring(loose, user_name="an", password=AN_PASSWORD)
    assert old.epochs == (1,)
    assert begun.known.newest.master not in old.known.masters.values()


def test_a_code_that_was_handed_over_is_taken_however_it_is_typed_and_must_be_changed(
    office: KeyOffice, loose: LooseSlots
) -> None:
    drafts = bert_in(loose).draft
    code = one_time_code()
    office.an.reset_password(BERT, "Bert", code)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert bert_in(loose, typed).is_one_time
    changed = bert_in(loose, code).change_password(code.lower(), "van Bert alleen")
    assert not changed.is_one_time
    opened = bert_in(loose, "van Bert alleen")
    assert (opened.is_one_time, opened.draft, keys_of(opened)) == (False, drafts, keys_of(office.an))
    with pytest.raises(WrongPassword):
        bert_in(loose, code)


def test_a_reset_closes_what_the_old_password_opened(office: KeyOffice, loose: LooseSlots) -> None:
    bert = bert_in(loose)
    device = bert.add_device_key()
    office.an.reset_password(BERT, "Bert", one_time_code())
    with pytest.raises(WrongPassword):
        bert_in(loose)
    with pytest.raises(WrongPassword):
        open_with_device_key(loose, "bert", device)
    with pytest.raises(SignInAgain, match="opnieuw aan"):
        bert.reload()


def test_who_handed_over_a_code_cannot_sign_as_the_colleague_afterwards(
    office: KeyOffice, loose: LooseSlots
) -> None:
    code = one_time_code()
    office.an.reset_password(BERT, "Bert", code)
    kept = bert_in(loose, code)
    changed = kept.change_password(code, "van Bert alleen")
    assert office.an.verify(BERT, b"anker", changed.sign(b"anker")) is True
    assert office.an.verify(BERT, b"anker", kept.sign(b"anker")) is False


def test_a_colleague_who_left_opens_nothing(office: KeyOffice, loose: LooseSlots) -> None:
    bert = bert_in(loose)
    device = bert.add_device_key()
    office.an.remove_account(BERT)
    with pytest.raises(WrongPassword):
        bert_in(loose)
    with pytest.raises(WrongPassword):
        open_with_device_key(loose, "bert", device)
    for act in (bert.reload, bert.begin_epoch, bert.make_recovery, bert.add_device_key):
        with pytest.raises(AccountClosed, match="afgesloten"):
            act()
    assert not [name for name in loose.names() if name.startswith(str(BERT))]
    assert office.an.verify(BERT, b"x", bert.sign(b"x")) is None
    assert verify_with(bert.public_key, b"x", bert.sign(b"x"))  # the database keeps the public key


def test_a_store_that_is_empty_says_nothing_about_the_account(office: KeyOffice, loose: LooseSlots) -> None:
    for name in loose.names():
        loose.remove(name)
    with pytest.raises(OfficeUnavailable):
        office.an.reload()


def test_signatures_are_of_one_account_and_one_content(office: KeyOffice, loose: LooseSlots) -> None:
    bert = bert_in(loose)
    signature = bert.sign(b"42")
    assert office.an.verify(BERT, b"42", signature) is True
    assert office.an.verify(BERT, b"43", signature) is False
    assert office.an.verify(AN, b"42", signature) is False
    assert office.an.verify(uuid4(), b"42", signature) is None
    assert office.an.verify(BERT, b"42", b"kort") is False
    assert office.an.public_keys() == {AN: office.an.public_key, BERT: bert.public_key}
    sheet = open_with_recovery(loose, office.recovery)
    assert bert.verify(None, b"42", sheet.sign(b"42")) is True


def test_the_recovery_sheet_gives_a_forgotten_password_back(office: KeyOffice, loose: LooseSlots) -> None:
    sheet = open_with_recovery(loose, office.recovery.lower().replace(" ", "-"))
    assert (sheet.account_id, sheet.user_name, sheet.is_one_time) == (None, "", False)
    code = one_time_code()
    sheet.reset_password(AN, "An", code)
    assert keys_of(open_ring(loose, user_name="an", password=code)) == keys_of(office.an)
    with pytest.raises(WrongPassword):
        open_ring(loose, user_name="an", password=AN_PASSWORD)


def test_only_the_last_recovery_sheet_opens_the_office(office: KeyOffice, loose: LooseSlots) -> None:
    newer = open_with_recovery(loose, office.recovery).make_recovery()
    with pytest.raises(WrongPassword, match="neem het laatste"):
        open_with_recovery(loose, office.recovery)
    assert keys_of(open_with_recovery(loose, newer)) == keys_of(office.an)
    assert office.an.has_recovery
    office.an.drop_recovery()
    assert not office.an.reload().has_recovery
    with pytest.raises(WrongPassword):
        open_with_recovery(loose, newer)
    with pytest.raises(InvalidInput):
        open_with_recovery(loose, newer[:-1])
    assert not [name for name in loose.names() if name.startswith("recovery")]


def test_device_keys_open_one_account_until_they_are_dropped(office: KeyOffice, loose: LooseSlots) -> None:
    second = office.an.add_device_key()
    for device in (office.device, second):
        assert open_with_device_key(loose, "AN", device).account_id == AN
    for user, device in (("bert", second), ("an", second[:-1]), ("an", b""), ("an", second[:16] + bytes(32))):
        with pytest.raises(WrongPassword):
            open_with_device_key(loose, user, device)
    office.an.drop_device_keys(AN)
    for device in (office.device, second):
        with pytest.raises(WrongPassword):
            open_with_device_key(loose, "an", device)


def test_a_backup_opens_with_the_password_of_its_day(office: KeyOffice, loose: LooseSlots) -> None:
    carried = slots_from(stored_slots(loose))
    office.an.change_password(AN_PASSWORD, "nieuw en beter")
    office.an.remove_account(BERT)
    assert keys_of(open_ring(carried, user_name="an", password=AN_PASSWORD)) == keys_of(office.an)
    assert keys_of(bert_in(carried)) == keys_of(office.an)


@pytest.mark.parametrize("step", range(20))
def test_killed_while_a_password_is_reset_the_old_or_the_new_one_opens(
    office: KeyOffice, loose: LooseSlots, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, left = one_time_code(), [step]
    _fail_after(loose, left, monkeypatch)
    try:
        office.an.reset_password(BERT, "Bert", code)
    except OfficeUnavailable:
        monkeypatch.undo()
    else:
        assert left[0] >= 0  # it was done before the failure came
        monkeypatch.undo()
    found = []
    for password in (BERT_PASSWORD, code):
        try:
            found.append(bert_in(loose, password))
        except WrongPassword:
            continue
    assert [keys_of(ring) for ring in found] == [keys_of(office.an)]


def _fail_after(store: LooseSlots, left: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    """From the given call on, every call fails: what the store looks like when the program was killed there."""

    def wrapped(call: Callable[..., object]) -> Callable[..., object]:
        def run(*args: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise OfficeUnavailable("weg")
            return call(*args)

        return run

    for name in ("names", "read", "put", "add", "remove"):
        monkeypatch.setattr(store, name, wrapped(getattr(store, name)))
