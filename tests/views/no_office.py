"""An office for views whose services are replaced."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from gezinscoach_desktop.data.office import OfficeKind


class NoOffice:
    """Stands where an office would: the services are replaced, so nobody asks it anything."""

    id = UUID(int=9)
    name = "Oefenkantoor"
    kind = OfficeKind.THIS_PC
    place = "oefenen.gco"
    draft_key = bytes(32)

    def read(self, query: object) -> Any:
        raise AssertionError("A view never reads from the office itself.")

    def write(self, operation: object) -> Any:
        raise AssertionError("A view never writes to the office itself.")

    def close(self) -> None: ...
