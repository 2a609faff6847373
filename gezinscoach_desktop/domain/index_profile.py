"""Index profiles that an office made itself: each change is a new version, and old figures keep theirs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gezinscoach_desktop.domain.kept import Kept


@dataclass(frozen=True, slots=True)
class IndexProfileInput:
    """One version of a profile."""

    key: str
    """The same for every version, like `standaard`; of the office's own ones never one that is shipped."""
    number: int
    """1, 2, 3 … within the key."""
    title: str
    definition: str
    """TOML, as in `resources/index`."""
    based_on: str = ""
    """Key and version it was copied from."""
    why: str = ""
    retired_on: date | None = None


IndexProfileRecord = Kept[IndexProfileInput]
