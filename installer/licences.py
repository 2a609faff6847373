"""Writes the folder of licences into a bundle: one text for each part that is inside, and the list of them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from gezinscoach_desktop.services.licences import INDEX, OWN, Licence, Part, as_entries, file_name, gathered
from installer import contents

_ALWAYS = frozenset({OWN, "pyinstaller", "sqlcipher", "libxml2", "libxslt", "argon2"})
"""What stands in no file of its own: inside a library, or in both programs."""
_DOC = Path("/usr/share/doc")


def write(folder: Path, bundle: Path) -> None:
    """Into `folder`, for what stands in `bundle`."""
    files, modules = contents.places(bundle), contents.modules(bundle)
    found = [one for one in gathered() if is_inside(one.part, files, modules)]
    found += _of_this_system([place for place in files if is_library(place) and not owners(place, found)])
    folder.mkdir(parents=True, exist_ok=True)
    for one in found:
        (folder / file_name(one.part.key)).write_text(one.text, encoding="utf-8", newline="\n")
    index = json.dumps(as_entries(one.part for one in found), ensure_ascii=False, indent=1)
    (folder / INDEX).write_text(index + "\n", encoding="utf-8", newline="\n")


def is_inside(part: Part, files: Iterable[str], modules: Iterable[str]) -> bool:
    """Whether anything of the part is in a bundle with these files and modules."""
    if part.key in _ALWAYS:
        return True
    tops = {name.partition(".")[0] for name in modules}
    if not tops.isdisjoint(part.modules):
        return True
    patterns = [re.compile(pattern) for pattern in part.files]
    return any(pattern.search(place) for place in files for pattern in patterns)


def is_library(place: str) -> bool:
    """Machine code that somebody else made."""
    return re.search(r"\.(so(\.[\d.]+)?|dll|pyd)$", place) is not None


def owners(place: str, found: Iterable[Licence]) -> list[Part]:
    """The parts that this file of a bundle belongs to."""
    return [
        one.part for one in found if any(re.search(pattern, place) is not None for pattern in one.part.files)
    ]


def _of_this_system(places: Iterable[str]) -> Iterator[Licence]:
    """What PyInstaller takes from the system itself, on Linux only: Debian keeps a text for each of its packages."""
    if not sys.platform.startswith("linux"):
        return
    named: dict[str, Licence] = {}
    for place in sorted(places):
        name = place.rpartition("/")[2]
        package = _debian_package(name)
        text = _DOC / package / "copyright"
        if not package or not text.exists():
            continue
        pattern = rf"(^|/){re.escape(name)}$"
        if package in named:
            one = named[package]
            named[package] = replace(one, part=replace(one.part, files=(*one.part.files, pattern)))
            continue
        part = Part(
            key=f"linux-{package}",
            name=package,
            version=_debian_version(package),
            licence="zie de tekst",
            address="https://www.debian.org",
            what="hoort bij Linux",
            files=(pattern,),
        )
        named[package] = Licence(part, text.read_text(encoding="utf-8"))
    yield from named.values()


def _debian_package(library: str) -> str:
    said = subprocess.run(
        ["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False
    )
    return said.stdout.partition(":")[0].strip()


def _debian_version(package: str) -> str:
    said = subprocess.run(
        ["dpkg-query", "--show", "--showformat", "${Version}\n", package],
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout.partition("\n")[0].strip()
