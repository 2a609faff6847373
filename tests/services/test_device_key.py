"""Opening without a password on this PC: only where the office allows it, and only as long as it does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import keyring
import keyring.backend
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as NullKeyring

from gezinscoach_desktop.data import audit, device_key
from gezinscoach_desktop.domain.errors import NotAllowed, OfficeUnavailable
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.account import (
    add_account,
    change_password,
    close_account,
    device_key_state,
    forget_device_key,
    keep_device_key,
    reset_password,
)
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.device_key import forget_key_here, may_be_offered
from gezinscoach_desktop.services.office import (
    close_office,
    has_device_key,
    open_office,
    open_with_device_key,
)
from gezinscoach_desktop.services.setting import change_security, read_security
from tests.offices import EVERY_KIND, PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """A device key opens what asks no password itself."""
    return False


pytestmark = EVERY_KIND

OWN = "een geheel eigen wachtwoord"


class MemoryKeyring(keyring.backend.KeyringBackend):
    """A key store that lasts as long as the test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.fails = False

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.fails:
            raise RuntimeError("the bus is gone")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    store = MemoryKeyring()
    monkeypatch.setattr(device_key, "_TRUSTED", frozenset({MemoryKeyring.__module__}))
    before = keyring.get_keyring()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


@pytest.fixture
def allowed(desk: Desk, store: MemoryKeyring) -> Desk:
    change_security(desk, replace(read_security(desk), allows_device_key=True))
    return desk


def test_without_the_offices_leave_no_key_is_kept(desk: Desk, store: MemoryKeyring) -> None:
    assert not device_key_state(desk).is_allowed
    with pytest.raises(NotAllowed):
        keep_device_key(desk)
    assert store.kept == {}


def test_a_kept_key_opens_the_office_and_the_trail_tells(allowed: Desk, store: MemoryKeyring) -> None:
    assert open_with_device_key(allowed.place, USER) is None
    keep_device_key(allowed)
    state = device_key_state(allowed)
    assert (state.is_allowed, state.is_kept, state.problem) == (True, True, None)
    assert has_device_key(allowed.place, USER.upper())

    again = open_with_device_key(allowed.place, USER.upper())

    assert again is not None
    assert again.account == allowed.account
    assert again.office.read(audit.entries)[-1].details == {"way": "device_key"}
    close_office(again)


def test_what_is_kept_tells_no_place_nor_name_and_is_not_the_master_key(
    allowed: Desk, store: MemoryKeyring
) -> None:
    keep_device_key(allowed)
    kept = repr(store.kept)
    assert USER not in kept.replace("gezinscoach", "").split(" ")
    assert allowed.place not in kept
    for secret in (allowed.office.keys.database, allowed.office.keys.draft):
        assert secret not in (device_key.find(allowed.place, USER) or b"")


def test_keeping_again_or_forgetting_leaves_no_other_key(allowed: Desk, store: MemoryKeyring) -> None:
    keep_device_key(allowed)
    first = dict(store.kept)
    keep_device_key(allowed)
    assert len(store.kept) == 1
    assert store.kept != first
    (name,) = store.kept
    forget_device_key(allowed)
    assert store.kept == {}
    store.kept[name] = first[name]
    assert open_with_device_key(allowed.place, USER) is None  # the old one opens nothing
    forget_device_key(allowed)  # twice is fine


def test_an_office_that_no_longer_allows_it_asks_the_password(allowed: Desk, store: MemoryKeyring) -> None:
    keep_device_key(allowed)
    change_security(allowed, replace(read_security(allowed), allows_device_key=False))
    assert open_with_device_key(allowed.place, USER) is None
    assert store.kept == {}
    change_security(allowed, replace(read_security(allowed), allows_device_key=True))
    assert open_with_device_key(allowed.place, USER) is None


def colleague(desk: Desk) -> tuple[Desk, str]:
    access = add_account(desk, user_name="bo", display_name="Bo", roles=frozenset({OfficeRole.COACH}))
    return open_office(desk.place, user_name="bo", password=access.code), access.code


def test_a_one_time_code_keeps_no_key(allowed: Desk) -> None:
    bo, code = colleague(allowed)
    with pytest.raises(NotAllowed):
        keep_device_key(bo)
    change_password(bo, code, OWN)
    keep_device_key(bo)
    close_office(bo)


@pytest.mark.parametrize("end", [close_account, reset_password])
def test_a_key_of_a_closed_account_or_a_forgotten_password_opens_nothing(
    allowed: Desk, store: MemoryKeyring, end: object
) -> None:
    bo, code = colleague(allowed)
    change_password(bo, code, OWN)
    keep_device_key(bo)
    close_office(bo)
    assert callable(end)
    end(allowed, bo.account.id)
    assert open_with_device_key(allowed.place, "bo") is None
    assert store.kept == {}


def test_a_changed_password_ends_the_keys_of_other_pcs_and_not_that_of_this_one(
    allowed: Desk, store: MemoryKeyring
) -> None:
    keep_device_key(allowed)
    elsewhere = dict(store.kept)
    change_password(allowed, PASSWORD, OWN)
    here = open_with_device_key(allowed.place, USER)
    assert here is not None
    close_office(here)
    store.kept = elsewhere
    assert open_with_device_key(allowed.place, USER) is None


@pytest.mark.parametrize("backend", [NoKeyring, NullKeyring, MemoryKeyring])
def test_a_pc_without_a_safe_key_store_says_so_and_works_on(
    desk: Desk, store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch, backend: type
) -> None:
    """MemoryKeyring stands for any store the program does not know: it may be a plain file."""
    monkeypatch.setattr(device_key, "_TRUSTED", frozenset({"keyring.backends.SecretService"}))
    keyring.set_keyring(backend())
    change_security(desk, replace(read_security(desk), allows_device_key=True))
    state = device_key_state(desk)
    assert not state.is_kept
    assert state.problem is not None
    assert "sleutelbos" in state.problem
    with pytest.raises(OfficeUnavailable, match="sleutelbos"):
        keep_device_key(desk)
    assert open_with_device_key(desk.place, USER) is None


def test_a_key_store_that_fails_is_no_error_of_the_office(
    allowed: Desk, store: MemoryKeyring, caplog: pytest.LogCaptureFixture
) -> None:
    keep_device_key(allowed)
    store.fails = True
    assert open_with_device_key(allowed.place, USER) is None
    assert not device_key_state(allowed).is_kept
    forget_device_key(allowed)
    with pytest.raises(OfficeUnavailable, match="neemt de sleutel niet aan"):
        keep_device_key(allowed)
    assert "bus" not in caplog.text  # errors of others may quote anything


class WindowsCredentials(ModuleType):
    """As much of win32cred as the key store of Windows uses; remembers what is written."""

    CRED_TYPE_GENERIC, CRED_PERSIST_LOCAL_MACHINE, CRED_PERSIST_ENTERPRISE = 1, 2, 3

    def __init__(self) -> None:
        super().__init__("win32cred")
        self.written: dict[str, dict[str, Any]] = {}

    def CredWrite(self, credential: dict[str, Any], flags: int) -> None:
        self.written[credential["TargetName"]] = credential

    def CredRead(self, *, Type: int, TargetName: str) -> dict[str, Any]:  # noqa: N803
        if TargetName not in self.written:
            missing = RuntimeError()
            missing.winerror, missing.funcname = 1168, "CredRead"  # type: ignore[attr-defined]
            raise missing
        found = self.written[TargetName]
        return found | {"CredentialBlob": found["CredentialBlob"].encode("utf-16")}

    def CredDelete(self, *, Type: int, TargetName: str) -> None:  # noqa: N803
        del self.written[TargetName]


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowsCredentials]:
    """The key store of Windows over a stand-in for Windows itself."""
    credentials, errors, both = WindowsCredentials(), ModuleType("pywintypes"), ModuleType("pywin32")
    errors.error = RuntimeError  # type: ignore[attr-defined]
    both.pywintypes, both.win32cred = errors, credentials  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "win32ctypes", ModuleType("win32ctypes"))
    monkeypatch.setitem(sys.modules, "win32ctypes.pywin32", both)
    monkeypatch.delitem(sys.modules, "keyring.backends.Windows", raising=False)
    before, known = keyring.get_keyring(), set(keyring.backend.KeyringBackend._classes)
    keyring.set_keyring(import_module("keyring.backends.Windows").WinVaultKeyring())
    yield credentials
    keyring.set_keyring(before)
    keyring.backend.KeyringBackend._classes.intersection_update(known)


def test_windows_keeps_a_key_on_this_pc_and_never_in_a_profile_that_travels(
    desk: Desk, windows: WindowsCredentials
) -> None:
    change_security(desk, replace(read_security(desk), allows_device_key=True))
    assert may_be_offered(desk.place, USER)
    keep_device_key(desk)

    (kept,) = windows.written.values()
    assert kept["Persist"] == windows.CRED_PERSIST_LOCAL_MACHINE
    assert not may_be_offered(desk.place, USER), "once is enough"
    again = open_with_device_key(desk.place, USER)
    assert again is not None
    close_office(again)


def test_a_key_is_taken_away_from_the_list_without_opening_the_office(
    allowed: Desk, store: MemoryKeyring
) -> None:
    keep_device_key(allowed)
    forget_key_here(allowed.place, USER.upper())

    assert store.kept == {}
    assert open_with_device_key(allowed.place, USER) is None
    forget_key_here(allowed.place, USER)  # none is fine


def slots(desk: Desk) -> set[str]:
    """What the office itself keeps of device keys."""
    return {name for name in desk.office.keys.store.names() if ".device." in name}


def test_a_key_that_is_taken_away_while_signed_in_is_gone_from_the_office_too(
    allowed: Desk, store: MemoryKeyring
) -> None:
    keep_device_key(allowed)
    assert len(slots(allowed)) == 1

    forget_device_key(allowed)

    assert slots(allowed) == set()


def test_what_is_left_of_a_key_that_was_taken_away_from_the_list_goes_when_its_user_opens_the_office_here(
    allowed: Desk, store: MemoryKeyring, own_home: Path
) -> None:
    bo, code = colleague(allowed)
    change_password(bo, code, OWN)
    keep_device_key(bo)
    close_office(bo)
    keep_device_key(allowed)
    (of_an,) = (name for name in slots(allowed) if str(allowed.account.id) in name)
    forget_key_here(allowed.place, "bo")
    assert len(slots(allowed)) == 2
    assert not any(
        word in file.read_text("utf-8") for file in own_home.glob("losse*") for word in ("bo", "An")
    )

    close_office(open_office(allowed.place, user_name=USER, password=PASSWORD))
    assert len(slots(allowed)) == 2, "somebody else opened it"
    close_office(open_office(allowed.place, user_name="BO", password=OWN))

    assert slots(allowed) == {of_an}
    assert list(own_home.glob("losse*")) == []


def test_a_key_that_is_taken_away_while_the_office_cannot_be_reached_is_gone_here_and_there_later(
    allowed: Desk, store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_device_key(allowed)

    def refuse(*_: object) -> None:
        raise OfficeUnavailable("De map is niet bereikbaar.")

    with monkeypatch.context() as away:
        away.setattr(type(allowed.office.keys), "drop_device_key", refuse)
        forget_device_key(allowed)
    assert store.kept == {}
    assert len(slots(allowed)) == 1

    keep_device_key(allowed)
    (kept,) = slots(allowed)
    close_office(open_office(allowed.place, user_name=USER, password=PASSWORD))

    assert slots(allowed) == {kept}, "the new one stays"
    again = open_with_device_key(allowed.place, USER)
    assert again is not None
    close_office(again)


def test_a_key_that_the_office_allows_no_longer_leaves_nothing_there(
    allowed: Desk, store: MemoryKeyring
) -> None:
    keep_device_key(allowed)
    change_security(allowed, replace(read_security(allowed), allows_device_key=False))

    assert open_with_device_key(allowed.place, USER) is None

    assert slots(allowed) == set()


@pytest.mark.parametrize("by", ["administrator", "user elsewhere"])
def test_the_key_of_a_pc_that_is_gone_is_taken_away_from_another_one(
    allowed: Desk, store: MemoryKeyring, by: str
) -> None:
    bo, code = colleague(allowed)
    change_password(bo, code, OWN)
    keep_device_key(bo)
    stolen = dict(store.kept)
    store.kept.clear()  # the other PC

    if by == "administrator":
        reset_password(allowed, bo.account.id)
    else:
        change_password(bo, OWN, "nog een heel ander wachtwoord")
    close_office(bo)

    assert slots(allowed) == set()
    store.kept = stolen
    assert open_with_device_key(allowed.place, "bo") is None


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": 1}', '{"a": ["zz"]}'])
def test_a_list_of_keys_to_remove_that_cannot_be_read_hinders_nobody(
    allowed: Desk, store: MemoryKeyring, own_home: Path, content: str
) -> None:
    (own_home / "losse-sleutels.json").write_text(content, encoding="utf-8")

    close_office(open_office(allowed.place, user_name=USER, password=PASSWORD))
    keep_device_key(allowed)
    forget_device_key(allowed)

    assert slots(allowed) == set()


def test_a_pc_without_a_safe_key_store_is_offered_nothing(
    desk: Desk, store: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert may_be_offered(desk.place, USER)
    assert not may_be_offered("postgresql://db.gent.be/kantoor", USER), "a server asks the password itself"
    monkeypatch.setattr(device_key, "_TRUSTED", frozenset({"keyring.backends.SecretService"}))
    assert not may_be_offered(desk.place, USER)
