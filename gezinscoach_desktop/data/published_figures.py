"""Figures that were released for one municipality."""

from __future__ import annotations

from typing import Final

from gezinscoach_desktop.data.kept import KeptTable
from gezinscoach_desktop.data.tables import PublishedFiguresRow
from gezinscoach_desktop.domain.published_figures import PublishedFiguresInput

PUBLISHED_FIGURES: Final = KeptTable(PublishedFiguresRow, PublishedFiguresInput)
