"""Backups, whole offices in a file and moving from the command line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.offices import PASSWORD


@pytest.fixture
def has_own_login() -> bool:
    """What is tried here works on the whole office."""
    return False


Run = Callable[..., Ran]
COUNTS = "90 gezinnen, 341 gezinsleden, 202 momentopnamen, 7.840 scores"


def backups(office: Path) -> list[Path]:
    return sorted(office.with_name(f"{office.name}.backups").glob("*"))


def test_a_backup_is_made_and_listed(run: Run, pilot_office: Path) -> None:
    made = run("backup")
    assert (made.code, made.err) == (0, "")
    assert COUNTS in made.out
    (path,) = backups(pilot_office)
    assert str(path) in made.out
    listed = run("backup", "--list")
    assert str(path) in listed.out
    assert "Zelf gemaakt" in listed.out


def test_no_backup_yet_is_told(run: Run, office: Path) -> None:
    assert run("backup", "--list").out == "Er is nog geen reservekopie.\n"


def test_the_second_place_is_remembered_and_missed(run: Run, office: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("backup", "--second-place", stick).code == 0
    assert len(list(stick.iterdir())) == 1
    stick.rename(tmp_path / "weg")
    missed = run("backup")
    assert missed.code == 0
    assert "tweede plaats" in missed.err
    assert run("backup", "--no-second-place").err == ""


def test_a_trial_a_refusal_without_a_yes_and_going_back(run: Run, pilot_office: Path) -> None:
    run("backup")
    (path,) = backups(pilot_office)
    trial = run("restore", path, "--try")
    assert (trial.code, "is goed" in trial.out) == (0, True)
    asked = run("restore", path)
    assert (asked.code, "--yes" in asked.err) == (1, True)
    assert len(backups(pilot_office)) == 1
    done = run("restore", path, "--yes")
    assert (done.code, "Teruggezet" in done.out) == (0, True)
    assert len(backups(pilot_office)) == 2


def test_what_is_no_backup_gives_one_line_and_1(run: Run, office: Path, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"no backup")
    for arguments in (["--try"], ["--yes"], ["--as-new", tmp_path / "nieuw.gezinscoach"]):
        refused = run("restore", tmp_path / "x", *arguments)
        assert refused.code == 1
        assert refused.err.count("\n") == 1
        assert "beschadigd" in refused.err
    assert not (tmp_path / "nieuw.gezinscoach").exists()


def test_a_backup_becomes_an_office_on_a_new_pc(run: Run, pilot_office: Path, tmp_path: Path) -> None:
    run("backup")
    (path,) = backups(pilot_office)
    place = tmp_path / "nieuw.gezinscoach"
    made = run("restore", path, "--as-new", place)
    assert (made.code, COUNTS in made.out) == (0, True)
    assert place.exists()


def test_out_to_a_file_and_in_again(
    run: Run, pilot_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_ARCHIVE_PASSWORD", "een zin om te verzegelen")
    out = run("export-office", "--out", tmp_path / "heel.gezinscoach-archive")
    assert (out.code, COUNTS in out.out) == (0, True)
    place = tmp_path / "weer.gezinscoach"
    back = run("import-office", tmp_path / "heel.gezinscoach-archive", place)
    assert (back.code, COUNTS in back.out) == (0, True)
    again = run("import-office", tmp_path / "heel.gezinscoach-archive", place)
    assert (again.code, "niets overschreven" in again.err) == (1, True)
    monkeypatch.setenv("GEZINSCOACH_ARCHIVE_PASSWORD", "een andere zin, die niet past")
    assert run("import-office", tmp_path / "heel.gezinscoach-archive", tmp_path / "y").code == 1


def test_moving_to_a_folder_and_working_there(
    run: Run, pilot_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "gedeeld"
    share.mkdir()
    moved = run("move", "--to", share)
    assert (moved.code, COUNTS in moved.out) == (0, True)
    closed = run("backup")
    assert (closed.code, "verhuisd naar" in closed.err) == (1, True)
    assert backups(pilot_office) == []
    monkeypatch.setenv("GEZINSCOACH_OFFICE", str(share))
    there = run("index", "--json")
    assert there.code == 0
    assert run("backup").code == 0
    assert list((share / "backups").iterdir())


def test_the_passwords_never_show(
    run: Run, pilot_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEZINSCOACH_ARCHIVE_PASSWORD", "een zin om te verzegelen")
    ran = [
        run("backup"),
        run("export-office", "--out", tmp_path / "x"),
        run("move", "--to", tmp_path / "elders.gezinscoach"),
    ]
    said = "".join(each.out + each.err for each in ran)
    assert PASSWORD not in said
    assert "verzegelen" not in said
