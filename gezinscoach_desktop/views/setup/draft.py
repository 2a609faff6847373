"""What was typed for an office that is not there yet, kept on this PC until it is. Never a password."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, fields, replace

from PySide6.QtCore import QSettings

from gezinscoach_desktop.views.recent_offices import without_password

_DRAFT = "setup/draft"
_UNFINISHED = "setup/unfinished"
_HOST = re.compile(r"\s*(?:\[[\w:.%]*\]|[\w.-]*)(?::\d*)?\s*")
_TELLING = re.compile(r"[@=:?]")
"""Never in the name of a database, and always in an address or a row of options that holds a password."""


@dataclass(frozen=True, slots=True)
class SetupDraft:
    """The fields of the first three steps, and the step that was open."""

    name: str = ""
    municipalities: str = ""
    kind: str = ""
    place: str = ""
    is_place_proposed: bool = False
    """Then it follows the name of the organisation."""
    host: str = ""
    port: str = ""
    database: str = ""
    ca_file: str = ""
    display_name: str = ""
    user_name: str = ""
    step: str = ""
    is_being_made: bool = False
    """The program was making the office: if it was killed then, the office may stand at that place."""

    @property
    def is_begun(self) -> bool:
        """Whether there is anything worth going on with."""
        return bool(self.name or self.municipalities or self.display_name or self.user_name)


_YES_OR_NO = frozenset({"is_place_proposed", "is_being_made"})


def kept_draft(settings: QSettings) -> SetupDraft:
    """As it was left; what cannot be read is a beginning."""
    try:
        kept = json.loads(str(settings.value(_DRAFT, "{}")))
        texts = {each.name for each in fields(SetupDraft)} - _YES_OR_NO
        return SetupDraft(
            is_place_proposed=kept.get("is_place_proposed") is True,
            is_being_made=kept.get("is_being_made") is True,
            **{key: str(value) for key, value in kept.items() if key in texts},
        )
    except (ValueError, TypeError, AttributeError):
        return SetupDraft()


def keep_draft(settings: QSettings, draft: SetupDraft) -> None:
    """In the place of what was kept; without what looks like an address with its password in the wrong field."""
    safe = replace(
        draft,
        host=draft.host if all(_HOST.fullmatch(each) for each in draft.host.split(",")) else "",
        port=draft.port if draft.port.isdecimal() else "",
        database=_plain(draft.database),
        place=_path(draft.place),
        ca_file=_path(draft.ca_file),
    )
    settings.setValue(_DRAFT, json.dumps(asdict(safe)))


def _plain(text: str) -> str:
    return "" if _TELLING.search(text) else text


def _path(text: str) -> str:
    if "://" in text:
        return ""
    return text if "/" in text or "\\" in text else _plain(text)


def drop_draft(settings: QSettings) -> None:
    """The office is there: from now on it tells itself."""
    settings.remove(_DRAFT)


def note_unfinished(settings: QSettings, place: str) -> None:
    """Somebody is in the middle of the checklist of this office."""
    settings.setValue(_UNFINISHED, without_password(place))


def is_unfinished(settings: QSettings, place: str) -> bool:
    """Whether the checklist was open when the program stopped."""
    return bool(place) and str(settings.value(_UNFINISHED, "")) == without_password(place)


def note_left(settings: QSettings) -> None:
    """The checklist was left on purpose: what remains, Start says."""
    settings.remove(_UNFINISHED)
