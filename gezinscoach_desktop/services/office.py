"""Making and opening an office."""

from __future__ import annotations

from gezinscoach_desktop.services.desk import Desk


def new_office(place: str, *, name: str, user_name: str, password: str, display_name: str = "") -> None:
    """Make an empty office at `place` (a file path or postgresql:// URL) whose first account has every role.

    Raises InvalidInput (field name, place, user_name, password) and OfficeUnavailable; never overwrites anything.
    """
    raise NotImplementedError


def open_office(place: str, *, user_name: str, password: str) -> Desk:
    """Open an existing office; raises WrongPassword or OfficeUnavailable. Never creates one."""
    raise NotImplementedError


def close_office(desk: Desk) -> None:
    """Close the store; the desk cannot be used afterwards."""
    desk.office.close()
