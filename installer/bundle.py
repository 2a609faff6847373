"""`make bundle`: the program as a folder that runs without Python, with every licence text in it, checked."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from installer import check_bundle, contents, icon, licences
from installer.places import BUILD, BUNDLE, INSTALLER, NAME, ROOT

_SPEC = INSTALLER / "gezinscoach.spec"
_SOURCES = ("gezinscoach_desktop", "resources", "installer")
_WORK = BUILD / "bundle" / "work"
_MADE = BUILD / "bundle" / "new"
_SURROUNDINGS = {
    "PYTHONHASHSEED": "0",
    # Line numbers stay; columns only underline a line of source, which is not inside.
    "PYTHONNODEBUGRANGES": "1",
    "PYINSTALLER_ZLIB_COMPRESSION_LEVEL": "9",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the folder; nothing is done when it is still the one of these sources."""
    parser = argparse.ArgumentParser(prog="python -m installer.bundle", description=__doc__)
    parser.add_argument("--out", type=Path, default=BUNDLE, help="where it comes to stand (%(default)s)")
    parser.add_argument("--again", action="store_true", help="also when nothing changed")
    options = parser.parse_args(arguments)
    if not options.again and is_current(options.out):
        print(f"Still of these sources: {options.out}")
        return 0
    begun = time.monotonic()
    icon.ensure()
    sources = fingerprint()
    made = _freeze()
    licences.write(contents.inside(made) / contents.PACKAGE / "resources" / "licences", made)
    shutil.copyfile(ROOT / "LICENSE", made / "LICENSE.txt")
    _set_dates(made)
    if not check_bundle.report(made):
        print(f"The bundle is not right; it stands in {made}.", file=sys.stderr)
        return 1
    _put(made, options.out)
    _note_of(options.out).write_text(sources, encoding="ascii")
    print(f"Made in {time.monotonic() - begun:.0f} s: {options.out}")
    return 0


def fingerprint() -> str:
    """Of everything a bundle is made from, the versions of packages included."""
    digest = sha256()
    sources = [path for folder in _SOURCES for path in sorted((ROOT / folder).rglob("*")) if path.is_file()]
    for path in (*sources, *(ROOT / name for name in ("constraints.txt", "LICENSE"))):
        if "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(bundle: Path) -> bool:
    """Whether there is a bundle of exactly these sources."""
    note = _note_of(bundle)
    return bundle.is_dir() and note.exists() and note.read_text(encoding="ascii") == fingerprint()


def _note_of(bundle: Path) -> Path:
    """Beside the folder, since nothing in it may tell of the computer it was made on."""
    return bundle.with_name(f"{bundle.name}.sources")


def _freeze() -> Path:
    """PyInstaller in a process of its own, in surroundings that make two runs give the same files."""
    shutil.rmtree(_MADE, ignore_errors=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
            *("--distpath", str(_MADE), "--workpath", str(_WORK), str(_SPEC)),
        ],
        cwd=ROOT,
        env=os.environ | _SURROUNDINGS | {"SOURCE_DATE_EPOCH": str(source_date())},
        check=True,
    )
    return _MADE / NAME


def source_date() -> int:
    """The second of the last commit, or what SOURCE_DATE_EPOCH says; the date of every file in the bundle."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdigit():
        return int(given)
    said = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return int(said) if said.isdigit() else int((ROOT / "pyproject.toml").stat().st_mtime)


def _set_dates(folder: Path) -> None:
    moment = source_date()
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            os.utime(path, (moment, moment))


def _put(made: Path, place: Path) -> None:
    """In the place of the one before, which stays until the new one is whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    before = place.with_name(f"{place.name}.old")
    shutil.rmtree(before, ignore_errors=True)
    if place.exists():
        place.rename(before)
    shutil.move(made, place)
    shutil.rmtree(before, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
