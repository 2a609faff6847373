"""An office for views whose services are replaced."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.office import OfficeKind


class NoOffice:
    """Stands where an office would: the services are replaced, so nobody asks it anything."""

    id = UUID(int=9)
    name = "Oefenkantoor"
    kind = OfficeKind.THIS_PC
    place = "oefenen.gco"
    read_only = None
    is_partial = False

    @property
    def keys(self) -> Any:
        raise AssertionError("A view never asks for keys.")

    def read(self, query: object) -> Any:
        raise AssertionError("A view never reads from the office itself.")

    def write(self, operation: object) -> Any:
        raise AssertionError("A view never writes to the office itself.")

    def news(self) -> Any:
        raise AssertionError("A view asks for news through services.sharing.")

    def when_news(self, wake: object) -> None: ...

    def health(self) -> Any:
        raise AssertionError("A view asks how the office is through services.sharing.")

    def settle(self, operation_id: UUID, *, again: bool) -> None:
        raise AssertionError("A view settles through services.sharing.")

    def copy_database(self, target: Path, key: bytes) -> None:
        raise AssertionError("A view never copies the office itself.")

    def change_database_key(self) -> None:
        raise AssertionError("A view never changes keys itself.")

    def replace_database(self, source: Path, key: bytes) -> None:
        raise AssertionError("A view never replaces the office itself.")

    def close(self) -> None: ...
