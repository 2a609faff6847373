"""Documents of a family: a signed paper scanned back in, a letter. Kept within the office's database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.kept import Kept

LARGEST = 10 * 1024 * 1024
"""Bytes."""


class DocumentKind(StrEnum):
    """What it is."""

    CONSENT = "consent"
    LETTER = "letter"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"consent": "Toestemming", "letter": "Brief", "other": "Ander document"}[self.value]


class MediaType(StrEnum):
    """Which files are taken; told by their first bytes, not by their name."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"

    @property
    def suffix(self) -> str:
        return {"application/pdf": ".pdf", "image/png": ".png", "image/jpeg": ".jpg"}[self.value]


@dataclass(frozen=True, slots=True)
class DocumentInput:
    """A document, without its content."""

    title: str
    kind: DocumentKind = DocumentKind.OTHER
    dated: date | None = None
    media_type: MediaType = MediaType.PDF
    size: int = 0
    """Bytes."""
    sha256: str = ""
    note: str = ""


DocumentRecord = Kept[DocumentInput]


_BEGINS = {MediaType.PDF: b"%PDF-", MediaType.PNG: b"\x89PNG\r\n\x1a\n", MediaType.JPEG: b"\xff\xd8\xff"}
_LEAST = {MediaType.PDF: 32, MediaType.PNG: 57, MediaType.JPEG: 64}
"""Bytes of the smallest file of the kind: less is a file that was cut off."""


def recognised(content: bytes) -> MediaType:
    """Which kind of file this is, by what is in it; raises InvalidInput for one that is not taken."""
    if not content:
        raise InvalidInput("Dit bestand is leeg.", field="path")
    if len(content) > LARGEST:
        raise InvalidInput(
            f"Dit bestand is groter dan {LARGEST // 1024**2} MB; scan het opnieuw met een lagere kwaliteit.",
            field="path",
        )
    for kind, beginning in _BEGINS.items():
        if content.startswith(beginning):
            if len(content) < _LEAST[kind]:
                raise InvalidInput("Dit bestand is niet volledig; kopieer of scan het opnieuw.", field="path")
            return kind
    raise InvalidInput(
        "Dit is geen PDF, PNG of JPEG; bewaar het eerst als PDF en voeg die toe.", field="path"
    )


def size_label(size: int) -> str:
    """`1,4 MB`, `230 kB`."""
    if size >= 1024**2:
        return f"{size / 1024**2:.1f} MB".replace(".", ",")
    return f"{max(round(size / 1024), 1)} kB"
