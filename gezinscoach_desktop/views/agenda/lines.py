"""What stands on one line of a day: an appointment or an action that falls due. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionRecord, ActionState
from gezinscoach_desktop.domain.agenda import AgendaAction, AgendaAppointment, FamilyName
from gezinscoach_desktop.domain.appointment import AppointmentRecord, AppointmentState
from gezinscoach_desktop.views.plan import words

ANY_TIME = "overdag"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """`time` is empty for an action; `detail` stands in small letters below."""

    on: date
    time: str
    title: str
    detail: str
    family: FamilyName
    appointment: AppointmentRecord | None = None
    action: ActionRecord | None = None
    is_overdue: bool = False

    @property
    def id(self) -> UUID | None:
        record = self.appointment or self.action
        return None if record is None else record.id

    @property
    def state(self) -> AppointmentState | None:
        """What became of an appointment; None for an action."""
        return None if self.appointment is None else self.appointment.details.state

    @property
    def is_over(self) -> bool:
        """Called off, or it did not work out: shown with a line through it."""
        return self.state in (AppointmentState.CANCELLED, AppointmentState.MISSED)

    @property
    def is_kept(self) -> bool:
        return self.state is AppointmentState.KEPT

    @property
    def is_done(self) -> bool:
        return self.action is not None and self.action.details.state is not ActionState.OPEN

    @property
    def spoken(self) -> str:
        """For a screen reader."""
        kind = "Actie" if self.action is not None else f"Afspraak, {self.time}"
        return ", ".join(part for part in (kind, self.title, self.detail) if part)


def lines_of(
    day: date,
    appointments: Iterable[AgendaAppointment],
    actions: Iterable[AgendaAction],
    *,
    today: date,
    me: UUID,
) -> tuple[AgendaLine, ...]:
    """The day from early to late, then the actions."""
    found = [_of_appointment(each, me) for each in appointments if each.record.details.on == day]
    found += [_of_action(each, today, me) for each in actions if each.record.details.due_on == day]
    return tuple(found)


def _name(each: AgendaAppointment | AgendaAction) -> str:
    """Without the word in front: a day of the week is narrow."""
    return each.family.name or each.family.code


def _of_appointment(each: AgendaAppointment, me: UUID) -> AgendaLine:
    details = each.record.details
    state = "" if details.is_open else details.state.label.lower()
    whose = "" if each.whose_id == me else each.whose or ""
    parts = (state, details.kind.label, whose, words.short(details.what))
    return AgendaLine(
        details.on,
        details.span_text if details.begins_at is not None else ANY_TIME,
        _name(each),
        " · ".join(part for part in parts if part),
        each.family,
        appointment=each.record,
    )


def _of_action(each: AgendaAction, today: date, me: UUID) -> AgendaLine:
    details = each.record.details
    holder = details.account_id or each.record.created_by_id
    who = words.who_does(details, coach=None if holder == me else each.coach, service=each.service)
    is_overdue = details.is_overdue(today)
    parts = ("te laat" if is_overdue else "", _name(each), who)
    return AgendaLine(
        details.due_on or today,
        "",
        words.short(details.what, 200),
        " · ".join(part for part in parts if part),
        each.family,
        action=each.record,
        is_overdue=is_overdue,
    )
