"""A locked or closed office leaves no key in the memory of the program that goes on running."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import pytest

from gezinscoach_desktop.data.keys import KeyRing
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.draft import Draft
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.check import verify
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family, list_families
from gezinscoach_desktop.services.office import close_office, lock, new_office, open_office, unlock
from gezinscoach_desktop.services.sharing import look
from gezinscoach_desktop.services.snapshot import draft_to_keep
from tests.offices import PASSWORD, USER


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


_HEX = re.compile(r"[0-9a-f]{64}")
_AT_ONCE = 10_000


@pytest.fixture(params=["kantoor.gezinscoach", "gedeeld/"])
def worked(request: pytest.FixtureRequest, tmp_path: Path, own_home: Path) -> Iterator[Desk]:
    """An office, on this PC and in a shared folder, in which was worked with every key."""
    place = tmp_path / request.param
    if request.param.endswith("/"):
        place.mkdir()
    new_office(str(place), name="OCMW Proefdorp", user_name=USER, password=PASSWORD)
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    family = add_family(desk, FamilyInput(name="Peeters")).id
    assert family is not None
    draft_to_keep(desk, Draft(UUID(int=1), family, date(2026, 11, 22)))()
    back_up(desk, BackupReason.MANUAL)
    verify(desk, deep=True)
    look(desk)
    yield desk
    desk.office.close()


def prints_of(ring: KeyRing) -> dict[bytes, str]:
    """What each key hashes to, since a test that knows the keys would find its own."""
    keys = {
        "root": ring.secret.root,
        "private half to open boxes": ring.secret.pairs.exchange,
        "private half to sign": ring.secret.pairs.signing,
        "master key": ring.known.newest.master,
        "database key": ring.database,
        "log key": ring.log,
        "backup key": ring.backup,
        "draft key": ring.draft,
    }
    return {sha256(key).digest(): name for name, key in keys.items()}


def found_in_memory(prints: dict[bytes, str]) -> set[str]:
    """The keys that some object still holds, as bytes or written out."""
    gc.collect()
    found = set()
    objects = gc.get_objects()
    for start in range(0, len(objects), _AT_ONCE):
        held = gc.get_referents(*objects[start : start + _AT_ONCE])
        types = {each for each in set(map(type, held)) if issubclass(each, (bytes, str))}
        for each in {id(each): each for each in held if type(each) in types}.values():
            if isinstance(each, bytes) and len(each) == 32:
                found.add(prints.get(sha256(each).digest(), ""))
            elif isinstance(each, str) and 64 <= len(each) < 200:
                for written in _HEX.findall(each):
                    found.add(prints.get(sha256(bytes.fromhex(written)).digest(), ""))
    return found - {""}


@pytest.mark.parametrize("leave", [lock, close_office])
def test_no_key_is_left_in_memory(worked: Desk, leave: Callable[[Desk], None]) -> None:
    prints = prints_of(worked.office.keys)
    assert {"root", "master key", "private half to sign"} <= found_in_memory(prints)  # the control
    leave(worked)
    assert found_in_memory(prints) == set()


def test_a_locked_office_is_there_again_with_the_password(worked: Desk) -> None:
    prints = prints_of(worked.office.keys)
    lock(worked)
    unlock(worked, PASSWORD)
    assert len(list_families(worked)) == 1
    lock(worked)
    assert found_in_memory(prints) == set()
