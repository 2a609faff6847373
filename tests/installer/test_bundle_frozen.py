"""What a user of the installed program may rely on: the bundle itself works, wherever it stands and whoever starts it.

Takes the bundle in build/bundle when it is of these sources. Making one takes more than a minute of one core, so it is only
made here when GEZINSCOACH_TEST_BUNDLE is set; else these tests say that they were skipped, and why.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType

import pytest
from PyInstaller.archive.readers import ZlibArchiveReader

from gezinscoach_desktop import __version__
from installer import bundle, check_bundle, contents
from installer.places import BUNDLE, CONSOLE_PROGRAM, ROOT, WINDOW_PROGRAM

pytestmark = pytest.mark.slow
_ENDING = ".exe" if sys.platform == "win32" else ""
_PASSWORD = "vier woorden op een rij"
_NOTHING: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def made() -> Path:
    """The bundle of these sources."""
    if not bundle.is_current(BUNDLE):
        if not os.environ.get("GEZINSCOACH_TEST_BUNDLE"):
            pytest.skip(
                "no bundle of these sources in build/bundle: make bundle, or set GEZINSCOACH_TEST_BUNDLE=1"
            )
        subprocess.run([sys.executable, "-m", "installer.bundle"], cwd=ROOT, check=True)
    return BUNDLE


@pytest.fixture
def elsewhere(made: Path, tmp_path: Path) -> Iterator[Path]:
    """The same in a folder with spaces and accents that nobody may write in, as under Program Files."""
    place = tmp_path / "Progrämma’s van de één" / "Gezins coach"
    place.parent.mkdir()
    shutil.copytree(made, place, symlinks=True)
    folders = [place, *(path for path in place.rglob("*") if path.is_dir() and not path.is_symlink())]
    for folder in folders:
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH)
    yield place
    for folder in folders:
        folder.chmod(stat.S_IRWXU)


def _run(
    program: Path, *arguments: str, home: Path, user: int | None = None, more: Mapping[str, str] = _NOTHING
) -> subprocess.CompletedProcess[str]:
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
    surroundings = {name: os.environ[name] for name in kept if name in os.environ}
    prefix = [] if user is None else ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    surroundings |= {"QT_QPA_PLATFORM": "offscreen", "GEZINSCOACH_HOME": str(home)} | dict(more)
    return subprocess.run(
        [*prefix, str(program), *arguments],
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def _files(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()
    }


def test_it_may_be_given_away(made: Path) -> None:
    assert list(check_bundle.complaints(made)) == []


@pytest.mark.parametrize("name", ["gezinscoach_desktop.services.trouble", "sqlalchemy.orm.session"])
def test_its_modules_know_their_lines_and_carry_nothing_that_is_not_read_there(made: Path, name: str) -> None:
    file = contents.inside(made) / contents.SHARED_MODULES
    module = ZlibArchiveReader(str(file), check_pymagic=False).extract(name)
    functions = [each for each in module.co_consts if isinstance(each, CodeType)]

    places = [place for code in (module, *functions) for place in code.co_positions()]

    assert len({line for line, _, _, _ in places}) > 50
    assert {column for _, _, *columns in places for column in columns} == {None}
    assert "__doc__" not in module.co_names


def test_it_does_its_work_from_a_folder_that_nobody_may_write_in(elsewhere: Path, tmp_path: Path) -> None:
    before = _files(elsewhere)

    done = _run(elsewhere / f"{CONSOLE_PROGRAM}{_ENDING}", "--self-test", home=tmp_path / "thuis")

    assert done.stderr == ""
    assert done.returncode == 0, done.stdout
    assert "Alles in orde" in done.stdout
    assert _files(elsewhere) == before


def test_the_program_with_a_window_is_the_same_and_says_its_version(made: Path, tmp_path: Path) -> None:
    for name in (WINDOW_PROGRAM, CONSOLE_PROGRAM):
        done = _run(made / f"{name}{_ENDING}", "--version", home=tmp_path)
        assert (done.returncode, done.stdout.strip()) == (0, f"gezinscoach-desktop {__version__}")


def test_the_first_window_comes(made: Path, tmp_path: Path) -> None:
    done = _run(made / f"{WINDOW_PROGRAM}{_ENDING}", "--first-window", home=tmp_path / "thuis")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(os.name != "posix", reason="a shell closes the streams")
def test_it_runs_without_a_console(made: Path, tmp_path: Path) -> None:
    command = f'"{made / WINDOW_PROGRAM}" --self-test <&- >&- 2>&-'
    surroundings = {
        "PATH": os.environ["PATH"],
        "GEZINSCOACH_HOME": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }

    done = subprocess.run(["sh", "-c", command], env=surroundings, check=False)

    assert done.returncode == 0


def test_the_command_line_brings_in_counts_prints_and_checks(made: Path, tmp_path: Path) -> None:
    program, office = made / f"{CONSOLE_PROGRAM}{_ENDING}", tmp_path / "kantoor.gezinscoach"
    who = {"GEZINSCOACH_OFFICE": str(office), "GEZINSCOACH_USER": "an", "GEZINSCOACH_PASSWORD": _PASSWORD}
    pilot = ROOT / "resources" / "practice" / "pilot-90.csv"
    steps = (
        (("new-office", str(office), "--name", "Proef"), "is gemaakt"),
        (("import", str(pilot)), "90 nieuwe gezinnen"),
        (("cohort", "--months", "6"), "90 gezinnen"),
        (("dossier", "GC0001", "--out", str(tmp_path / "dossier.pdf")), "staat in"),
        (("export", "--out", str(tmp_path / "uit.csv")), "7.840 scores geschreven"),
        (("verify", "--deep"), "Alles is nagekeken en in orde."),
    )

    for arguments, said in steps:
        done = _run(program, *arguments, home=tmp_path / "thuis", more=who)
        assert (done.returncode, done.stderr) == (0, ""), arguments
        assert said in done.stdout, arguments

    assert (tmp_path / "dossier.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="starting it as somebody else takes root")
def test_two_users_of_one_computer_each_have_their_own(made: Path) -> None:
    program = made / f"{CONSOLE_PROGRAM}{_ENDING}"
    with tempfile.TemporaryDirectory() as homes:  # the folder of a test is closed to others
        Path(homes).chmod(0o755)
        for user in (65534, 65533):
            home = Path(homes, str(user))
            home.mkdir(mode=0o700)
            os.chown(home, user, user)
            office = home / "kantoor.gezinscoach"
            who = {"GEZINSCOACH_USER": "an", "GEZINSCOACH_PASSWORD": _PASSWORD, "HOME": str(home)}

            done = _run(
                program,
                "new-office",
                str(office),
                "--name",
                "Proef",
                home=home / "thuis",
                user=user,
                more=who,
            )

            assert (done.returncode, done.stderr) == (0, "")
            assert office.stat().st_uid == user
            assert (home / "thuis").stat().st_uid == user
