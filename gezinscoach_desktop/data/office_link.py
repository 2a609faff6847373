"""Shortcuts to an office on disk, and the names by which other PCs know a folder of the network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PurePath

from gezinscoach_desktop.data.disk import add_file, replace_file
from gezinscoach_desktop.domain.errors import OfficeUnavailable
from gezinscoach_desktop.domain.office_link import (
    ENDING,
    LARGEST,
    LinkKind,
    OfficeLink,
    beside_of,
    ca_file_of,
    file_name,
    parse,
    with_ca_file,
    write,
)

_MOST_NAMES = 20
_LARGEST_CERTIFICATE = 100_000

Universal = Callable[[str], str]
"""The name that every PC knows, of a place that this PC may call otherwise."""


def read_link(path: Path) -> OfficeLink | None:
    """What a shortcut says; None when it is another kind of file, or none. Raises OfficeUnavailable as `parse` does."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return None
        with path.open("rb") as file:
            return parse(file.read(LARGEST + 1))
    except (OSError, ValueError):
        return None


def put_link(folder: Path, link: OfficeLink, universal: Universal | None = None) -> Path:
    """Write the shortcut into `folder`, over an older one to the same office and over nothing else.

    Raises OfficeUnavailable when the folder takes no files.
    """
    if link.kind is LinkKind.SERVER:
        link = _with_certificate(link, folder)
    raw = write(known_everywhere(link, folder, universal or universal_name))
    try:
        for number in range(1, _MOST_NAMES + 1):
            path = folder / file_name(link.name, number)
            if _leads_to(path, link):
                replace_file(path, raw)
                return path
            if not path.exists():
                with suppress(FileExistsError):
                    add_file(path, raw)
                    return path
    except OSError as error:
        raise OfficeUnavailable(
            f"In de map “{folder}” kan de snelkoppeling niet bewaard worden; kies een andere map."
        ) from error
    raise OfficeUnavailable(
        f"In de map “{folder}” staan te veel bestanden met deze naam; kies een andere map."
    )


def links_in(folder: Path) -> tuple[tuple[Path, OfficeLink], ...]:
    """The shortcuts that stand in a folder, by name; none when it cannot be read."""
    with suppress(OSError):
        found = sorted(path for path in folder.iterdir() if path.name.lower().endswith(ENDING))
        return tuple((path, link) for path in found if (link := _quietly(path)) is not None)
    return ()


def known_everywhere(link: OfficeLink, folder: Path, universal: Universal) -> OfficeLink:
    """The link with names that other PCs know, and the way from the folder in which it comes to stand."""
    if link.kind is LinkKind.SERVER:
        ca_file = ca_file_of(link.place)
        return replace(link, place=with_ca_file(link.place, universal(ca_file))) if ca_file else link
    place = universal(link.place)
    beside = beside_of(PurePath(universal(str(folder.absolute()))), PurePath(place))
    return OfficeLink(link.name, link.office_id, link.kind, place, beside)


def _with_certificate(link: OfficeLink, folder: Path) -> OfficeLink:
    """The office's CA file goes along: it is no secret, and on another PC its place means nothing."""
    source = Path(ca_file_of(link.place)) if ca_file_of(link.place) else None
    try:
        if source is None or not source.is_file() or source.stat().st_size > _LARGEST_CERTIFICATE:
            return link
        content, target = source.read_bytes(), folder / source.name
        if not target.exists():
            add_file(target, content)
        elif target.read_bytes() != content:
            return link
    except OSError:
        return link
    return replace(link, beside=source.name)


def place_of_server(link: OfficeLink, folder: Path) -> str:
    """Its address, with the CA file that stands beside the shortcut when the one in the address is not on this PC."""
    ca_file = ca_file_of(link.place)
    beside = folder / link.beside
    if ca_file and link.beside and beside.is_file() and not Path(ca_file).is_file():
        return with_ca_file(link.place, str(beside))
    return link.place


def universal_name(place: str) -> str:
    r"""`Z:\\kantoor` as `\\\\server\\map\\kantoor` where Windows knows it so; every other place as it is."""
    if sys.platform == "win32":
        from gezinscoach_desktop.data.folder import windows

        return windows.universal_name(place) or place
    return place


def _leads_to(path: Path, link: OfficeLink) -> bool:
    found = _quietly(path)
    return found is not None and found.office_id == link.office_id


def _quietly(path: Path) -> OfficeLink | None:
    try:
        return read_link(path)
    except OfficeUnavailable:
        return None
