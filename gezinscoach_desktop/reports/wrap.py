"""Breaking texts into lines: at blanks, after / and -, and inside a word only when it fits on no line.

A phone number stays whole, and no line begins with the dot that parts what stands beside each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from gezinscoach_desktop.reports.fonts import Face, one_line, printable, width_of

_PIECES = re.compile(r"(?:[^ /\-–]|[/\-–](?=[\d ])|(?<=\d) (?=\d)| (?=·))*(?:[/\-–](?![\d ])| |$)")


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
    lines, line = [], ""
    for piece in _PIECES.findall(text):
        if width_of((line + piece).rstrip(), face, size) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        *full, line = _broken(piece, face, size, width)
        lines.extend(full)
    return [*lines, line.rstrip()]


def _broken(piece: str, face: Face, size: float, width: float) -> list[str]:
    """`piece` cut wherever a line is full; one sign at least goes on each line."""
    parts, part = [], ""
    for sign in piece.lstrip():
        if part and width_of(part + sign, face, size) > width:
            parts.append(part)
            part = ""
        part += sign
    return [*parts, part]
