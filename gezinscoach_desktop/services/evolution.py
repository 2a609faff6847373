"""A family's evolution and the cohort's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from uuid import UUID

from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.due import Due
from gezinscoach_desktop.domain.evolution import Cohort, Direction, DomainMove, FollowUp, LevelChange
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.index import IndexResult, Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader


@dataclass(frozen=True, slots=True)
class Evolution:
    """Everything measured of one family. Without snapshots `baseline`, `now` and the index are None and lists empty."""

    instrument: Instrument
    profile: Profile
    persons: tuple[Person, ...]
    snapshots: tuple[Snapshot, ...]
    baseline: Snapshot | None
    balance_baseline: Balance | None
    balance_previous: Balance | None
    """The balance just before the last snapshot's date; None with one snapshot."""
    balance_now: Balance | None
    """The balance on the date of the last snapshot."""
    since_baseline: tuple[LevelChange, ...]
    since_previous: tuple[LevelChange, ...]
    counts: Mapping[Direction, int]
    indexes: tuple[IndexResult, ...]
    """The index at every snapshot date, from old to new (one per date)."""
    index_baseline: IndexResult | None
    index_now: IndexResult | None
    moves: tuple[DomainMove, ...]
    follow_up: FollowUp | None
    due: Due


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """The family page's data, fetched in one read session."""

    header: FamilyHeader
    evolution: Evolution
    has_draft: bool


def family_page(desk: Desk, family_id: UUID) -> FamilyPage:
    """Everything the family page shows; noted in the audit trail as an opening. Raises NotFound or NotAllowed."""
    raise NotImplementedError


def cohort(desk: Desk, *, months: int = 6, profile_id: str | None = None) -> tuple[Cohort, Profile]:
    """Pre/post over every family the account may see, by one set-based query."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class FamilyIndex:
    """The index of one family at a date, by code."""

    code: str
    result: IndexResult


def office_index(
    desk: Desk, *, on: date | None = None, profile_id: str | None = None
) -> tuple[FamilyIndex, ...]:
    """The index of every family with a snapshot (on or before `on`), at `on` or else at its latest snapshot, by code."""
    raise NotImplementedError
