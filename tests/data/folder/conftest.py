"""Folders of every kind an office can stand in, each as two PCs see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import pytest

from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.port import Folder
from tests.data.folder.memory_folder import MemoryFolder, Store
from tests.data.folder.samba import Samba, samba
from tests.data.folder.smb_folder import SmbFolder

__all__ = ["samba"]

NewView = Callable[[], Folder]
"""Gives one more PC's view of the same folder."""

KINDS = ("os", "smb", "memory")


class NewViews(Protocol):
    """Makes an empty folder and gives views of it."""

    def __call__(self) -> NewView: ...


@pytest.fixture
def new_views(folder_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewViews]:
    """Empty folders of the kind under test, as many as a test likes."""
    with ExitStack() as stack:

        def make() -> NewView:
            name = f"kantoor-{uuid4().hex}"
            if folder_kind == "memory":
                store = Store()
                return lambda: MemoryFolder(store)
            if folder_kind == "os":
                (tmp_path / name).mkdir()
                return lambda: OsFolder(tmp_path / name)
            server: Samba = request.getfixturevalue("samba")
            (server.folder / name).mkdir()

            def view() -> Folder:
                folder = SmbFolder(server.port, name)
                stack.callback(folder.close)
                return folder

            return view

        yield make


@pytest.fixture(params=KINDS)
def folder_kind(request: pytest.FixtureRequest) -> str:
    """Every test that uses a folder runs on each kind."""
    kind: str = request.param
    return kind


@pytest.fixture
def new_view(new_views: NewViews) -> NewView:
    """One empty folder, as many PCs as a test likes."""
    return new_views()


@pytest.fixture
def folder(new_view: NewView) -> Folder:
    """One empty folder as one PC sees it."""
    return new_view()
