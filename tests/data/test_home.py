"""Where the program keeps what is of this user."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gezinscoach_desktop.data.home import HOME_VARIABLE, home


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an unpacked program, started by a user with a profile of his own."""
    folder = tmp_path / "stick" / "Gezinscoach"
    folder.mkdir(parents=True)
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "profile"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "Gezinscoach.exe"))
    return folder


def test_an_unpacked_program_keeps_everything_in_the_profile(program: Path, tmp_path: Path) -> None:
    assert home() == tmp_path / "profile" / "gezinscoach-desktop"
    assert list(program.iterdir()) == []


def test_with_portable_txt_beside_it_everything_stays_with_the_program(program: Path, tmp_path: Path) -> None:
    (program / "portable.txt").touch()

    assert home() == program / "gegevens"
    assert home().is_dir()
    assert not (tmp_path / "profile").exists()


def test_the_variable_goes_before_portable_txt(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "portable.txt").touch()
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "elders"))

    assert home() == tmp_path / "elders"


def test_run_from_source_a_file_beside_python_means_nothing(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "portable.txt").touch()
    monkeypatch.delattr(sys, "frozen")

    assert home() == tmp_path / "profile" / "gezinscoach-desktop"
