"""What a user may rely on after a crash: it is noticed once, whatever ended the program, and never made up."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from gezinscoach_desktop import __version__
from gezinscoach_desktop.services import crash, trouble

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends programs with signals")

PROGRAM = """
import os, sys, signal
from gezinscoach_desktop.services.crash import Watch
watch = Watch()
{act}
"""
ENDS = {
    "killed": "os.kill(os.getpid(), signal.SIGKILL)",
    "aborted": "os.abort()",
    "fault": "import faulthandler; faulthandler._sigsegv()",
    "left without a word": "os._exit(0)",
}


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEZINSCOACH_HOME", str(tmp_path / "thuis"))


def run(act: str) -> int:
    """A real program that ends in that way."""
    root = Path(__file__).parents[2]
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(act=act)],
        cwd=root,
        env=os.environ.copy(),
        capture_output=True,
        check=False,
        timeout=600,
    )
    return ended.returncode


@pytest.mark.parametrize("how", ENDS)
def test_a_program_that_was_cut_off_is_noticed_once(how: str) -> None:
    run(ENDS[how])
    found = crash.look_back()
    assert found is not None
    assert found.version == __version__
    assert timedelta(0) <= datetime.now(UTC) - found.at < timedelta(minutes=15)
    assert found.is_fault == (how in ("aborted", "fault"))
    assert crash.look_back() is None
    assert crash.last_crash() == found


def test_what_a_fall_leaves_says_where_in_the_program() -> None:
    run(ENDS["aborted"])
    found = crash.look_back()
    assert found is not None
    assert "Aborted" in found.fault
    assert "most recent call first" in found.fault


@pytest.mark.parametrize(
    "act", ["watch.end()", "watch.note_session_end(); os.kill(os.getpid(), signal.SIGKILL)"]
)
def test_a_good_end_and_a_computer_that_shuts_down_are_no_crash(act: str) -> None:
    run(act)
    assert crash.look_back() is None


def test_a_shutdown_that_was_called_off_does_not_hide_a_crash() -> None:
    run("watch.note_session_end(); watch.tend(); os.kill(os.getpid(), signal.SIGKILL)")
    assert crash.look_back() is not None


def test_a_program_that_still_runs_is_left_alone() -> None:
    """Two programs at once: the second is no crash of the first."""
    watch = crash.Watch()
    try:
        assert crash.look_back() is None
        run(ENDS["killed"])
        assert crash.look_back() is not None
        assert crash.look_back() is None
    finally:
        watch.end()
    assert crash.look_back() is None


def test_another_program_looks_back_while_this_one_runs() -> None:
    """The lock belongs to this process: another one may not take it for dead."""
    watch = crash.Watch()
    try:
        code = run(
            "import sys; from gezinscoach_desktop.services import crash; sys.exit(crash.look_back() is not None)"
        )
        assert code == 0
    finally:
        watch.end()


def test_nonsense_in_a_mark_is_no_crash(tmp_path: Path) -> None:
    run(ENDS["killed"])
    (mark,) = (tmp_path / "thuis" / "running").glob("*.json")
    mark.write_bytes(b"{")
    assert crash.look_back() is None
    assert list((tmp_path / "thuis" / "running").iterdir()) == []


def test_a_home_where_nothing_can_be_written_keeps_nobody_from_working(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "vol"
    blocked.write_text("no folder")
    monkeypatch.setenv("GEZINSCOACH_HOME", str(blocked))
    watch = crash.Watch()
    watch.tend()
    watch.end()
    assert crash.look_back() is None
    assert crash.last_crash() is None


def test_the_log_holds_kinds_and_places_but_no_messages(tmp_path: Path) -> None:
    try:
        try:
            raise KeyError("Peeters, Nele")
        except KeyError as error:
            raise ValueError("geheim van Janssens") from error
    except ValueError as error:
        log = trouble.note_trouble(error)
    trouble.note_qt("qt.qpa.plugin", "/home/an.peeters/x/qwindow.cpp:12")
    assert log is not None
    text = log.read_text(encoding="utf-8")
    assert "builtins.ValueError" in text
    assert "builtins.KeyError" in text
    assert "Qt · qt.qpa.plugin" in text
    for secret in ("Peeters", "Janssens", "geheim", "an.peeters", str(Path.home())):
        assert secret not in text


@pytest.mark.parametrize(
    ("path", "short"),
    [
        (r"C:\Users\an.peeters\app\gezinscoach_desktop\views\x.py", "gezinscoach_desktop/views/x.py"),
        (
            "/home/an/.venv/lib/python3.13/site-packages/sqlalchemy/engine/base.py",
            "sqlalchemy/engine/base.py",
        ),
        ("/usr/lib/python3.13/json/decoder.py", "json/decoder.py"),
        ("/home/an.peeters/eigen/hulpje.py", "…"),
        ("<string>", "<string>"),
    ],
)
def test_a_path_in_the_log_starts_at_the_program(path: str, short: str) -> None:
    assert trouble.short_path(path) == short
