"""What the program asks of a server, at a thousand, ten and a hundred thousand families, with how the server goes about it.

`python -m benchmarks server` makes what is not there yet (a hundred thousand families take ten minutes, once) and keeps
the table and the plans in docs/performance-server.md.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import event

from benchmarks.finishing import SCORES, _draft
from benchmarks.measure import Line, milliseconds
from benchmarks.page import machine
from benchmarks.server_office import (
    COORDINATOR,
    OnServer,
    cheap_passwords,
    coach,
    families_of,
    family_id,
    office_on,
    own_copy,
)
from benchmarks.server_place import Server, server
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.evolution import cohort, family_page
from gezinscoach_desktop.services.family import FamilyWanted, find_families, list_families
from gezinscoach_desktop.services.snapshot import finish
from gezinscoach_desktop.services.start import today
from gezinscoach_desktop.services.yearly import yearly_figures

SIZES = (1_000, 10_000, 100_000)
YEAR = 2026
COACH = 7
FLAT = 1.5
"""For one coach the largest office may cost so many times the smallest."""
PAGE = Path("docs", "performance-server.md")
_SECONDS_OF = {"cohort": 90_000.0, "list": 10_000.0, "yearly": 6_000.0}
"""What a coordinator of the largest office may wait for, where it is more than a moment."""
_MOMENT = 2_500.0
_LONGEST = 150
_LINES = 40


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is asked of the server."""

    name: str
    what: str
    ask: Callable[[Desk], object]
    times: int = 9


_numbers = count()


def _own(_: Desk) -> Any:
    return family_id(families_of(COACH)[next(_numbers) % len(families_of(COACH))])


ASKED = (
    Asked("page", "family page, noted", lambda desk: family_page(desk, _own(desk))),
    Asked(
        "finish",
        f"finishing a snapshot of {SCORES} scores",
        lambda desk: finish(desk, _draft(desk, _own(desk))),
    ),
    Asked("start", "start: who is due", today),
    Asked("search", "search “yilmaz mol”", lambda desk: find_families(desk, FamilyWanted("yilmaz mol"))),
    Asked("due", "list: only who is due", lambda desk: find_families(desk, FamilyWanted(only_due=True))),
    Asked("list", "list, whole", list_families, 3),
    Asked("yearly", f"figures of {YEAR}", lambda desk: yearly_figures(desk, YEAR), 3),
    Asked("cohort", "cohort", cohort, 1),
)


def run(families: int) -> list[Line]:
    """For a coach the figures have to stay flat; for a coordinator what grows is said."""
    del families  # it is about three sizes
    plans: list[tuple[str, str, list[str]]] = []
    found: dict[tuple[str, str, int], float] = {}
    with server() as here:
        for size in SIZES:
            with own_copy(office_on(here, size)) as office:
                found |= _of_a_coordinator(office)
                if size == SIZES[-1]:
                    plans = _plans(office)
        found |= _of_a_coach(here)
        _write(found, plans, here.version)
    return [*_flat(found), *_bearable(found)]


def _of_a_coordinator(office: OnServer) -> dict[tuple[str, str, int], float]:
    desk = _desk(office, COORDINATOR)
    found = {}
    for asked in ASKED:
        took = milliseconds(partial(asked.ask, desk), times=asked.times, warm_up=1)
        found[asked.name, COORDINATOR, office.families] = took
        print(f"  {office.families:7} families: {asked.what:36} {took:9.1f} ms", file=sys.stderr, flush=True)
    desk.office.close()
    return found


def _of_a_coach(here: Server) -> dict[tuple[str, str, int], float]:
    """In the office of each size in turns, so that what else the machine does strikes all of them alike."""
    found = {}
    with ExitStack() as stack:
        offices = [stack.enter_context(own_copy(office_on(here, size))) for size in SIZES]
        desks = [_desk(office, coach(COACH)) for office in offices]
        for asked in ASKED:
            for desk in desks:
                asked.ask(desk)
            turns = [
                [milliseconds(partial(asked.ask, desk), times=1, warm_up=0) for desk in desks]
                for _ in range(21)
            ]
            for size, times in zip(SIZES, zip(*turns, strict=True), strict=True):
                found[asked.name, coach(COACH), size] = median(times)
                print(
                    f"  a coach of {size:7}: {asked.what:36} {median(times):9.1f} ms",
                    file=sys.stderr,
                    flush=True,
                )
        for desk in desks:
            desk.office.close()
    return found


def _desk(office: OnServer, who: str) -> Desk:
    with cheap_passwords():
        return office.desk(who)


def _flat(found: dict[tuple[str, str, int], float]) -> list[Line]:
    small, large, who = SIZES[0], SIZES[-1], coach(COACH)
    return [
        Line(
            f"server {asked.name}",
            f"a coach among {large} families: {asked.what}",
            found[asked.name, who, large],
            FLAT,
            floor=found[asked.name, who, small],
            floor_is=f"the same among {small}",
        )
        for asked in ASKED
    ]


def _bearable(found: dict[tuple[str, str, int], float]) -> list[Line]:
    return [
        Line(
            f"server {asked.name} of all",
            f"a coordinator of {SIZES[-1]} families: {asked.what}",
            found[asked.name, COORDINATOR, SIZES[-1]],
            _SECONDS_OF.get(asked.name, _MOMENT),
        )
        for asked in ASKED
    ]


# --------------------------------------------------------------------------------------------------------------- plans
def _plans(office: OnServer) -> list[tuple[str, str, list[str]]]:
    """Of every question the slowest statement, as the server carried it out; with the policies at work."""
    plans = []
    for who in (coach(COACH), COORDINATOR):
        desk = _desk(office, who)
        plans += [(asked.what, who, _plan(desk, asked)) for asked in ASKED if asked.name != "finish"]
        desk.office.close()
    return plans


def _plan(desk: Desk, asked: Asked) -> list[str]:
    """Every SELECT of the question, explained within its own transaction right before it; the longest one counts."""
    longest: tuple[float, list[str]] = (-1.0, [])

    def explain(_connection: Any, cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        nonlocal longest
        if not statement.startswith(("SELECT", "WITH")):
            return
        with cursor.connection.cursor() as other:
            other.execute(f"EXPLAIN (ANALYZE, BUFFERS, COSTS OFF) {statement}", parameters)
            lines = [row[0] for row in other.fetchall()]
        took = float(lines[-1].split()[-2])
        if took > longest[0]:
            longest = (took, lines)

    engines: list[Any] = []
    desk.office.read(lambda session: engines.append(session.get_bind()))
    event.listen(engines[0], "before_cursor_execute", explain)
    try:
        asked.ask(desk)
    finally:
        event.remove(engines[0], "before_cursor_execute", explain)
    return _short(longest[1])


def _short(lines: list[str]) -> list[str]:
    """Without what only a database administrator would ask about."""
    told: list[str] = []
    for line in lines:
        if len(told) > 1 and "Buffers:" in line:
            continue  # those of the whole stand below its first line
        if re.match(
            r"\s*(Buckets|Batches|Sort Method|Heap Fetches: 0|Planning|Worker|Workers|I/O|Full-sort|Pre-sorted)",
            line,
        ):
            continue
        line = re.sub(r" rows=(\d+) loops=1\)", r" rows=\1)", line)
        line = re.sub(r"actual time=[\d.]+\.\.([\d.]+)", r"\1 ms", line)
        line = line.replace("::text", "").replace("::uuid[]", "").replace("->  ", "→ ")
        told.append(line if len(line) <= _LONGEST else f"{line[:_LONGEST]} …")
    return told if len(told) <= _LINES else [*told[:_LINES], f"… {len(told) - _LINES} more", told[-1]]


# ---------------------------------------------------------------------------------------------------------------- page
def _write(
    found: dict[tuple[str, str, int], float], plans: list[tuple[str, str, list[str]]], version: str
) -> None:
    PAGE.write_text(_page(found, plans, version), encoding="utf-8")
    print(f"{PAGE} is written.", file=sys.stderr)


def _page(
    found: dict[tuple[str, str, int], float], plans: list[tuple[str, str, list[str]]], version: str
) -> str:
    heads = [f"{who} of {size:,}" for who in ("coach", "coordinator") for size in SIZES]
    rows = [
        [
            asked.what,
            *(_figure(found[asked.name, who, size]) for who in (coach(COACH), COORDINATOR) for size in SIZES),
        ]
        for asked in ASKED
    ]
    table = [["", *heads], ["---", *("---:" for _ in heads)], *rows]
    told = "\n".join(f"| {' | '.join(row)} |" for row in table)
    details = "\n\n".join(
        f"### {what}, {'one coach' if who != COORDINATOR else 'a coordinator'}\n\n```\n"
        + "\n".join(lines)
        + "\n```"
        for what, who, lines in plans
    )
    return f"""# What it costs on a server

Written by `python -m benchmarks server`; do not edit. Measured on {datetime.now().astimezone():%Y-%m-%d}.

Machine: {machine()}; PostgreSQL {version} on the same machine (unix socket, fsync on, 2 GB of shared buffers).
Offices of {", ".join(f"{size:,}" for size in SIZES)} families × 8 snapshots, brought in by COPY; a coach supports 25 of them.
Everybody signs in with an own login: row-level security decides what is seen. Medians, in milliseconds, of the whole
question as the program asks it, with every round trip and with what Python makes of the answer; for the coach in the
three offices in turns. Other work ran on the same four cores (load {os.getloadavg()[2]:.0f}): on a quiet machine it is less.

{told}

## Plans in the office of {SIZES[-1]:,} families

Of each question the statement that takes longest, as the server carried it out for that login. `SubPlan` and `InitPlan` with
`own_families()` or `acts_as()` are the policies: they are asked once per statement.

{details}
"""


def _figure(took: float) -> str:
    return f"{took:,.{1 if took < 100 else 0}f}"
