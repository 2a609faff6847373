"""A page of the handbook as blocks, whatever shows them: the screen, paper, or who searches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gezinscoach_desktop.domain.text import fold


@dataclass(frozen=True, slots=True)
class Run:
    """Signs that look alike. `target` is where a link leads: `pagina.md`, `pagina.md#kop`, `#kop` or https."""

    text: str
    is_strong: bool = False
    is_stressed: bool = False
    is_typed: bool = False
    target: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """`anchor` is what a link after # names: the words, folded, with hyphens."""

    depth: int
    runs: Runs
    anchor: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Listing:
    """Points or steps; each item is a row of blocks. `first` is the number of the first step, None for points."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """Every row has as many cells as the head."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """`caption` also says what is to be seen to who cannot see it."""

    caption: str
    source: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Set apart: a remark, a warning."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """Between fences: as it is typed, line by line."""

    text: str


Block = Heading | Paragraph | Listing | Table | Picture | Quote | Typed


def plain(runs: Sequence[Run]) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def anchor_of(heading: str) -> str:
    """`Lukt het niet?` is `lukt-het-niet`."""
    return re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-")


def lines_of(block: Block) -> tuple[str, ...]:
    """All words of a block: a line for each item, cell or caption."""
    return tuple(" ".join(part.split()) for part in _parts(block) if part.strip())


def text_of(block: Block) -> str:
    """All words of a block as one line; what stands in different blocks or cells is set apart by a blank."""
    return " ".join(lines_of(block))


def _parts(block: Block) -> Iterator[str]:
    for each in inside(block):
        match each:
            case Heading() | Paragraph():
                yield plain(each.runs)
            case Table():
                for row in (each.head, *each.rows):
                    yield from map(plain, row)
            case Picture():
                yield each.caption
            case Typed():
                yield each.text
            case _:
                pass


def inside(block: Block) -> Iterator[Block]:
    """The block and every block within it."""
    yield block
    match block:
        case Listing():
            inner = [each for item in block.items for each in item]
        case Quote():
            inner = list(block.blocks)
        case _:
            inner = []
    for each in inner:
        yield from inside(each)
