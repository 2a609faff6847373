"""The embedded fonts, how wide a text is in them, and what happens to a sign they do not have."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from gezinscoach_desktop.resource import resource_path

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

FAMILY = "Open Sans"
UNKNOWN_SIGN = "\ufffd"  # drawn by the font as a question mark in a diamond


class Face(StrEnum):
    """The embedded cuts of Open Sans by the name under which reportlab knows them."""

    REGULAR = "OpenSans-Regular"
    SEMIBOLD = "OpenSans-Semibold"
    BOLD = "OpenSans-Bold"
    ITALIC = "OpenSans-Italic"


# What people type or a telephone puts in, spelled with signs the fonts have.
_SPELLED = {
    "→": "->", "←": "<-", "↔": "<->", "⇒": "=>", "✓": "v", "✔": "v", "☑": "v", "✗": "x", "✘": "x", "☐": "-", "■": "-",
    "●": "-", "▪": "-", "◦": "-", "▲": "+", "▼": "-", "ﬃ": "ffi", "№": "nr.", "\t": " ", "\u2028": "\n", "\u2029": "\n",
}  # fmt: skip
_ZERO_WIDTH = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})


@cache
def register() -> None:
    """Make the fonts known to reportlab; only the first call costs anything, which is why it also loads reportlab."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in Face:
        pdfmetrics.registerFont(TTFont(face.value, str(resource_path("fonts", f"{face.value}.ttf"))))


@lru_cache(maxsize=8192)
def width_of(text: str, face: Face, size: float) -> float:
    return float(_font(face).stringWidth(text, size))


def has_glyph(sign: str) -> bool:
    """True when every cut has the sign, so that bold and italic never differ from regular."""
    return ord(sign) in _known_signs()


def printable(text: str) -> str:
    """`text` with only signs the fonts have: accents off where that helps, else one `UNKNOWN_SIGN` per unknown run.

    Control characters and invisible marks go; line breaks stay.
    """
    if text.isascii() and text.isprintable():
        return text
    if unicodedata.is_normalized("NFC", text) and _plain_signs().issuperset(text):
        return text
    signs: list[str] = []
    for sign in unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n"):
        shown = _substitute(sign)
        if shown and not (shown == UNKNOWN_SIGN and signs and signs[-1] == UNKNOWN_SIGN):
            signs.append(shown)
    return "".join(signs)


def one_line(text: str) -> str:
    """`printable` without line breaks and double blanks, for labels."""
    return " ".join(printable(text).split())


def has_unknown_signs(text: str) -> bool:
    """True when `printable` has to put `UNKNOWN_SIGN` somewhere."""
    return UNKNOWN_SIGN in printable(text)


@cache
def _font(face: Face) -> TTFont:
    from reportlab.pdfbase import pdfmetrics

    register()
    return pdfmetrics.getFont(face.value)


@cache
def _known_signs() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(_font(face).face.charToGlyph) for face in Face))


@cache
def _plain_signs() -> frozenset[str]:
    """Those that are printed as they are, wherever they stand."""
    signs = {chr(code) for code in _known_signs()} | {"\n"}
    return frozenset(sign for sign in signs - {UNKNOWN_SIGN} if _substitute(sign) == sign)


@lru_cache(maxsize=4096)
def _substitute(sign: str) -> str:
    if sign in "\n ":
        return sign
    if sign in _SPELLED:
        return _SPELLED[sign]
    category = unicodedata.category(sign)
    if category in _ZERO_WIDTH:
        return ""
    if category.startswith("Z"):
        return "\u00a0" if sign == "\u00a0" else " "
    if has_glyph(sign):
        return sign
    base = "".join(
        part for part in unicodedata.normalize("NFKD", sign) if unicodedata.category(part) not in _ZERO_WIDTH
    )
    return base if base and all(has_glyph(part) for part in base) else UNKNOWN_SIGN
