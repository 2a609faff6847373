"""The practice office: invented families to try everything on."""

from __future__ import annotations

from collections.abc import Callable

from gezinscoach_desktop.services.desk import Desk


def open_practice(*, reset: bool = False, report: Callable[[int, int], None] | None = None) -> Desk:
    """Open the practice office in its own file, building it first when missing or when `reset`."""
    raise NotImplementedError
