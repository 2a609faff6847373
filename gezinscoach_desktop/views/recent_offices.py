"""Which offices were opened on this computer, the last one first. Passwords are never kept."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from PySide6.QtCore import QSettings

_KEY = "offices/recent"
_EXPECTED = "offices/expected"
_MOST = 8
_MOST_EXPECTED = 32
_FILE_ENDING = ".gezinscoach"
_SECRET = re.compile(r"password|secret|^scram_", re.IGNORECASE)
"""Options of an address that nobody may read (data/server/address.py)."""


@dataclass(frozen=True, slots=True)
class RecentOffice:
    """Where an office is, who opened it last, and whether this computer may open it without a password for him."""

    place: str
    user_name: str
    has_device_key: bool = False
    name: str = ""
    """What the office calls itself, once it was opened or found."""
    was_opened: bool = True
    """False for one that was only pointed at: whoever comes in for the first time may have a code."""

    @property
    def label(self) -> str:
        """The office's name, or that of its file or folder, or the database and its server."""
        return self.name or office_label(self.place)


def labels_of(offices: Sequence[RecentOffice]) -> tuple[str, ...]:
    """How a list calls them: two of one name are told apart by where they are."""
    often = Counter(one.label for one in offices)
    return tuple(
        one.label if often[one.label] == 1 else f"{one.label} ({office_label(one.place)})" for one in offices
    )


def office_label(place: str) -> str:
    """How a place is called in a list."""
    if is_server(place):
        parts = urlsplit(place)
        return f"{parts.path.lstrip('/') or 'kantoor'} op {parts.hostname or 'server'}"
    path = PurePath(place)
    return (path.stem if path.suffix == _FILE_ENDING else path.name) or place


def is_server(place: str) -> bool:
    """True for the address of a PostgreSQL server."""
    return place.startswith(("postgresql://", "postgres://", "postgresql+"))


def without_password(place: str) -> str:
    """The same address without the password that somebody may have typed in it."""
    if not is_server(place):
        return place
    try:
        parts = urlsplit(place)
    except ValueError:  # no address that ever opened anything
        return f"{place.partition('://')[0]}://"
    options = parts.query.split("&")
    harmless = [option for option in options if not _SECRET.search(option.partition("=")[0])]
    if parts.password is None and harmless == options:
        return place
    login, _, host = parts.netloc.rpartition("@")
    netloc = f"{login.partition(':')[0]}@{host}" if login else host
    return urlunsplit(parts._replace(netloc=netloc, query="&".join(harmless)))


def recent_offices(settings: QSettings) -> tuple[RecentOffice, ...]:
    """The list as kept; what cannot be read is left out."""
    try:
        kept = json.loads(str(settings.value(_KEY, "[]")))
        names = {place: name for place, (_, name) in _expectations(settings).items()}
        return tuple(
            RecentOffice(
                str(one["place"]),
                str(one["user_name"]),
                one.get("has_device_key") is True,
                names.get(str(one["place"]), ""),
            )
            for one in kept
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return ()


def with_office(settings: QSettings, place: str, user_name: str = "") -> tuple[RecentOffice, ...]:
    """The list with this office first, for this user or who opened it last; what is known of it stays."""
    known = recent_offices(settings)
    before = next((one for one in known if one.place == place), None)
    if before is None or user_name not in ("", before.user_name):
        before = RecentOffice(place, user_name, name=expected_office(settings, place).name, was_opened=False)
    return before, *(one for one in known if one.place != place)


def remember_office(settings: QSettings, place: str, user_name: str) -> None:
    """Put this office first in the list; another user's device key is none of his."""
    place = without_password(place)
    known = recent_offices(settings)
    before = next((one for one in known if one.place == place), None)
    has_key = before is not None and before.has_device_key and before.user_name == user_name
    _keep(settings, [RecentOffice(place, user_name, has_key), *(one for one in known if one.place != place)])


def remember_device_key(settings: QSettings, place: str, user_name: str, *, is_kept: bool) -> None:
    """Note that this computer keeps a key for the office, or no longer; the key itself is not here."""
    place = without_password(place)
    others = [one for one in recent_offices(settings) if one.place != place]
    _keep(settings, [RecentOffice(place, user_name, is_kept), *others])


@dataclass(frozen=True, slots=True)
class ExpectedOffice:
    """Which office has to stand at a place, and how a shortcut calls it; either may be unknown."""

    office_id: str = ""
    name: str = ""


def expected_office(settings: QSettings, place: str) -> ExpectedOffice:
    """What was found at a place before: another office there is never opened without a word."""
    found = _expectations(settings).get(without_password(place))
    return ExpectedOffice(*found) if found is not None else ExpectedOffice()


def learn_office(settings: QSettings, place: str, office_id: UUID, name: str) -> None:
    """An office was opened: this is the one that has to stand there the next time."""
    expect_office(settings, place, ExpectedOffice(str(office_id), name))


def expect_office(settings: QSettings, place: str, expected: ExpectedOffice) -> None:
    """From now on only this office is opened there."""
    place, known = without_password(place), _expectations(settings)
    before = known.pop(place, ("", ""))
    known[place] = (expected.office_id, expected.name or before[1])
    settings.setValue(_EXPECTED, json.dumps(dict(list(known.items())[-_MOST_EXPECTED:])))


def _expectations(settings: QSettings) -> dict[str, tuple[str, str]]:
    try:
        kept = json.loads(str(settings.value(_EXPECTED, "{}")))
        return {str(place): (str(one[0]), str(one[1])) for place, one in kept.items()}
    except (ValueError, TypeError, IndexError, KeyError, AttributeError):
        return {}


def forget_office(settings: QSettings, place: str) -> None:
    """Leave this office out of the list; the office itself is not touched."""
    _keep(settings, [one for one in recent_offices(settings) if one.place != place])
    known = _expectations(settings)
    known.pop(place, None)
    settings.setValue(_EXPECTED, json.dumps(known))


def _keep(settings: QSettings, offices: list[RecentOffice]) -> None:
    kept = [
        {"place": one.place, "user_name": one.user_name, "has_device_key": one.has_device_key}
        for one in offices[:_MOST]
    ]
    settings.setValue(_KEY, json.dumps(kept))
