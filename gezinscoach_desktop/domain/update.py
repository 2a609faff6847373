"""An update of the program itself: what its manifest says, and whether it is something for this PC."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gezinscoach_desktop.domain.errors import UserError

FORMAT = 1
PRODUCT = "gezinscoach-desktop"
MANIFEST = "update.json"
SIGNATURE = "update.json.sig"
SIGNED_AS = b"gezinscoach-desktop update manifest\x00"
"""Stands before the manifest in what is signed, so that a signature made for something else fits no manifest."""
MOST_MANIFEST = 64 * 1024
MOST_SETUP = 1024**3
MOST_NEW = 60
LONGEST_NEW = 300

_VERSION = re.compile(r"(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})")
_FILE_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.)){0,99}\.exe")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{one}{n}" for one in ("com", "lpt") for n in range(10))}
)
"""Names that are no files on Windows, whatever comes after their first dot."""


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """Three numbers, compared as numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def parse_version(text: str) -> Version:
    """`1.12.0`; raises ValueError for anything else, a version for trying out (1.0.0rc1) included."""
    found = _VERSION.fullmatch(text)
    if found is None:
        raise ValueError("not a version of the form x.y.z")
    return Version(*(int(part) for part in found.groups()))


class Refusal(StrEnum):
    """Why what stands in an update folder is not used; the word is what the log and the audit trail keep."""

    MISSING = "missing"
    SIGNATURE = "signature"
    MANIFEST = "manifest"
    FORMAT = "format"
    SETUP_MISSING = "setup_missing"
    SETUP = "setup"

    @property
    def word(self) -> str:
        """For the log of the office."""
        return _WORDS[self]

    @property
    def sentence(self) -> str:
        return _SENTENCES[self]

    @property
    def advice(self) -> str:
        """What whoever looks after the folder can do."""
        return _ADVICE[self]

    @property
    def is_suspect(self) -> bool:
        """Whether it may be somebody's doing: noted for administrators. An empty folder is nobody's doing."""
        return self is not Refusal.MISSING


_WORDS = {
    Refusal.MISSING: "niets gevonden",
    Refusal.SIGNATURE: "handtekening klopt niet",
    Refusal.MANIFEST: "beschrijving klopt niet",
    Refusal.FORMAT: "voor een nieuwere versie",
    Refusal.SETUP_MISSING: "installatiebestand ontbreekt",
    Refusal.SETUP: "installatiebestand klopt niet",
}
_SENTENCES = {
    Refusal.MISSING: "In de map met bijwerkingen staat nog geen bijwerking.",
    Refusal.SIGNATURE: "De handtekening van de bijwerking klopt niet, dus ze wordt niet geïnstalleerd.",
    Refusal.MANIFEST: "De beschrijving van de bijwerking klopt niet, dus ze wordt niet geïnstalleerd.",
    Refusal.FORMAT: "Deze bijwerking is voor een nieuwere versie dan deze; werk het programma één keer met de hand bij.",
    Refusal.SETUP_MISSING: "Het installatiebestand van de bijwerking staat niet in de map.",
    Refusal.SETUP: "Het installatiebestand is niet het bestand dat ondertekend is, dus het wordt niet geïnstalleerd.",
}
_AGAIN = "Haal de bijwerking opnieuw op bij wie ze maakt, en zet alle bestanden samen in de map."
_ADVICE = {
    Refusal.MISSING: "Zet er de bestanden van een bijwerking in zodra er een is.",
    Refusal.SIGNATURE: f"{_AGAIN} Blijft dit terugkomen, kijk dan na wie in de map kan schrijven.",
    Refusal.MANIFEST: f"{_AGAIN} Blijft dit terugkomen, meld het dan aan wie de bijwerking maakt.",
    Refusal.FORMAT: "Start het installatiebestand uit de map zelf, of vraag het aan de ICT-dienst.",
    Refusal.SETUP_MISSING: _AGAIN,
    Refusal.SETUP: f"{_AGAIN} Blijft dit terugkomen, kijk dan na wie in de map kan schrijven.",
}


class UpdateRefused(UserError):
    """What stands in the update folder did not pass its check."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.sentence)
        self.refusal = refusal


class UpdateFolderSilent(UserError):
    """The update folder does not answer, or is not there; no reason to wait or to worry."""

    def __init__(self) -> None:
        super().__init__(
            "De map met bijwerkingen is nu niet bereikbaar. Je kan gewoon verder werken; kijk later opnieuw."
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the maker of an update says about it, and signs."""

    version: Version
    released_on: date
    file_name: str
    size: int
    sha256: str
    least_database: int
    """The oldest schema that this update can still bring along."""
    database: int
    """The schema that it brings an office to."""
    what_is_new: tuple[str, ...]

    def encode(self) -> bytes:
        """The one way of writing it down: these bytes are signed."""
        return _canonical(
            {
                "format": FORMAT,
                "product": PRODUCT,
                "version": str(self.version),
                "released_on": self.released_on.isoformat(),
                "file_name": self.file_name,
                "size": self.size,
                "sha256": self.sha256,
                "least_database": self.least_database,
                "database": self.database,
                "what_is_new": list(self.what_is_new),
            }
        )


def parse_manifest(content: bytes) -> Manifest:
    """The manifest in signed bytes; raises UpdateRefused for anything that `encode` would not have written."""
    try:
        raw = json.loads(content.decode("utf-8"))
        if isinstance(raw, dict) and _is_number(raw.get("format")) and raw["format"] != FORMAT:
            raise UpdateRefused(Refusal.FORMAT)
        manifest = _manifest(raw)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UpdateRefused(Refusal.MANIFEST) from error
    if manifest.encode() != content:
        raise UpdateRefused(Refusal.MANIFEST)
    return manifest


def check_manifest(manifest: Manifest) -> None:
    """Raises ValueError for what no update can be: also for whoever makes one."""
    name = manifest.file_name
    if _FILE_NAME.fullmatch(name) is None or name.partition(".")[0].casefold() in _DEVICES:
        raise ValueError("the file name has to be a plain name that ends in .exe")
    if not 0 < manifest.size <= MOST_SETUP:
        raise ValueError("the size is out of range")
    if _SHA256.fullmatch(manifest.sha256) is None:
        raise ValueError("the checksum is not one")
    if not 1 <= manifest.least_database <= manifest.database <= 9999:
        raise ValueError("the numbers of the database are out of order")
    if len(manifest.what_is_new) > MOST_NEW or not all(map(_can_be_said, manifest.what_is_new)):
        raise ValueError("what is new is too long or holds odd characters")


def _manifest(raw: Any) -> Manifest:
    if raw["product"] != PRODUCT or raw["format"] != FORMAT:
        raise ValueError("another product")
    numbers = [raw[key] for key in ("size", "least_database", "database")]
    new = raw["what_is_new"]
    if not all(map(_is_number, numbers)) or not isinstance(new, list):
        raise TypeError("not the expected kinds of value")
    manifest = Manifest(
        version=parse_version(raw["version"]),
        released_on=date.fromisoformat(raw["released_on"]),
        file_name=raw["file_name"],
        size=numbers[0],
        sha256=raw["sha256"],
        least_database=numbers[1],
        database=numbers[2],
        what_is_new=tuple(new),
    )
    check_manifest(manifest)
    return manifest


def _is_number(value: object) -> bool:
    return type(value) is int


def _can_be_said(line: object) -> bool:
    return isinstance(line, str) and 0 < len(line) <= LONGEST_NEW and line.isprintable()


def _canonical(fields: dict[str, object]) -> bytes:
    text = json.dumps(fields, ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)
    return f"{text}\n".encode()


def leads_outside(folder: str) -> bool:
    """Whether Windows would ask a website for what is in it, or take it for a device instead of a folder."""
    place = folder.replace("/", "\\")
    if not place.startswith("\\\\"):
        return False
    host, _, rest = place[2:].partition("\\")
    return host in (".", "?") or "@" in host or rest.partition("\\")[0].casefold() == "davwwwroot"


# ------------------------------------------------------------------------------------------------- deciding


class Standing(StrEnum):
    """What a genuine update is for this PC."""

    OFFERED = "offered"
    NOTHING_NEWER = "nothing_newer"
    TOO_FAR = "too_far"
    """It cannot bring this office along: a version in between has to come first."""
    WENT_BACK = "went_back"
    """The folder held a newer one before."""


@dataclass(frozen=True, slots=True)
class Here:
    """What an update is compared with."""

    version: Version
    schema: int
    """What this program brings an office to."""
    office_schema: int | None = None
    """Of the office that is open; None as long as none is."""
    newest_seen: Version | None = None
    """The newest genuine update that this PC ever saw in a folder."""


def decide(manifest: Manifest, here: Here) -> Standing:
    """Never OFFERED for an older or the same version, nor for one older than the folder held before."""
    if manifest.version <= here.version:
        went_back = here.newest_seen is not None and here.newest_seen > here.version
        return Standing.WENT_BACK if went_back else Standing.NOTHING_NEWER
    if here.newest_seen is not None and manifest.version < here.newest_seen:
        return Standing.WENT_BACK
    if manifest.database < here.schema:
        raise UpdateRefused(Refusal.MANIFEST)  # no newer program works with an older database
    if min(here.schema, here.office_schema or here.schema) < manifest.least_database:
        return Standing.TOO_FAR
    return Standing.OFFERED


def opens(manifest: Manifest, office_schema: int | None) -> bool:
    """Whether this update is new enough to write in an office of that schema."""
    return office_schema is None or manifest.database >= office_schema
