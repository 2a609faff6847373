"""Which offices were opened on this computer, the last one first. Passwords are never kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit, urlunsplit

from PySide6.QtCore import QSettings

_KEY = "offices/recent"
_MOST = 8


@dataclass(frozen=True, slots=True)
class RecentOffice:
    """Where an office is, and who opened it last."""

    place: str
    user_name: str

    @property
    def label(self) -> str:
        """The name of the file, or the database and its server."""
        if is_server(self.place):
            parts = urlsplit(self.place)
            return f"{parts.path.lstrip('/') or 'kantoor'} op {parts.hostname or 'server'}"
        return PurePath(self.place).stem or self.place


def is_server(place: str) -> bool:
    """True for the address of a PostgreSQL server."""
    return place.startswith(("postgresql://", "postgres://", "postgresql+"))


def without_password(place: str) -> str:
    """The same address without the password that somebody may have typed in it."""
    if not is_server(place):
        return place
    parts = urlsplit(place)
    if parts.password is None:
        return place
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{parts.username}@{host}"))


def recent_offices(settings: QSettings) -> tuple[RecentOffice, ...]:
    """The list as kept; what cannot be read is left out."""
    try:
        kept = json.loads(str(settings.value(_KEY, "[]")))
        return tuple(RecentOffice(str(one["place"]), str(one["user_name"])) for one in kept)
    except (ValueError, TypeError, KeyError):
        return ()


def remember_office(settings: QSettings, place: str, user_name: str) -> None:
    """Put this office first in the list."""
    opened = RecentOffice(without_password(place), user_name)
    others = [one for one in recent_offices(settings) if one.place != opened.place]
    kept = [{"place": one.place, "user_name": one.user_name} for one in (opened, *others)[:_MOST]]
    settings.setValue(_KEY, json.dumps(kept))


def forget_office(settings: QSettings, place: str) -> None:
    """Leave this office out of the list; the office itself is not touched."""
    others = [one for one in recent_offices(settings) if one.place != place]
    kept = [{"place": one.place, "user_name": one.user_name} for one in others]
    settings.setValue(_KEY, json.dumps(kept))
