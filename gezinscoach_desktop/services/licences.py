"""The parts this program stands on, and under which licence: from the bundle's folder, or gathered from the packages."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from platform import python_version
from typing import Any

from gezinscoach_desktop import __version__
from gezinscoach_desktop.domain.errors import NotFound
from gezinscoach_desktop.resource import resource_path

FOLDER = "licences"
"""Stands in a bundle only; installer/licences.py writes it."""
INDEX = "index.json"
OWN = "gezinscoach"
_GATHERED = "licence-texts"
_PARTS = "parts.toml"
_RULE = "\n\n" + "─" * 72 + "\n\n"
_LICENCE_FILE = re.compile(r"(^|/)(licen[cs]e|copying|notice)[^/]*$|(^|/)(BUILD_)?LICENSES/", re.IGNORECASE)
_NAME = re.compile(
    r"^\s*(?P<name>[A-Za-z0-9._-]+)\s*(?:\[(?P<extras>[^]]*)\])?(?P<rest>[^;]*)(?:;(?P<marker>.*))?$"
)
_EXTRA = re.compile(r"""extra\s*==\s*["'](?P<extra>[^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that travels with the program. `modules` and `files` say what of the bundle belongs to it."""

    key: str
    name: str
    version: str
    licence: str
    address: str
    what: str
    modules: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Licence:
    """A part with the whole text of its licence."""

    part: Part
    text: str


def read_parts() -> tuple[Part, ...]:
    """Every part, our own first, then by name."""
    folder = _folder()
    if folder is None:
        return tuple(found.part for found in gathered())
    entries: list[dict[str, Any]] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(
        Part(**entry | {"modules": tuple(entry["modules"]), "files": tuple(entry["files"])})
        for entry in entries
    )


def read_licence(key: str) -> str:
    """The text of one part; raises NotFound for a part that is not there."""
    folder = _folder()
    if folder is None:
        found = next((one.text for one in gathered() if one.part.key == key), None)
    else:
        known = any(part.key == key for part in read_parts())
        found = (folder / file_name(key)).read_text(encoding="utf-8") if known else None
    if found is None:
        raise NotFound("De tekst van deze licentie is er niet; installeer het programma opnieuw.")
    return found


def file_name(key: str) -> str:
    """What the text of a part is called in the folder of a bundle."""
    return f"{key}.txt"


@cache
def gathered() -> tuple[Licence, ...]:
    """The same from source: the packages that are installed and needed, and what is declared beside them."""
    declared = _declared()
    packages = {name for name, _ in _needed()}
    found = [_own(), *_packages(declared), *_other_parts(declared, packages)]
    return tuple(sorted(found, key=lambda one: (one.part.key != OWN, one.part.name.casefold())))


def _folder() -> Path | None:
    try:
        return resource_path(FOLDER)
    except FileNotFoundError:
        return None


def _declared() -> Mapping[str, Any]:
    return tomllib.loads(resource_path(_GATHERED, _PARTS).read_text(encoding="utf-8"))


def _own() -> Licence:
    part = Part(
        key=OWN,
        name="Gezinscoach Desktop",
        version=__version__,
        licence="MIT",
        address="",
        what="dit programma zelf",
        modules=("gezinscoach_desktop", "launch", "share_modules"),
        files=(r"gezinscoach_desktop/", r"^LICENSE\.txt$", r"programma\.pyz$"),
    )
    return Licence(part, _declared_text("mit.txt"))


def _packages(declared: Mapping[str, Any]) -> Iterator[Licence]:
    said = {canonical(name): about for name, about in declared["package"].items()}
    for name, package in _needed():
        about = said.get(name, {})
        top = _top_level(package)
        part = Part(
            key=name,
            name=about.get("name") or package.metadata["Name"],
            version=package.version,
            licence=about.get("licence") or _licence_of(package),
            address=_address_of(package),
            what=about.get("what") or _said(package, "Summary"),
            modules=top,
            files=tuple(_places_of(name, top)),
        )
        texts = [text for _, text in sorted(_texts_of(package))]
        texts += [_declared_text(name) for name in about.get("texts", ())]
        yield Licence(part, _RULE.join(text.strip("\n") for text in texts) + "\n")


def _places_of(name: str, modules: Iterable[str]) -> Iterator[str]:
    """Patterns of where a package stands in a bundle: its modules, its libraries, what it says of itself."""
    for module in modules:
        yield rf"_internal/{re.escape(module)}[/.]"
    spelled = name.replace("-", "[-_.]")
    yield rf"(?i)_internal/{spelled}(-[^/]*\.dist-info|\.libs)/"


def _other_parts(declared: Mapping[str, Any], packages: Iterable[str]) -> Iterator[Licence]:
    for entry in declared["part"]:
        same, bringer = canonical(entry.get("of", "")), canonical(entry.get("inside", ""))
        if bringer and bringer not in packages:
            continue
        version = entry.get("version", "")
        if version == "python":
            version = python_version()
        elif same:
            version = _version_of(same)
        elif bringer:
            version = f"in {entry['inside']} {_version_of(bringer)}"
        part = Part(
            key=entry["key"],
            name=entry["name"],
            version=version,
            licence=entry["licence"],
            address=entry["address"],
            what=entry["what"],
            files=tuple(entry["files"]),
        )
        yield Licence(part, _RULE.join(_declared_text(name).strip("\n") for name in entry["texts"]) + "\n")


def _declared_text(name: str) -> str:
    folder = resource_path(_GATHERED)
    return (folder / name).read_text(encoding="utf-8")


def _version_of(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def canonical(name: str) -> str:
    """A package's name as it is compared: `Jaraco_Context` and `jaraco.context` are the same."""
    return re.sub(r"[-_.]+", "-", name).casefold()


def _needed() -> Iterator[tuple[str, metadata.Distribution]]:
    """Every installed package that the program needs, with what those need in turn."""
    waiting: list[tuple[str, frozenset[str]]] = [("gezinscoach-desktop", frozenset())]
    seen: set[tuple[str, frozenset[str]]] = set()
    given: set[str] = set()
    while waiting:
        wanted, extras = waiting.pop()
        if (wanted, extras) in seen:
            continue
        seen.add((wanted, extras))
        try:
            package = metadata.distribution(wanted)
        except metadata.PackageNotFoundError:
            continue  # for another system, or another version of Python
        if wanted not in given and wanted != "gezinscoach-desktop":
            given.add(wanted)
            yield wanted, package
        waiting.extend(_requirements(package, extras))


def _requirements(
    package: metadata.Distribution, extras: frozenset[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    for line in package.requires or ():
        found = _NAME.match(line)
        if found is None:
            continue
        extra = _EXTRA.search(found["marker"] or "")
        if extra is None or extra["extra"] in extras:
            asked = frozenset(part.strip() for part in (found["extras"] or "").split(",") if part.strip())
            yield canonical(found["name"]), asked


def _top_level(package: metadata.Distribution) -> tuple[str, ...]:
    names = set()
    for path in package.files or ():
        top = path.parts[0]
        if top.endswith((".dist-info", ".libs", ".data")) or top in ("..", "__pycache__"):
            continue
        if len(path.parts) > 1 or top.endswith((".py", ".so", ".pyd")):
            names.add(top.partition(".")[0])
    return tuple(sorted(names))


def _texts_of(package: metadata.Distribution) -> Iterator[tuple[str, str]]:
    for path in package.files or ():
        place = path.as_posix()
        if ".dist-info/" in place and _LICENCE_FILE.search(place) and not place.endswith(".json"):
            yield place, _text(path.read_binary())


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")  # © as it was written twenty years ago


def _licence_of(package: metadata.Distribution) -> str:
    expression = _said(package, "License-Expression")
    if expression:
        return expression
    said = _said(package, "License").strip()
    if said and "\n" not in said and len(said) < 60:
        return said
    for line in package.metadata.get_all("Classifier") or ():
        if line.startswith("License :: OSI Approved :: "):
            return str(line).rpartition(" :: ")[2]
    return "zie de tekst"


def _said(package: metadata.Distribution, field: str) -> str:
    return next((str(line) for line in package.metadata.get_all(field) or ()), "")


def _address_of(package: metadata.Distribution) -> str:
    homes: dict[str, str] = {}
    for line in package.metadata.get_all("Project-URL") or ():
        label, _, address = str(line).partition(",")
        homes[label.strip().casefold()] = address.strip()
    for label in ("homepage", "home", "source", "source code", "repository", "code", "github"):
        if label in homes:
            return homes[label]
    return _said(package, "Home-page") or next(iter(homes.values()), "")


def as_entries(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """What INDEX holds."""
    return [asdict(part) for part in parts]
