"""Comparing names the way people do: without accents, case or stray blanks."""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart.
_SPECIAL = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "ı": "i",
        "ħ": "h",
        "–": "-",
        "’": "'",
    }
)
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """`text` for searching and sorting: lower case, accents off, runs of white space as one blank."""
    if text.isascii():  # most are, and there is nothing to take off
        return _BLANKS.sub(" ", text.lower()).strip()
    lower = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", lower)  # folding case may bring accents back: ΐ
    plain = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return _BLANKS.sub(" ", plain.translate(_SPECIAL)).strip()


def counted(number: int, singular: str, plural: str) -> str:
    """`1 gezin`, `2 gezinnen`: a number with the noun that fits it, thousands set apart with a point."""
    set_apart = f"{number:,}".replace(",", ".")
    return f"{set_apart} {singular if number == 1 else plural}"
