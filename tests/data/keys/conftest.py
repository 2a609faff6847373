"""Stores of every kind, each as two programs see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from gezinscoach_desktop.data import schema
from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.keys import FileSlots, FolderSlots, SlotStore
from gezinscoach_desktop.data.server.address import parse
from gezinscoach_desktop.data.server.engine import make_engine
from gezinscoach_desktop.data.server.slots import TableSlots
from gezinscoach_desktop.data.tables import KeySlotRow, table_of
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.keys.key_office import KeyOffice, LooseSlots, key_office
from tests.offices import ServerOffices

NewView = Callable[[], SlotStore]


@pytest.fixture(
    params=[
        "file",
        "folder",
        "memory folder",
        "table",
        pytest.param("postgresql", marks=pytest.mark.postgres),
    ],
)
def view(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewView]:
    """Gives one more program's view of the same slots."""
    if request.param == "file":
        yield lambda: FileSlots(tmp_path / "kantoor.keys")
    elif request.param == "folder":
        yield lambda: FolderSlots(OsFolder(tmp_path))
    elif request.param == "memory folder":
        share = Store()
        yield lambda: FolderSlots(MemoryFolder(share))
    else:
        engine = _engine(request, tmp_path)
        if engine.dialect.name == "postgresql":  # logins and their passwords belong to it
            with engine.begin() as connection:
                schema.upgrade(connection)
        else:
            table_of(KeySlotRow).create(engine)
        yield lambda: TableSlots(engine)
        engine.dispose()


def _engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    if request.param == "table":
        return create_engine(f"sqlite:///{tmp_path / 'table.db'}", connect_args={"timeout": 60})
    server: ServerOffices = request.getfixturevalue("server_offices")
    return make_engine(parse(server.empty()))


@pytest.fixture
def loose() -> LooseSlots:
    """Slots that an attacker can change."""
    return LooseSlots({})


@pytest.fixture
def office(loose: LooseSlots) -> KeyOffice:
    """An office whose slots are `loose`."""
    return key_office(loose)
