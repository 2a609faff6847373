"""The parts a report is put together from before it is known what it is set in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page."""

    title: str
    office: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A heading; 1 is a chapter, which begins a page, 3 stands above a table."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Text:
    """A few paragraphs, as typed; a note is small and grey."""

    text: str
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """Short texts under each other."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table."""

    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table of figures: names at the left, numbers at the right."""

    head: tuple[str, ...]
    lines: tuple[Line, ...]
    is_of_words: bool = False
    """The second column holds a text instead of a number."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of a width in points, and what it shows for whoever cannot see it."""

    draw: Callable[[float], Drawing]
    description: str


@dataclass(frozen=True, slots=True)
class Contents:
    """The place of the table of contents."""


Part: TypeAlias = Cover | Title | Text | Points | Grid | Picture | Contents
