"""A snapshot while it is being filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from gezinscoach_desktop.domain.snapshot import Place, Reason, Setback


@dataclass(frozen=True, slots=True)
class DraftEntry:
    """One place as typed so far. `has_level` False: only a note yet; `level` None with `has_level`: n.v.t."""

    level: int | None = None
    has_level: bool = False
    note: str = ""
    reason: Reason | None = None
    setback: Setback | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was known of the family when the draft was begun, in numbers that only ever grow: no clock is asked.

    What is newer was done by somebody else, or by oneself on another PC.
    """

    snapshot: int = 0
    """The number of the last snapshot."""
    family: int = 0
    """The version of the family's details."""
    members: Mapping[UUID, int] = field(default_factory=dict)
    """The version of every member."""


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
    seen: Seen | None = None
    """None in a draft of an older program, which did not keep it."""
    contact_id: UUID | None = None
    """The contact it is made at, if it was begun from one."""
