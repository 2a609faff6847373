"""The command with which an IT department checks an update folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop.cli import main
from gezinscoach_desktop.domain.update import MANIFEST
from gezinscoach_desktop.services import update as update_service
from tests.updates import NEWER, TEST_PUBLIC, fill


@pytest.fixture
def folder(tmp_path: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(update_service, "trusted_keys", lambda: (TEST_PUBLIC,))
    fill(tmp_path / "map")
    return tmp_path / "map"


def test_a_folder_that_is_in_order_gives_0_and_the_version(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["update-folder", str(folder)]) == 0
    told = capsys.readouterr()
    assert f"Versie {NEWER}, uitgebracht op 02/11/2026" in told.out
    assert "in orde" in told.out
    assert told.err == ""


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / MANIFEST).write_bytes(b"{}"), "handtekening"),
        (lambda folder: (folder / f"Gezinscoach-{NEWER}-setup.exe").write_bytes(b"MZ"), "ondertekend"),
        (lambda folder: (folder / f"Gezinscoach-{NEWER}-setup.exe").unlink(), "staat niet in de map"),
        (lambda folder: (folder / MANIFEST).unlink(), "nog geen bijwerking"),
    ],
)
def test_anything_else_gives_1_and_says_what(
    folder: Path, spoil: object, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(spoil)
    spoil(folder)
    assert main(["update-folder", str(folder)]) == 1
    told = capsys.readouterr()
    assert words in told.err
    assert "in orde" not in told.out


def test_a_folder_that_is_not_there_gives_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["update-folder", str(folder / "weg")]) == 1
    assert "niet bereikbaar" in capsys.readouterr().err
