"""The handbook that travels with the program: reading it, to show, to search and to print."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from gezinscoach_desktop.domain.handbook import Edition, HandbookError, HandbookPage, in_order, page_of
from gezinscoach_desktop.domain.handbook_search import ReadPage, read_page
from gezinscoach_desktop.domain.markdown import Picture, inside
from gezinscoach_desktop.domain.markdown_reading import MarkdownError, parse
from gezinscoach_desktop.domain.shortcut_sheet import TOPIC, Section, sections_of
from gezinscoach_desktop.resource import resource_path

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 24
_SIZE = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Handbook:
    """Every page, parsed, and how wide and high each picture is by the name pages call it."""

    pages: tuple[ReadPage, ...]
    sizes: dict[str, tuple[int, int]]

    def page(self, topic: str) -> ReadPage | None:
        """The page on this subject."""
        return next((page for page in self.pages if page.page.topic == topic), None)


def handbook_folder() -> Path:
    """Where the pages and their pictures are."""
    return resource_path("handbook")


def read_handbook(folder: Path | None = None) -> tuple[HandbookPage, ...]:
    """Every page, in the order of reading. Kept, as `open_handbook` says."""
    return _pages(folder or handbook_folder())


@lru_cache(maxsize=2)
def _pages(where: Path) -> tuple[HandbookPage, ...]:
    return in_order(page_of(path.stem, path.read_text(encoding="utf-8")) for path in where.glob("*.md"))


def open_handbook(folder: Path | None = None) -> Handbook:
    """Read all of it; a picture that is not there has no size. Kept, since it does not change while the program runs."""
    return _opened(folder or handbook_folder())


@lru_cache(maxsize=2)
def _opened(where: Path) -> Handbook:
    pages = tuple(_read(page) for page in read_handbook(where))
    sources = {source for page in pages for source in pictures_of(page)}
    sizes = {source: size for source in sources if (size := _size_of(where / source)) is not None}
    return Handbook(pages, sizes)


def _read(page: HandbookPage) -> ReadPage:
    try:
        return read_page(page, parse(page.markdown))
    except MarkdownError as error:
        raise HandbookError(f"{page.topic}.md, under its title: {error}") from error


def pictures_of(page: ReadPage) -> tuple[str, ...]:
    """The pictures of a page, as it names them."""
    return tuple(
        block.source for outer in page.blocks for block in inside(outer) if isinstance(block, Picture)
    )


def read_picture(source: str, folder: Path | None = None) -> bytes:
    """A picture by the name that a page gives it; empty when it is not there."""
    path = (folder or handbook_folder()) / source
    return path.read_bytes() if path.is_file() else b""


def handbook_pdf(edition: Edition, *, made_on: date | None = None) -> bytes:
    """The whole handbook for these readers, as a book."""
    from gezinscoach_desktop.reports.handbook.book import build_handbook

    return build_handbook(open_handbook().pages, handbook_folder(), edition, made_on or _today())


def page_pdf(topic: str, *, made_on: date | None = None) -> bytes:
    """One page; empty when there is none on this subject."""
    from gezinscoach_desktop.reports.handbook.book import build_page

    page = open_handbook().page(topic)
    return b"" if page is None else build_page(page, handbook_folder(), made_on or _today())


def write_handbook(path: Path, edition: Edition, *, made_on: date | None = None) -> None:
    """Put it at `path`; raises InvalidInput (field path) when it cannot be written there."""
    from gezinscoach_desktop.services.output_file import write_file

    write_file(path, handbook_pdf(edition, made_on=made_on))


def read_shortcuts() -> tuple[Section, ...]:
    """The keys of the program by screen, from the page of the handbook about them."""
    page = open_handbook().page(TOPIC)
    return () if page is None else sections_of(page.blocks)


def shortcuts_pdf(*, made_on: date | None = None) -> bytes:
    """All keys on one sheet."""
    from gezinscoach_desktop.reports.handbook.sheet import build_sheet

    return build_sheet(read_shortcuts(), made_on or _today())


def _today() -> date:
    return datetime.now().astimezone().date()


def _size_of(path: Path) -> tuple[int, int] | None:
    """From the first bytes of a PNG, so that a page can be laid out before its pictures are read."""
    if not path.is_file():
        return None
    with path.open("rb") as stream:
        header = stream.read(_HEADER)
    if not header.startswith(_PNG) or len(header) < _HEADER:
        return None
    width, height = _SIZE.unpack_from(header, 16)
    return width, height
