"""Finding words in the handbook: the pages that hold all of them, the best first, and where to begin reading."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gezinscoach_desktop.domain.handbook import HandbookPage
from gezinscoach_desktop.domain.markdown import Block, Heading, lines_of, plain
from gezinscoach_desktop.domain.text import fold

Mark = tuple[int, int]
"""Where marked signs begin and end."""

_IN_TITLE, _IN_HEADING, _IN_TEXT = 30.0, 10.0, 2.0
_BEGINS_WORD = 2.0
_SIDE = 40
_LONGEST = 130
_SENTENCE_ENDS = ".?!:…"


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading of a page, as one text; folded once, since every key typed asks for it."""

    heading: str
    anchor: str
    text: str
    folded_heading: str
    folded: str


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page with its blocks, and cut into sections to find things in."""

    page: HandbookPage
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    folded_title: str
    folded_headings: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that was found: read it from `anchor` on; `marks` are places in `snippet`."""

    topic: str
    title: str
    heading: str
    anchor: str
    snippet: str
    marks: tuple[Mark, ...]


def read_page(page: HandbookPage, blocks: Sequence[Block]) -> ReadPage:
    """`blocks` is the page's own Markdown, parsed."""
    sections = tuple(_sections(blocks))
    headings = " / ".join(section.folded_heading for section in sections)
    return ReadPage(page, tuple(blocks), sections, fold(page.title), headings)


def find(pages: Iterable[ReadPage], text: str) -> tuple[Hit, ...]:
    """Pages in which every word occurs, the best first; of equals the earlier page."""
    words = words_of(text)
    if not words:
        return ()
    scored = [(score, page) for page in pages if (score := _score(page, words)) > 0]
    scored.sort(key=lambda each: -each[0])
    return tuple(_hit(page, words) for _, page in scored)


def words_of(text: str) -> tuple[str, ...]:
    """What is looked for, folded."""
    return tuple(dict.fromkeys(fold(text).split()))


def marks_in(text: str, words: Sequence[str]) -> tuple[Mark, ...]:
    """Where the words stand in `text` as it is written, accents and capitals aside; never one within another."""
    if not words:
        return ()
    folded, origin = _with_origin(text)
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    return tuple((origin[found.start()], origin[found.end() - 1] + 1) for found in pattern.finditer(folded))


def _with_origin(text: str) -> tuple[str, list[int]]:
    """The text folded sign by sign, and for each folded sign the place it came from."""
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        for folded in sign.lower() if sign.isascii() else fold(sign) or " ":
            signs.append(folded)
            origin.append(place)
    return "".join(signs), origin


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    heading, anchor, kept = "", "", list[str]()
    for block in blocks:
        if isinstance(block, Heading) and block.depth > 1:
            yield _section(heading, anchor, _run_on(kept))
            heading, anchor, kept = plain(block.runs), block.anchor, []
        elif not isinstance(block, Heading):
            kept += lines_of(block)
    yield _section(heading, anchor, _run_on(kept))


def _run_on(lines: Sequence[str]) -> str:
    """One text; what does not end as a sentence (a cell, a caption) is set apart from what comes next."""
    return " ".join(
        line if line[-1] in _SENTENCE_ENDS or number == len(lines) else f"{line} ·"
        for number, line in enumerate(lines, 1)
    )


def _section(heading: str, anchor: str, text: str) -> Section:
    return Section(heading, anchor, text, fold(heading), fold(text))


def _score(page: ReadPage, words: Sequence[str]) -> float:
    """How much the page is about these words; 0 when one of them is nowhere in it."""
    total = 0.0
    for word in words:
        score = (
            _weight(page.folded_title, word, _IN_TITLE)
            + _weight(page.folded_headings, word, _IN_HEADING)
            + _weight(page.page.search_text, word, _IN_TEXT)
        )
        if not score:
            return 0.0
        total += score
    return total


def _weight(text: str, word: str, worth: float) -> float:
    count = text.count(word)
    if not count:
        return 0.0
    begins = re.search(rf"(?<!\w){re.escape(word)}", text) is not None
    return worth * (1 + math.log(count)) * (_BEGINS_WORD if begins else 1.0)


def _hit(page: ReadPage, words: Sequence[str]) -> Hit:
    best = max(page.sections, key=lambda section: _in_section(section, words))
    is_here = _in_section(best, words) > 0
    section = best if is_here else page.sections[0]
    snippet = _snippet(section.text, words)
    return Hit(
        page.page.topic, page.page.title, section.heading, section.anchor, snippet, marks_in(snippet, words)
    )


def _in_section(section: Section, words: Sequence[str]) -> float:
    """More different words first, then how often; a heading weighs more than its text."""
    heading, text = section.folded_heading, section.folded
    present = sum(word in heading or word in text for word in words)
    often = sum(_weight(heading, word, _IN_HEADING) + _weight(text, word, _IN_TEXT) for word in words)
    return present * 1000 + often if present else 0.0


def _snippet(text: str, words: Sequence[str]) -> str:
    """A part of the text around the first of the words, cut at blanks."""
    marks = marks_in(text, words)
    begin = max(marks[0][0] - _SIDE, 0) if marks else 0
    if begin:
        begin = text.find(" ", begin) + 1
    end = len(text) if len(text) - begin <= _LONGEST else text.rfind(" ", begin, begin + _LONGEST)
    end = end if end > begin else min(begin + _LONGEST, len(text))
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"
