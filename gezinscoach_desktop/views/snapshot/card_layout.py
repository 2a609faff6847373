"""Where everything stands on a card: worked out from its width and the font, shared by painting and clicking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QRect

from gezinscoach_desktop.domain.instrument import LEVELS, Item
from gezinscoach_desktop.views.snapshot.text_block import line_height, lines
from gezinscoach_desktop.views.theme import TextStyle, grid

NO_HELP = "Bij dit item hoort geen extra uitleg."
_NARROW = 150  # steps of the grid: a card less wide than this gives its name less room


@dataclass(frozen=True, slots=True)
class CompactLayout:
    """A closed card: one row."""

    height: int
    name: QRect
    buttons: tuple[QRect, ...]
    text: QRect
    status: QRect

    def level_at(self, spot: QPoint) -> int | None:
        """The level of the small button at `spot`."""
        return next(
            (level for level, box in zip(LEVELS, self.buttons, strict=True) if box.contains(spot)), None
        )


@dataclass(frozen=True, slots=True)
class OpenLayout:
    """The open card, down to where its note and reasons begin."""

    title: QRect
    status: QRect
    help: QRect | None
    buttons: tuple[QRect, ...]
    texts: tuple[QRect, ...]
    not_applicable: QRect
    editor_left: int
    editor_top: int
    editor_width: int

    def level_at(self, spot: QPoint) -> int | None:
        """The level of which the wide button or the text beneath it lies at `spot`."""
        for level, button, text in zip(LEVELS, self.buttons, self.texts, strict=True):
            if button.united(text).contains(spot):
                return level
        return None


@lru_cache(maxsize=64)
def compact_layout(width: int) -> CompactLayout:
    """The row of a card `width` wide."""
    pad, gap = grid(4), grid(4)
    height = max(grid(12), 2 * line_height(TextStyle.SMALL) + grid(3.5))
    name_width = grid(40) if width >= grid(_NARROW) else grid(30)
    name = QRect(pad, 0, name_width, height)
    side, between = grid(6.75), 3
    left = name.right() + gap
    buttons = tuple(
        QRect(left + index * (side + between), (height - grid(6)) // 2, side, grid(6))
        for index in range(len(LEVELS))
    )
    status_width = grid(31)
    status = QRect(width - pad - status_width, 0, status_width, height)
    text_left = buttons[-1].right() + gap
    text = QRect(text_left, 0, max(grid(10), status.left() - grid(2) - text_left), height)
    return CompactLayout(height, name, buttons, text, status)


@lru_cache(maxsize=128)
def open_layout(width: int, item: Item, *, shows_help: bool) -> OpenLayout:
    """The open card of `item`, `width` wide; every level text gets the room it needs."""
    pad = grid(4)
    inner = width - 2 * pad
    title = QRect(pad, grid(3), inner - grid(52), grid(6))
    status = QRect(title.right() + 1, title.top(), pad + inner - title.right() - 1, title.height())
    top = title.bottom() + 1 + grid(2)
    help_box = None
    if shows_help:
        wrapped = lines(item.help or NO_HELP, TextStyle.SMALL, inner - grid(6))
        help_box = QRect(pad, top, inner, len(wrapped) * line_height(TextStyle.SMALL) + grid(3))
        top = help_box.bottom() + 1 + grid(3)
    between, last_gap, last_width = grid(1.5), grid(3), grid(15)
    each = (inner - last_gap - last_width - 4 * between) // 5
    height = grid(8)
    buttons = tuple(QRect(pad + index * (each + between), top, each, height) for index in range(5))
    not_applicable = QRect(pad + inner - last_width, top, last_width, height)
    text_top = top + height + grid(1.5)
    tallest = max(
        len(lines(text, TextStyle.SMALL, each - grid(1), strong=strong))
        for text in item.levels
        for strong in (False, True)  # the chosen one is semibold; choosing must not move anything
    )
    text_height = tallest * line_height(TextStyle.SMALL)
    texts = tuple(QRect(box.left(), text_top, box.width(), text_height) for box in buttons)
    return OpenLayout(
        title=title,
        status=status,
        help=help_box,
        buttons=buttons,
        texts=texts,
        not_applicable=not_applicable,
        editor_left=pad,
        editor_top=text_top + text_height + grid(3),
        editor_width=inner,
    )
