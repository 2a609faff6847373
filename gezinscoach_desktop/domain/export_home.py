"""A family as an export reads it, and how it may be told."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord
from gezinscoach_desktop.domain.coarsening import People, Quasi
from gezinscoach_desktop.domain.contact import ContactRecord
from gezinscoach_desktop.domain.expense import ExpenseRecord
from gezinscoach_desktop.domain.network import ServiceReferralRecord
from gezinscoach_desktop.domain.record import FamilyInput, MemberRecord
from gezinscoach_desktop.domain.request import GoalRecord, RequestRecord
from gezinscoach_desktop.domain.right import RightStepRecord
from gezinscoach_desktop.domain.signal import SignalRecord
from gezinscoach_desktop.domain.snapshot import Snapshot
from gezinscoach_desktop.domain.trajectory import PhaseStart

Row = dict[str, Any]
"""Values by the name of their variable; what is not there is not told."""


@dataclass(frozen=True, slots=True)
class Home:
    """A family as it is chosen from and counted in groups."""

    id: UUID
    code: str
    details: FamilyInput
    members: tuple[MemberRecord, ...] = ()
    phases: tuple[PhaseStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """What was registered for a family."""

    snapshots: tuple[Snapshot, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    rights: tuple[RightStepRecord, ...] = ()
    requests: tuple[RequestRecord, ...] = ()
    goals: tuple[GoalRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    expenses: tuple[ExpenseRecord, ...] = ()
    referrals: tuple[ServiceReferralRecord, ...] = ()
    signals: tuple[SignalRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A family as its rows are written: under which code, with which of the columns that could tell who it is."""

    home: Home
    code: str
    written: Mapping[Quasi, Hashable]
    """The values of those columns, None where nothing is told."""
    ages_step: int = 0

    @property
    def municipality(self) -> str:
        """Empty where it is not told."""
        told = self.written[Quasi.MUNICIPALITY]
        return told if isinstance(told, str) else ""

    @property
    def has_persons(self) -> bool:
        """Whether members have rows of their own."""
        people = self.written[Quasi.PEOPLE]
        return isinstance(people, People) and people.rows is not None
