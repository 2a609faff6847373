"""Index profiles of the office itself."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import IndexProfileRow
from gezinscoach_desktop.domain.index_profile import IndexProfileInput

INDEX_PROFILES: Final = KeptTable(IndexProfileRow, IndexProfileInput)
