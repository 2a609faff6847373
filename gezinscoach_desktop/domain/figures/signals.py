"""Signals: what fails structurally, by theme. One told without a family counts too, as one that no family stands behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gezinscoach_desktop.domain.figures import keys
from gezinscoach_desktop.domain.figures.draft import Draft, count_column, labels_of, total
from gezinscoach_desktop.domain.figures.facts import SignalFact
from gezinscoach_desktop.domain.figures.frame import Frame
from gezinscoach_desktop.domain.figures.keys import COUNT
from gezinscoach_desktop.domain.figures.shape import Counted
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal import HowOften


def drafts(frame: Frame) -> Iterator[Draft]:
    """The tables of signals."""
    is_everything = not frame.is_narrowed and not frame.filter.municipalities
    found = [
        signal
        for signal in frame.around.signals
        if frame.since <= signal.on < frame.until
        and (is_everything if signal.family_id is None else signal.family_id in frame.chosen_ids)
    ]
    note = "" if is_everything else "Signalen zonder gezin vallen weg zodra je op gezinnen filtert."
    columns = count_column("Signalen")
    themes = Draft(
        keys.THEMES, "Signalen per thema", Counted.SIGNALS, labels_of(LifeDomain, total()), columns, note=note
    )
    often = Draft(
        keys.HOW_OFTEN,
        "Hoe vaak het gebeurt",
        Counted.SIGNALS,
        labels_of(HowOften, total()),
        columns,
        note=note,
    )
    per_theme: defaultdict[str, list[SignalFact]] = defaultdict(list)
    per_often: defaultdict[str, list[SignalFact]] = defaultdict(list)
    for signal in found:
        per_theme[signal.theme.value].append(signal)
        per_often[signal.how_often.value].append(signal)
    for draft, per in ((themes, per_theme), (often, per_often)):
        for key, signals in per.items():
            draft.put(key, COUNT, len(signals), _families(frame, signals))
        yield draft


def _families(frame: Frame, signals: list[SignalFact]) -> int:
    places = frame.place_of
    return frame.mask(places[signal.family_id] for signal in signals if signal.family_id in places)
