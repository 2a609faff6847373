"""Everything that happened with a family on one line through time, the newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionInput, ActionRecord
from gezinscoach_desktop.domain.appointment import AppointmentInput, AppointmentRecord
from gezinscoach_desktop.domain.contact import ContactRecord
from gezinscoach_desktop.domain.expense import ExpenseInput, ExpenseRecord
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.story import StoryRecord
from gezinscoach_desktop.domain.trajectory import PhaseStart

T = TypeVar("T", ExpenseInput, ActionInput, AppointmentInput)


@dataclass(frozen=True, slots=True)
class SnapshotHeading:
    """A snapshot without its scores."""

    id: UUID
    number: int
    on: date
    contact_id: UUID | None
    author: str | None
    is_revised_baseline: bool


class LineKind(StrEnum):
    """What stands on a line of the timeline."""

    CONTACT = "contact"
    SNAPSHOT = "snapshot"
    STORY = "story"
    PHASE = "phase"


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line; of the records only that of its kind is there, and what hangs on a contact beside it."""

    kind: LineKind
    id: UUID | str
    on: date
    begins_at: int | None = None
    contact: ContactRecord | None = None
    snapshot: SnapshotHeading | None = None
    story: StoryRecord | None = None
    phase: PhaseStart | None = None
    expenses: tuple[ExpenseRecord, ...] = ()
    actions: tuple[ActionRecord, ...] = ()
    appointments: tuple[AppointmentRecord, ...] = ()
    snapshots: tuple[SnapshotHeading, ...] = ()
    """Those that were begun from this contact; they also have a line of their own on another day."""


@dataclass(frozen=True, slots=True)
class Attached:
    """What was kept with the contacts of a family."""

    expenses: Sequence[ExpenseRecord] = ()
    actions: Sequence[ActionRecord] = ()
    appointments: Sequence[AppointmentRecord] = ()


_ORDER = {LineKind.CONTACT: 0, LineKind.STORY: 1, LineKind.SNAPSHOT: 2, LineKind.PHASE: 3}


def timeline(
    contacts: Iterable[ContactRecord],
    snapshots: Sequence[SnapshotHeading],
    stories: Iterable[StoryRecord],
    phases: Iterable[PhaseStart],
    attached: Attached,
) -> tuple[TimelineLine, ...]:
    """Every line, the newest first; of one day by the time it began, and what has no time before that."""
    expenses, actions = _by_contact(attached.expenses), _by_contact(attached.actions)
    appointments = _by_contact(attached.appointments)
    begun: dict[UUID | None, list[SnapshotHeading]] = {}
    for snapshot in snapshots:
        begun.setdefault(snapshot.contact_id, []).append(snapshot)
    lines = [
        TimelineLine(
            LineKind.CONTACT,
            contact.id,
            contact.details.on,
            contact.details.begins_at,
            contact=contact,
            expenses=tuple(expenses.get(contact.id, ())),
            actions=tuple(actions.get(contact.id, ())),
            appointments=tuple(appointments.get(contact.id, ())),
            snapshots=tuple(begun.get(contact.id, ())),
        )
        for contact in contacts
    ]
    shown = {(line.id, line.on) for line in lines}
    lines += [
        TimelineLine(LineKind.SNAPSHOT, snapshot.id, snapshot.on, snapshot=snapshot)
        for snapshot in snapshots
        if (snapshot.contact_id, snapshot.on) not in shown
    ]
    lines += [TimelineLine(LineKind.STORY, story.id, story.details.on, story=story) for story in stories]
    lines += [
        TimelineLine(LineKind.PHASE, f"{start.phase} {start.since}", start.since, phase=start)
        for start in phases
    ]
    lines.sort(key=_newest_first)
    return tuple(lines)


def _by_contact(records: Iterable[Kept[T]]) -> Mapping[UUID | None, list[Kept[T]]]:
    grouped: dict[UUID | None, list[Kept[T]]] = {}
    for record in records:
        grouped.setdefault(record.details.contact_id, []).append(record)
    return grouped


def _newest_first(line: TimelineLine) -> tuple[int, int, int, float, str]:
    begins = -1 if line.begins_at is None else line.begins_at
    made = 0.0 if line.contact is None else line.contact.created_at.timestamp()
    return (-line.on.toordinal(), -begins, _ORDER[line.kind], -made, str(line.id))
