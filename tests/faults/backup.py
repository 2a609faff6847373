"""T15: backups while another program goes on writing, each restored on trial; and going back to a large one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy.orm import Session

from gezinscoach_desktop.data import family as families
from gezinscoach_desktop.data.backup_copy import examine
from gezinscoach_desktop.data.office import Operation
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.change import Change, Done
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.restore import restore, try_restore
from tests.faults.outcome import Outcome

ENOUGH = 200
LARGE = 50_000_000
MOST_SECONDS = 60.0
USER, PASSWORD = "an", "vier woorden zijn genoeg"
_ROOT = Path(__file__).parents[2]
WRITER = """
import sys, time
from tests import cheap
cheap.passwords()
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import open_office
place, user, password, log = sys.argv[1:]
desk = open_office(place, user_name=user, password=password)
with open(log, "a", buffering=1) as acknowledged:
    while True:
        add_family(desk, FamilyInput(name="Gezin", remarks="x" * 2_000))
        acknowledged.write("1\\n")
        time.sleep(0.003)  # or the other never gets its turn to note that it made a backup
"""


def run(seconds: float) -> Outcome:
    """Most of the time for backups under load, some for the control; the large one takes what it takes."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        desk = _office(folder / "kantoor.gezinscoach")
        with _written_in(desk, folder / "acknowledged") as log:
            tried, verified, lost = _backed_up(desk, log, until=time.monotonic() + seconds * 0.75)
            copied, bad = _copied(desk, log, until=time.monotonic() + seconds * 0.15)
        acknowledged = _count(log)
        close_office(desk)
        size, took, is_back = _large(folder / "groot.gezinscoach")
    return Outcome(
        name="T15 backups while another program writes",
        tried=tried,
        acknowledged=acknowledged,
        lost=lost,
        faults=tried - verified,
        noticed=bad,
        control=f"plain copies of the file: {bad} of {copied} were damaged or missed what was kept",
        is_good=tried > 0 and verified == tried and not lost and bad > 0 and is_back and took < MOST_SECONDS,
        notes=f"faults = backups that no trial could restore; noticed = bad copies of the control; "
        f"going back to {size / 1e6:.0f} MB took {took:.1f} s, today's state backed up first",
    )


def _office(path: Path) -> Desk:
    new_office(str(path), name="Proefdorp", user_name=USER, password=PASSWORD)
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    for number in range(50):
        add_family(desk, FamilyInput(name=f"Gezin {number}", remarks="x" * 3_000))
    return desk


@contextmanager
def _written_in(desk: Desk, log: Path) -> Iterator[Path]:
    log.touch()
    arguments = [desk.office.place, USER, PASSWORD, str(log)]
    writer = subprocess.Popen([sys.executable, "-c", WRITER, *arguments], cwd=_ROOT, env=os.environ.copy())
    try:
        while not _count(log):
            time.sleep(0.05)
            if writer.poll() is not None:
                raise RuntimeError("the writer could not start")
        yield log
    finally:
        writer.kill()
        writer.wait()


def _count(log: Path) -> int:
    return log.read_bytes().count(b"\n")


def _backed_up(desk: Desk, log: Path, *, until: float) -> tuple[int, int, int]:
    """Backups tried, those that a trial restored, and kept families that were not in the backup made afterwards."""
    tried = verified = lost = 0
    while tried < ENOUGH and time.monotonic() < until:
        kept = 50 + _count(log)
        made = back_up(desk, BackupReason.EXIT)
        trial = try_restore(desk, made.path)
        tried += 1
        verified += trial.is_good
        lost += max(0, kept - trial.counts.get("family", 0))
    return tried, verified, lost


def _copied(desk: Desk, log: Path, *, until: float) -> tuple[int, int]:
    """The control: the file copied as people do."""
    source = Path(desk.office.place)
    copied = bad = 0
    with tempfile.TemporaryDirectory() as name:
        while copied < ENOUGH and time.monotonic() < until:
            folder = Path(name, str(copied))
            folder.mkdir()
            kept = 50 + _count(log)
            shutil.copy(source, folder)
            copied += 1
            bad += not _is_whole(folder / source.name, desk.office.keys.database, kept)
            shutil.rmtree(folder)
    return copied, bad


def _is_whole(path: Path, key: bytes, kept: int) -> bool:
    try:
        return examine(path, key).counts["family"] >= kept
    except (UserError, OSError):
        return False


def _large(path: Path) -> tuple[int, float, bool]:
    """Bytes of the backup, seconds that going back to it took, and whether the office of then was there."""
    new_office(str(path), name="Groot", user_name=USER, password=PASSWORD)
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    try:
        count = _fill(desk)
        made = back_up(desk, BackupReason.EXIT)
        add_family(desk, FamilyInput(name="Later"))
        begun = time.monotonic()
        restore(desk, made.path)
        took = time.monotonic() - begun
        return made.size, took, try_restore(desk, made.path).is_good and _families(desk) == count
    finally:
        close_office(desk)


def _fill(desk: Desk) -> int:
    def run_(session: Session) -> Done:
        values = [
            families.family_values(
                uuid4(),
                f"G{number}",
                FamilyInput(name=f"Gezin {number}", remarks=os.urandom(5_000).hex()),
                (),
                at=datetime.now(UTC),
                by=desk.account.id,
            )
            for number in range(LARGE // 10_000)
        ]
        families.add_families(session, values)
        return Done(Change(frozenset()))

    desk.office.write(Operation("test", run_))
    return LARGE // 10_000


def _families(desk: Desk) -> int:
    from gezinscoach_desktop.data.backup_restore import counts_now

    return desk.office.read(counts_now)["family"]
