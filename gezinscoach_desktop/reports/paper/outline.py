"""Bookmarks, page numbers and properties for a PDF that pdfium put together, which can write none of those.

They are added behind it, as an update of the file: what stands there already stays as it is, byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gezinscoach_desktop.reports.paper.document import PROGRAM

_ROOT = re.compile(rb"/Root (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_ID = re.compile(rb"/ID\[<\w+><\w+>\]")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_KIDS = re.compile(rb"/Kids\s*\[([\d\sR]*)\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
_PAGES = re.compile(rb"/Pages (\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Entry:
    """A bookmark: `level` 0 stands at the edge, `page` counts from 0."""

    level: int
    title: str
    page: int


@dataclass(frozen=True, slots=True)
class Described:
    """What a reader program shows of the whole file; `title` carries no name."""

    title: str
    author: str
    made_on: date


@dataclass(slots=True)
class _Node:
    """A bookmark with those under it. `number` is that of its object."""

    entry: Entry
    number: int = 0
    under: list[_Node] = field(default_factory=list)


def with_outline(pdf: bytes, entries: Sequence[Entry], about: Described, *, front_pages: int) -> bytes:
    """The same document with bookmarks and properties; its first `front_pages` are numbered i, ii … and the rest from 1.

    Only for what pdfium wrote: with one table of objects, and every page in one list.
    """
    file = _File(pdf)
    top = _tree(entries)
    number = file.size
    outline, number = number, number + 1
    for node in _all(top):
        node.number, number = number, number + 1
    info = number
    objects = {
        file.root: _catalog(file, outline, front_pages, has_bookmarks=bool(top)),
        outline: _outline(top),
        info: _info(about),
    }
    for siblings, parent in _families(top, outline):
        for place, node in enumerate(siblings):
            before = siblings[place - 1].number if place else None
            after = siblings[place + 1].number if place + 1 < len(siblings) else None
            objects[node.number] = _bookmark(node, parent, before, after, file.pages)
    return file.updated(objects, info)


class _File:
    """What has to be known of the file to add to it."""

    def __init__(self, pdf: bytes) -> None:
        self.pdf = pdf
        tail = pdf[pdf.rfind(b"trailer") :]
        self.start = int(_found(_START, tail))
        self.root = int(_found(_ROOT, tail))
        self.size = int(_found(_SIZE, tail))
        self.id = b"".join(_ID.findall(tail))
        pages = int(_found(_PAGES, self._object(self.root)))
        self.pages_object = pages
        self.pages = tuple(int(number) for number in _REFERENCE.findall(_found(_KIDS, self._object(pages))))

    def _object(self, number: int) -> bytes:
        """The source of an object, found where the table of objects says."""
        match = re.search(rb"xref\s+0 \d+\s+", self.pdf[self.start : self.start + 64])
        if match is None:
            raise ValueError("not a file of pdfium")
        entry = self.start + match.end() + number * 20
        begins = int(self.pdf[entry : entry + 10])
        return self.pdf[begins : self.pdf.index(b"endobj", begins)]

    def updated(self, objects: dict[int, bytes], info: int) -> bytes:
        """The file with these objects behind it, new ones and those that take the place of one."""
        parts, at = [self.pdf], len(self.pdf)
        table = b"xref\n"
        for number in sorted(objects):
            source = b"%d 0 obj\n%b\nendobj\n" % (number, objects[number])
            table += b"%d 1\n%010d 00000 n \n" % (number, at)
            parts.append(source)
            at += len(source)
        trailer = b"trailer\n<</Root %d 0 R/Info %d 0 R/Size %d/Prev %d%b>>\nstartxref\n%d\n%%%%EOF\n" % (
            self.root, info, max(max(objects) + 1, self.size), self.start, self.id, at,
        )  # fmt: skip
        return b"".join((*parts, table, trailer))


def _found(pattern: re.Pattern[bytes], source: bytes) -> bytes:
    match = pattern.search(source)
    if match is None:
        raise ValueError("not a file of pdfium")
    return match[1]


def _tree(entries: Sequence[Entry]) -> list[_Node]:
    """Each bookmark under the last one of a lower level."""
    top: list[_Node] = []
    open_ones: list[_Node] = []
    for entry in entries:
        node = _Node(entry)
        while open_ones and open_ones[-1].entry.level >= entry.level:
            open_ones.pop()
        (open_ones[-1].under if open_ones else top).append(node)
        open_ones.append(node)
    return top


def _all(nodes: Sequence[_Node]) -> list[_Node]:
    return [each for node in nodes for each in (node, *_all(node.under))]


def _families(nodes: list[_Node], parent: int) -> list[tuple[list[_Node], int]]:
    """Every list of bookmarks beside each other, with the number of what they stand under."""
    below = [each for node in nodes for each in _families(node.under, node.number)]
    return [(nodes, parent), *below] if nodes else below


def _catalog(file: _File, outline: int, front_pages: int, *, has_bookmarks: bool) -> bytes:
    first = b"" if not front_pages else b"0<</S/r>>"
    bookmarks = b"/Outlines %d 0 R/PageMode/UseOutlines" % outline if has_bookmarks else b""
    return (
        b"<</Type/Catalog/Pages %d 0 R%b/Lang(nl-BE)/ViewerPreferences<</DisplayDocTitle true>>"
        b"/PageLabels<</Nums[%b%d<</S/D>>]>>>>" % (file.pages_object, bookmarks, first, front_pages)
    )


def _outline(top: Sequence[_Node]) -> bytes:
    if not top:
        return b"<</Type/Outlines>>"
    return b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
        top[0].number, top[-1].number, len(top),
    )  # fmt: skip


def _bookmark(node: _Node, parent: int, before: int | None, after: int | None, pages: Sequence[int]) -> bytes:
    """Closed, so that the list of dossiers can be taken in at a glance."""
    source = b"<</Title %b/Parent %d 0 R/Dest[%d 0 R/XYZ null null null]" % (
        _text(node.entry.title), parent, pages[node.entry.page],
    )  # fmt: skip
    if before is not None:
        source += b"/Prev %d 0 R" % before
    if after is not None:
        source += b"/Next %d 0 R" % after
    if node.under:
        source += b"/First %d 0 R/Last %d 0 R/Count %d" % (
            node.under[0].number, node.under[-1].number, -len(node.under),
        )  # fmt: skip
    return source + b">>"


def _info(about: Described) -> bytes:
    day = about.made_on.strftime("D:%Y%m%d000000Z").encode()
    return b"<</Title %b/Author %b/Creator %b/Producer %b/CreationDate(%b)>>" % (
        _text(about.title), _text(about.author), _text(PROGRAM), _text(PROGRAM), day,
    )  # fmt: skip


def _text(text: str) -> bytes:
    """In hexadecimal UTF-16, in which no sign can mean anything else."""
    return b"<%b>" % ("\ufeff" + text).encode("utf-16-be").hex().encode()
