"""The server of an office crashes under six programs that write to it; what was acknowledged is there, once."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.data.server.live.own_server import OwnServer, own_server
from tests.faults.outcome import Outcome

CRASHES = 20
WRITERS = 6
OFFICE, USER, PASSWORD = "kantoor", "an", "vier woorden zijn genoeg"
_BUSY_SECONDS = (0.5, 1.5)
_MOST_SECONDS, _LOOK_SECONDS = 20.0, 0.05
_DOWN_SECONDS = 4.0

# A program of its own with its own outbox. What it was told goes to its output, which no crash of the server reaches.
_WRITER = """
import os, sys, time
from pathlib import Path
from uuid import uuid4
from tests import cheap
cheap.passwords()
from gezinscoach_desktop.data import operation
from gezinscoach_desktop.data.server import office
from gezinscoach_desktop.domain.errors import KeptForLater, OfficeUnavailable
from gezinscoach_desktop.services.family import FamilyInput, _add_family
from gezinscoach_desktop.services.office import close_office, open_office
place, user, password, stop, repeats_as = sys.argv[1:]
is_new = repeats_as == "new"
if is_new:
    office.PATIENCE = 0.0
recognised = 0
look = operation.kept_effect
def count(session, operation_id):
    global recognised
    found = look(session, operation_id)
    recognised += found is not None
    return found
operation.kept_effect = count
desk = open_office(place, user_name=user, password=password)
desk.office.when_news(lambda: None)
if is_new:
    desk.office.inner._waiting = None
print("ready", flush=True)
number = 0
while not Path(stop).exists():
    number += 1
    name = f"{os.getpid()}-{number}"
    id, family = uuid4(), uuid4()
    while True:
        try:
            _add_family.under(id)(desk, family, FamilyInput(name=name), (), ())
        except KeptForLater:
            print("kept", name, flush=True)
            time.sleep(0.3)
        except OfficeUnavailable:
            if is_new:
                id, family = uuid4(), uuid4()
            continue
        else:
            print("done", name, flush=True)
        break
while desk.office.health().waiting:
    try:
        desk.office.news()
    except OfficeUnavailable:
        pass
print("conflicts", len(desk.office.health().conflicts), flush=True)
print("recognised", recognised, flush=True)
close_office(desk)
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a number of crashes."""

    crashes: int
    done: int
    kept: int
    recognised: int
    lost: int
    doubled: int
    conflicts: int

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.conflicts)


def run(seconds: float) -> Outcome:
    """Twenty crashes, whatever time is given; the control repeats what it had no answer to under a new id."""
    tally = crashed(CRASHES, WRITERS, seconds=max(seconds, 120.0))
    control = crashed(4, WRITERS, seconds=60.0, repeats_as="new")
    return Outcome(
        name="T1 server crashes under six writers",
        tried=tally.crashes,
        acknowledged=tally.done + tally.kept,
        lost=tally.lost,
        faults=tally.crashes,
        noticed=tally.crashes,
        control=f"repeats under a new id: {control.doubled} done twice",
        is_good=tally.is_good and tally.crashes == CRASHES and tally.recognised > 0 and control.doubled > 0,
        notes=f"{tally.recognised} repeats recognised, {tally.kept} kept on the PC meanwhile, {tally.doubled} doubled",
    )


def crashed(crashes: int, writers: int, *, seconds: float, repeats_as: str = "same") -> Tally:
    """Let a server crash under writers; half of the time just when it kept what nobody was told of yet."""
    with own_server() as server, tempfile.TemporaryDirectory() as folder:
        server.run(f"CREATE DATABASE {OFFICE}")
        new_office(server.whole(OFFICE), name="Proef", user_name=USER, password=PASSWORD)
        programs = [_program(server, Path(folder), number, repeats_as) for number in range(writers)]
        for program in programs:
            assert program.stdout is not None
            program.stdout.readline()
        begun, crash = time.monotonic(), 0
        while crash < crashes and time.monotonic() < begun + seconds:
            _crash(server, crash)
            crash += 1
        (Path(folder) / "stop").touch()
        said = [program.communicate() for program in programs]
        for program, (_, wrong) in zip(programs, said, strict=True):
            if program.returncode:
                raise RuntimeError(wrong)
        lines = [line.split() for out, _ in said for line in out.splitlines()]
        return _looked_after(server, lines, crash)


def _program(server: OwnServer, folder: Path, number: int, repeats_as: str) -> subprocess.Popen[str]:
    home = folder / f"pc-{number}"
    home.mkdir()
    arguments = (server.url(OFFICE), USER, PASSWORD, str(folder / "stop"), repeats_as)
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "GEZINSCOACH_HOME": str(home)},
    )


def _crash(server: OwnServer, number: int) -> None:
    chance = random.Random(number)
    time.sleep(chance.uniform(*_BUSY_SECONDS))
    if number % 2:
        server.hold_commits()
        until = time.monotonic() + _MOST_SECONDS
        while not server.held and time.monotonic() < until:
            time.sleep(_LOOK_SECONDS)
    if number % 4 < 2:
        server.stop("immediate")
    else:
        server.kill()
    server.release_commits()
    if number % 5 == 4:
        time.sleep(_DOWN_SECONDS)
    server.start()


def _looked_after(server: OwnServer, lines: list[list[str]], crashes: int) -> Tally:
    told: dict[str, set[str]] = {"done": set(), "kept": set()}
    counts: Counter[str] = Counter()
    for what, value in lines:
        if what in told:
            told[what].add(value)
        else:
            counts[what] += int(value)
    desk = open_office(server.url(OFFICE), user_name=USER, password=PASSWORD)
    try:
        there = Counter(row.name for row in list_families(desk))
    finally:
        close_office(desk)
    return Tally(
        crashes=crashes,
        done=len(told["done"]),
        kept=len(told["kept"]),
        recognised=counts["recognised"],
        lost=len((told["done"] | told["kept"]) - set(there)),
        doubled=sum(1 for number in there.values() if number > 1),
        conflicts=counts["conflicts"],
    )
