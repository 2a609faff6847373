"""The Markdown that the handbook is written in, read into blocks.

A strict part of the language: headings of three depths, paragraphs, lists within lists, tables, pictures on a line of
their own, quotes, and text as typed between fences; in a line **strong**, *stressed*, `typed`, and links. What is
outside that raises `MarkdownError` with the number of the line, so that no page is shown half understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gezinscoach_desktop.domain.markdown import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    Typed,
    anchor_of,
    plain,
)


class MarkdownError(ValueError):
    """The text is not written as the handbook can show it; a mistake of ours, that a test finds."""


_HEADING = re.compile(r"(#+) +(.*\S)")
_ITEM = re.compile(r"( *)([-*]|(\d+)[.)]) +(?=\S)")
_PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")
_FENCE = re.compile(r"```\w*")
_RULE = re.compile(r"\|?( *:?-+:? *\|)+( *:?-+:? *)?")
_INLINE = re.compile(
    r"\\(?P<escaped>[^\w\s])|`(?P<typed>[^`]+)`|(?P<mark>\*\*|\*)|\[(?P<named>[^\]]+)\]\((?P<target>[^)\s]+)\)"
)
_LINK = re.compile(r"(https://\S+|mailto:\S+|[a-z0-9-]+\.md(#[a-z0-9-]+)?|#[a-z0-9-]+)")
_DEEPEST = 3
_DEEPER = 3


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a page."""
    return tuple(_blocks(_Lines(text.splitlines(), 1)))


# ----------------------------------------------------------------------------------------------------------- blocks


class _Lines:
    """Lines that are taken one by one; knows the number of the one in front."""

    def __init__(self, lines: Sequence[str], number: int) -> None:
        self._lines = list(lines)
        self._taken = 0
        self._number = number

    @property
    def number(self) -> int:
        return self._number + self._taken

    @property
    def next(self) -> str | None:
        return self._lines[self._taken].rstrip() if self._taken < len(self._lines) else None

    @property
    def after_empty(self) -> str:
        """The first line that holds something."""
        return next((line for line in self._lines[self._taken :] if line.strip()), "")

    def take(self) -> str:
        line = self.next or ""
        self._taken += 1
        return line

    def wrong(self, why: str) -> MarkdownError:
        return _wrong(self.number, why)


def _blocks(lines: _Lines) -> Iterator[Block]:
    while (line := lines.next) is not None:
        if not line:
            lines.take()
        elif line.startswith("#"):
            yield _heading(lines)
        elif line.startswith("```"):
            yield _typed(lines)
        elif line.startswith("!["):
            yield _picture(lines)
        elif line.startswith("|"):
            yield _table(lines)
        elif line.startswith(">"):
            yield _quote(lines)
        elif _ITEM.match(line):
            yield _listing(lines)
        elif line.startswith(("<", " ", "\t", "---", "***", "===")):
            raise lines.wrong(f"“{line[:20]}” is nothing the handbook knows")
        else:
            yield _paragraph(lines)


def _heading(lines: _Lines) -> Heading:
    found = _HEADING.fullmatch(lines.next or "")
    if found is None or len(found[1]) > _DEEPEST:
        raise lines.wrong("a heading is one, two or three # with a blank after them")
    runs = _inline(found[2], lines.number)
    lines.take()
    return Heading(len(found[1]), runs, anchor_of(plain(runs)))


def _typed(lines: _Lines) -> Typed:
    if _FENCE.fullmatch(lines.next or "") is None:
        raise lines.wrong("a fence stands alone on its line")
    begun = lines.wrong("this fence is not closed")
    lines.take()
    kept: list[str] = []
    while lines.next is not None:
        line = lines.take()
        if line == "```":
            return Typed("\n".join(kept))
        kept.append(line)
    raise begun


def _picture(lines: _Lines) -> Picture:
    found = _PICTURE.fullmatch(lines.next or "")
    if found is None:
        raise lines.wrong("a picture stands alone on its line and has a caption")
    lines.take()
    return Picture(found[1], found[2])


def _quote(lines: _Lines) -> Quote:
    first = lines.number
    kept: list[str] = []
    while (lines.next or "").startswith(">"):
        kept.append(lines.take()[1:].removeprefix(" "))
    return Quote(tuple(_blocks(_Lines(kept, first))))


def _table(lines: _Lines) -> Table:
    head = _cells(lines)
    if _RULE.fullmatch(lines.next or "") is None:
        raise lines.wrong("under the head of a table stands | --- |")
    lines.take()
    rows: list[tuple[Runs, ...]] = []
    while (lines.next or "").startswith("|"):
        number = lines.wrong("a row has as many cells as the head")
        rows.append(_cells(lines))
        if len(rows[-1]) != len(head):
            raise number
    return Table(head, tuple(rows))


def _cells(lines: _Lines) -> tuple[Runs, ...]:
    inner = (lines.next or "").strip().removeprefix("|")
    if not inner.endswith("|"):
        raise lines.wrong("a row of a table ends in |")
    cells = tuple(_inline(cell.strip(), lines.number) for cell in re.split(r"(?<!\\)\|", inner[:-1]))
    lines.take()
    return cells


def _listing(lines: _Lines) -> Listing:
    """Items at one depth; what stands deeper belongs to the item before it."""
    start = _ITEM.match(lines.next or "")
    is_numbered = start is not None and start[3] is not None
    depth = len(start[1]) if start is not None else 0
    if depth:
        raise lines.wrong("this item stands deeper than what is above it")
    items: list[tuple[Block, ...]] = []
    while (found := _ITEM.match(lines.after_empty)) is not None and not found[1]:
        if (found[3] is not None) is not is_numbered:
            break
        while not lines.next:
            lines.take()
        items.append(_item(lines, len(found[0])))
    return Listing(tuple(items), int(start[3]) if start is not None and is_numbered else None)


def _item(lines: _Lines, depth: int) -> tuple[Block, ...]:
    """What goes on may stand up to three blanks deeper than the words of the first line."""
    first = lines.number
    kept = [lines.take()[depth:]]
    while (line := lines.next) is not None:
        if line.startswith(" "):
            indent = len(line) - len(line.lstrip(" "))
            if len(kept) == 1 and depth < indent <= depth + _DEEPER:
                depth = indent
            kept.append(line[min(indent, depth) :])
            lines.take()
        elif not line and lines.after_empty.startswith(" "):
            kept.append(lines.take())
        else:
            break
    while kept and not kept[-1]:
        kept.pop()
    return tuple(_blocks(_Lines(kept, first)))


def _paragraph(lines: _Lines) -> Paragraph:
    number = lines.number
    kept = [lines.take()]
    while (line := lines.next) and not _begins_block(line):
        kept.append(lines.take())
    return Paragraph(_inline(" ".join(line.strip() for line in kept), number))


def _begins_block(line: str) -> bool:
    return line.startswith(("#", "```", "![", "|", ">")) or _ITEM.match(line) is not None


# ------------------------------------------------------------------------------------------------------------ lines


def _inline(text: str, number: int) -> Runs:
    """The runs of a text; every mark that opens has to close."""
    return tuple(_runs(text, Run(""), number))


def _runs(text: str, around: Run, number: int) -> Iterator[Run]:
    look, place = around, 0
    for found in _INLINE.finditer(text):
        if found.start() > place:
            yield _said(text[place : found.start()], look, number)
        place = found.end()
        if found["escaped"]:
            yield replace(look, text=found["escaped"])
        elif found["typed"]:
            yield replace(look, text=found["typed"], is_typed=True)
        elif found["mark"] == "**":
            look = replace(look, is_strong=not look.is_strong)
        elif found["mark"]:
            look = replace(look, is_stressed=not look.is_stressed)
        else:
            if _LINK.fullmatch(found["target"]) is None:
                raise _wrong(number, f"{found['target']} is no page, heading or address")
            yield from _runs(found["named"], replace(look, target=found["target"]), number)
    if place < len(text):
        yield _said(text[place:], look, number)
    if look != around:
        raise _wrong(number, "a * is not closed")


def _said(text: str, look: Run, number: int) -> Run:
    if re.search(r"`|<[\w/!]|\]\(|!\[|(?<!\w)_\w", text):
        raise _wrong(number, f"“{text[:30]}” holds a mark the handbook does not know")
    return replace(look, text=text)


def _wrong(number: int, why: str) -> MarkdownError:
    return MarkdownError(f"line {number}: {why}")
