"""The workflow for Windows cannot run here: that each of its steps can, with the same arguments, is what is asked."""

from __future__ import annotations

import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from installer import prepare, run_tests
from installer.places import INSTALLER, ROOT
from installer.try_program import test_itself as tried

WORKFLOW = ROOT / ".github" / "workflows" / "windows.yml"
_RUN = re.compile(r"^ +(?:- )?run:(.*)$", re.MULTILINE)
_JOB = re.compile(r"^  (\w+):\n    (?:needs|runs-on)", re.MULTILINE)
RUNS = [line.strip() for line in _RUN.findall(WORKFLOW.read_text("utf-8"))]


def test_every_job_has_its_steps() -> None:
    text = WORKFLOW.read_text("utf-8")

    assert _JOB.findall(text) == ["bundle", "installer", "install"]
    assert "\t" not in text
    assert len(RUNS) == 10


@pytest.mark.parametrize("run", sorted(set(RUNS)))
def test_a_step_is_a_script_of_installer_that_takes_these_arguments(run: str) -> None:
    python, module, name, *arguments = shlex.split(run)
    assert (python, module) == ("python", "-m")
    package, _, step = name.partition(".")
    assert package == "installer"
    assert (INSTALLER / f"{step}.py").is_file()

    # Asked for help after its arguments, a script reads those first and refuses what it does not know.
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert callable(importlib.import_module(name).main)


def test_what_is_left_out_on_windows_exists_and_has_a_reason() -> None:
    left_out = run_tests.LEFT_OUT_ON_WINDOWS
    assert all((ROOT / folder).is_dir() and reason for folder, reason in left_out.items())
    assert {f"--ignore={folder}" for folder in left_out} <= set(run_tests.command([], is_windows=True))
    assert not [part for part in run_tests.command([], is_windows=False) if part.startswith("--ignore")]


def test_a_bare_machine_can_prepare_and_try_the_setup() -> None:
    modules = "print(sorted(set(sys.modules) & {'PySide6', 'sqlalchemy'}))"
    program = f"import installer.prepare, installer.try_setup; {modules}"

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r}); {program}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.stdout == "[]\n", done.stderr


def test_the_next_steps_are_told_where_python_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_PATH", str(tmp_path / "path"))

    prepare.put_first(prepare.programs_of(ROOT / ".venv"))

    assert (tmp_path / "path").read_text() == f"{ROOT / '.venv' / 'bin'}\n"


@pytest.mark.parametrize(
    ("script", "wrong"),
    [("echo goed", ""), ("echo oei >&2", "oei"), ("exit 3", "answered 3")],
)
def test_a_program_is_judged_by_more_than_its_answer(tmp_path: Path, script: str, wrong: str) -> None:
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\n[ "$1" = --self-test ] || exit 9\n{script}\n')
    program.chmod(0o755)

    said = tried(program)

    assert wrong in said
    assert bool(said) == bool(wrong)


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert str(tmp_path) in tried(tmp_path / "nothing")
