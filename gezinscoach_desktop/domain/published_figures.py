"""Figures of one municipality as they were released for its council: aggregates only, small cells already hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gezinscoach_desktop.domain.kept import Kept


@dataclass(frozen=True, slots=True)
class PublishedFiguresInput:
    """What whoever speaks for one municipality may see."""

    municipality: str
    since: date
    until: date
    title: str = ""
    tables: Mapping[str, Any] = field(default_factory=dict)
    """Tables of figures after suppression, as `domain.figures.to_json` writes them, with the `last_day` that counts."""


PublishedFiguresRecord = Kept[PublishedFiguresInput]


def year_of(details: PublishedFiguresInput) -> int:
    """Released is a calendar year: two periods that overlap would tell by their difference what each of them hides."""
    return details.since.year
