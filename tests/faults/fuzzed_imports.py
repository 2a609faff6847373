"""T13: damaged and malicious files are offered for import: refused with a sentence, or read; never a crash, never half."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.exchange import import_file, preview_import
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from tests.data.office_factory import driver_of
from tests.faults.outcome import Outcome

LINES = 120
USER, PASSWORD = "an", "vier woorden zijn genoeg"
_NASTY = (
    "=1+1",
    "\x00",
    "﻿",
    "9" * 400,
    "-1",
    "31/02/2024",
    '"',
    '";"',
    "é" * 300,
    "\r",
    "💥",
    "NULL",
    "2024-13-01",
)

Harm = Callable[[bytes, random.Random], bytes]


def run(seconds: float) -> Outcome:
    """Offers damaged files until the time is up; the control is the undamaged file, which must be read."""
    sound = b"".join(resource_path("practice", "pilot-90.csv").read_bytes().splitlines(keepends=True)[:LINES])
    chance, end = random.Random(13), time.monotonic() + seconds
    tried = refused = read = wrong = 0
    with tempfile.TemporaryDirectory() as name:
        desk = _office(Path(name))
        path = Path(name, "offered.csv")
        while time.monotonic() < end:
            path.write_bytes(chance.choice(_HARMS)(sound, chance))
            tried += 1
            before = _counts(desk)
            try:
                done = import_file(desk, preview_import(desk, path))
            except UserError as error:
                refused += 1
                wrong += _counts(desk) != before or "\n" in error.message
            else:
                read += 1
                wrong += _counts(desk)[0] < before[0] + (done.families > 0)
        path.write_bytes(sound)
        control = _sound_file_is_read(path)
        close_office(desk)
    return Outcome(
        name="T13 damaged files offered for import",
        tried=tried,
        acknowledged=read,
        lost=wrong,
        faults=tried,
        noticed=refused,
        control=f"the undamaged file is read: {control} families",
        is_good=not wrong and refused > 0 and control > 0,
        notes="no crash; a refused file leaves nothing behind; lost = half a file kept",
    )


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(content)
    for _ in range(chance.randint(1, 30)):
        harmed[chance.randrange(len(harmed))] = chance.randrange(256)
    return bytes(harmed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _cell_replaced(content: bytes, chance: random.Random) -> bytes:
    lines = content.decode("utf-8-sig").splitlines()
    for _ in range(chance.randint(1, 5)):
        number = chance.randrange(len(lines))
        cells = lines[number].split(";")
        cells[chance.randrange(len(cells))] = chance.choice(_NASTY)
        lines[number] = ";".join(cells)
    return "\r\n".join(lines).encode("utf-8")


def _lines_mixed(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True)
    kept = lines[1:]
    chance.shuffle(kept)
    return b"".join([lines[0], *kept, *kept[: chance.randint(0, 20)]])


def _noise(_: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(20_000))


_HARMS: tuple[Harm, ...] = (_bytes_changed, _cut, _cell_replaced, _lines_mixed, _noise)


def _office(folder: Path) -> Desk:
    place = str(folder / f"kantoor-{len(list(folder.iterdir()))}.gezinscoach")
    new_office(place, name="Proef", user_name=USER, password=PASSWORD)
    return open_office(place, user_name=USER, password=PASSWORD)


def _sound_file_is_read(path: Path) -> int:
    desk = _office(path.parent)
    try:
        return import_file(desk, preview_import(desk, path)).families
    finally:
        close_office(desk)


def _counts(desk: Desk) -> tuple[int, ...]:
    driver = driver_of(desk)
    return tuple(
        driver.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("family", "member", "snapshot", "score", "operation")
    )
