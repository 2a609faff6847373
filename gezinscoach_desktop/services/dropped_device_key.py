"""What is left in an office of a device key that this PC dropped while it was shut, or out of reach."""

from __future__ import annotations

from contextlib import suppress

from gezinscoach_desktop.data import dropped_device_key as dropped
from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.errors import OfficeUnavailable


def clear_dropped_device_keys(office: Office, place: str, user_name: str) -> None:
    """Remove it for who opened the office, or leave it for another time."""
    ids = dropped.ids_of(place, user_name)
    if not ids or office.read_only is not None or office.keys.account_id is None:
        return
    with suppress(OfficeUnavailable):
        for id_ in ids:
            office.keys.drop_device_key(id_)
        dropped.forget(place, user_name)
