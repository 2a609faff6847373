"""What papers of a family are made from, and what their reader may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.appointment import AppointmentRecord
from gezinscoach_desktop.domain.consent import ConsentRecord
from gezinscoach_desktop.domain.contact import ContactRecord
from gezinscoach_desktop.domain.directory import ContactPersonRecord, ServiceInput
from gezinscoach_desktop.domain.document import DocumentRecord
from gezinscoach_desktop.domain.expense import ExpenseRecord
from gezinscoach_desktop.domain.household import Living, Person
from gezinscoach_desktop.domain.index import Profile
from gezinscoach_desktop.domain.instrument import Instrument, Subject
from gezinscoach_desktop.domain.intake import IntakeInput
from gezinscoach_desktop.domain.letting_go import OwnViewRecord
from gezinscoach_desktop.domain.network import BondRecord, ServiceReferralRecord, TieRecord
from gezinscoach_desktop.domain.record import AssignmentRecord, FamilyInput, MemberRecord
from gezinscoach_desktop.domain.request import GoalRecord, RequestRecord
from gezinscoach_desktop.domain.right import RightInput, RightStepRecord
from gezinscoach_desktop.domain.signal import SignalRecord
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.domain.story import StoryRecord
from gezinscoach_desktop.domain.trajectory import PhaseStart


@dataclass(frozen=True, slots=True)
class ReportMember:
    """A family member with the name as it is shown."""

    person: Person
    name: str
    living: Living = Living.HERE


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyLife:
    """What a coach keeps of a family between snapshots, as kept; the order is that of the readings in `data`."""

    details: FamilyInput = field(default_factory=FamilyInput)
    members: tuple[MemberRecord, ...] = ()
    phases: tuple[PhaseStart, ...] = ()
    assignments: tuple[AssignmentRecord, ...] = ()
    intake: IntakeInput = field(default_factory=IntakeInput)
    contacts: tuple[ContactRecord, ...] = ()
    appointments: tuple[AppointmentRecord, ...] = ()
    requests: tuple[RequestRecord, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    rights: Mapping[UUID, RightInput] = field(default_factory=dict)
    right_steps: tuple[RightStepRecord, ...] = ()
    services: Mapping[UUID, ServiceInput] = field(default_factory=dict)
    contact_persons: tuple[ContactPersonRecord, ...] = ()
    ties: tuple[TieRecord, ...] = ()
    bonds: tuple[BondRecord, ...] = ()
    referrals: tuple[ServiceReferralRecord, ...] = ()
    consents: tuple[ConsentRecord, ...] = ()
    documents: tuple[DocumentRecord, ...] = ()
    expenses: tuple[ExpenseRecord, ...] = ()
    signals: tuple[SignalRecord, ...] = ()
    stories: tuple[StoryRecord, ...] = ()
    own_views: tuple[OwnViewRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyContent:
    """Raw facts of one family; papers derive balances, changes and index from them with the domain's own rules.

    `name` is the family's name in the list, may be empty. `author` is a display name, never an account's user name.
    All snapshots up to `period_to` take part (charts run from the first one); the period itself decides which notes
    and events count.
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
    life: FamilyLife = field(default_factory=FamilyLife)


class Extent(StrEnum):
    """Short is what changed, on a few pages; full is every item, with its course."""

    SHORT = "short"
    FULL = "full"

    @property
    def label(self) -> str:
        return {"short": "Kort", "full": "Volledig"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOptions:
    """What the reader may see. `with_notes` None means: as `with_names`, since what somebody typed holds names.

    `domains` None is every domain. The index is left out as soon as one of its items is hidden, because the rest would tell.
    """

    with_names: bool = True
    with_notes: bool | None = None
    domains: frozenset[tuple[Subject, str]] | None = None
    with_index: bool = True
    with_charts: bool = True
    without_health_and_justice: bool = False
    extent: Extent = Extent.FULL
    months: int | None = None
    """How far back the period goes; None is since the beginning."""
    is_plain: bool = False
    """The edition for the family: larger, in plain words, without index, sources and digits of levels."""
    is_anonymous: bool = False
    """Also without places, birth dates and names of services: a case print."""
    question: str = ""
    """The coach's own question on a case print."""
    first_sheet: int | None = None
    """Within a bundle: the number there of the first page, to find it by; None stands on its own."""

    @property
    def is_short(self) -> bool:
        return self.extent is Extent.SHORT

    @property
    def shows_notes(self) -> bool:
        return self.with_names if self.with_notes is None else self.with_notes


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that is not in the paper, and why."""

    what: str
    why: str
