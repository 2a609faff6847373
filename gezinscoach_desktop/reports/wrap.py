"""Breaking texts into lines: at blanks, after / and -, and inside a word only when it fits on no line.

A number stays whole wherever it fits on a line, a phone number with its blanks too, and no line begins with the dot that
parts what stands beside each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from gezinscoach_desktop.reports.fonts import Face, one_line, printable, width_of

_PIECES = re.compile(r"(?:[^ /\-–]|[/\-–](?=[\d ])|(?<=\d) (?=\d)| (?=·))*(?:[/\-–](?![\d ])| |$)")
_PHONE = r"(?:\+\d{1,3} \d{1,3}|0\d{1,3})(?:(?:[ /]\d{3}){2}|[ /]\d{2,3}(?: \d\d){2}|[ /]\d\d \d{3})(?!\d)"
_AMOUNT = r"\d{1,3}(?: \d{3}(?!\d))+"
_NUMBERS = re.compile(rf"(?:(?<!\d)(?:{_PHONE}|{_AMOUNT})|[^ ]| (?!\d))+ ?")
"""Numbers that stand beside each other, one by one."""
_WORDS = re.compile(r"(?:[^ ]| (?=·))+ ?")
_WAYS = (_PIECES, _NUMBERS, _WORDS)
"""Each but the first only for what fits on no line in the way before it."""


@lru_cache(maxsize=4096)
def wrapped(text: str, face: Face, size: float, width: float, at_most: int | None = None) -> tuple[str, ...]:
    """The lines of `text`, its own line breaks kept; every sign printable; at least one line.

    What goes beyond `at_most` lines ends in an ellipsis.
    """
    lines: list[str] = []
    for paragraph in printable(text).strip().split("\n"):
        lines.extend(_paragraph(" ".join(paragraph.split()), face, size, width))
    if at_most is None or len(lines) <= at_most:
        return tuple(lines)
    cut = shortened(" ".join(lines[at_most - 1 :]), face, size, width)
    return (*lines[: at_most - 1], cut)


@lru_cache(maxsize=4096)
def shortened(text: str, face: Face, size: float, width: float) -> str:
    """`text` on one line, with an ellipsis where it had to be cut."""
    line = one_line(text)
    if width_of(line, face, size) <= width:
        return line
    fitting = bisect_right(
        range(len(line)), width, key=lambda length: width_of(line[:length] + "…", face, size)
    )
    return line[: max(fitting - 1, 0)].rstrip() + "…"


def _paragraph(text: str, face: Face, size: float, width: float) -> list[str]:
    if width_of(text, face, size) <= width:
        return [text]

    def is_fitting(part: str) -> bool:
        return width_of(part.rstrip(), face, size) <= width

    lines, line = [], ""
    for piece in _pieces(text, _WAYS, is_fitting):
        if is_fitting(line + piece):
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _broken(piece, face, size, width)
        lines.extend(full)
    return [*lines, line.rstrip()]


def _pieces(text: str, ways: Sequence[re.Pattern[str]], is_fitting: Callable[[str], bool]) -> Iterator[str]:
    way, *others = ways
    for piece in way.findall(text):
        if others and " " in piece.strip() and not is_fitting(piece):
            yield from _pieces(piece, others, is_fitting)
        else:
            yield piece


def _broken(piece: str, face: Face, size: float, width: float) -> list[str]:
    """`piece` cut wherever a line is full; one sign at least goes on each line."""
    parts, part = [], ""
    for sign in piece:
        if part and width_of(part + sign, face, size) > width:
            parts.append(part.rstrip())
            part = ""
        part = (part + sign).lstrip()
    return [*parts, part]
