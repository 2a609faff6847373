"""What a progress report is made from, and what its reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.household import Living, Person
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.domain.trajectory import PhaseStart


@dataclass(frozen=True, slots=True)
class ReportMember:
    """A family member with the name as it is shown."""

    person: Person
    name: str
    living: Living = Living.HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyContent:
    """Raw facts of one family; the report derives balances, changes and index from them with the domain's own rules.

    `name` is the family's name in the list, may be empty. `author` is a display name, never an account's user name.
    All snapshots up to `period_to` take part (charts run from the first one); the period itself decides which notes count.
    """

    code: str
    name: str
    municipality: str
    office: str
    author: str
    made_on: date
    period_from: date
    period_to: date
    instrument: Instrument
    profile: Profile
    members: tuple[ReportMember, ...]
    snapshots: tuple[Snapshot, ...]
    phase: PhaseStart | None = None


class Extent(StrEnum):
    """Short is what changed, on a few pages; full is every item, with its course."""

    SHORT = "short"
    FULL = "full"

    @property
    def label(self) -> str:
        return {"short": "Kort", "full": "Volledig"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOptions:
    """What the reader may see. `with_notes` None means: as `with_names`, since notes hold names.

    `domains` None is every domain. The index is left out as soon as one of its items is hidden, because the rest would tell.
    """

    with_names: bool = True
    with_notes: bool | None = None
    domains: frozenset[tuple[Subject, str]] | None = None
    with_index: bool = True
    with_charts: bool = True
    without_health_and_justice: bool = False
    extent: Extent = Extent.FULL

    @property
    def is_short(self) -> bool:
        return self.extent is Extent.SHORT

    @property
    def shows_notes(self) -> bool:
        return self.with_names if self.with_notes is None else self.with_notes
