"""Contacts of the period by kind, and what happened in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.clock import format_length
from gezinscoach_desktop.domain.contact import ContactInput, ContactKind
from gezinscoach_desktop.domain.dates import age_in_months, format_date
from gezinscoach_desktop.domain.intensity import intensity_by_month
from gezinscoach_desktop.domain.network import ReferralOutcome
from gezinscoach_desktop.domain.request import RequestState
from gezinscoach_desktop.domain.right import RightState
from gezinscoach_desktop.domain.story import StoryKind
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.domain.trajectory import (
    AssignmentKind,
    Course,
    Support,
    split_closing_text,
    without_continuations,
)
from gezinscoach_desktop.reports.charts.intensity import intensity_chart
from gezinscoach_desktop.reports.charts.pdf import Chart
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.charts.trajectory import trajectory_chart
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import service, who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import Column, Words, row
from gezinscoach_desktop.reports.progress.facts import Facts
from gezinscoach_desktop.reports.wording import listed

_KINDS = (Column(0, 160), Column(168, 48, Anchor.END), Column(232, 72, Anchor.END))
_EVENTS = (Column(0, 64), Column(72, WIDTH - 72))
_MOST, _MOST_SHORT = 24, 6
_HEADING = "Contacten en intensiteit"
_RIGHTS = {
    RightState.GRANTED: "toegekend",
    RightState.REFUSED: "geweigerd",
    RightState.STOPPED: "stopgezet",
}
_REFERRALS = {
    ReferralOutcome.STARTED: "gestart",
    ReferralOutcome.REFUSED: "geweigerd",
    ReferralOutcome.FINISHED: "afgerond",
}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day."""

    on: date
    what: str


def contacts(seen: Seen) -> list[Flowable]:
    """How often, how long and in which way coach and family met in the period."""
    inside = tuple(each.details for each in seen.life.contacts if _is_inside(seen, each.details.on))
    if not inside:
        return []
    kinds = Counter(contact.kind for contact in inside)
    if seen.options.is_short:
        told = listed(f"{kinds[kind]} × {kind.label.lower()}" for kind in ContactKind if kinds[kind])
        return [
            *section(_HEADING, keeps=180),
            prose(f"{_rhythm(seen, inside)} {told[:1].upper()}{told[1:]}."),
            *_intensity(seen),
        ]
    bands = [
        row(_KINDS, (
            Words(kind.label), Words(str(kinds[kind])),
            Words(_length(inside, kind), PAPER.secondary),
        ), pad=1.5)
        for kind in ContactKind
        if kinds[kind]
    ]  # fmt: skip
    return [
        *section(_HEADING, keeps=100),
        prose(_rhythm(seen, inside)),
        table(_KINDS, ("soort", "aantal", "duur"), bands),
        *_intensity(seen),
    ]


def events(seen: Seen) -> tuple[Event, ...]:
    """What happened in the period, from old to new."""
    found = {event for event in _events(seen) if _is_inside(seen, event.on)}
    return tuple(sorted(found, key=lambda event: (event.on, event.what)))


def main_events(seen: Seen) -> list[Flowable]:
    """The events as a list; a short paper keeps the last ones."""
    found = events(seen)
    if not found:
        return []
    most = _MOST_SHORT if seen.options.is_short else _MOST
    shown = found[-most:]
    bands = [
        row(_EVENTS, (Words(format_date(event.on), PAPER.secondary), Words(event.what)), pad=1.5)
        for event in shown
    ]
    story: list[Flowable] = section("Wat er gebeurde", keeps=72)
    if len(shown) < len(found):
        more = counted(len(found) - len(shown), "vroegere gebeurtenis", "vroegere gebeurtenissen")
        story.append(prose(f"De laatste {most}; {more} staan hier niet bij.", fill=PAPER.secondary))
    return [*story, table(_EVENTS, ("datum", ""), bands)]


def course(seen: Seen, facts: Facts) -> list[Flowable]:
    """The whole trajectory on one line."""
    life = seen.life
    if not seen.options.with_charts or not life.phases:
        return []
    drawn = Course(
        life.phases,
        tuple(
            Support(each.coach, each.kind, each.since, each.until) for each in life.assignments if each.coach
        ),
        facts.moments,
        tuple(sorted({each.details.on for each in life.contacts})),
        seen.content.made_on,
    )
    chart = Chart(trajectory_chart(drawn, width=WIDTH, text_size=SMALL))
    return [*section("Het traject", keeps=chart.height), chart]


def _intensity(seen: Seen) -> list[Flowable]:
    """The last months with the coach's own phase under them."""
    if not seen.options.with_charts:
        return []
    days = (each.details.on for each in seen.life.contacts)
    months = intensity_by_month(days, seen.life.phases, seen.content.made_on)
    return [Spacer(0, 10), Chart(intensity_chart(months, width=WIDTH, text_size=SMALL))] if months else []


def _events(seen: Seen) -> Iterator[Event]:
    life = seen.life
    for place, phase in enumerate(without_continuations(life.phases)):
        what = "Begin: " if place == 0 else "Fase: "
        told, _ = split_closing_text(phase.reason or "")
        why = f" ({told})" if told else ""
        yield Event(phase.since, f"{what}{phase.phase.label.lower()}{why}")
    for assignment in life.assignments:
        if assignment.coach:
            kind = "tweede coach" if assignment.kind is AssignmentKind.SECOND else "gezinscoach"
            yield Event(assignment.since, f"{assignment.coach} wordt {kind}")
    yield from _household(seen)
    for step in life.right_steps:
        right = life.rights.get(step.details.right_id)
        if right is not None and step.details.state in _RIGHTS:
            of = "" if step.details.member_id is None else f", {who(seen, step.details.member_id)}"
            yield Event(step.details.on, f"{right.name} {_RIGHTS[step.details.state]}{of}")
    for referral in life.referrals:
        details = referral.details
        if details.answered_on is not None and details.outcome in _REFERRALS:
            name = service(seen, details.service_id)
            yield Event(details.answered_on, f"{name}: {_REFERRALS[details.outcome]}")
    for request in life.requests:
        closed = request.details
        if closed.state is RequestState.REACHED and closed.closed_on is not None and closed.text:
            yield Event(closed.closed_on, f"Bereikt: {closed.text}")
    for story in life.stories:
        if story.details.kind is StoryKind.PRIDE and (story.details.title or story.details.text):
            yield Event(story.details.on, f"Trots: {story.details.title or story.details.text}")


def _household(seen: Seen) -> Iterator[Event]:
    """Who came and left; without names no day that may be a birthday."""
    if not seen.options.with_names:
        return
    for member in seen.life.members:
        name = who(seen, member.id)
        for stay in member.details.stays:
            if stay.joined is not None:
                is_birth = stay.joined == member.details.birth_date
                yield Event(stay.joined, f"{name} {'is geboren' if is_birth else 'komt bij het gezin'}")
            if stay.left is not None:
                yield Event(stay.left, f"{name} gaat uit het gezin weg")


def _is_inside(seen: Seen, day: date) -> bool:
    return seen.content.period_from <= day <= seen.content.made_on


def _length(inside: tuple[ContactInput, ...], kind: ContactKind | None = None) -> str:
    minutes = sum(each.minutes or 0 for each in inside if kind in (None, each.kind))
    return format_length(minutes) if minutes else ""


def _rhythm(seen: Seen, inside: tuple[ContactInput, ...]) -> str:
    months = max(1, age_in_months(seen.content.period_from, seen.content.made_on))
    number = counted(len(inside), "contactmoment", "contactmomenten")
    length = _length(inside)
    per_month = f"{len(inside) / months:.1f}".replace(".", ",").removesuffix(",0")
    days = len({each.on for each in inside})
    return (
        f"{number} op {counted(days, 'dag', 'dagen')} in deze periode"
        f"{f', samen {length}' if length else ''}: gemiddeld {per_month} per maand."
    )
