"""One office in a folder in memory and the PCs that share it, in one process."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.folder.office import create_office, open_office
from gezinscoach_desktop.data.folder.port import Folder
from gezinscoach_desktop.data.founding import Founding
from gezinscoach_desktop.data.office import KeptOperation, Operation
from gezinscoach_desktop.data.tables import SettingRow
from gezinscoach_desktop.domain.account import Account
from gezinscoach_desktop.domain.change import Change, Done, Noun
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.permission import OfficeRole
from gezinscoach_desktop.services.setting import shipped_instrument
from tests.data.folder.memory_folder import MemoryFolder, Store

USER, PASSWORD = "an", "vier woorden zijn genoeg"
TAKEN = "Die sleutel bestaat al."


def put(key: str, value: object = 1, *, id_: UUID | None = None, can_wait: bool = True) -> Operation:
    """Keep a setting once; a second one of the same key is refused."""
    arguments = json.dumps([key, value]).encode()
    return _putting(id_ or uuid4(), arguments, can_wait=can_wait)


def _putting(id_: UUID, arguments: bytes, *, can_wait: bool = True, is_urgent: bool = True) -> Operation:
    key, value = json.loads(arguments)

    def run(session: Session) -> Done:
        if session.get(SettingRow, key) is not None:
            raise InvalidInput(TAKEN)
        session.add(SettingRow(key=key, value=value))
        return Done(Change(frozenset({Noun.SETTING})), id_)

    return Operation(
        "put", run, id=id_, arguments=(lambda: arguments) if can_wait else None, is_urgent=is_urgent
    )


def quiet(key: str) -> Operation:
    """As `put`, and nobody waits for it."""
    return _putting(uuid4(), json.dumps([key, 1]).encode(), is_urgent=False)


def revive(kept: KeptOperation) -> Operation:
    if kept.kind != "put":
        raise LookupError(kept.kind)
    return _putting(kept.id, kept.arguments)


def keys_in(office: FolderOffice) -> set[str]:
    """The settings that tests kept."""
    found = office.read(lambda session: session.scalars(select(SettingRow.key)).all())
    return {key for key in found if key.startswith("t")}


@cache
def template() -> Store:
    """A new office, made once."""
    store = Store()
    founding = Founding(
        office_id=uuid4(),
        name="OCMW Proefdorp",
        account=Account(uuid4(), USER, "An", frozenset(OfficeRole)),
        instrument=shipped_instrument(),
        at=datetime.now(UTC),
    )
    create_office(MemoryFolder(store), founding, PASSWORD)
    return store


@dataclass
class Pcs:
    """PCs on one share."""

    home: Path
    store: Store = field(default_factory=lambda: template().copy())
    opened: list[FolderOffice] = field(default_factory=list)

    def folder(self) -> MemoryFolder:
        return MemoryFolder(self.store)

    def replicas(self, pc: str) -> Path:
        path = self.home / pc
        path.mkdir(exist_ok=True)
        return path

    def open(self, pc: str, folder: Folder | None = None, *, user: str = USER) -> FolderOffice:
        """Open the office on that PC."""
        office, _ = open_office(
            folder or self.folder(),
            user_name=user,
            password=PASSWORD,
            revive=lambda kept: revive(kept),  # noqa: PLW0108 - tests put another in its place
            replicas=self.replicas(pc),
        )
        self.opened.append(office)
        return office

    def close(self) -> None:
        for office in self.opened:
            office.close()


@pytest.fixture
def pcs(tmp_path: Path) -> Iterator[Pcs]:
    pcs = Pcs(tmp_path)
    yield pcs
    pcs.close()


Opened = Callable[[str], FolderOffice]
