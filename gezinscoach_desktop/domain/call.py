"""What a second start of the program asks of the first: come forward, and perhaps offer what was double-clicked.

It is a file that any program of this user could write, so nothing in it is believed: what this program would not write is
refused, and what is asked is no more than a double-click or a drop on the window could ask.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath, PureWindowsPath

LARGEST = 20_000
LONGEST_PATH = 1_500
_FORMAT = 1
_FIELDS = {"gezinscoach_call", "open"}


class Wrong(StrEnum):
    """Why something is no call, for the log: never what it said."""

    SIZE = "too large"
    FORM = "no JSON"
    FIELDS = "other fields"
    VERSION = "another version"
    PATH = "no path"


class NotACall(ValueError):
    """Not what this program writes; says what is wrong, a Wrong, without repeating it."""


@dataclass(frozen=True, slots=True)
class Call:
    """Come forward; `path` is what was double-clicked, empty for the program itself."""

    path: str = ""


def write(call: Call) -> bytes:
    """Raises NotACall for what could not be read back."""
    content = json.dumps({"gezinscoach_call": _FORMAT, "open": call.path}).encode("ascii")
    read(content)
    return content


def read(content: bytes) -> Call:
    """Raises NotACall."""
    if len(content) > LARGEST:
        raise NotACall(Wrong.SIZE)
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError):
        raise NotACall(Wrong.FORM) from None
    if not isinstance(raw, dict) or set(raw) != _FIELDS:
        raise NotACall(Wrong.FIELDS)
    if type(raw["gezinscoach_call"]) is not int or raw["gezinscoach_call"] != _FORMAT:
        raise NotACall(Wrong.VERSION)
    path = raw["open"]
    if not isinstance(path, str) or (path and not _is_path(path)):
        raise NotACall(Wrong.PATH)
    return Call(path)


def _is_path(text: str) -> bool:
    """One whole path of a file or folder on this PC or a share; no address, no name beside wherever the program stands."""
    is_absolute = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    return is_absolute and len(text) <= LONGEST_PATH and text.isprintable()
