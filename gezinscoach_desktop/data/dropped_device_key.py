"""Device keys that this PC dropped while the office was shut: what is left of them there goes at the next opening.

Without the key, which is gone from this PC, the slot opens nothing. Only its number is kept, under a hash that tells neither
place nor user.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from gezinscoach_desktop.data import device_key
from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.data.keys.changing import DEVICE_ID_BYTES

_FILE = "losse-sleutels.json"
_MOST = 64


def note(place: str, user_name: str, key: bytes) -> None:
    """The slot of this key is still in the office; a home that takes no file is no trouble here."""
    kept = _read()
    name = device_key.name_of(place, user_name)
    ids = [each for each in kept.pop(name, []) if each != key[:DEVICE_ID_BYTES].hex()]
    kept[name] = [*ids, key[:DEVICE_ID_BYTES].hex()]
    _write(dict(list(kept.items())[-_MOST:]))


def ids_of(place: str, user_name: str) -> tuple[bytes, ...]:
    """Of which keys a slot may still be there, first noted first."""
    return tuple(bytes.fromhex(each) for each in _read().get(device_key.name_of(place, user_name), []))


def forget(place: str, user_name: str) -> None:
    """Their slots are gone."""
    kept = _read()
    if kept.pop(device_key.name_of(place, user_name), None) is not None:
        _write(kept)


def _read() -> dict[str, list[str]]:
    try:
        raw = json.loads(_path().read_bytes())
        return {str(name): [bytes.fromhex(each).hex() for each in ids] for name, ids in raw.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(kept: dict[str, list[str]]) -> None:
    with suppress(OSError):
        if kept:
            replace_file(_path(), json.dumps(kept).encode())
        else:
            _path().unlink(missing_ok=True)


def _path() -> Path:
    return home() / _FILE
