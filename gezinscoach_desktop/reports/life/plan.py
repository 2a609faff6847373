"""What the family asks, where it wants to go, and who does what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from reportlab.platypus.flowables import Flowable, Spacer

from gezinscoach_desktop.domain.action import ActionInput, ActionState
from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.request import GoalInput, GoalState, RequestInput, RequestState
from gezinscoach_desktop.reports.charts.sketch import Anchor
from gezinscoach_desktop.reports.fonts import Face
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.words import day, domains, service, who
from gezinscoach_desktop.reports.palette import PAPER
from gezinscoach_desktop.reports.paper.bands import Band
from gezinscoach_desktop.reports.paper.blocks import table
from gezinscoach_desktop.reports.paper.headings import section, subsection
from gezinscoach_desktop.reports.paper.measures import SMALL, WIDTH
from gezinscoach_desktop.reports.paper.prose import prose
from gezinscoach_desktop.reports.paper.table import EMPTY, Column, FromTo, Level, Words, row
from gezinscoach_desktop.reports.progress.facts import Cell, Facts

_HIDDEN = "niet opgenomen"
_REQUESTS = (Column(0, 20), Column(24, 250), Column(284, 116), Column(408, WIDTH - 408))
_GOALS = (
    Column(0, 96), Column(104, 128), Column(240, 64), Column(312, 24, Anchor.MIDDLE), Column(348, 52),
    Column(408, WIDTH - 408),
)  # fmt: skip
_ACTIONS = (Column(0, 224), Column(232, 92), Column(332, 64), Column(404, WIDTH - 404))
_MOST, _MOST_SHORT = 40, 12


def requests_and_actions(seen: Seen, facts: Facts) -> list[Flowable]:
    """Everything that ran in the period: reached, changed, dropped and open."""
    parts = [*_requests(seen), *_goals(seen, facts), *_actions(seen)]
    if not parts:
        return []
    return [*section("Vragen, doelen en acties", keeps=96), *parts]


def top_three(seen: Seen) -> list[Flowable]:
    """What matters most to the family itself, in its own words and order; what came to an end leaves no gap in it."""
    open_ones = [each.details for each in seen.life.requests if each.details.state is RequestState.OPEN]
    first = [each for each in open_ones if each.priority][:3] or open_ones[:3]
    if not first:
        return []
    ranked = (replace(each, priority=place if each.priority else 0) for place, each in enumerate(first, 1))
    return [
        table(
            _REQUESTS,
            ("", "vraag", "levensdomein", "sinds"),
            (_request(each, each.raised_on) for each in ranked),
        )
    ]


def _requests(seen: Seen) -> list[Flowable]:
    shown = [each.details for each in seen.life.requests if _ran(seen, each.details.closed_on)]
    if not shown:
        return []
    counts = Counter(request.state for request in shown)
    told = ", ".join(f"{counts[state]} {state.label.lower()}" for state in RequestState if counts[state])
    bands = [band for request in shown for band in _request_rows(request)]
    return [
        *subsection("Wat het gezin vraagt", detail=told),
        table(_REQUESTS, ("", "in eigen woorden", "levensdomein", "stand"), bands),
        Spacer(0, 8),
    ]


def _request_rows(request: RequestInput) -> Iterator[Band]:
    yield _request(request, request.closed_on, request.state.label, keeps_next=bool(request.outcome))
    if request.outcome:
        yield _beside(request.outcome)


def _request(request: RequestInput, on: date | None, state: str = "", *, keeps_next: bool = False) -> Band:
    when = " ".join(filter(None, (state, day(on))))
    return row(_REQUESTS, (
        Words(str(request.priority) if request.priority else "", PAPER.secondary),
        Words(request.text or _HIDDEN, PAPER.ink if request.text else PAPER.secondary, at_most=12),
        Words(domains((request.domain,)), PAPER.secondary), Words(when),
    ), keeps_next=keeps_next)  # fmt: skip


def _beside(text: str) -> Band:
    """The outcome under what it is the outcome of."""
    columns = (Column(24, WIDTH - 24),)
    return row(columns, (Words(text, PAPER.secondary, Face.ITALIC, SMALL, 12),), has_rule=False, pad=1.5)


def _goals(seen: Seen, facts: Facts) -> list[Flowable]:
    shown = [each.details for each in seen.life.goals if _ran(seen, each.details.closed_on)]
    if not shown:
        return []
    return [
        *subsection("Doelen op de schaal"),
        table(
            _GOALS,
            ("wie", "item", "toen, gewenst", "nu", "stand", "wanneer"),
            (_goal(seen, goal, _now(facts, goal)) for goal in shown),
        ),
        Spacer(0, 8),
    ]


def _now(facts: Facts, goal: GoalInput) -> Cell | None:
    """Where the item of a goal stands at the last measurement."""
    if facts.now is None:
        return None
    for group in facts.present_groups:
        for place in group.rows:
            if (group.person, place.item.key) == (goal.member_id, goal.item):
                return place.cells[facts.now]
    return None


def _goal(seen: Seen, goal: GoalInput, now: Cell | None) -> Band:
    item = seen.content.instrument.items.get(goal.item)
    when = goal.hoped_on if goal.state is GoalState.RUNNING else goal.closed_on
    hoped = f"tegen {format_date(when)}" if when and goal.state is GoalState.RUNNING else day(when)
    return row(_GOALS, (
        Words("Huishouden" if goal.member_id is None else who(seen, goal.member_id), at_most=2),
        Words("" if item is None else item.name, face=Face.SEMIBOLD),
        FromTo(goal.level_then, goal.level_wished),
        EMPTY if now is None else Level(now.level, now.is_entered), Words(goal.state.label),
        Words(hoped, PAPER.secondary),
    ))  # fmt: skip


def _actions(seen: Seen) -> list[Flowable]:
    shown = [each.details for each in seen.life.actions if _ran(seen, each.details.closed_on)]
    if not shown:
        return []
    counts = Counter(action.state for action in shown)
    if seen.options.is_short and counts[ActionState.OPEN]:
        shown = [action for action in shown if action.state is ActionState.OPEN]
    shown.sort(key=lambda action: (action.state is not ActionState.OPEN, action.due_on or date.max))
    told = ", ".join(f"{counts[state]} {state.label.lower()}" for state in ActionState if counts[state])
    most = _MOST_SHORT if seen.options.is_short else _MOST
    story = [
        *subsection("Acties", detail=told),
        table(_ACTIONS, ("wat", "wie", "tegen", "stand"), (action_row(seen, each) for each in shown[:most])),
    ]
    if len(shown) > most:
        rest = f"Nog {len(shown) - most} andere acties staan in de volledige versie of in het programma."
        story += [Spacer(0, 6), prose(rest, fill=PAPER.secondary)]
    return story


def action_row(seen: Seen, action: ActionInput) -> Band:
    """What, by whom, by when and what became of it."""
    owner = service(seen, action.service_id) or action.owner.label
    state = action.state.label
    if action.is_overdue(seen.content.made_on):
        state = "Lopend, te laat"
    elif action.closed_on is not None:
        state = f"{state} {format_date(action.closed_on)}"
    what = action.what or domains((action.domain,)) or _HIDDEN
    if action.result:
        what = f"{what}\n{action.result}"
    return row(_ACTIONS, (
        Words(what, PAPER.ink if action.what else PAPER.secondary, at_most=12), Words(owner, at_most=2),
        Words(day(action.due_on), PAPER.secondary), Words(state, at_most=2),
    ))  # fmt: skip


def _ran(seen: Seen, closed_on: date | None) -> bool:
    """Whether it was open at some time in the period."""
    return closed_on is None or closed_on >= seen.content.period_from
