"""Which words in the handbook are keys to press, so that they can be drawn as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gezinscoach_desktop.domain.markdown import Run, Runs, Table, plain

KEYS_COLUMN = "Toets"
"""A table whose first column is called so lists keys in it, set apart by commas."""

_HELD = r"(?:Ctrl|Alt|Shift|Windows)"
_NAMED = (
    r"(?:F\d{1,2}|Enter|Esc|Tab|Spatie|Home|End|Delete|Insert|Backspace|Page Up|Page Down|"
    r"[Pp]ijl(?: naar)? (?:omhoog|omlaag|links|rechts|boven|onder))"
)
_CHORD = rf"{_HELD}(?: ?\+ ?{_HELD})* ?\+ ?(?:{_NAMED}|[A-Z0-9](?!\w)|[+\-?,/](?!\w))"
_ALONE = re.compile(rf"{_CHORD}|{_NAMED}|[A-Z0-9/]")
_IN_TEXT = re.compile(rf"(?<!\w){_CHORD}|(?<!\w)F\d{{1,2}}(?!\w)")
_RANGE = re.compile(r"(\d) tot (\d)")
_BETWEEN = re.compile(r" ?\+ ?(?=[^ +]|\+$)")


@dataclass(frozen=True, slots=True)
class Keys:
    """Keys that are pressed together: `("Ctrl", "K")`."""

    names: tuple[str, ...]


Piece = Run | Keys


def pieces(runs: Runs) -> Iterator[Piece]:
    """The runs, with keys taken out of strong words and running text."""
    for run in runs:
        if run.is_typed or run.target:
            yield run
        elif run.is_strong and _ALONE.fullmatch(run.text):
            yield Keys(_names(run.text))
        else:
            yield from _taken_out(run)


def listed_keys(cell: Runs) -> Iterator[Piece]:
    """The same for a cell that lists keys, also single letters that nobody made strong."""
    for place, part in enumerate(plain(cell).split(", ")):
        if place:
            yield Run(", ")
        if (ends := _RANGE.fullmatch(part)) is not None:
            yield from (Keys((ends[1],)), Run(" tot "), Keys((ends[2],)))
        else:
            yield Keys(_names(part)) if _ALONE.fullmatch(part) else Run(part)


def lists_keys(table: Table) -> bool:
    """Whether the first column is one of keys."""
    return plain(table.head[0]) == KEYS_COLUMN


def _taken_out(run: Run) -> Iterator[Piece]:
    place = 0
    for found in _IN_TEXT.finditer(run.text):
        if found.start() > place:
            yield _like(run, run.text[place : found.start()])
        yield Keys(_names(found[0]))
        place = found.end()
    if place < len(run.text):
        yield _like(run, run.text[place:])


def _like(run: Run, text: str) -> Run:
    return Run(text, run.is_strong, run.is_stressed)


def _names(chord: str) -> tuple[str, ...]:
    return tuple(_BETWEEN.split(chord))
