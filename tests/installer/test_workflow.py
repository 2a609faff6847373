"""The workflow for Windows cannot run here: that each of its steps can, with the same arguments, is what is asked."""

from __future__ import annotations

import importlib
import io
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from installer import prepare, run_tests
from installer.places import BUNDLE, INSTALLER, INSTALLERS, ROOT
from installer.try_program import test_itself as tried

WORKFLOW = ROOT / ".github" / "workflows" / "windows.yml"
TEXT = WORKFLOW.read_text("utf-8")
JOBS = {
    job.partition(":")[0]: job
    for job in re.split(r"^  (?=\w+:\n)", TEXT.partition("\njobs:\n")[2], flags=re.MULTILINE)[1:]
}
RUNS = re.findall(r"^ +(?:- )?run: (.*)$", TEXT, re.MULTILINE)
_ARTEFACT = r"uses: actions/{}-artifact@.*\n +with:\n +name: (\w+)\n +path: (\S+)\n"


def test_every_job_has_its_steps_and_ends_some_time() -> None:
    assert list(JOBS) == ["tests", "bundle", "installer", "install"]
    assert "\t" not in TEXT
    assert len(RUNS) == 11
    assert all(re.search(r"^    timeout-minutes: \d+$", job, re.MULTILINE) for job in JOBS.values())


def test_a_run_may_only_read_and_makes_an_earlier_one_of_the_same_end() -> None:
    assert re.findall(r"^permissions:\n((?: +.*\n)+)", TEXT, re.MULTILINE) == ["  contents: read\n"]
    assert "group: windows-${{ github.ref }}\n  cancel-in-progress: true" in TEXT
    assert TEXT.count("persist-credentials: false") == TEXT.count("uses: actions/checkout@") == len(JOBS)
    assert "secrets." not in TEXT


def test_what_a_job_fetches_an_earlier_one_left_in_the_same_place() -> None:
    left: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for name, job in JOBS.items():
        fetched = re.findall(_ARTEFACT.format("download"), job)
        before = re.findall(r"^    needs: (\w+)$", job, re.MULTILINE)
        assert all(each in left[before[0]][1] for each in fetched), name
        left[name] = (job, re.findall(_ARTEFACT.format("upload"), job))
    places = {ROOT / path for _, found in left.values() for _, path in found}
    assert places == {BUNDLE, INSTALLERS}


def test_where_only_sudo_installs_the_setup_has_every_library_that_make_setup_asks_for() -> None:
    asked = re.search(
        r"^always=\(\n(.*?)^\)", (ROOT / "tools" / "setup.sh").read_text(), re.MULTILINE | re.DOTALL
    )
    assert asked is not None

    assert {entry.partition(":")[2] for entry in asked[1].split()} == set(prepare.LIBRARIES.split())


def test_git_changes_no_line_ending_on_windows() -> None:
    assert "* -text" in (ROOT / ".gitattributes").read_text().splitlines()


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
        timeout=600,
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
        timeout=600,
        check=False,
    )

    assert done.stdout == "[]\n", done.stderr


def test_the_next_steps_are_told_where_python_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_PATH", str(tmp_path / "path"))

    prepare.put_first(prepare.programs_of(ROOT / ".venv"))

    assert (tmp_path / "path").read_text() == f"{ROOT / '.venv' / 'bin'}\n"


def test_what_a_program_says_is_passed_on_in_letters_that_the_pipe_does_not_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "program"
    program.write_bytes(b"#!/bin/sh\nprintf 'caf\\351 \\342\\210\\221\\n'\n")
    program.chmod(0o755)
    pipe = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(pipe, encoding="cp1252"))

    assert tried(program) == ""
    assert pipe.getvalue() == b"caf\xe9 \xe2\x88\x91\n"


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
