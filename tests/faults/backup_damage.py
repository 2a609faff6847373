"""T7 and T13 for backups and archives: changed, cut, mixed or made up, they are refused with a sentence, never half used."""

from __future__ import annotations

import random
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from gezinscoach_desktop.data.backup_restore import counts_now
from gezinscoach_desktop.data.private import temporary
from gezinscoach_desktop.domain.backup import BackupReason
from gezinscoach_desktop.domain.errors import UserError
from gezinscoach_desktop.domain.record import FamilyInput
from gezinscoach_desktop.services.archive import check_archive, export_office, import_office
from gezinscoach_desktop.services.backup import back_up
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.family import add_family
from gezinscoach_desktop.services.office import close_office, new_office, open_office
from gezinscoach_desktop.services.restore import restore, restore_as_new, try_restore
from tests.faults.outcome import Outcome

ENOUGH = 10_000
USER, PASSWORD, SEAL = "an", "vier woorden zijn genoeg", "een zin om te verzegelen"

Harm = Callable[[bytes, bytes, random.Random], bytes]


@dataclass
class _Count:
    tried: int = 0
    noticed: int = 0
    wrong: int = 0
    believed: int = 0
    """By a plain zip library: the control."""
    surprises: list[str] = field(default_factory=list)


def run(seconds: float) -> Outcome:
    """Harms files until the time is up; now and then a harmed one is really restored and brought in."""
    chance, end, count = random.Random(7), time.monotonic() + seconds, _Count()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = _office(folder / "kantoor.gezinscoach")
        one, other = _backup(desk, "Peeters"), _backup(desk, "Janssens")
        archive = folder / "heel.gezinscoach-archive"
        export_office(desk, archive, SEAL)
        files = {"backup": (one.read_bytes(), other.read_bytes()), "archive": (archive.read_bytes(),) * 2}
        while count.tried < ENOUGH and time.monotonic() < end:
            kind = "archive" if chance.random() < 0.1 else "backup"
            _try(desk, folder, kind, files[kind], chance, count)
        is_whole = _whole_ones_work(desk, folder, one, archive)
        close_office(desk)
    return Outcome(
        name="T7, T13 backups and archives that were tampered with",
        tried=count.tried,
        acknowledged=0,
        lost=count.wrong,
        faults=count.tried,
        noticed=count.noticed,
        control=f"a zip library believed {count.believed} of them; the files left alone "
        f"{'are' if is_whole else 'are NOT'} restored and brought in",
        is_good=count.tried > 0
        and count.noticed == count.tried
        and not count.wrong
        and count.believed > 0
        and is_whole,
        notes=f"lost = anything written by a refused one {' '.join(sorted(set(count.surprises)))}".strip(),
    )


def _office(path: Path) -> Desk:
    new_office(str(path), name="Proefdorp", user_name=USER, password=PASSWORD)
    return open_office(str(path), user_name=USER, password=PASSWORD)


def _backup(desk: Desk, name: str) -> Path:
    add_family(desk, FamilyInput(name=name))
    return back_up(desk, BackupReason.MANUAL).path


def _try(
    desk: Desk,
    folder: Path,
    kind: str,
    files: tuple[bytes, bytes],
    chance: random.Random,
    count: _Count,
) -> None:
    harmed = chance.choice(_HARMS)(*files, chance)
    if harmed in files:
        return
    path, place = folder / "harmed", folder / "nieuw.gezinscoach"
    path.write_bytes(harmed)
    before = desk.office.read(counts_now)
    count.tried += 1
    try:
        _use(desk, path, place, kind, chance)
    except UserError as error:
        count.noticed += error.message.endswith(".") and "\n" not in error.message
    except Exception as error:
        count.surprises.append(type(error).__name__)
    left = [*folder.glob("*nieuw*"), *temporary().iterdir()]
    count.wrong += bool(left) or desk.office.read(counts_now) != before
    for each in left:
        each.unlink(missing_ok=True) if each.is_file() else None
    count.believed += kind == "backup" and _is_believed(path)


def _use(desk: Desk, path: Path, place: Path, kind: str, chance: random.Random) -> None:
    if kind == "archive":
        if chance.random() < 0.5:
            check_archive(path, SEAL)
        else:
            import_office(path, str(place), archive_password=SEAL, user_name=USER, password=PASSWORD)
        return
    which = chance.random()
    if which < 0.8:
        trial = try_restore(desk, path)
        if trial.problem is not None:
            raise UserError(trial.problem)
    elif which < 0.9:
        restore(desk, path)
    else:
        restore_as_new(path, str(place), user_name=USER, password=PASSWORD)


def _is_believed(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as found:
            return found.testzip() is None
    except Exception:
        return False


def _whole_ones_work(desk: Desk, folder: Path, backup: Path, archive: Path) -> bool:
    place = folder / "heel.gezinscoach"
    import_office(archive, str(place), archive_password=SEAL, user_name=USER, password=PASSWORD)
    restore(desk, backup)
    return place.exists() and desk.office.read(counts_now)["family"] == 1


def _bit(one: bytes, _: bytes, chance: random.Random) -> bytes:
    harmed = bytearray(one)
    # As often around the parts and in the manifest as in them.
    place = chance.choice(
        (chance.randrange(min(2_000, len(one))), -1 - chance.randrange(300), chance.randrange(len(one)))
    )
    harmed[place] ^= 1 << chance.randrange(8)
    return bytes(harmed)


def _cut(one: bytes, _: bytes, chance: random.Random) -> bytes:
    return one[: chance.randrange(len(one))]


def _zeros(one: bytes, _: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(one)), chance.choice((1, 512, 4_096))
    return (one[:start] + bytes(size) + one[start + size :])[: len(one)]


def _mixed(one: bytes, other: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(min(len(one), len(other)))
    return one[:place] + other[place:]


def _blocks_swapped(one: bytes, _: bytes, chance: random.Random) -> bytes:
    first, second = (chance.randrange(max(1, len(one) - 4_096)) for _ in range(2))
    harmed = bytearray(one)
    harmed[first : first + 4_096], harmed[second : second + 4_096] = (
        one[second : second + 4_096],
        one[first : first + 4_096],
    )
    return bytes(harmed[: len(one)])


def _longer(one: bytes, _: bytes, chance: random.Random) -> bytes:
    return one + chance.randbytes(chance.randrange(1, 100))


def _noise(_: bytes, __: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(3_000))


def _zip_bomb_like(one: bytes, _: bytes, chance: random.Random) -> bytes:
    """Sizes in the headers that promise far more than there is."""
    harmed = bytearray(one)
    place = chance.choice((18, 22, 26)) if chance.random() < 0.5 else chance.randrange(len(one) - 4)
    harmed[place : place + 4] = b"\xff\xff\xff\x7f"
    return bytes(harmed)


_HARMS: tuple[Harm, ...] = (
    _bit,
    _bit,
    _bit,
    _cut,
    _zeros,
    _mixed,
    _blocks_swapped,
    _longer,
    _noise,
    _zip_bomb_like,
)
