"""Fifty coaches at once on one server, each a program of its own: what one of them waits for, and whether all is kept.

The server and the fifty programs share the cores of this machine, so that much of the waiting is for those.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any
from uuid import UUID

from benchmarks.finishing import SCORES, _draft
from benchmarks.measure import Line
from benchmarks.server_office import (
    COACHES,
    FAMILIES_PER_COACH,
    OnServer,
    cheap_passwords,
    coach,
    families_of,
    family_id,
    office_on,
    own_copy,
)
from benchmarks.server_place import Server, server

FAMILIES = 10_000
SECONDS = 40
THINKING = 10.0
"""Seconds between two things that a busy coach asks, on average: far busier than anybody is."""
_SAMPLE = 0.02
_GET_READY = 300


@dataclass(slots=True)
class Tally:
    """What one coach did."""

    milliseconds: defaultdict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    snapshots: list[UUID] = field(default_factory=list)
    """Those of which the program said that they were kept."""
    errors: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all of them did together."""

    tally: Tally
    seconds: float
    kept: int
    """How many of the acknowledged snapshots stand there exactly once."""
    waits: Counter[str]
    """How often a connection was seen waiting for something, by what."""
    samples: int

    @property
    def per_second(self) -> float:
        return sum(map(len, self.tally.milliseconds.values())) / self.seconds

    @property
    def lost(self) -> int:
        return len(self.tally.snapshots) - self.kept


def run(families: int) -> list[Line]:
    """Without a pause between two actions, which is what the server can bear, and as people work."""
    del families  # the office of this scene has a size of its own
    lines: list[Line] = []
    with server() as here:
        for thinking, limit in ((0.0, 5_000), (THINKING, 300)):
            outcome = together(here, FAMILIES, thinking=thinking)
            print(told(outcome, thinking), file=sys.stderr)
            lines += _lines(outcome, thinking, limit)
    return lines


def together(here: Server, families: int, *, thinking: float, seconds: float = SECONDS) -> Outcome:
    """Let them work in a copy of the office, and look afterwards at what stands there."""
    assert families >= COACHES * FAMILIES_PER_COACH, "every coach needs families"
    with own_copy(office_on(here, families)) as office, TemporaryDirectory() as homes:
        context = get_context("spawn")
        ready, results = context.Barrier(COACHES + 1), context.SimpleQueue()
        programs = [
            context.Process(
                target=_program,
                args=(office, number, Path(homes, str(number)), ready, results, thinking, seconds),
            )
            for number in range(COACHES)
        ]
        for program in programs:
            program.start()
        ready.wait(_GET_READY)
        with _watched(office) as seen:
            began = time.perf_counter()
            tallies = [results.get() for _ in programs]
            took = time.perf_counter() - began
        for program in programs:
            program.join()
        tally = _added_up(tallies)
        return Outcome(tally, took, _kept(office, tally.snapshots), seen, seen.pop("", 0))


def _program(office: OnServer, number: int, home: Path, ready: Any, *rest: Any) -> None:
    """One program; when it cannot even begin, nobody waits for it."""
    try:
        _work(office, number, home, ready, *rest)
    except BaseException:
        ready.abort()
        raise


def _work(
    office: OnServer, number: int, home: Path, ready: Any, results: Any, thinking: float, seconds: float
) -> None:
    """From opening the office until the time is up."""
    home.mkdir()
    os.environ["GEZINSCOACH_HOME"] = str(home)
    from gezinscoach_desktop.services.evolution import family_page
    from gezinscoach_desktop.services.family import change_family
    from gezinscoach_desktop.services.snapshot import finish

    tally, dice = Tally(), random.Random(number)
    with cheap_passwords():
        desk = office.desk(coach(number))
    own = [family_id(each) for each in families_of(number)]
    drafts = {family: _draft(desk, family) for family in own}

    def look(family: UUID) -> None:
        pages[family] = family_page(desk, family)

    def save(family: UUID) -> None:
        draft = replace(drafts[family], id=UUID(int=dice.getrandbits(128), version=4))
        finish(desk, draft)
        tally.snapshots.append(draft.id)

    def remark(family: UUID) -> None:
        record = pages[family].header.record
        words = replace(record.details, remarks=f"Gebeld op {dice.random()}")
        change_family(desk, family, record.version, words)

    pages = {own[0]: family_page(desk, own[0])}
    ready.wait(_GET_READY)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        family = dice.choice(own)
        for kind, action in (("page", look), ("snapshot", save), ("remark", remark)):
            if thinking:
                time.sleep(min(dice.expovariate(1 / thinking), 4 * thinking))
            _do(tally, kind, partial(action, family))
    results.put(tally)
    desk.office.close()


def _do(tally: Tally, kind: str, action: Callable[[], None]) -> None:
    began = time.perf_counter()
    try:
        action()
    except Exception as error:  # whatever it was, it is told at the end
        tally.errors[f"{kind}: {type(error).__name__}"] += 1
    else:
        tally.milliseconds[kind].append(1000 * (time.perf_counter() - began))


@contextmanager
def _watched(office: OnServer) -> Iterator[Counter[str]]:
    """Looks again and again at what the connections to the database wait for."""
    seen: Counter[str] = Counter()
    is_over = Event()

    def look() -> None:
        question = (
            "SELECT coalesce(wait_event_type || ' ' || wait_event, 'works') FROM pg_stat_activity"
            " WHERE datname = %s AND state = 'active' AND pid <> pg_backend_pid()"
        )
        with office.connection() as connection:
            while not is_over.wait(_SAMPLE):
                seen[""] += 1
                seen.update(row[0] for row in connection.execute(question, (office.database,)))

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        is_over.set()
        watcher.join()


def _kept(office: OnServer, snapshots: Sequence[UUID]) -> int:
    """Exactly once, with every score, and with one line each in the trail."""
    question = (
        "SELECT count(*) FROM unnest(%s::uuid[]) AS said (id) WHERE"
        " (SELECT count(*) FROM score s JOIN snapshot p USING (family_id, date, number) WHERE p.id = said.id) = %s"
        " AND (SELECT count(*) FROM audit_entry WHERE action = 'register_snapshot' AND operation_id = said.id) = 1"
    )
    with office.connection() as connection:
        row = connection.execute(question, (list(snapshots), SCORES)).fetchone()
    return 0 if row is None else int(row[0])


def _added_up(tallies: Sequence[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.snapshots += tally.snapshots
        total.errors += tally.errors
        for kind, times in tally.milliseconds.items():
            total.milliseconds[kind] += times
    return total


def told(outcome: Outcome, thinking: float) -> str:
    """In words, for whoever runs it."""
    tally = outcome.tally
    heading = (
        f"{COACHES} coaches, thinking {thinking:g} s: {outcome.per_second:.1f} actions/s over"
        f" {outcome.seconds:.0f} s; {len(tally.snapshots)} snapshots acknowledged, {outcome.lost} lost;"
        f" errors: {dict(tally.errors) or 'none'}"
    )
    lines = [heading]
    lines += [
        f"  {kind:9} {len(times):6} times, p50 {median(times):7.1f} ms, p95 {_p95(times):7.1f} ms"
        for kind, times in tally.milliseconds.items()
    ]
    lines += [
        f"  on average {seen / max(1, outcome.samples):5.2f} connections: {what}"
        for what, seen in outcome.waits.most_common(6)
    ]
    return "\n".join(lines)


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _lines(outcome: Outcome, thinking: float, limit: float) -> list[Line]:
    how = "without a pause" if not thinking else f"{thinking:g} s between two actions"
    what = {
        "page": "opening a family page, noted",
        "snapshot": f"finishing a snapshot of {SCORES} scores",
        "remark": "changing a remark",
    }
    lines = [
        Line(f"coaches {kind}", f"{COACHES} coaches at once, {how}: {what[kind]}, p95", _p95(times), limit)
        for kind, times in outcome.tally.milliseconds.items()
    ]
    wrong = outcome.lost + outcome.tally.errors.total()
    lines.append(
        Line(
            "coaches wrong",
            f"{COACHES} coaches at once, {how}: errors and lost snapshots",
            wrong,
            0,
            "of all",
        )
    )
    return lines
