"""An office that was worked in, made once; every test damages a copy of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, open_office
from tests.offices import PASSWORD, USER, FileOffices
from tests.services.repair.damage import AFTER, BEFORE


@pytest.fixture(scope="session")
def worked_in(file_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a backup and work of later; closed."""
    folder = tmp_path_factory.mktemp("gewerkt")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GEZINSCOACH_HOME", str(tmp_path_factory.mktemp("thuis")))
        place = FileOffices(file_template, folder).place()
        desk = open_office(place, user_name=USER, password=PASSWORD)
        add_many(desk, 0, BEFORE)
        back_up(desk, BackupReason.MANUAL)
        add_many(desk, BEFORE, BEFORE + AFTER)
        close_office(desk)
    return Path(place)


def add_many(desk: Desk, first: int, end: int) -> None:
    for number in range(first, end):
        add_family(desk, FamilyInput(name=f"Gezin {number:03}"))


@pytest.fixture
def place(worked_in: Path, tmp_path: Path, own_home: Path) -> Path:
    """A copy of it, to damage."""
    path = tmp_path / "kantoor.gezinscoach"
    shutil.copy(worked_in, path)
    shutil.copy(f"{worked_in}.keys", f"{path}.keys")
    shutil.copytree(f"{worked_in}.backups", f"{path}.backups")
    return path
