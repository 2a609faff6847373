"""Who left, or has another password by now, does not get in by pulling out the cable."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.folder.office import open_office
from gezinscoach_desktop.domain.errors import UserError, WrongPassword
from gezinscoach_desktop.services.operation import revive
from tests.data.folder.faulty_folder import FaultyFolder, Plan
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.pcs import PASSWORD, USER, found
from tests.data.folder.test_away import AWAY

NEW = "een geheel ander wachtwoord"


@pytest.fixture
def store() -> Store:
    store = Store()
    found(MemoryFolder(store))
    return store


def opened(store: Store, home: Path, plan: Plan, password: str = PASSWORD) -> FolderOffice:
    folder = FaultyFolder(MemoryFolder(store), plan)
    home.mkdir(exist_ok=True)
    return open_office(folder, user_name=USER, password=password, revive=revive, replicas=home)[0]


def test_a_password_that_the_share_refused_opens_nothing_without_the_share(
    store: Store, tmp_path: Path
) -> None:
    mine, other = tmp_path / "a", tmp_path / "b"
    opened(store, mine, Plan()).close()
    opened(store, mine, AWAY).close()  # the control: until then it opens without the share
    elsewhere = opened(store, other, Plan())
    elsewhere.keys.change_password(PASSWORD, NEW)
    elsewhere.close()
    with pytest.raises(WrongPassword):
        opened(store, mine, Plan())
    with pytest.raises(UserError):
        opened(store, mine, AWAY)
    opened(store, mine, Plan(), NEW).close()
    opened(store, mine, AWAY, NEW).close()


def test_a_slip_of_the_keyboard_forgets_nothing(store: Store, tmp_path: Path) -> None:
    opened(store, tmp_path / "a", Plan()).close()
    with pytest.raises(WrongPassword):
        opened(store, tmp_path / "a", Plan(), "een slip van het toetsenbord")
    opened(store, tmp_path / "a", AWAY).close()
