"""Offices for the command line: made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from gezinscoach_desktop.cli import main
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.services.office import close_office, open_office
from tests.offices import PASSWORD, USER

PILOT = resource_path("practice", "pilot-90.csv")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path / "home"))


@pytest.fixture(scope="session")
def pilot_template(file_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from gezinscoach_desktop.services.exchange import import_file, preview_import

    path = _copied(file_template, tmp_path_factory.mktemp("pilot"))
    desk = open_office(str(path), user_name=USER, password=PASSWORD)
    import_file(desk, preview_import(desk, PILOT))
    close_office(desk)
    return path


@pytest.fixture
def office(file_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty office, named in the environment."""
    return _named(_copied(file_template, tmp_path / "office"), monkeypatch)


@pytest.fixture
def pilot_office(pilot_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with the 90 families of the pilot, named in the environment."""
    return _named(_copied(pilot_template, tmp_path / "office"), monkeypatch)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run a command as the entry point does."""

    def run_command(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run_command


def _copied(template: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name in (template.name, f"{template.name}.keys"):
        shutil.copy(template.with_name(name), folder / name)
    return folder / template.name


def _named(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GEZINSCOACH_OFFICE", str(path))
    monkeypatch.setenv("GEZINSCOACH_USER", USER)
    monkeypatch.setenv("GEZINSCOACH_PASSWORD", PASSWORD)
    return path
