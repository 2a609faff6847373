"""Made-up families for tests: each function fills in what a test does not care about."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from uuid import UUID, uuid5

from gezinscoach_desktop.domain.consent import ConsentInput, ConsentKind
from gezinscoach_desktop.domain.household import Person, Role, Stay
from gezinscoach_desktop.domain.index import Profile, parse_profile
from gezinscoach_desktop.domain.instrument import Instrument, parse_instrument
from gezinscoach_desktop.domain.snapshot import Reason, Score, Snapshot
from gezinscoach_desktop.resource import resource_path

_NAMES = UUID("6f1f6a52-0c4c-4d62-8a51-6d0f5e3f2b10")
CONSENT = ConsentInput(ConsentKind.COACHING, date(2000, 1, 1))
"""To be coached, since before any test: without it nothing is registered for a family."""


@cache
def load_instrument() -> Instrument:
    """The Sociale Balans that travels with the program."""
    path = resource_path("instruments", "sociale-balans-2023-1.toml")
    definition = path.read_text(encoding="utf-8")
    return parse_instrument(tomllib.loads(definition), source=path.name, definition=definition)


@cache
def load_profile() -> Profile:
    """The default profile of the deprivation index."""
    path = resource_path("index", "standaard-1.toml")
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return parse_profile(content, load_instrument(), source=path.name)


def make_id(name: str) -> UUID:
    """The same id for the same name, so that a failing test reads the same every time."""
    return uuid5(_NAMES, name)


def make_person(
    code: str = "V1",
    *,
    role: Role | None = None,
    birth_date: date | None = None,
    stays: Sequence[Stay] = (Stay(),),
) -> Person:
    """A member; without a role K… is a child and anything else an adult."""
    usual = Role.CHILD if code.startswith("K") else Role.ADULT
    return Person(make_id(code), role or usual, birth_date, tuple(stays))


def make_score(
    item: str,
    level: int | None,
    *,
    person: Person | None = None,
    note: str | None = None,
    reason: Reason | None = None,
) -> Score:
    """A registered value, of the household when no person is given."""
    return Score(None if person is None else person.id, item, level, note, reason)


def make_snapshot(
    day: date,
    scores: Iterable[Score] = (),
    *,
    number: int = 1,
    is_revised_baseline: bool = False,
) -> Snapshot:
    """A snapshot of `day`; give `number` when two fall on one date."""
    return Snapshot(
        make_id(f"{day} {number}"), number, day, tuple(scores), is_revised_baseline=is_revised_baseline
    )
