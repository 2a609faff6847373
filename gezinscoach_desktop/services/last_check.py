"""What the last check of an office found on this PC: kinds and counts only, for a report."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

KINDS = frozenset(
    {
        "Tabellen",
        "Logboek",
        "Verwijzingen",
        "Momentopnamen",
        "Toewijzingen",
        "Scores",
        "Databank",
        "Reservekopieën",
        "Zoeken",
    }
)
"""The parts of an office that are checked."""
_NAME = "laatste-controle.json"


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When it was, and how many findings of which kind there were."""

    at: datetime
    is_deep: bool
    findings: Mapping[str, int]


def keep(at: datetime, *, is_deep: bool, where: Iterable[str]) -> None:
    """Remember it; a disk that refuses is no trouble here."""
    from gezinscoach_desktop.data.disk import replace_file

    content = {"at": at.isoformat(), "is_deep": is_deep, "findings": dict(Counter(where))}
    with suppress(OSError):
        replace_file(_path(), json.dumps(content, ensure_ascii=False).encode())


def read() -> LastCheck | None:
    """None when there was none, or it cannot be read."""
    try:
        raw = json.loads(_path().read_bytes())
        found = {str(where): int(count) for where, count in raw["findings"].items() if where in KINDS}
        return LastCheck(datetime.fromisoformat(raw["at"]).astimezone(UTC), raw["is_deep"] is True, found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _path() -> Path:
    from gezinscoach_desktop.data.home import home

    return home() / _NAME
