"""Rights: which were looked into, applied for and granted in the period, and what they are worth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from uuid import UUID

from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, total
from gezinscoach_desktop.domain.figures.facts import StepFact
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.shape import Counted, Label
from gezinscoach_desktop.domain.right import RightState

_COLUMNS = (
    Label("explored", "Onderzocht"),
    Label("applied", "Aangevraagd"),
    Label("granted", "Toegekend"),
    Label("refused", "Geweigerd"),
)
_OF_STATE = {
    RightState.APPLIED: "applied",
    RightState.GRANTED: "granted",
    RightState.REFUSED: "refused",
}
Key = tuple[UUID, str]


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of rights."""
    counts: Counter[Key] = Counter()
    behind: defaultdict[Key, list[int]] = defaultdict(list)
    worth: Counter[Key] = Counter()
    paid: defaultdict[Key, list[int]] = defaultdict(list)
    for index, family in frame.each(frame.chosen):
        places: defaultdict[tuple[UUID, UUID | None], list[StepFact]] = defaultdict(list)
        for step in family.steps:
            if step.on < frame.until:
                places[step.right_id, step.member_id].append(step)
        for (right, _), steps in places.items():
            for column in _reached(steps, frame):
                counts[right, column] += 1
                behind[right, column].append(index)
            for column, cents in _worth(steps, frame):
                worth[right, column] += cents
                paid[right, column].append(index)
    names = frame.around.rights
    order = sorted(
        {right for right, _ in (*counts, *worth)}, key=lambda right: (names.get(right, "~"), right)
    )
    rows = tuple(
        Label(str(right), names.get(right, "Recht dat niet meer op de lijst staat")) for right in order
    )
    states = Draft(keys.RIGHT_STATES, "Rechten", Counted.RIGHTS, (*rows, total()), _COLUMNS)
    states.note = "Elk recht telt per gezin of gezinslid, zodra het in de periode zo ver kwam."
    for (right, column), number in counts.items():
        states.put(str(right), column, number, frame.mask(behind[right, column]))
    yield states
    columns = (Label("monthly", "Per maand"), Label("once", "Eenmalig"))
    amounts = Draft(keys.WORTH, "Wat toegekende rechten opbrengen", Counted.CENTS, (*rows, total()), columns)
    amounts.note = "Per maand: toegekend in de periode en op de laatste dag nog lopend."
    for (right, column), cents in worth.items():
        amounts.put(str(right), column, cents, frame.mask(paid[right, column]))
    yield amounts


def _reached(steps: list[StepFact], frame: Frame) -> set[str]:
    """How far a right came in the period; it was looked into in the period of its first step."""
    found = {_OF_STATE[step.state] for step in steps if step.on >= frame.since and step.state in _OF_STATE}
    return found | ({"explored"} if steps[0].on >= frame.since else set())


def _worth(steps: list[StepFact], frame: Frame) -> Iterator[tuple[str, int]]:
    last = steps[-1]
    began = last.on
    for step in reversed(steps):
        if step.state is not last.state:
            break
        began = step.on
    if last.state is RightState.GRANTED and began >= frame.since and last.monthly_cents:
        yield "monthly", last.monthly_cents
    by_day = {step.on: step for step in steps}
    once = sum(
        step.once_cents
        for step in by_day.values()
        if step.state is RightState.GRANTED and step.on >= frame.since
    )
    if once:
        yield "once", once
