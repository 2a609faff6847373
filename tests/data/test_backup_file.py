"""T7 for backups: whatever is changed, cut off or swapped in the file of one is noticed, every time."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gezinscoach_desktop.data.backup_file import DATABASE, KEYS, BackupDamaged, look, verify
from gezinscoach_desktop.data.backup_folder import found_in, name_of, place, remove
from gezinscoach_desktop.data.backup_manifest import read_manifest
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from tests.data.backup_samples import KEY, OFFICE, read_sample, write_sample


def is_noticed(path: Path, content: bytes, folder: Path) -> bool:
    """Whether `content` is refused with a sentence for people, or its signature does not fit."""
    path.write_bytes(content)
    try:
        read_sample(path, folder)
    except (BackupDamaged, ValueError):
        return True
    return False


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "a")
    first = read_sample(path, tmp_path)
    chance = random.Random(1)
    assert first == {DATABASE: chance.randbytes(2_000), KEYS: chance.randbytes(300)}


def test_a_bit_flipped_in_any_byte_is_noticed(tmp_path: Path) -> None:
    good = write_sample(tmp_path / "a").read_bytes()
    chance = random.Random(7)
    missed = []
    for place_ in range(len(good)):
        bad = bytearray(good)
        bad[place_] ^= 1 << chance.randrange(8)
        if not is_noticed(tmp_path / "bad", bytes(bad), tmp_path):
            missed.append(place_)
    assert missed == []


def test_a_plain_zip_program_overlooks_some_of_those_bits(tmp_path: Path) -> None:
    """The control: of the bytes around the parts a zip library believes most, so comparing them all is not for nothing."""
    good = write_sample(tmp_path / "a").read_bytes()
    overlooked = 0
    for place_ in range(len(good) - 200, len(good)):
        bad = bytearray(good)
        bad[place_] ^= 4
        (tmp_path / "bad").write_bytes(bytes(bad))
        try:
            with zipfile.ZipFile(tmp_path / "bad") as found:
                overlooked += found.testzip() is None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError):
            continue
    assert overlooked > 20


def test_a_file_that_was_cut_off_anywhere_is_noticed(tmp_path: Path) -> None:
    good = write_sample(tmp_path / "a").read_bytes()
    lengths = [*range(0, 1_500, 7), *range(1_500, len(good), 31), len(good) - 1]
    assert [length for length in lengths if not is_noticed(tmp_path / "bad", good[:length], tmp_path)] == []


def test_anything_put_behind_it_is_noticed(tmp_path: Path) -> None:
    good = write_sample(tmp_path / "a").read_bytes()
    assert is_noticed(tmp_path / "bad", good + b"\0", tmp_path)
    assert is_noticed(tmp_path / "bad", good + good, tmp_path)


@pytest.mark.parametrize("part", [DATABASE, KEYS, "manifest.json"])
def test_a_part_of_another_backup_of_the_same_office_is_noticed(tmp_path: Path, part: str) -> None:
    one, other = write_sample(tmp_path / "a", seed=1), write_sample(tmp_path / "b", seed=2, sequence=2)
    mixed = tmp_path / "mixed"
    with zipfile.ZipFile(one) as ours, zipfile.ZipFile(other) as theirs, zipfile.ZipFile(mixed, "w") as made:
        for entry in ours.infolist():
            made.writestr(entry, (theirs if entry.filename == part else ours).read(entry.filename))
    assert is_noticed(tmp_path / "bad", mixed.read_bytes(), tmp_path)


def test_a_manifest_that_somebody_else_wrote_does_not_bear_the_signature(tmp_path: Path) -> None:
    manifest = look(write_sample(tmp_path / "a"))
    forged = read_manifest(replace(manifest, sequence=99).signed_with(bytes(32)))
    assert manifest.is_signed_with(KEY)
    assert not forged.is_signed_with(KEY)
    assert not replace(manifest, sequence=99).is_signed_with(KEY)


def test_any_zip_program_can_open_it(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "a")
    with zipfile.ZipFile(path) as found:
        assert found.testzip() is None
        assert found.namelist() == ["manifest.json", DATABASE, KEYS]
        assert json.loads(found.read("manifest.json"))["counts"] == {"family": 90, "score": 7840}


def test_the_same_backup_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = write_sample(tmp_path / "a", seed=5), write_sample(tmp_path / "b", seed=5)
    assert one.read_bytes() == other.read_bytes()


@given(st.binary(max_size=400))
def test_no_bytes_at_all_make_it_fall_over(content: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x")
        path.write_bytes(content)
        with pytest.raises(BackupDamaged) as refused:
            verify(path, {}, lambda _: None)
    assert refused.value.message.count(".") == 1


@given(st.recursive(st.none() | st.integers() | st.text(max_size=8), lambda each: st.lists(each, max_size=3)))
def test_no_value_in_a_manifest_makes_it_fall_over(value: object) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        text = json.loads(_manifest_of(write_sample(Path(folder, "a"))))
    for name in text:
        changed = json.dumps({**text, name: value}, sort_keys=True, indent=1).encode()
        if value != text[name]:
            with pytest.raises(ValueError):  # noqa: PT011 - the one kind that means "not a manifest"
                _signed(changed)


def _manifest_of(path: Path) -> bytes:
    with zipfile.ZipFile(path) as found:
        return found.read("manifest.json")


def _signed(text: bytes) -> None:
    if not read_manifest(text).is_signed_with(KEY):
        raise ValueError("signature")


def test_a_backup_that_cannot_be_read_back_gets_no_name(tmp_path: Path) -> None:
    good = write_sample(tmp_path / "a")

    def refuse(path: Path) -> None:
        raise BackupDamaged(path)

    with pytest.raises(OfficeUnavailable):
        place(tmp_path / "folder", look(good), lambda stream: _copy(good, stream), refuse)
    assert list((tmp_path / "folder").iterdir()) == []


def test_two_of_the_same_second_both_stay(tmp_path: Path) -> None:
    good = write_sample(tmp_path / "a")
    for _ in range(3):
        place(tmp_path / "folder", look(good), lambda stream: _copy(good, stream), lambda _: None)
    assert len(found_in(tmp_path / "folder", OFFICE)) == 3


def test_the_name_holds_no_name(tmp_path: Path) -> None:
    manifest = look(write_sample(tmp_path / "a"))
    assert name_of(manifest) == "kantoor-0f8fad5b-2026-11-22T14.32.01-afsluiten.gezinscoach-backup"


def test_a_damaged_one_is_shown_as_such_and_one_of_another_office_is_not(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    good = write_sample(tmp_path / "a")
    shutil.copy(good, folder / name_of(look(good)))
    (folder / f"{name_of(look(good))[:-19]}-2.gezinscoach-backup").write_bytes(b"nothing")
    twin = OFFICE.__class__(OFFICE.hex[:8] + "0" * 24)  # begins alike
    other = write_sample(tmp_path / "b", office_id=twin)
    shutil.copy(other, folder / f"{name_of(look(other))[:-19]}-3.gezinscoach-backup")
    found = found_in(folder, OFFICE)
    assert sorted(each.manifest is None for each in found) == [False, True]
    remove(folder, [each.path.name for each in found])
    assert [path.name for path in folder.iterdir()] == [f"{name_of(look(other))[:-19]}-3.gezinscoach-backup"]


def _copy(source: Path, stream: object) -> None:
    stream.write(source.read_bytes())  # type: ignore[attr-defined]


KILLED = """
import os, sys
from pathlib import Path
from gezinscoach_desktop.data.backup_file import look
from gezinscoach_desktop.data.backup_folder import place
good, folder, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def write(stream):
    content = good.read_bytes()
    stream.write(content[:1000]); stream.flush()
    if step == "write": os._exit(9)
    stream.write(content[1000:])
def check(path):
    if step == "check": os._exit(9)
if step == "name": os.link = lambda *a, **k: os._exit(9)
place(folder, look(good), write, check)
"""


@pytest.mark.parametrize("step", ["write", "check", "name"])
def test_a_program_killed_while_backing_up_leaves_nothing_that_looks_like_a_backup(
    tmp_path: Path, step: str
) -> None:
    good = write_sample(tmp_path / "a")
    folder = tmp_path / "folder"
    ended = subprocess.run([sys.executable, "-c", KILLED, str(good), str(folder), step], check=False)
    assert ended.returncode == 9
    assert len(list(folder.iterdir())) == 1  # the leftover
    assert found_in(folder, OFFICE) == ()
