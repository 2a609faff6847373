"""The handbook that travels with the program: reading its pages."""

from __future__ import annotations

from pathlib import Path

from gezinscoach_desktop.domain.handbook import HandbookPage, in_order, page_of
from gezinscoach_desktop.resource import resource_path


def handbook_folder() -> Path:
    """Where the pages and their pictures are."""
    return resource_path("handbook")


def read_handbook(folder: Path | None = None) -> tuple[HandbookPage, ...]:
    """Every page, in the order of reading."""
    paths = (folder or handbook_folder()).glob("*.md")
    return in_order(page_of(path.stem, path.read_text(encoding="utf-8")) for path in paths)
