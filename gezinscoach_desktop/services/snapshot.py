"""Registering a snapshot: the form's data, the draft that survives everything, and finishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.balance import Balance
from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.evolution import Direction, LevelChange
from gezinscoach_desktop.domain.household import Person
from gezinscoach_desktop.domain.index import IndexResult, Profile
from gezinscoach_desktop.domain.instrument import Instrument
from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback, Snapshot
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyHeader


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """One place as typed so far. `has_level` False: only a note yet; `level` None with `has_level`: n.v.t."""

    level: int | None = None
    has_level: bool = False
    note: str = ""
    reason: Reason | None = None
    setback: Setback | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A snapshot being filled in. `id` becomes the operation's and snapshot's id, so that finishing twice keeps one."""

    id: UUID
    family_id: UUID
    date: date
    entries: Mapping[Place, DraftEntry] = field(default_factory=dict)
    is_revised_baseline: bool = False
    resume_at: Place | None = None
    saved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SnapshotForm:
    """What the form shows. Balances and history leave the draft out; `snapshots` are from old to new."""

    header: FamilyHeader
    persons: tuple[Person, ...]
    """Everybody of the family, also who is not present on the draft's date."""
    instrument: Instrument
    snapshots: tuple[Snapshot, ...]
    draft: Draft
    is_resumed: bool
    """True when the draft was found again instead of begun now."""


def open_form(desk: Desk, family_id: UUID) -> SnapshotForm:
    """The form for a family, with its waiting draft or a new one dated today."""
    raise NotImplementedError


def save_draft(desk: Desk, draft: Draft) -> datetime:
    """Keep the draft sealed on this PC, safe against a killed program when this returns; gives the time to show."""
    raise NotImplementedError


def discard_draft(desk: Desk, family_id: UUID) -> None:
    """Throw the draft away; the form keeps it in hand for undo (`save_draft` brings it back)."""
    raise NotImplementedError


def families_with_draft(desk: Desk) -> frozenset[UUID]:
    """Families for which this account has a waiting draft on this PC."""
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Finished:
    """What the finishing screen shows: what got better first, from the first measurement on."""

    done: Done
    header: FamilyHeader
    instrument: Instrument
    snapshot: Snapshot
    baseline: Snapshot
    now: Balance
    since_previous: tuple[LevelChange, ...]
    since_baseline: tuple[LevelChange, ...]
    counts: Mapping[Direction, int]
    """Directions since the baseline."""
    profile: Profile
    index_before: IndexResult | None
    """The index at the baseline."""
    index_now: IndexResult


def finish(desk: Desk, draft: Draft) -> Finished:
    """Turn the draft into a snapshot, once, and throw the draft away.

    Raises InvalidInput when nothing was filled in, the date lies ahead, or a note stands without a level.
    """
    raise NotImplementedError
