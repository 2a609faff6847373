"""Pages of a PDF as pixels. Pure functions: they run on the drawing worker, one at a time, since pdfium is not thread-safe."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from gezinscoach_desktop.domain.errors import InvalidInput

POINTS_PER_INCH = 72


@dataclass(frozen=True, slots=True)
class PageSize:
    """In points."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: rows of `stride` bytes, four bytes a pixel (blue, green, red, unused)."""

    number: int
    scale: float
    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document with the pages that are in sight drawn already."""

    pdf: bytes
    sizes: tuple[PageSize, ...]
    images: tuple[PageImage, ...]


def prepare(pdf: bytes, scale: float, numbers: Iterable[int]) -> Prepared:
    """The sizes of every page, and pictures of `numbers` (those that exist) at `scale` pixels a point."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        sizes = tuple(PageSize(*document.get_page_size(number)) for number in range(len(document)))
        images = tuple(_draw(document, number, scale) for number in numbers if number < len(sizes))
    return Prepared(pdf, sizes, images)


def draw_page(pdf: bytes, number: int, scale: float) -> PageImage:
    """One page at `scale` pixels a point."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return _draw(document, number, scale)


def _draw(document: object, number: int, scale: float) -> PageImage:
    page = document[number]  # type: ignore[index]
    try:
        bitmap = page.render(scale=scale, prefer_bgrx=True)
        return PageImage(number, scale, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
    finally:
        page.close()


def write_pdf(path: Path, pdf: bytes) -> Path:
    """Write the document where the user chose; raises InvalidInput when that cannot be."""
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise InvalidInput(
            f"Het bestand kon daar niet bewaard worden ({error.strerror or 'onbekende fout'}). Kies een andere plaats."
        ) from None
    return path
