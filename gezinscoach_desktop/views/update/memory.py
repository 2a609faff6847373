"""What this PC remembers of updates between two times: where they stand, what was seen, what was begun or went wrong."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSettings

from gezinscoach_desktop.domain.update import Manifest, Version, leads_outside, parse_version
from gezinscoach_desktop.services.update import fixed_folder

IT_FOLDER = "update/it_folder"
"""An IT department may write it in the file of settings; the environment variable goes before it."""
_OFFICE_FOLDER = "update/office_folder"
_SEEN = "update/newest_seen"
_DISMISSED = "update/dismissed"
_STARTED = "update/started"
_FAILED = "update/failed"
_NOTED = "update/noted"


@dataclass(frozen=True, slots=True)
class Started:
    """The update whose setup this program started when it ended."""

    version: Version
    what_is_new: tuple[str, ...]


class Memory:
    """Never holds anything of families or accounts."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def fixed_folder(self) -> str:
        """What the IT department set for this PC; empty when it set nothing."""
        return fixed_folder() or self._text(IT_FOLDER)

    @property
    def folder(self) -> str:
        """Where to look: what IT set, else what the last office said that was opened here."""
        return self.fixed_folder or self.office_folder

    @property
    def office_folder(self) -> str:
        """What the last office said that was opened here; nothing outside, whatever an office says."""
        folder = self._text(_OFFICE_FOLDER)
        return "" if leads_outside(folder) else folder

    def keep_office_folder(self, folder: str) -> None:
        self._settings.setValue(_OFFICE_FOLDER, folder)

    @property
    def newest_seen(self) -> Version | None:
        try:
            return parse_version(self._text(_SEEN))
        except ValueError:
            return None

    def keep_seen(self, version: Version) -> None:
        self._settings.setValue(_SEEN, str(version))

    def is_dismissed(self, what: str, today: date) -> bool:
        """Whether the user closed the bar that says `what`, today."""
        return self._text(_DISMISSED) == f"{what} {today.isoformat()}"

    def dismiss(self, what: str, today: date) -> None:
        self._settings.setValue(_DISMISSED, f"{what} {today.isoformat()}")

    def is_new(self, where: str, what: str, today: date) -> bool:
        """Whether this PC did not note that refusal there today, which it is taken to do now: once a day says enough."""
        key, noted = f"{_NOTED}_{where}", f"{what} {today.isoformat()}"
        is_new = self._text(key) != noted
        self._settings.setValue(key, noted)
        return is_new

    # ------------------------------------------------------------------------------ over the end of the program

    @property
    def started(self) -> Started | None:
        try:
            kept = json.loads(self._text(_STARTED))
            return Started(parse_version(kept["version"]), tuple(str(line) for line in kept["what_is_new"]))
        except (ValueError, TypeError, KeyError):
            return None

    def keep_started(self, manifest: Manifest | None) -> None:
        """On disk at once: the setup ends this program. None once it is known what became of it."""
        if manifest is None:
            self._settings.remove(_STARTED)
        else:
            kept = {"version": str(manifest.version), "what_is_new": manifest.what_is_new}
            self._settings.setValue(_STARTED, json.dumps(kept))
        self._settings.sync()

    @property
    def failed(self) -> str:
        """Why the last update did not go on; empty when it did."""
        return self._text(_FAILED)

    def keep_failed(self, reason: str) -> None:
        """For the next start; empty once it was told."""
        if reason:
            self._settings.setValue(_FAILED, reason)
        else:
            self._settings.remove(_FAILED)
        self._settings.sync()

    def _text(self, key: str) -> str:
        value = self._settings.value(key, "")
        return value.strip() if isinstance(value, str) else ""
