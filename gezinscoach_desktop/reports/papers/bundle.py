"""Many dossiers as one file: each as small as it was made, put together by pdfium without being read as a whole.

Only the finished pages of the dossiers before it are in memory while the next one is made, never what they were made from.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from gezinscoach_desktop.domain.paper import PaperKind
from gezinscoach_desktop.reports.content import FamilyContent, PaperOptions
from gezinscoach_desktop.reports.paper.measures import PAGE_HEIGHT, PAGE_WIDTH
from gezinscoach_desktop.reports.paper.outline import Described, Entry, with_outline
from gezinscoach_desktop.reports.papers import make_paper
from gezinscoach_desktop.reports.papers.cover import BundleFront, bundle_front, cover_sheet
from gezinscoach_desktop.reports.papers.part import Binding, Maker, NotMade, Part
from gezinscoach_desktop.reports.papers.text import PaperTexts

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def make_part(
    kind: PaperKind,
    content: FamilyContent,
    options: PaperOptions,
    texts: PaperTexts,
    *,
    after: int | None,
    binding: Binding,
) -> Part:
    """A dossier that comes after so many pages of a bundle, with its number there on every page; None is on its own."""
    sheet = binding.next_sheet(after or 0)
    first = None if after is None else sheet
    inside = None if first is None else first + binding.cover_pages
    pdf = make_paper(kind, content, replace(options, first_sheet=inside), texts)
    if binding.with_covers:
        pdf = behind_cover(kind, content, replace(options, first_sheet=first), pdf, binding)
    return Part(content.code, kind, pdf, page_count(pdf), sheet)


def behind_cover(
    kind: PaperKind, content: FamilyContent, options: PaperOptions, pdf: bytes, binding: Binding
) -> bytes:
    """A dossier with its cover before it, and the bookmarks it had."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument.new()) as joined:
        _append(joined, cover_sheet(kind, content, options))
        _fill_up(joined, binding.cover_pages)
        _append(joined, pdf)
        written = _written(joined)
    title = f"{kind.label} {content.code}"
    entries = [Entry(0, title, 0), *_bookmarks(pdf, binding.cover_pages)]
    return with_outline(written, entries, Described(title, content.office, content.made_on), front_pages=0)


def bundled(
    parts: Sequence[Part], maker: Maker, *, binding: Binding, not_made: Sequence[NotMade] = ()
) -> bytes:
    """All of them in one file, behind a front with the list of contents; a bookmark for each, and under it its own."""
    import pypdfium2

    front = BundleFront(maker, parts, not_made)
    entries: list[Entry] = []
    with closing(pypdfium2.PdfDocument.new()) as joined:
        _append(joined, bundle_front(front))
        if binding.is_duplex:
            _fill_up(joined, len(joined) + len(joined) % 2)
        before = len(joined)
        for part in parts:
            _fill_up(joined, before + part.sheet - 1)
            entries.append(Entry(0, f"{part.code} · {part.kind.label}", len(joined)))
            entries += _bookmarks(part.pdf, len(joined), has_cover=binding.with_covers)
            _append(joined, part.pdf)
        written = _written(joined)
    about = Described(front.title, maker.office, maker.made_on)
    return with_outline(written, entries, about, front_pages=before)


def page_count(pdf: bytes) -> int:
    """How many pages a document has."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)


def _append(joined: PdfDocument, pdf: bytes) -> None:
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as source:
        joined.import_pages(source)


def _fill_up(joined: PdfDocument, pages: int) -> None:
    """Empty pages until there are so many."""
    while len(joined) < pages:
        joined.new_page(PAGE_WIDTH, PAGE_HEIGHT)


def _bookmarks(pdf: bytes, before: int, *, has_cover: bool = False) -> Iterator[Entry]:
    """Those of a dossier that begins after `before` pages, one level deeper; not that of its cover, which is the dossier's."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for entry in document.get_toc():
            place = entry.get_dest()
            page = None if place is None else place.get_index()
            is_of_cover = has_cover and entry.level == 0 and page == 0
            if page is not None and not is_of_cover:
                yield Entry(entry.level + (0 if has_cover else 1), entry.get_title(), before + page)


def _written(joined: PdfDocument) -> bytes:
    target = io.BytesIO()
    joined.save(target)
    return target.getvalue()
