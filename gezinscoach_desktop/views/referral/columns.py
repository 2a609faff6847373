"""The columns of referrals, of who waits, and of who could go with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.matching import Proposal
from gezinscoach_desktop.domain.referral import ReferralLine, Urgency
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.views.referral import words
from gezinscoach_desktop.views.signs import Shape
from gezinscoach_desktop.views.table import Align, Column, Mark
from gezinscoach_desktop.views.theme import Tone, grid

REFERRER_COLUMN = 2
REASON_COLUMN = 4


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """Who waits, with the place in line."""

    place: int
    line: ReferralLine

    @property
    def id(self) -> UUID:
        return self.line.id


def referral_columns() -> tuple[Column[ReferralLine], ...]:
    """The newest first, unless sorted otherwise."""
    return (
        Column(
            "Ontvangen", lambda line: format_date(line.details.received_on),
            sort_key=lambda line: line.details.received_on, width=grid(27),
        ),
        Column(
            "Gezin", lambda line: line.title, sort_key=lambda line: fold(line.title), detail=words.family_detail,
            tooltip=lambda line: line.title, is_strong=True,
        ),
        Column(
            "Aanmelder", words.referrer_text, sort_key=lambda line: fold(words.referrer_text(line)),
            detail=words.referrer_detail, tooltip=words.referrer_text,
        ),
        Column(
            "Dringend", lambda line: _urgency(line.details.urgency), sort_key=lambda line: -line.details.urgency,
            mark=lambda line: _urgency_mark(line.details.urgency), width=grid(31),
        ),
        Column(
            "Beslissing", words.decision_text, sort_key=words.decision_text, detail=words.decision_detail,
            tone=_list_tone, width=grid(42),
        ),
    )  # fmt: skip


def waiting_columns(today: Callable[[], date]) -> tuple[Column[WaitingRow], ...]:
    """In their order; it is not sorted otherwise, since the order is what it is about."""
    return (
        Column("", lambda row: str(row.place), sort_key=_place, width=grid(9), align=Align.RIGHT),
        Column(
            "Gezin", lambda row: row.line.title, sort_key=_place,
            detail=lambda row: words.family_detail(row.line), tooltip=lambda row: row.line.title, is_strong=True,
        ),
        Column(
            "Dringend", lambda row: _urgency(row.line.details.urgency), sort_key=_place,
            mark=lambda row: _urgency_mark(row.line.details.urgency),
            detail=lambda row: "plaats gekozen" if row.line.details.place_in_line else "", width=grid(30),
        ),
        Column(
            "Wacht", lambda row: words.waiting_text(row.line.details, today()), sort_key=_place,
            detail=lambda row: f"sinds {format_date(row.line.details.received_on)}", width=grid(29),
        ),
        Column(
            "Waarom", lambda row: row.line.details.decision_reason, sort_key=_place,
            tooltip=lambda row: row.line.details.decision_reason, most_lines=2,
        ),
        Column(
            "Laatste contact", lambda row: words.contact_text(row.line, today()), sort_key=_place,
            detail=lambda row: words.contact_detail(row.line),
            tone=lambda row: words.contact_tone(row.line, today()), width=grid(34),
        ),
    )  # fmt: skip


def to_assign_columns(today: Callable[[], date]) -> tuple[Column[ReferralLine], ...]:
    """For whom somebody is looked for."""
    return (
        Column(
            "Gezin", lambda line: line.title, detail=words.family_detail, tooltip=lambda line: line.title,
            is_strong=True, mark=lambda line: _urgency_mark(line.details.urgency),
        ),
        Column(
            "Wacht", lambda line: words.waiting_text(line.details, today()), detail=_urgency_detail, width=grid(25),
        ),
    )  # fmt: skip


def proposal_columns() -> tuple[Column[Proposal], ...]:
    """Who fits best first, with why."""
    return (
        Column(
            "Coach", lambda each: each.coach.person.name, sort_key=lambda each: fold(each.coach.person.name),
            detail=_works_as, tooltip=lambda each: f"{each.coach.person.name}\n{_works_as(each)}", is_strong=True,
        ),
        Column(
            "Gewicht", lambda each: words.room_text(each.coach), sort_key=lambda each: each.coach.weight,
            detail=lambda each: words.room_detail(each.coach),
            tone=lambda each: Tone.WARNING if each.coach.is_over else Tone.TEXT, width=grid(37),
        ),
        Column(
            "Waarom", words.proposal_text, sort_key=lambda each: each.against,
            tooltip=lambda each: "\n".join(point.text for point in each.points), most_lines=2,
        ),
    )  # fmt: skip


def _works_as(each: Proposal) -> str:
    person = each.coach.person
    families = counted(each.coach.families, "gezin", "gezinnen")
    parts = (families, "vrijwilliger" if person.is_volunteer else "", person.organisation)
    return " · ".join(part for part in parts if part)


def _list_tone(line: ReferralLine) -> Tone:
    """Only what still has to be decided stands out: a state in the colour of a link looks as if it opens something."""
    return Tone.WARNING if line.details.decision is None else Tone.TEXT


def _urgency_detail(line: ReferralLine) -> str:
    """In a word beside the sign, whose shape is the same for each."""
    urgency = line.details.urgency
    return "" if urgency is Urgency.NORMAL else urgency.label.lower()


def _urgency(urgency: Urgency) -> str:
    return urgency.label


def _urgency_mark(urgency: Urgency) -> Mark | None:
    if urgency is Urgency.NORMAL:
        return None
    return Mark(Shape.UP, words.urgency_tone(urgency).value)


def _place(row: WaitingRow) -> int:
    return row.place
