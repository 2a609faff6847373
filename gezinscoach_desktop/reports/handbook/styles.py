"""How words look in the printed handbook: sizes, keys in boxes, links that work."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle

from gezinscoach_desktop.domain.handbook_keys import Keys, Piece
from gezinscoach_desktop.reports.fonts import Face, printable
from gezinscoach_desktop.reports.palette import LIGHT, PAPER

BODY, SMALL = 9.5, 8.0
_LEADING = 1.45
TYPED_FONT = "Courier"
"""One of the fonts that every reader has: signs of one width, for what is typed."""


@cache
def style(
    size: float = BODY, face: Face = Face.REGULAR, fill: str = PAPER.ink, *, after: float = 6.0, indent: float = 0.0,
    bullet: float = 0.0,
) -> ParagraphStyle:  # fmt: skip
    """A paragraph of this size; `bullet` is where its sign or number stands."""
    return ParagraphStyle(
        name=f"{face}-{size}-{fill}-{after}-{indent}-{bullet}",
        fontName=face.value,
        fontSize=size,
        leading=size * _LEADING,
        textColor=fill,
        spaceAfter=after,
        leftIndent=indent,
        bulletIndent=bullet,
        bulletFontName=Face.SEMIBOLD.value,
        bulletFontSize=size,
        bulletColor=PAPER.secondary,
        allowWidows=0,
        allowOrphans=0,
    )


def marked_up(pieces: Iterable[Piece], known: frozenset[str], *, size: float = BODY) -> str:
    """Words for a Paragraph; a link works when where it leads is in the same book."""
    return "".join(_piece(piece, known, size) for piece in pieces)


def key_of(target: str, topic: str) -> str:
    """The name in the PDF of where a link on the page `topic` leads."""
    page, _, anchor = target.partition("#")
    return "#".join(filter(None, (page.removesuffix(".md") or topic, anchor)))


def _piece(piece: Piece, known: frozenset[str], size: float) -> str:
    if isinstance(piece, Keys):
        return "&nbsp;+&nbsp;".join(_key(name, size) for name in piece.names)
    text = escape(printable(piece.text))
    if piece.is_typed:
        text = f'<font backColor="{PAPER.panel}" face="{TYPED_FONT}" size="{size * 0.95}">{text}</font>'
    elif piece.is_strong:
        text = f'<font face="{Face.SEMIBOLD.value}">{text}</font>'
    elif piece.is_stressed:
        text = f'<font face="{Face.ITALIC.value}">{text}</font>'
    if not piece.target:
        return text
    if piece.target.startswith(("https:", "mailto:")):
        return f'<a href="{escape(piece.target)}" color="{LIGHT.accent}">{text}</a>'
    if piece.target in known:
        return f'<a href="#{piece.target}" color="{LIGHT.accent}">{text}</a>'
    return f'<font face="{Face.ITALIC.value}">{text}</font>'


def _key(name: str, size: float) -> str:
    shown = escape(printable(name)).replace(" ", "&nbsp;")
    return (
        f'<font face="{Face.SEMIBOLD.value}" size="{size * 0.86:.2f}" backColor="{PAPER.band}">'
        f"&nbsp;{shown}&nbsp;</font>"
    )
