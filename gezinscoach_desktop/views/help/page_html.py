"""A page of the handbook as the HTML that Qt's text widgets understand, in the colours of the theme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from gezinscoach_desktop.domain.handbook_keys import Keys, Piece, listed_keys, lists_keys, pieces
from gezinscoach_desktop.domain.markdown import (
    Block,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Table,
    Typed,
    plain,
)
from gezinscoach_desktop.views.theme import SIZES, Palette, TextStyle, grid

PICTURE = "picture:"
"""A link to see a picture large begins so."""

_HEADINGS = {1: TextStyle.TITLE, 2: TextStyle.HEADING, 3: TextStyle.STRONG}
_LINE = 135  # per cent
_NARROWEST, _WIDEST = 16, 60  # per cent of a table, per column


@dataclass(frozen=True, slots=True)
class Look:
    """What a page is drawn with: colours, the room there is, and how large its pictures are."""

    colors: Palette
    width: int
    sizes: Mapping[str, tuple[int, int]]


def page_html(blocks: Iterable[Block], look: Look) -> str:
    """The whole page."""
    return "".join(_block(block, look, look.width) for block in blocks)


def shown_size(source: str, look: Look, width: int | None = None) -> tuple[int, int]:
    """How large a picture stands on the page: as it is, or as wide as there is room."""
    wide, high = look.sizes.get(source, (0, 0))
    room = look.width if width is None else width
    if wide <= room:
        return wide, high
    return room, round(high * room / wide)


def _block(block: Block, look: Look, width: int) -> str:
    match block:
        case Heading():
            return _heading(block, look)
        case Paragraph():
            return _paragraph(_inline(pieces(block.runs), look))
        case Listing():
            return _listing(block, look, width)
        case Table():
            return _table(block, look)
        case Picture():
            return _picture(block, look, width)
        case Quote():
            return _quote(block, look, width)
        case Typed():
            return _typed(block, look)


def _heading(heading: Heading, look: Look) -> str:
    size, weight = SIZES[_HEADINGS[heading.depth]]
    above = 0 if heading.depth == 1 else grid(5) if heading.depth == 2 else grid(3)
    return (
        f'<h{heading.depth} style="font-size:{size}px; font-weight:{weight}; color:{look.colors.text};'
        f' margin-top:{above}px; margin-bottom:{grid(1.5)}px;">'
        f'<a name="{heading.anchor}"></a>{_inline(heading.runs, look)}</h{heading.depth}>'
    )


def _paragraph(inner: str, *, below: float = 2) -> str:
    return f'<p style="margin-top:0; margin-bottom:{grid(below)}px; line-height:{_LINE}%;">{inner}</p>'


def _listing(listing: Listing, look: Look, width: int) -> str:
    tag = "ul" if listing.first is None else "ol"
    start = "" if listing.first is None else f' start="{listing.first}"'
    room = width - grid(6)
    items = "".join(f"<li>{_item(item, look, room)}</li>" for item in listing.items)
    return f'<{tag}{start} style="margin-top:0; margin-bottom:{grid(2)}px;">{items}</{tag}>'


def _item(blocks: tuple[Block, ...], look: Look, width: int) -> str:
    return "".join(
        _paragraph(_inline(pieces(block.runs), look), below=1)
        if isinstance(block, Paragraph)
        else _block(block, look, width)
        for block in blocks
    )


def _table(table: Table, look: Look) -> str:
    is_keys = lists_keys(table)
    widths = _widths(table)
    line = f"border-bottom:1px solid {look.colors.line};"
    head = "".join(
        f'<th align="left" width="{width}%" style="{line} color:{look.colors.secondary};'
        f' font-weight:600; padding:{grid(1.5)}px {grid(2)}px {grid(1.5)}px 0;">{_inline(cell, look)}</th>'
        for cell, width in zip(table.head, widths, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="{line} padding:{grid(1.5)}px {grid(2)}px {grid(1.5)}px 0;">'
            f"{_inline(listed_keys(cell) if is_keys and not place else pieces(cell), look)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in table.rows
    )
    return (
        f'<table width="100%" cellspacing="0" style="border-collapse:collapse; margin-bottom:{grid(3)}px;">'
        f"<tr>{head}</tr>{rows}</table>"
    )


def _widths(table: Table) -> tuple[int, ...]:
    """Per cents by how much each column has to say."""
    columns = len(table.head)
    if columns == 1:
        return (100,)
    says = [sum(len(plain(row[place])) for row in (table.head, *table.rows)) + 1 for place in range(columns)]
    shares = [min(max(100 * each // sum(says), _NARROWEST), _WIDEST) for each in says]
    widest = shares.index(max(shares))
    shares[widest] += 100 - sum(shares)
    return tuple(shares)


def _picture(picture: Picture, look: Look, width: int) -> str:
    wide, high = shown_size(picture.source, look, width)
    size, _ = SIZES[TextStyle.SMALL]
    caption = (
        f'<p style="margin-top:0; margin-bottom:{grid(3)}px; font-size:{size}px;'
        f' color:{look.colors.secondary};">{escape(picture.caption)}</p>'
    )
    if not wide:
        return caption
    return (
        f'<p style="margin-top:{grid(2)}px; margin-bottom:{grid(1)}px;">'
        f'<a href="{PICTURE}{escape(picture.source)}">'
        f'<img src="{escape(picture.source)}#{wide}x{high}" width="{wide}" height="{high}"></a></p>{caption}'
    )


def _quote(quote: Quote, look: Look, width: int) -> str:
    inner = "".join(_block(block, look, width - grid(8)) for block in quote.blocks)
    return (
        f'<table width="100%" cellspacing="0" style="margin-bottom:{grid(3)}px;"><tr>'
        f'<td width="3" style="background-color:{look.colors.accent};"></td>'
        f'<td style="background-color:{look.colors.accent_soft}; padding:{grid(2)}px {grid(3)}px 0;">{inner}</td>'
        "</tr></table>"
    )


def _typed(typed: Typed, look: Look) -> str:
    size, _ = SIZES[TextStyle.SMALL]
    lines = "<br>".join(escape(line).replace(" ", "&nbsp;") for line in typed.text.split("\n"))
    return (
        f'<table width="100%" cellspacing="0" style="margin-bottom:{grid(3)}px;"><tr>'
        f'<td style="background-color:{look.colors.hover}; padding:{grid(2)}px {grid(3)}px;">'
        f'<span style="font-family:monospace; font-size:{size}px;">{lines}</span></td></tr></table>'
    )


def keys_html(found: Iterable[Piece], look: Look) -> str:
    """Words and keys of a line, for who lists keys."""
    return _inline(iter(found), look)


def _inline(runs: Runs | Iterator[Piece], look: Look) -> str:
    return "".join(_piece(piece, look) for piece in runs)


def _piece(piece: Piece, look: Look) -> str:
    if isinstance(piece, Keys):
        return _keys(piece, look)
    text = escape(piece.text)
    if piece.is_typed:
        text = f'<span style="font-family:monospace; background-color:{look.colors.hover};">{text}</span>'
    if piece.is_strong:
        text = f'<span style="font-weight:600;">{text}</span>'
    if piece.is_stressed:
        text = f"<i>{text}</i>"
    if piece.target:
        text = f'<a href="{escape(piece.target)}" style="color:{look.colors.accent};">{text}</a>'
    return text


def _keys(keys: Keys, look: Look) -> str:
    size, _ = SIZES[TextStyle.SMALL]
    boxes = [
        f'<span style="background-color:{look.colors.pressed}; font-size:{size}px; font-weight:600;">'
        f"&nbsp;{escape(name).replace(' ', '&nbsp;')}&nbsp;</span>"
        for name in keys.names
    ]
    return "&nbsp;+&nbsp;".join(boxes)
