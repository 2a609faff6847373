"""The office in a network folder: saving, joining, catching up and unlocking, on this machine's disk and over real SMB."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from uuid import uuid4

from benchmarks.finishing import SCORES, _commit, _draft, _until_kept, _UntilKept
from benchmarks.generated import FOLDER, PASSWORD, TODAY, USER_NAME, family_id, office_of, own_copy
from benchmarks.measure import Line, milliseconds, side_by_side
from benchmarks.share import share
from gezinscoach_desktop.data import seal
from gezinscoach_desktop.data.disk import replace_file
from gezinscoach_desktop.data.folder.folder_office import FolderOffice
from gezinscoach_desktop.data.folder.office import open_office, place_office
from gezinscoach_desktop.data.folder.os_folder import OsFolder
from gezinscoach_desktop.data.folder.port import Folder
from gezinscoach_desktop.data.keys import KeyRing, SlotStore, copy_slots
from gezinscoach_desktop.data.office import Office
from gezinscoach_desktop.domain.draft import Draft
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.operation import revive
from gezinscoach_desktop.services.setting import read_terms
from tests.data.folder.faulty_folder import FaultyFolder
from tests.data.folder.smb_folder import SmbFolder

COMMIT = 40 * 1024
"""Bytes of a usual commit file: ten pages of the database, a header and a seal."""
WAITING = 500
_SMB_FAMILIES = 1_000
"""Enough for a commit of the usual size; the share speaks SMB through Python here, which is slow for large files."""
_TIMES = 41


def run(families: int) -> list[Line]:
    """All of it; over SMB only where a Samba can be started."""
    with TemporaryDirectory(dir=FOLDER, prefix="folder-") as disks:
        place, homes = Path(disks, "share"), Path(disks, "pcs")
        place.mkdir()
        lay(OsFolder(place), families)
        lines = [
            *_saving(OsFolder(place), homes, families),
            *_joining(place, homes, families),
            *_catching_up(place, homes),
            *_unlocking(place, homes),
        ]
    with share() as server:
        if server is not None:
            (server.folder / "kantoor").mkdir()
            folder = SmbFolder(server.port, "kantoor")
            lay(OsFolder(server.folder / "kantoor"), _SMB_FAMILIES)
            with TemporaryDirectory(dir=FOLDER, prefix="folder-") as disks:
                lines += _saving_over_smb(folder, Path(disks))
            folder.close()
    return lines


def lay(folder: Folder, families: int) -> None:
    """Put the generated office of this size in a folder, with its keys."""
    desk = office_of(families).desk()
    ring = desk.office.keys

    def keys(store: SlotStore) -> KeyRing:
        copy_slots(ring.store, store)
        return replace(ring, store=store)

    place_office(folder, desk.office.id, keys, desk.office.copy_database)
    desk.office.close()


@contextmanager
def opened(folder: Folder, home: Path) -> Iterator[Desk]:
    """The office as a PC with its own disk opens it."""
    home.mkdir(parents=True, exist_ok=True)
    office, account = open_office(
        folder, user_name=USER_NAME, password=PASSWORD, revive=revive, replicas=home
    )
    try:
        yield Desk(office, account, today=lambda: TODAY)
    finally:
        office.close()


def _saving(folder: Folder, homes: Path, families: int) -> list[Line]:
    counted = FaultyFolder(folder)
    with opened(counted, homes / "saving") as desk, own_copy(office_of(families)) as plain:
        save, connection = _save(desk, families), plain.raw_connection()
        others = _drafts(desk, families, 13)
        account, instrument = desk.account.id, desk.office.read(read_terms).instrument_id
        kept, bare = side_by_side(
            save, lambda: _commit(connection, next(others), account, instrument), times=_TIMES
        )
        again, files = side_by_side(save, _bare_files(folder, homes / "bare"), times=_TIMES)
        before = counted.steps
        save()
        calls = counted.steps - before
        connection.close()
    what = f"finishing a snapshot of {SCORES} scores in a shared folder on this disk, until the others can have it"
    return [
        Line(
            "folder save", what, kept, 15, floor=bare, floor_is="the bare SQLCipher commit of the same rows"
        ),
        Line(
            "folder files",
            "the same",
            again,
            2,
            floor=files,
            floor_is="the file operations it takes, and nothing else",
        ),
        Line("folder calls", "the same: calls to the share", calls, 5, unit="calls"),
    ]


def _saving_over_smb(folder: SmbFolder, home: Path) -> list[Line]:
    with opened(folder, home / "smb") as desk:
        save = _save(desk, _SMB_FAMILIES)
        saved, files = side_by_side(save, _bare_files(folder, home / "bare"), times=_TIMES)
    return [
        Line(
            "smb save",
            f"finishing a snapshot of {SCORES} scores over SMB, until the others can have it",
            saved,
            2,
            floor=files,
            floor_is="the file operations it takes, and nothing else",
        )
    ]


def _save(desk: Desk, families: int) -> Callable[[], None]:
    keeping = replace(desk, office=cast(Office, _UntilKept(desk.office)))
    drafts = _drafts(desk, families, 11)
    ready = [next(drafts) for _ in range(3 * _TIMES)]
    return lambda: _until_kept(keeping, ready.pop())


def _drafts(desk: Desk, families: int, first: int) -> Iterator[Draft]:
    numbers = count(first, 7)
    while True:
        yield _draft(desk, family_id(next(numbers) % families))


def _bare_files(folder: Folder, here: Path) -> Callable[[], None]:
    """What has to reach the share and this PC's disk for a save to be kept and shared: the files alone."""
    here.mkdir(parents=True)
    content, pages, numbers = os.urandom(COMMIT), os.urandom(COMMIT), count()
    (here / "base").write_bytes(bytes(100 * COMMIT))
    folder.make_folder("bare")

    def write() -> None:
        replace_file(here / "waiting", content[:600])
        temporary = f"tmp/{uuid4().hex}"
        folder.write(temporary, content)
        folder.link(temporary, f"bare/{next(numbers)}")
        folder.remove(temporary)
        replace_file(here / "redo", pages)
        with (here / "base").open("rb+") as base:
            base.write(pages)
            base.flush()
            os.fsync(base.fileno())
        replace_file(here / "position", content[:600])

    return write


def _joining(place: Path, homes: Path, families: int) -> list[Line]:
    numbers = count()

    def join() -> None:
        home = homes / f"joining-{next(numbers)}"
        with opened(OsFolder(place), home):
            pass
        shutil.rmtree(home)

    seconds = milliseconds(join, times=3, warm_up=0) / 1000
    return [
        Line(
            "join",
            f"joining an office of {families} families in a shared folder on this disk",
            seconds,
            15,
            unit="s",
        )
    ]


def _catching_up(place: Path, homes: Path) -> list[Line]:
    with (
        opened(OsFolder(place), homes / "writer") as writer,
        opened(OsFolder(place), homes / "reader") as reader,
    ):

        def behind() -> int:
            ahead, here = cast(FolderOffice, writer.office), cast(FolderOffice, reader.office)
            return ahead.number - here.number

        while behind() < WAITING:
            add_family(writer, FamilyInput(name=f"Nieuw {behind()}"))
        took = milliseconds(reader.office.news, times=1, warm_up=0)
        assert not behind()
    return [Line("catch up", f"catching up with {WAITING} commits of others", took, 2_000)]


def _unlocking(place: Path, homes: Path) -> list[Line]:
    def unlock() -> None:
        with opened(OsFolder(place), homes / "saving"):
            pass

    salt = os.urandom(16)
    took, hashing = side_by_side(unlock, lambda: seal.stretch(PASSWORD, salt, seal.STANDARD), times=5)
    return [
        Line(
            "unlock",
            "opening an office in a shared folder that this PC had before, password to first read",
            took,
            3,
            floor=hashing,
            floor_is="Argon2id of the password",
        )
    ]
