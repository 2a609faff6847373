"""T1, short: a writing process killed at any moment loses nothing that was acknowledged."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, open_office
from tests.data.office_factory import driver_of
from tests.offices import PASSWORD, USER, OfficeMaker

KILLS = 25
# One process loads the program; each writer is a fork of it, killed after a moment of its own writing.
NURSERY = """
import os, random, signal, sys, time
from tests import cheap
cheap.passwords()
import gezinscoach_desktop.data.sqlcipher
from gezinscoach_desktop.services.family import FamilyInput, add_family
from gezinscoach_desktop.services.office import open_office
place, user, password, kills = sys.argv[1:]
chance = random.Random(7)
for kill in range(int(kills)):
    ready, write = os.pipe()
    writer = os.fork()
    if not writer:
        desk = open_office(place, user_name=user, password=password)
        for number in range(10_000):
            name = f"{kill}-{number}"
            add_family(desk, FamilyInput(name=name))
            os.write(1, f"{name}\\n".encode())
            if not number:
                os.write(write, b"!")
    os.read(ready, 1)
    time.sleep(chance.random() * 0.1)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
"""


@pytest.fixture
def office_kind() -> OfficeKind:
    return OfficeKind.THIS_PC


@pytest.mark.skipif(os.name == "nt", reason="forks writers")
def test_every_acknowledged_write_survives_kill_nine(office_maker: OfficeMaker) -> None:
    place = office_maker.place()
    nursery = subprocess.run(
        [sys.executable, "-c", NURSERY, place, USER, PASSWORD, str(KILLS)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
        check=True,
        timeout=600,
    )
    acknowledged = nursery.stdout.split()
    desk = open_office(place, user_name=USER, password=PASSWORD)
    kept = {row.name for row in list_families(desk)}
    checks = driver_of(desk).execute("PRAGMA integrity_check").fetchall()
    unsealed = driver_of(desk).execute("PRAGMA cipher_integrity_check").fetchall()
    close_office(desk)
    assert len(acknowledged) >= KILLS
    assert set(acknowledged) <= kept
    assert len(kept) <= len(acknowledged) + KILLS  # at most one per kill was kept without being told
    assert (checks, unsealed) == ([("ok",)], [])
