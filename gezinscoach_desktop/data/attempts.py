"""Wrong passwords per place and user, remembered on this PC under names that tell neither."""

from __future__ import annotations

import hmac
import json
import logging
import math
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from gezinscoach_desktop.data.disk import add_file, replace_file
from gezinscoach_desktop.data.home import home
from gezinscoach_desktop.domain.attempts import Attempts
from gezinscoach_desktop.domain.text import fold

MOST_KEPT = 200
_KEY_BYTES = 32
_log = logging.getLogger(__name__)


def waiting(place: str, user_name: str, now: datetime) -> int:
    """Seconds before a password may be tried; 0 when it may be now."""
    path = _path(place, user_name)
    known = None if path is None else _read(path)
    if path is None or known is None:
        return 0
    here = known.on_this_clock(now)
    if here != known:
        _keep(path, here)
    return math.ceil(here.waiting(now).total_seconds())


def note_failure(place: str, user_name: str, now: datetime) -> int:
    """Remember a wrong password; gives the seconds before the next try."""
    path = _path(place, user_name)
    if path is None:
        return 0
    failed = (_read(path) or Attempts(0, now)).failed(now)
    _keep(path, failed)
    _forget_oldest(path.parent)
    return math.ceil(failed.waiting(now).total_seconds())


def note_success(place: str, user_name: str) -> int:
    """Forget the wrong passwords; gives how many there were since the last good one."""
    path = _path(place, user_name)
    known = None if path is None else _read(path)
    if path is None or known is None:
        return 0
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return known.failures


def _path(place: str, user_name: str) -> Path | None:
    """None when this PC lets nothing be written; then nothing is remembered, and nobody is kept out."""
    try:
        folder = home() / "attempts"
        folder.mkdir(mode=0o700, exist_ok=True)
        # Keyed, so that a list of names cannot be held against the names of the files.
        named = json.dumps([place.strip(), fold(user_name)]).encode()
        return folder / f"{hmac.digest(_key(folder / 'key'), named, 'sha256').hex()}.json"
    except OSError as error:
        _log.warning("Wrong passwords cannot be remembered: %s", type(error).__name__)
        return None


def _key(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return path.read_bytes()
    with suppress(FileExistsError):  # another program of this user just made it
        add_file(path, os.urandom(_KEY_BYTES))
    return path.read_bytes()


def _read(path: Path) -> Attempts | None:
    try:
        raw = json.loads(path.read_bytes())
        failures, since = raw["failures"], datetime.fromisoformat(raw["since"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        _log.warning("What was remembered of wrong passwords could not be read")
        return None
    if not isinstance(failures, int) or failures < 0 or since.tzinfo is None:
        return None
    return Attempts(failures, since.astimezone(UTC))


def _keep(path: Path, attempts: Attempts) -> None:
    content = json.dumps({"failures": attempts.failures, "since": attempts.since.isoformat()})
    try:
        replace_file(path, content.encode())
    except OSError as error:
        _log.warning("Wrong passwords cannot be remembered: %s", type(error).__name__)


def _forget_oldest(folder: Path) -> None:
    with suppress(OSError):
        files = sorted(folder.glob("*.json"), key=lambda file: file.stat().st_mtime_ns)
        for file in files[:-MOST_KEPT]:
            file.unlink(missing_ok=True)
