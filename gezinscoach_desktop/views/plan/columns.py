"""How the lists of the plan read their records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from gezinscoach_desktop.domain.action import ActionRecord, ActionState
from gezinscoach_desktop.domain.appointment import AppointmentRecord
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.request import GoalRecord, GoalState, RequestRecord
from gezinscoach_desktop.views.family.data import FamilyData
from gezinscoach_desktop.views.plan import words
from gezinscoach_desktop.views.plan.words import Names
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import ARROW, Align, Column, Mark
from gezinscoach_desktop.views.theme import Tone, grid

_DUE_WIDTH = 42
_DAY_WIDTH = 40
_LEVELS_WIDTH = 22
_OVERDUE = Mark(Shape.DIAMOND, "worse")


@dataclass(slots=True)
class Reading:
    """What the columns look names up in; filled when the plan was read."""

    today: Callable[[], date]
    coaches: Names = field(default_factory=dict)
    services: Names = field(default_factory=dict)
    family: FamilyData | None = None
    me: object = None

    # ------------------------------------------------------------------------------------------------ requests

    def request_columns(self) -> tuple[Column[RequestRecord], ...]:
        return (
            Column(
                "Vraag",
                lambda row: words.short(row.details.text, 300),
                detail=lambda row: words.request_note(row.details),
                tooltip=lambda row: row.details.text,
                is_strong=True,
                most_lines=3,
            ),
        )

    # --------------------------------------------------------------------------------------------------- goals

    def goal_columns(self) -> tuple[Column[GoalRecord], ...]:
        return (
            Column(
                "Doel",
                self._goal_name,
                detail=self._goal_note,
                tooltip=self._goal_text,
                mark=_wish_mark,
                is_strong=True,
            ),
            Column("Niveau nu en wens", self._goal_levels, align=Align.RIGHT, width=grid(_LEVELS_WIDTH)),
        )

    def _goal_name(self, row: GoalRecord) -> str:
        return row.details.item if self.family is None else self.family.item_name(row.details.item)

    def _goal_note(self, row: GoalRecord) -> str:
        details = row.details
        hoped = "" if details.hoped_on is None else f"liefst tegen {format_date(details.hoped_on)}"
        state = "" if details.state is GoalState.RUNNING else details.state.label.lower()
        who = "" if self.family is None else self.family.name(details.member_id)
        return " · ".join(part for part in (who, hoped, state, words.short(details.note)) if part)

    def _goal_text(self, row: GoalRecord) -> str:
        """What the wish means in the instrument's words."""
        if self.family is None:
            return ""
        return self.family.level_text(row.details.item, row.details.level_wished)

    def _goal_levels(self, row: GoalRecord) -> str:
        now = self.level_now(row)
        wished = str(row.details.level_wished)
        return wished if now is None else f"{now}{ARROW}{wished}"

    def level_now(self, row: GoalRecord) -> int | None:
        """The level in force of the goal's item."""
        balance = None if self.family is None else self.family.evolution.balance_now
        return None if balance is None else balance.level((row.details.member_id, row.details.item))

    # ------------------------------------------------------------------------------------------------- actions

    def action_columns(self) -> tuple[Column[ActionRecord], ...]:
        return (
            Column(
                "Actie",
                lambda row: words.short(row.details.what, 200),
                detail=self._action_note,
                tooltip=lambda row: row.details.what,
                is_strong=True,
                most_lines=2,
            ),
            Column(
                "Tegen",
                lambda row: words.action_due(row.details, self.today()),
                align=Align.RIGHT,
                width=grid(_DUE_WIDTH),
                tone=self._due_tone,
                mark=lambda row: _OVERDUE if row.details.is_overdue(self.today()) else None,
            ),
        )

    def _action_note(self, row: ActionRecord) -> str:
        details = row.details
        holder = details.account_id or row.created_by_id
        coach = self.coaches.get(holder) if holder is not None and holder != self.me else None
        service = None if details.service_id is None else self.services.get(details.service_id)
        return words.action_note(details, words.who_does(details, coach=coach, service=service))

    def _due_tone(self, row: ActionRecord) -> Tone:
        if row.details.state is not ActionState.OPEN:
            return Tone.SECONDARY
        return Tone.ERROR if row.details.is_overdue(self.today()) else Tone.TEXT

    # -------------------------------------------------------------------------------------------- appointments

    def appointment_columns(self) -> tuple[Column[AppointmentRecord], ...]:
        return (
            Column(
                "Afspraak",
                lambda row: row.details.kind.label,
                detail=self._appointment_note,
                tooltip=lambda row: row.details.what,
                is_strong=True,
            ),
            Column(
                "Wanneer",
                lambda row: words.appointment_day(row.details, self.today()),
                detail=lambda row: row.details.span_text,
                align=Align.RIGHT,
                width=grid(_DAY_WIDTH),
            ),
        )

    def _appointment_note(self, row: AppointmentRecord) -> str:
        holder = row.details.account_id or row.created_by_id
        whose = self.coaches.get(holder) if holder is not None and holder != self.me else None
        note = words.appointment_note(row.details, whose)
        is_past = row.details.is_open and row.details.on < self.today()
        return " · ".join(part for part in ("wat werd het?" if is_past else "", note) if part)


def _wish_mark(_: GoalRecord) -> Mark:
    return Mark(Shape.WISH, "better")
