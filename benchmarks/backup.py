"""Backups, going back to one, a whole office in a file: against copying the file and flushing it to the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.generated import PASSWORD, USER_NAME, office_of, own_copy
from benchmarks.measure import Line, milliseconds
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.services.archive import export_office, import_office
from gezinscoach_desktop.services.backup import back_up, state
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.office import close_office, open_office
from gezinscoach_desktop.services.restore import restore, try_restore

SEAL = "een zin om te verzegelen"


def run(families: int) -> list[Line]:
    """Once or twice each: they work on the whole office, and take seconds."""
    with own_copy(office_of(families)) as copy, TemporaryDirectory() as name:
        desk = open_office(str(copy.path), user_name=USER_NAME, password=PASSWORD)
        try:
            return [*_backups(desk, copy.path, Path(name)), *_archives(desk, Path(name))]
        finally:
            close_office(desk)


def _backups(desk: Desk, path: Path, folder: Path) -> list[Line]:
    megabytes = path.stat().st_size / 1e6
    plain = milliseconds(lambda: _flushed_copy(path, folder / "plain"), times=3, warm_up=1)
    made = back_up(desk, BackupReason.MANUAL)
    backup = milliseconds(lambda: back_up(desk, BackupReason.MANUAL), times=2, warm_up=0)
    trial = milliseconds(lambda: try_restore(desk, made.path), times=1, warm_up=0)
    back = milliseconds(lambda: restore(desk, made.path), times=1, warm_up=0)
    look = milliseconds(lambda: state(desk))
    of = f"{megabytes:.0f} MB"
    return [
        Line(
            "backup", f"a backup of {of}, checked and read back", backup, 600, "ms", plain, "copy and flush"
        ),
        Line("backup state", "how safe the work is, for the status bar", look, 50),
        Line("trial restore", f"unpacking and checking a backup of {of}", trial, 30_000),
        Line("restore", f"going back to a backup of {of}, today's state kept first", back, 60_000),
    ]


def _archives(desk: Desk, folder: Path) -> list[Line]:
    path = folder / "office"
    out = milliseconds(lambda: export_office(desk, path, SEAL), times=1, warm_up=0)

    def bring_in() -> None:
        import_office(
            path,
            str(folder / "again.gezinscoach"),
            archive_password=SEAL,
            user_name=USER_NAME,
            password=PASSWORD,
        )

    back = milliseconds(bring_in, times=1, warm_up=0)
    of = f"{path.stat().st_size / 1e6:.0f} MB"
    return [
        Line("export-office", f"the whole office as {of} of sealed rows, read back", out, 300_000),
        Line("import-office", "the same brought in to a new place and compared", back, 600_000),
    ]


def _flushed_copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
