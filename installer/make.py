"""Makes of a bundle the Windows setup, the portable zip, the pages for IT departments and their SHA-256.

`python -m installer.make [--bundle FOLDER]`.

The bundle of Linux serves as well, to check the setup itself; what comes out is then no program for Windows, and the last
line says so.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop import __version__
from installer.check_bundle import PACKED_LIMIT
from installer.payload import LIST, UNINSTALLER, Payload, UnusablePayload, read_payload, write_payload
from installer.places import BUNDLE, DOCUMENTS, INSTALLER, INSTALLERS, NAME, PORTABLE, ROOT, SETUP
from installer.portable import write_documents, write_portable
from installer.sign import is_wanted

SCRIPT = INSTALLER / "setup.nsi"
SUMS = "SHA256SUMS"
_MIB = 1024 * 1024
_ROOM_TO_SPARE = 20
"""MB above the files themselves: the uninstaller, shortcuts, and a disk that is not filled to the brim."""
_PATIENCE = 1800


class SetupNotMade(Exception):
    """makensis is missing or refused the script; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What else a setup is made with; tests make small ones of other versions."""

    version: str = __version__
    needed_mb: int | None = None
    signs: bool = False
    close_seconds: int = 30
    """How long the program may take to close when asked: drafts are kept and a backup is made meanwhile."""
    update_seconds: int = 60
    """How long an update waits for the program that started it."""
    swap_tries: int = 20
    """How many quarters of a second a file of the old version may be in use: a virus scanner lets go."""


def make_setup(payload: Payload, target: Path, recipe: Recipe | None = None) -> None:
    """Write the setup of these files to `target`; raises SetupNotMade."""
    recipe = recipe or Recipe()
    makensis = shutil.which("makensis") or _windows_makensis()
    if makensis is None:
        raise SetupNotMade("NSIS is not installed (Debian: apt-get install nsis; Windows: its setup)")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="gezinscoach-setup-") as folder:
        generated = Path(folder).resolve()
        subprocess.run([sys.executable, "-m", "installer.art", str(generated)], cwd=ROOT, check=True)
        write_payload(payload, generated)
        _write_licence(generated / "licence.txt")
        command = [makensis, *_arguments(payload, target, generated, recipe), str(SCRIPT)]
        done = subprocess.run(
            command, cwd=INSTALLER, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    if done.returncode != 0 or not target.is_file():
        raise SetupNotMade((done.stdout + done.stderr).strip())


def _arguments(payload: Payload, target: Path, generated: Path, recipe: Recipe) -> Iterable[str]:
    prefix = "/" if sys.platform == "win32" else "-"
    needed = recipe.needed_mb or (payload.size + _MIB - 1) // _MIB + _ROOM_TO_SPARE
    defines = {
        "VERSION": recipe.version,
        "VERSION_NUMBERS": four_numbers(recipe.version),
        "OUT": str(target.resolve()),
        "GENERATED": str(generated),
        "PROGRAM": payload.program,
        "CONSOLE": payload.console,
        "UNINSTALLER": UNINSTALLER,
        "LIST": LIST,
        "SIZE_KB": str((payload.size + 1023) // 1024),
        "NEEDED_MB": str(needed),
        "CLOSE_SECONDS": str(recipe.close_seconds),
        "UPDATE_SECONDS": str(recipe.update_seconds),
        "SWAP_TRIES": str(recipe.swap_tries),
    }
    if recipe.signs:
        # By its file and not as a module: makensis starts it from a folder of its own.
        defines["SIGN_COMMAND"] = f'"{sys.executable}" "{INSTALLER / "sign.py"}"'
    yield f"{prefix}V2"
    yield f"{prefix}WX"
    yield from (f"{prefix}INPUTCHARSET", "UTF8")
    yield from (f"{prefix}D{name}={value}" for name, value in defines.items())


def four_numbers(version: str) -> str:
    """A version as Windows keeps it: 0.2.0rc1 is 0.2.0.0."""
    match = re.match(r"\d+(?:\.\d+){0,3}", version)
    if match is None:
        raise SetupNotMade(f"{version} is no version")
    numbers = match.group().split(".")
    return ".".join([*numbers, *["0"] * (4 - len(numbers))])


def _write_licence(path: Path) -> None:
    ours = (INSTALLER / "licence.txt").read_text("utf-8")
    whole = f"{ours.rstrip()}\n\n\n{(ROOT / 'LICENSE').read_text('utf-8')}"
    path.write_bytes(whole.replace("\n", "\r\n").encode("utf-16"))


def _windows_makensis() -> str | None:
    for folder in (r"C:\Program Files (x86)\NSIS", r"C:\Program Files\NSIS"):
        found = Path(folder) / "makensis.exe"
        if found.is_file():
            return str(found)
    return None


def write_sums(folder: Path, files: Iterable[Path]) -> Path:
    """SHA256SUMS as `sha256sum --check` and people read it."""
    lines = []
    for file in sorted(files):
        with file.open("rb") as stream:
            lines.append(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {file.name}\n")
    sums = folder / SUMS
    sums.write_text("".join(lines), encoding="ascii", newline="\n")
    return sums


def make_all(bundle: Path, folder: Path) -> int:
    """Setup, zips and sums in `folder`; 0 when all are there."""
    started = time.monotonic()
    try:
        payload = read_payload(bundle)
        folder.mkdir(parents=True, exist_ok=True)
        made = setup, portable, documents = tuple(folder / each.name for each in (SETUP, PORTABLE, DOCUMENTS))
        make_setup(payload, setup, Recipe(signs=is_wanted()))
        if payload.is_for_windows and setup.stat().st_size > PACKED_LIMIT:
            raise SetupNotMade(
                f"{setup} is over {PACKED_LIMIT / 1e6:.0f} MB: see python -m installer.size --setup"
            )
        write_portable(payload, portable)
        write_documents(documents)
    except (UnusablePayload, SetupNotMade) as error:
        print(f"make installer: {error}", file=sys.stderr)
        return 1
    sums = write_sums(folder, made)
    print(f"{len(payload.files)} files, {payload.size / 1e6:.1f} MB in {bundle}")
    for file in made:
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file}")
    print(f"           {sums}")
    print(f"made in {time.monotonic() - started:.0f} s; {'signed' if is_wanted() else 'not signed'}")
    if not payload.is_for_windows:
        print(
            f"This bundle was made on Linux: the setup can be checked with it, but {NAME} will not run on Windows."
        )
    return 0


def main(arguments: list[str] | None = None) -> int:
    """0 when made."""
    parser = argparse.ArgumentParser(prog="python -m installer.make", description=__doc__)
    parser.add_argument(
        "--bundle", type=Path, default=BUNDLE, metavar="FOLDER", help="made by installer.bundle"
    )
    parser.add_argument(
        "--out", type=Path, default=INSTALLERS, metavar="FOLDER", help="where it comes to stand"
    )
    options = parser.parse_args(arguments)
    return make_all(options.bundle, options.out)


if __name__ == "__main__":
    sys.exit(main())
