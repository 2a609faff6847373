"""Key records: small JSON objects with exactly the fields expected, written the same way every time."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

FORMAT = 2
LARGEST = 100_000

Value = str | int | bool | bytes | UUID


class Damaged(ValueError):
    """What stands there is not what this program writes."""


class Newer(Exception):
    """Written by a newer program."""


def write_record(kind: str, fields: Mapping[str, Value]) -> bytes:
    """The same bytes for the same fields, so that they can be bound to what is sealed."""
    plain = {name: _plain(value) for name, value in fields.items()}
    return json.dumps({"format": FORMAT, "kind": kind, **plain}, sort_keys=True).encode("ascii")


def read_record(kind: str, content: bytes, types: Mapping[str, type]) -> dict[str, Any]:
    """The fields; raises Damaged unless `write_record` wrote exactly this, and Newer for a format still to come."""
    raw = load(content)
    if raw.pop("format") != FORMAT or raw.pop("kind", None) != kind or set(raw) != set(types):
        raise Damaged("fields")
    found = {name: _valued(raw[name], wanted) for name, wanted in types.items()}
    if write_record(kind, found) != content:
        raise Damaged("the same written otherwise")
    return found


def load(content: bytes, *, largest: int = LARGEST) -> dict[str, Any]:
    """A JSON object with a format this program knows; raises Damaged or Newer."""
    if len(content) > largest:
        raise Damaged("too large")
    try:
        raw = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Damaged("no JSON") from error
    if not isinstance(raw, dict) or not is_whole(raw.get("format")):
        raise Damaged("no format")
    if raw["format"] > FORMAT:
        raise Newer
    return raw


def is_whole(value: object) -> bool:
    """True for a whole number; in Python True and False are numbers too."""
    return isinstance(value, int) and not isinstance(value, bool)


def _plain(value: Value) -> str | int | bool:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return str(value) if isinstance(value, UUID) else value


def _valued(value: object, wanted: type) -> Value:
    try:
        if wanted is bytes and isinstance(value, str):
            return base64.b64decode(value, validate=True)
        if wanted is UUID and isinstance(value, str):
            return UUID(value)
    except ValueError as error:
        raise Damaged("kind of value") from error
    if wanted is int and isinstance(value, int) and is_whole(value):
        return value
    if wanted in (str, bool) and isinstance(value, wanted):
        found: Value = value
        return found
    raise Damaged("kind of value")
