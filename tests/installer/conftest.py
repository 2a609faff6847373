"""Small setups of two versions of a made-up program, and a computer with Windows to run them on."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from installer.make import Recipe, make_setup
from installer.payload import read_payload
from tests.installer.windows_pc import MISSING, WindowsPc

HERE = Path(__file__).parent

OLD_FILES = {
    "_internal/base.dll": "1",
    "_internal/only in old.dll": "1",
    "_internal/gone/away/oud é.txt": "1",
    "old-notes.txt": "1",
}
NEW_FILES = {"_internal/base.dll": "2", "_internal/map met spatie/ë ï $x.txt": "2", "new notes.txt": "2"}


@dataclass(frozen=True, slots=True)
class Setups:
    """The files to run."""

    old: Path
    new: Path
    clicker: Path
    folder: Path

    def of(self, name: str, recipe: Recipe) -> Path:
        """The newer version made in another way."""
        target = self.folder / name
        make_setup(read_payload(self.folder / "2"), target, recipe)
        return target


@pytest.fixture(scope="session")
def setups(tmp_path_factory: pytest.TempPathFactory) -> Setups:
    """Version 1.0.0 and version 2.0.0, which brings other files."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    folder = tmp_path_factory.mktemp("setups")
    for version, files in (("1", OLD_FILES), ("2", NEW_FILES)):
        _make_bundle(folder / version, f"{version}.0.0", files)
        payload = read_payload(folder / version)
        make_setup(payload, folder / f"gz-{version}.exe", Recipe(version=f"{version}.0.0"))
    _make_program("clicker.nsi", folder / "clicker.exe")
    return Setups(folder / "gz-1.exe", folder / "gz-2.exe", folder / "clicker.exe", folder)


@pytest.fixture
def pc(setups: Setups, tmp_path: Path) -> Iterator[WindowsPc]:
    """A fresh one for every test."""
    computer = WindowsPc(tmp_path / "pc")
    yield computer
    computer.close()


def _make_bundle(folder: Path, version: str, files: dict[str, str]) -> None:
    for name, contents in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(contents)
    _make_program("program.nsi", folder / "Gezinscoach.exe", version)
    (folder / "gezinscoach-desktop.exe").write_text(version)


def _make_program(script: str, target: Path, version: str = "") -> None:
    command = ["makensis", "-V2", f"-DOUT={target}", f"-DVERSION={version}", str(HERE / script)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
