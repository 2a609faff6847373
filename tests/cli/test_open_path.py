"""A double-click: one file or folder as the only argument opens the window there, and commands stay commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from gezinscoach_desktop import app
from gezinscoach_desktop.app import Program
from gezinscoach_desktop.cli import OK, USAGE, main
from gezinscoach_desktop.services.one_window import Front, come_in


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path | None]:
    """Where the window was opened; None for nowhere in particular."""
    found: list[Path | None] = []

    def run(start: object = Program.show_opening, front: Front | None = None) -> int:
        keywords = getattr(start, "keywords", {})
        found.append(keywords.get("path"))
        assert front is not None, "who starts the program again is answered"
        front.let_go()
        return OK

    monkeypatch.setattr(app, "run", run)
    monkeypatch.chdir(tmp_path)
    return found


@pytest.mark.parametrize("name", ["OCMW Zoë.gezinscoach", "KANTOOR.GEZINSCOACH", "map met kantoor"])
def test_a_file_or_folder_opens_the_window_there(
    opened: list[Path | None], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if path.suffix:
        path.write_bytes(b"")
    else:
        path.mkdir()

    assert main([str(path)]) == OK
    assert main([name]) == OK, "as typed in the folder itself"
    assert opened == [path, path]


def test_a_shortcut_on_a_share_that_is_away_opens_the_window_which_says_so(opened: list[Path | None]) -> None:
    gone = "/net/weg/OCMW.gezinscoach"

    assert main([gone]) == OK
    assert opened == [Path(gone)]


def test_a_folder_that_bears_the_name_of_a_command_is_a_command(
    opened: list[Path | None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "export").mkdir()

    assert main(["export"]) == USAGE
    assert main([]) == OK
    assert opened == [None]


@pytest.mark.parametrize(
    "arguments", [["onbestaand"], ["/geen/map"], ["a.gezinscoach", "b.gezinscoach"], [""]]
)
def test_anything_else_is_wrong_usage(opened: list[Path | None], arguments: list[str]) -> None:
    assert main(arguments) == USAGE
    assert opened == []


def test_with_a_new_window_nobody_who_runs_is_asked(opened: list[Path | None], tmp_path: Path) -> None:
    running = come_in()
    assert running is not None
    assert running.folder is not None
    path = tmp_path / "kantoor.gezinscoach"

    assert main(["--new-window", str(path)]) == OK
    assert main(["--new-window"]) == OK

    assert opened == [path, None]
    assert list(running.folder.iterdir()) == []
    running.let_go()
