"""Which lines of the timeline are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.contact import ContactKind
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.domain.timeline import LineKind
from gezinscoach_desktop.views.contact.words import Told


class Period(StrEnum):
    """How far back."""

    ALWAYS = "always"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    LAST_YEAR = "last_year"

    @property
    def label(self) -> str:
        return {
            "always": "Elke periode",
            "month": "Laatste maand",
            "quarter": "Laatste drie maanden",
            "year": "Dit jaar",
            "last_year": "Vorig jaar",
        }[self.value]

    def holds(self, day: date, today: date) -> bool:
        match self:
            case Period.MONTH:
                return day > add_months(today, -1)
            case Period.QUARTER:
                return day > add_months(today, -3)
            case Period.YEAR:
                return day.year == today.year
            case Period.LAST_YEAR:
                return day.year == today.year - 1
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Met:
    """Who: a member that was present, or the account that registered it."""

    member_id: UUID | None = None
    account_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """None and empty let everything through; what is only said of contacts leaves only contacts."""

    text: str = ""
    kind: ContactKind | LineKind | None = None
    domain: LifeDomain | None = None
    who: Met | None = None
    period: Period = Period.ALWAYS

    @property
    def is_empty(self) -> bool:
        return self == TimelineFilter()

    def keeps(self, told: Told, today: date) -> bool:
        line = told.line
        details = None if line.contact is None else line.contact.details
        if isinstance(self.kind, ContactKind) and (details is None or details.kind is not self.kind):
            return False
        if isinstance(self.kind, LineKind) and line.kind is not self.kind:
            return False
        if self.domain is not None and (details is None or self.domain not in details.domains):
            return False
        if self.who is not None and not self._is_met(told):
            return False
        if not self.period.holds(line.on, today):
            return False
        return all(word in told.search_text for word in fold(self.text).split())

    def _is_met(self, told: Told) -> bool:
        contact = told.line.contact
        if contact is None or self.who is None:
            return False
        if self.who.member_id is not None:
            return self.who.member_id in contact.details.members
        return contact.created_by_id == self.who.account_id
