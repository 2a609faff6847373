"""What there is to talk about with a family, as plain sentences: what goes well first, levels by their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from gezinscoach_desktop.domain.action import ActionOwner, ActionState
from gezinscoach_desktop.domain.ahead import WEEKDAYS
from gezinscoach_desktop.domain.dates import format_long
from gezinscoach_desktop.domain.instrument import Item
from gezinscoach_desktop.domain.request import GoalInput, GoalState, RequestState
from gezinscoach_desktop.domain.right import RightState, standings
from gezinscoach_desktop.domain.story import StoryKind
from gezinscoach_desktop.reports.charts.radar import Spoke
from gezinscoach_desktop.reports.content import FamilyContent
from gezinscoach_desktop.reports.life.redaction import Seen
from gezinscoach_desktop.reports.life.told import coming
from gezinscoach_desktop.reports.life.words import service, who
from gezinscoach_desktop.reports.progress.facts import Facts, Group, Row

STRONG_FROM, HARD_TO = 4, 2
_MOST, _MOST_EACH = 6, 2


def called_by_given_name(content: FamilyContent) -> FamilyContent:
    """The same family with members by their given name, as one talks; where two bear the same, by the whole one."""
    given = {member.id: member.details.given_name.strip() for member in content.life.members}
    counts = Counter(given.values())
    members = tuple(
        replace(member, name=given[member.person.id])
        if counts[given.get(member.person.id, "")] == 1 and given.get(member.person.id)
        else member
        for member in content.members
    )
    return replace(content, members=members)


def going_well(facts: Facts) -> Iterator[str]:
    """Items that stand high now, the highest first, of nobody more than a few."""
    told: Counter[UUID | None] = Counter()
    for group, row in sorted(_now(facts), key=lambda found: -_level(found[1])):
        if _level(row) < STRONG_FROM or told[group.person] == _MOST_EACH or told.total() == _MOST:
            continue
        told[group.person] += 1
        yield _item(group, row, row.item.level_text(_level(row)))


def went_forward(facts: Facts) -> Iterator[str]:
    """Items that stand higher than at the baseline: how it was, and how it is now."""
    if not facts.has_evolution:
        return
    risen = [found for found in _now(facts) if found[1].change.steps > 0]
    for group, row in sorted(risen, key=lambda found: -found[1].change.steps)[:_MOST]:
        before, after = row.item.level_text(row.change.before), row.item.level_text(row.change.after)
        yield _item(group, row, f"eerst “{before}”, nu “{after}”")


def still_hard(facts: Facts) -> Iterator[str]:
    """Items that stand low now."""
    low = [found for found in _now(facts) if _level(found[1]) <= HARD_TO]
    for group, row in sorted(low, key=lambda found: _level(found[1]))[:5]:
        yield _item(group, row, row.item.level_text(_level(row)))


def wishes(seen: Seen, facts: Facts) -> Iterator[str]:
    """What the family asks, in its own words and order, and the steps it is on the way to.

    The text of a level may well name what is still wrong: told as a step from where they are, nobody wishes for that.
    """
    for request in (each.details for each in seen.life.requests):
        if request.state is RequestState.OPEN and request.text:
            yield request.text
    for goal, item, level in _goals(seen, facts, GoalState.RUNNING):
        if facts.is_past or level is None or level < goal.level_wished:
            now = "" if level is None or facts.is_past else f"nu “{item.level_text(level)}”, "
            yield f"{_of_whom(seen, goal, item)}: {now}{_wished(goal, item, level)}"


def _wished(goal: GoalInput, item: Item, level: int | None) -> str:
    """What stood there already is a wish to keep it, unless it had fallen by the day of the wish."""
    text = f"“{item.level_text(goal.level_wished)}”"
    lowest = min((each for each in (level, goal.level_then) if each is not None), default=0)
    return f"op weg naar {text}" if lowest < goal.level_wished else f"{text} houden"


def reached(seen: Seen, facts: Facts) -> Iterator[str]:
    """Requests that came to a good end, and goals where they wanted to be, or were when the coach closed them."""
    for request in (each.details for each in seen.life.requests):
        if request.state is RequestState.REACHED and request.text:
            yield f"{request.text.rstrip('.')}: {request.outcome}" if request.outcome else request.text
    goals = _goals(seen, facts, GoalState.RUNNING, GoalState.REACHED)
    there = (
        _of_whom(seen, goal, item)
        for goal, item, level in goals
        if goal.state is GoalState.REACHED or (level is not None and level >= goal.level_wished)
    )
    for name in dict.fromkeys(there):
        yield f"{name}: zover wilden jullie komen"


def _goals(seen: Seen, facts: Facts, *states: GoalState) -> Iterator[tuple[GoalInput, Item, int | None]]:
    """Goals in one of `states` with their item and the level it is on."""
    levels = {(group.person, row.item.key): row.change.after for group, row in _now(facts)}
    for goal in (each.details for each in seen.life.goals):
        item = seen.content.instrument.items.get(goal.item)
        if goal.state in states and item is not None:
            yield goal, item, levels.get((goal.member_id, goal.item))


def _of_whom(seen: Seen, goal: GoalInput, item: Item) -> str:
    return f"{item.name} ({'samen' if goal.member_id is None else who(seen, goal.member_id)})"


def obtained(seen: Seen) -> Iterator[str]:
    """Rights that were granted, by name."""
    for standing in standings(seen.life.right_steps):
        right = seen.life.rights.get(standing.place[0])
        if right is not None and standing.state is RightState.GRANTED:
            yield right.name


def proud_of(seen: Seen) -> Iterator[str]:
    for story in (each.details for each in seen.life.stories):
        if story.kind is StoryKind.PRIDE and (story.text or story.title):
            yield story.text or story.title


def agreed(seen: Seen) -> Iterator[str]:
    """Open actions: who does what by when."""
    for action in (each.details for each in seen.life.actions):
        if action.state is not ActionState.OPEN or not action.what:
            continue
        doer = {ActionOwner.FAMILY: "Jullie", ActionOwner.COACH: "De coach"}.get(action.owner)
        doer = doer or service(seen, action.service_id) or "De dienst"
        when = f", tegen {_spoken(action.due_on)}" if action.due_on else ""
        if action.due_on is not None and action.is_overdue(seen.content.made_on):
            when = f" (was tegen {_spoken(action.due_on)})"
        yield f"{doer}: {action.what}{when}"


def next_time(seen: Seen) -> Iterator[str]:
    for appointment in coming(seen)[:3]:
        at = "" if appointment.begins_at is None else f" om {_hour(appointment.begins_at)}"
        what = f": {appointment.what}" if appointment.what else ""
        day = f"{WEEKDAYS[appointment.on.weekday()].capitalize()} {_spoken(appointment.on)}"
        yield f"{day}{at}, {appointment.kind.label.lower()}{what}"


def spokes(facts: Facts) -> tuple[Spoke, ...]:
    """The household's items with their level then and now."""
    return tuple(
        Spoke(row.item.name, row.change.before, row.change.after)
        for group in facts.present_groups
        if group.person is None
        for row in group.rows
        if row.change.after is not None
    )


def _now(facts: Facts) -> Iterator[tuple[Group, Row]]:
    """Of whoever belongs to the household, the items that have a level now."""
    for group in facts.present_groups:
        for row in group.rows:
            if row.is_current and row.change.after is not None:
                yield group, row


def _level(row: Row) -> int:
    return row.change.after or 0


def _item(group: Group, row: Row, told: str) -> str:
    whose = "" if group.person is None else f" ({group.title})"
    return f"{row.item.name}{whose}: {told[:1].lower() + told[1:]}"


def _spoken(day: date) -> str:
    """A day as people say it: nobody names the year of what comes."""
    return format_long(day).rpartition(" ")[0]


def _hour(minutes: int) -> str:
    """`14 uur`, `14 uur 30`."""
    hour, rest = divmod(minutes, 60)
    return f"{hour} uur {rest:02}" if rest else f"{hour} uur"
