"""What a build machine needs: `python -m installer.prepare`, with the Python to build with; makes .venv from constraints.txt.

Windows: a virtual environment and the packages. Linux: tools/setup.sh, which also brings the libraries of Qt; with --tools
also the libraries of Qt, NSIS, wine and osslsigncode where sudo may install them (as root tools/setup.sh does so by itself).
On GitHub's machines the programs of .venv come first for every next step.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = (
    Path(__file__).resolve().parent.parent
)  # installer.places imports the program, whose packages are not there yet
_LEAST = (3, 11)
_TOOLS = {
    "/usr/bin/makensis": "nsis",
    "/usr/lib/wine/wine64": "wine64",
    "/usr/bin/osslsigncode": "osslsigncode",
}
LIBRARIES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0"
"""What Qt loads to draw the pictures of the setup: tools/setup.sh looks for the same, but has no sudo."""


def make_windows_venv(folder: Path) -> None:
    """As tools/setup.sh does on Linux: the back end that builds the program comes from constraints.txt too."""
    if not programs_of(folder).exists():
        venv.create(folder, with_pip=True)
    pip = [
        str(programs_of(folder) / "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "--quiet",
        "install",
    ]
    pip += ["--constraint", "constraints.txt"]
    subprocess.run([*pip, "hatchling"], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-build-isolation", "--editable", ".[dev]"], cwd=ROOT, check=True)


def install_tools() -> None:
    """Nothing when they are there; libraries come along with the programs, since apt knows best which of them are."""
    wanted = [package for program, package in _TOOLS.items() if not Path(program).exists()]
    if wanted and os.name != "nt":
        wanted += LIBRARIES.split()
        subprocess.run(["sudo", "-n", "apt-get", "update", "-qq"], check=True)
        subprocess.run(
            ["sudo", "-n", "apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted], check=True
        )


def programs_of(folder: Path) -> Path:
    """Where a virtual environment has its python."""
    return folder / ("Scripts" if os.name == "nt" else "bin")


def put_first(programs: Path) -> None:
    """Tell the next steps of a workflow where to look first; elsewhere there is nobody to tell."""
    told = os.environ.get("GITHUB_PATH")
    if told:
        with Path(told).open("a", encoding="utf-8") as stream:
            stream.write(f"{programs}\n")


def main(arguments: list[str] | None = None) -> int:
    """0 when everything is there."""
    parser = argparse.ArgumentParser(prog="python -m installer.prepare", description=__doc__)
    parser.add_argument(
        "--tools", action="store_true", help="also what makes, signs and tries the setup (Debian, Ubuntu)"
    )
    options = parser.parse_args(arguments)
    if sys.version_info < _LEAST:
        print("prepare: Python 3.11 or newer is needed", file=sys.stderr)
        return 1
    folder = ROOT / ".venv"
    try:
        if options.tools:
            install_tools()
        if os.name == "nt":
            make_windows_venv(folder)
        else:
            subprocess.run([str(ROOT / "tools" / "setup.sh")], cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        print(f"prepare: {Path(str(error.cmd[0])).name} answered {error.returncode}", file=sys.stderr)
        return 1
    put_first(programs_of(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
