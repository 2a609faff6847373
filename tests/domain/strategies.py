"""Made-up histories for hypothesis: four persons, a few dates, every item of the instrument."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from gezinscoach_desktop.domain.balance import Balance, balance_at
from gezinscoach_desktop.domain.household import Stay
from gezinscoach_desktop.domain.instrument import Subject
from gezinscoach_desktop.domain.snapshot import Score, Snapshot
from tests.factories import load_instrument, make_person, make_score, make_snapshot

START = date(2026, 1, 1)
DAYS = st.integers(0, 400).map(lambda days: START + timedelta(days=days))
PERSONS = (
    make_person("V1"),
    make_person("V2", stays=[Stay(None, date(2026, 6, 1)), Stay(date(2026, 9, 1), None)]),
    make_person("K1"),
    make_person("K2", stays=[Stay(date(2026, 4, 1), None)]),
)
_SUBJECTS = {None: Subject.HOUSEHOLD} | {person: person.role.subject for person in PERSONS}
_PLACES = [
    (person, item.key)
    for person, subject in _SUBJECTS.items()
    for item in load_instrument().items_of(subject)
]
_LEVELS = st.none() | st.integers(1, 5)


@st.composite
def score_sets(draw: st.DrawFn) -> tuple[Score, ...]:
    """Sparse scores as one snapshot has them: every place at most once."""
    places = draw(st.lists(st.sampled_from(_PLACES), unique=True, max_size=8))
    return tuple(make_score(item, draw(_LEVELS), person=person) for person, item in places)


@st.composite
def histories(draw: st.DrawFn) -> list[Snapshot]:
    """Snapshots of one family in no particular order, some on the same date."""
    number = draw(st.integers(0, 5))
    return [
        make_snapshot(
            draw(DAYS), draw(score_sets()), number=place, is_revised_baseline=draw(st.integers(0, 4)) == 0
        )
        for place in range(1, number + 1)
    ]


def balances() -> st.SearchStrategy[Balance]:
    """A balance at some date of some history."""
    return st.builds(balance_at, histories(), DAYS)
