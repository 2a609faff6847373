"""Installs, tests, updates and removes with a real setup: `python -m installer.try_setup [--setup FILE]`.

On Windows for real, in a folder with spaces and accents; elsewhere under wine, where the installed program cannot test
itself. Judged by files and registry. Only on a machine where no Gezinscoach is installed: that one would be moved.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer.places import SETUP
from installer.try_program import program_in, test_itself

WINE = "/usr/lib/wine/wine64"
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Gezinscoach"
CLASS_KEY = r"HKCU\Software\Classes\Gezinscoach.Office"
NOT_OF_WINE = "mscoree,mshtml,winemenubuilder.exe="
"""It offers to download .NET and a browser, and puts what is in its start menu into that of Linux."""
FOLDER = "Proef één ë ï met spaties"
LIST = "verwijderlijst.txt"
UNINSTALLER = "Verwijderen.exe"
_PATIENCE = 900
_MOST_REMOVING = 120


class SetupIsWrong(Exception):
    """What was expected and is not so."""


class Computer:
    """Runs programs of Windows: here when this is Windows, else under wine with a registry of its own."""

    def __init__(self, folder: Path) -> None:
        self.is_windows = os.name == "nt"
        self.place = folder / FOLDER
        self.environment = dict(os.environ)
        if not self.is_windows:
            self.environment |= {"WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "LC_ALL": "C.UTF-8"}
            self.environment["WINEDLLOVERRIDES"] = NOT_OF_WINE
            self.environment.pop("DISPLAY", None)
            self.run("wineboot", "-i")
            for key, name, value in (("", "Version", "win10"), (r"\Drivers", "Graphics", "null")):
                self.run("reg", "add", rf"HKCU\Software\Wine{key}", "/v", name, "/d", value, "/f")

    def windows_path(self, path: Path) -> str:
        """As programs of Windows call it."""
        return str(path) if self.is_windows else "Z:" + str(path).replace("/", "\\")

    def run(self, program: str, *arguments: str) -> int:
        """To its end. On Windows as one line: /D= may not stand in quotes, which a list would give it."""
        if self.is_windows:
            command: str | list[str] = " ".join((f'"{program}"', *arguments))
        else:
            command = [WINE, program, *" ".join(arguments).split(" ")]
        quiet = subprocess.DEVNULL
        return subprocess.run(
            command,
            env=self.environment,
            stdin=quiet,
            stdout=quiet,
            stderr=quiet,
            timeout=_PATIENCE,
            check=False,
        ).returncode

    def has_key(self, key: str) -> bool:
        """True when the registry knows it."""
        return self.run("reg", "query", key) == 0


def install(computer: Computer, setup: Path) -> float:
    """Silently; answers the seconds it took."""
    started = time.monotonic()
    code = computer.run(str(setup), "/S", f"/D={computer.windows_path(computer.place)}")
    seconds = time.monotonic() - started
    _expect(code == 0, f"the setup answered {code}")
    lines = (computer.place / LIST).read_text("utf-16-le").splitlines()
    missing = [line for line in lines if not (computer.place / line.replace("\\", "/")).exists()]
    _expect(not missing, f"{len(missing)} listed files are not there, such as {missing[:1]}")
    present = {path.relative_to(computer.place).as_posix() for path in computer.place.rglob("*")}
    known = {line.replace("\\", "/") for line in lines} | {LIST, UNINSTALLER}
    _expect(present == known, f"{len(present ^ known)} files are not as listed")
    _expect(computer.has_key(UNINSTALL_KEY), "the list of programs does not know it")
    _expect(computer.has_key(CLASS_KEY), "the type of file is not known")
    return seconds


def remove(computer: Computer) -> float:
    """Silently; answers the seconds until nothing is left."""
    started = time.monotonic()
    uninstaller = computer.place / UNINSTALLER
    code = computer.run(str(uninstaller), "/S")
    _expect(code == 0, f"the uninstaller answered {code}")
    while computer.place.exists() and time.monotonic() - started < _MOST_REMOVING:
        time.sleep(0.1)  # it goes on from a copy of itself
    _expect(not computer.place.exists(), "something stayed behind")
    _expect(not computer.has_key(UNINSTALL_KEY), "the list of programs still knows it")
    _expect(not computer.has_key(CLASS_KEY), "the type of file is still known")
    return time.monotonic() - started


def try_setup(setup: Path, folder: Path) -> None:
    """Every step in turn, with the seconds it took; raises SetupIsWrong."""
    computer = Computer(folder)
    _expect(not computer.has_key(UNINSTALL_KEY), "Gezinscoach is installed on this computer; remove it first")
    print(f"installed silently in {install(computer, setup):.1f} s")
    if computer.is_windows:
        wrong = test_itself(program_in(computer.place))
        _expect(not wrong, wrong)
    else:
        print("the installed program did not test itself: this is no Windows")
    print(f"updated silently in {install(computer, setup):.1f} s")
    print(f"removed silently in {remove(computer):.1f} s")


def _expect(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise SetupIsWrong(otherwise)


def main(arguments: list[str] | None = None) -> int:
    """0 when all went as it should."""
    parser = argparse.ArgumentParser(prog="python -m installer.try_setup", description=__doc__)
    parser.add_argument("--setup", type=Path, default=SETUP, metavar="FILE")
    options = parser.parse_args(arguments)
    if not options.setup.is_file():
        print(f"there is no {options.setup}: make it first (installer.make)", file=sys.stderr)
        return 1
    if os.name != "nt" and not Path(WINE).exists():
        print("wine is not installed (Debian: wine64)", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="gezinscoach-", ignore_cleanup_errors=True) as folder:
        try:
            try_setup(options.setup.resolve(), Path(folder).resolve())
        except (SetupIsWrong, OSError, subprocess.TimeoutExpired) as error:
            print(f"{options.setup.name}: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
