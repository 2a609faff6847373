"""Documents of a family: a signed paper scanned back in, a letter. Kept within the office's database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
