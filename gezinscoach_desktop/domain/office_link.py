"""The shortcut to an office: a small text file for colleagues that says where the office is, and holds no secret.

It comes from elsewhere, on a stick or by mail, so nothing in it is believed: what this program would not write is no
shortcut, and where it leads has to be the office that it names.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit
from uuid import UUID

from gezinscoach_desktop.domain.errors import OfficeUnavailable

ENDING = ".gezinscoach"
LARGEST = 8_192
_FORMAT_NAME = "gezinscoach-snelkoppeling"
_FORMAT = 1
_LONGEST_NAME, _LONGEST_PLACE, _LONGEST_STEM = 200, 1_000, 80
_MOST_UP = 2
_SCHEME = "postgresql"
_CA = "sslrootcert"
_OPTIONS = frozenset({_CA, "login_prefix", "host", "port", "target_session_attrs"})
"""What an address of a server may say besides: nothing that is a login, or that weakens how the server proves itself."""
_NOT_IN_A_NAME = re.compile(r'[\\/:*?"<>|]')
_NAMES_OF_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_NEWER = "Deze snelkoppeling werd gemaakt door een nieuwere versie van het programma; werk dit programma bij."
_DAMAGED = "Deze snelkoppeling is beschadigd; vraag je collega om een nieuwe te maken."


class LinkKind(StrEnum):
    """What stands at the other end."""

    FILE = "file"
    FOLDER = "folder"
    SERVER = "server"


@dataclass(frozen=True, slots=True)
class OfficeLink:
    """What a shortcut says. `beside` leads from the folder of the shortcut to the office, with `/` between its parts.

    Of a server it is the name of the CA file that stands beside the shortcut.
    """

    name: str
    office_id: UUID
    kind: LinkKind
    place: str
    beside: str = ""


def write(link: OfficeLink) -> bytes:
    """The file; raises ValueError for a link that could not be read back."""
    content = {
        "format": _FORMAT_NAME,
        "version": _FORMAT,
        "name": link.name,
        "office": str(link.office_id),
        "kind": link.kind.value,
        "place": link.place,
        "beside": link.beside,
    }
    raw = json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"
    if len(raw) > LARGEST or _checked(content) != link:
        raise ValueError("not a link")
    return raw


def parse(raw: bytes) -> OfficeLink | None:
    """What the file says; None when it is something else than a shortcut. Raises OfficeUnavailable: newer, damaged."""
    content = _object_in(raw)
    if content is None or content.get("format") != _FORMAT_NAME:
        return None
    version = content.get("version")
    if isinstance(version, int) and not isinstance(version, bool) and version > _FORMAT:
        raise OfficeUnavailable(_NEWER)
    try:
        return _checked(content)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise OfficeUnavailable(_DAMAGED) from None


def _object_in(raw: bytes) -> dict[str, Any] | None:
    if len(raw) > LARGEST:
        return None
    try:
        found = json.loads(raw.removeprefix(b"\xef\xbb\xbf").decode())
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _checked(content: dict[str, Any]) -> OfficeLink:
    """Raises ValueError and the like for what this program does not write."""
    if content["version"] != _FORMAT or content["version"] is True:
        raise ValueError("version")
    name, place, beside = content["name"], content["place"], content["beside"]
    kind = LinkKind(content["kind"])
    _refuse_odd(name, _LONGEST_NAME)
    _refuse_odd(place, _LONGEST_PLACE)
    if kind is LinkKind.SERVER:
        if without_login(place) != place or "/" in beside or beside in {".", ".."}:
            raise ValueError("address")
    else:
        _refuse_tricks(place)
    if beside:
        _refuse_odd(beside, _LONGEST_PLACE)
        _refuse_detours(beside)
    return OfficeLink(name, UUID(content["office"]), kind, place, beside)


def _refuse_odd(text: str, longest: int) -> None:
    """Letters that steer a terminal, hide, or turn the order of others around have no place in a name or a path."""
    if not 0 < len(text) <= longest or text != text.strip():
        raise ValueError("length")
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} for sign in text):
        raise ValueError("signs")


def _refuse_tricks(place: str) -> None:
    """Whole paths only: nothing that depends on where the program stands, no device, no web folder, no hidden stream."""
    windows = PureWindowsPath(place)
    if windows.is_absolute():
        host = windows.anchor.lstrip("\\/").partition("\\")[0]
        if host in {"?", "."} or "@" in host or ":" in place[len(windows.drive) :]:
            raise ValueError("place")
        parts: tuple[str, ...] = windows.parts
    else:
        parts = PurePosixPath(place).parts
        if not place.startswith("/"):
            raise ValueError("place")
    if ".." in parts:
        raise ValueError("place")


def _refuse_detours(beside: str) -> None:
    """At most two folders up, and then only down."""
    if "\\" in beside or ":" in beside or beside.startswith("/"):
        raise ValueError("beside")
    parts = PurePosixPath(beside).parts
    up = sum(part == ".." for part in parts)
    if up > _MOST_UP or ".." in parts[up:]:
        raise ValueError("beside")


def beside_of(folder: PurePath, place: PurePath) -> str:
    """How to get from the folder of a shortcut to the office; empty where that is too far or another disk."""
    for up, base in enumerate((folder, *folder.parents)[: _MOST_UP + 1]):
        if place.is_relative_to(base):
            return PurePosixPath(*[".."] * up, place.relative_to(base).as_posix()).as_posix()
    return ""


def without_login(address: str) -> str:
    """The address of a server without anybody's name or password; raises ValueError for what is no such address.

    Nor for one that names two servers in two ways: people read the first, and libpq goes to the other.
    """
    parts = urlsplit(address)
    if parts.scheme not in {_SCHEME, "postgres", "postgresql+psycopg"} or parts.fragment:
        raise ValueError("scheme")
    options = [(key, value) for key, value in parse_qsl(parts.query) if key in _OPTIONS]
    host = parts.netloc.rpartition("@")[2]
    if not parts.path.strip("/") or not (host or any(key == "host" for key, _ in options)):
        raise ValueError("no server or database")
    if host and any(key in {"host", "port"} for key, _ in options):
        raise ValueError("a server beside a server")
    asked = urlencode(options, safe="/,:", quote_via=quote)
    return f"{_SCHEME}://{host}{parts.path}" + (f"?{asked}" if asked else "")


def ca_file_of(address: str) -> str:
    """By which certificate the server of an address proves who it is; empty when every PC knows that."""
    return next((value for key, value in parse_qsl(urlsplit(address).query) if key == _CA), "")


def with_ca_file(address: str, ca_file: str) -> str:
    """The address with another CA file."""
    bare, _, query = address.partition("?")
    options = [(key, value) for key, value in parse_qsl(query) if key != _CA]
    return without_login(f"{bare}?{urlencode([*options, (_CA, ca_file)])}")


def file_name(office_name: str, number: int = 1) -> str:
    """How the shortcut to an office of that name is called, on Windows too; `number` for one beside another file."""
    plain = _NOT_IN_A_NAME.sub(" ", "".join(sign if sign.isprintable() else " " for sign in office_name))
    stem = " ".join(plain.split())[:_LONGEST_STEM].strip(". ") or "Kantoor"
    if _NAMES_OF_WINDOWS.fullmatch(stem.partition(".")[0].strip()):
        stem = f"Kantoor {stem}"
    return f"{stem}{'' if number == 1 else f' ({number})'}{ENDING}"
