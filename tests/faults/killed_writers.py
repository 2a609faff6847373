"""T1: processes that write to an office on this PC are killed at any moment."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from gezinscoach_desktop.services.family import list_families
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.data.office_factory import driver_of
from tests.faults.outcome import Outcome

ENOUGH = 1_000
"""Kills, after which nothing new is learned."""
NURSERIES = 4
USER, PASSWORD = "an", "vier woorden zijn genoeg"

# One process loads the program; each writer is a fork of it, killed after a moment of its own writing.
_NURSERY = """
import os, random, signal, sys, time
from tests import cheap
cheap.passwords()
from pathlib import Path
from gezinscoach_desktop.data.sqlcipher import open_with
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import FamilyInput, add_family
from gezinscoach_desktop.services.office import close_office, open_office
place, user, password, kills, seconds, too_early = sys.argv[1:]
chance = random.Random(place)
end = time.monotonic() + float(seconds)
# The password is asked once: what is tried is writing.
desk = open_office(place, user_name=user, password=password)
ring = desk.office.keys
close_office(desk)
for kill in range(int(kills)):
    if time.monotonic() > end:
        break
    ready, write = os.pipe()
    writer = os.fork()
    if not writer:
        desk = Desk(*open_with(Path(place), lambda store: ring))
        for number in range(10_000):
            name = f"{kill}-{number}"
            if too_early == "yes":
                os.write(1, f"{name}\\n".encode())
            add_family(desk, FamilyInput(name=name))
            if too_early != "yes":
                os.write(1, f"{name}\\n".encode())
            if not number:
                os.write(write, b"!")
    os.read(ready, 1)
    time.sleep(chance.random() * 0.05)
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    os.close(ready), os.close(write)
    os.write(2, b".")
"""


def run(seconds: float) -> Outcome:
    """At most `ENOUGH` kills, spread over a few offices at once; the control says "kept" before it is."""
    with tempfile.TemporaryDirectory() as folder:
        kills, acknowledged, lost, broken = _killed(Path(folder), seconds * 0.8, ENOUGH, too_early=False)
    with tempfile.TemporaryDirectory() as folder:
        _, _, control_lost, _ = _killed(Path(folder), seconds * 0.2, 80, too_early=True)
    return Outcome(
        name="T1 writers killed, office on this PC",
        tried=kills,
        acknowledged=acknowledged,
        lost=lost,
        faults=kills,
        noticed=kills,
        control=f"a writer that says “kept” before the commit lost {control_lost}",
        is_good=not lost and not broken and kills > 0 and control_lost > 0,
        notes="integrity_check and cipher_integrity_check clean" if not broken else f"damaged: {broken}",
    )


def _killed(folder: Path, seconds: float, kills: int, *, too_early: bool) -> tuple[int, int, int, int]:
    """Kills, acknowledged writes, lost writes and offices that do not pass their checks."""
    begun = time.monotonic()
    nurseries = []
    for number in range(NURSERIES):
        place = folder / f"kantoor-{number}.gezinscoach"
        new_office(str(place), name="Proef", user_name=USER, password=PASSWORD)
        left = max(1.0, seconds - (time.monotonic() - begun))
        arguments = (
            str(place),
            USER,
            PASSWORD,
            str(kills // NURSERIES),
            str(left),
            "yes" if too_early else "no",
        )
        nursery = subprocess.Popen(
            [sys.executable, "-c", _NURSERY, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        nurseries.append((place, nursery))
    counts = (0, 0, 0, 0)
    for place, nursery in nurseries:
        out, dots = nursery.communicate()
        if nursery.returncode:
            raise RuntimeError(dots.decode(errors="replace"))
        found = (dots.count(b"."), *_looked_after(place, out.decode().split()))
        counts = (
            counts[0] + found[0],
            counts[1] + found[1],
            counts[2] + found[2],
            counts[3] + found[3],
        )
    return counts


def _looked_after(place: Path, acknowledged: list[str]) -> tuple[int, int, int]:
    desk = open_office(str(place), user_name=USER, password=PASSWORD)
    try:
        kept = {row.name for row in list_families(desk)}
        checks = driver_of(desk).execute("PRAGMA integrity_check").fetchall()
        unsealed = driver_of(desk).execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        close_office(desk)
    is_broken = (checks, unsealed) != ([("ok",)], [])
    return len(acknowledged), len(set(acknowledged) - kept), int(is_broken)
