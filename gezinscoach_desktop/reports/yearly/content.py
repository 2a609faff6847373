"""What the yearly report is made from: figures in which what may not be shown is hidden already, and words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.figures import FiguresPerMunicipality
from gezinscoach_desktop.domain.yearly_report import ReportBlock


class ReportFormat(StrEnum):
    """What is made of it."""

    PDF = "pdf"
    DOCX = "docx"

    @property
    def label(self) -> str:
        return {"pdf": "PDF", "docx": "Word (DOCX)"}[self.value]


@dataclass(frozen=True, slots=True)
class StoryText:
    """An anonymous story."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class BundleText:
    """What was done with a bundle of signals, in anonymous words."""

    title: str
    theme: str
    state: str
    signals: int
    """0 where the number is not told, since it is about a handful."""
    what: str = ""
    asked: str = ""
    done: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyContent:
    """`years` are suppressed together: the year itself, and the earlier ones that stand beside it."""

    year: int
    office: str
    author: str
    made_on: date
    years: Mapping[int, FiguresPerMunicipality]
    texts: Mapping[str, str] = field(default_factory=dict)
    left_out: frozenset[ReportBlock] = frozenset()
    stories: tuple[StoryText, ...] = ()
    bundles: tuple[BundleText, ...] = ()
    instrument: str = ""
    deprived_from: int = 3
    trail_number: int = 0
    trail_hash: str = ""
    """The newest entry of the audit trail when the report was made."""

    @property
    def figures(self) -> FiguresPerMunicipality:
        """Of the year that it is about."""
        return self.years[self.year]

    @property
    def last_day(self) -> date:
        """Up to and including which day was counted: the last of the year, or the day it was counted on."""
        return self.figures.total.last_day

    @property
    def is_over(self) -> bool:
        """Whether the whole year was counted."""
        return self.figures.total.is_over

    @property
    def blocks(self) -> tuple[ReportBlock, ...]:
        """What is printed; without stories there is no block of them, and how it was counted is always told."""
        return tuple(
            block
            for block in ReportBlock
            if block is ReportBlock.METHOD
            or (block not in self.left_out and (block is not ReportBlock.STORIES or self.stories))
        )
