"""Pages of a PDF as pixels. Pure functions: they run on the drawing worker, one at a time, since pdfium is not thread-safe."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass

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
