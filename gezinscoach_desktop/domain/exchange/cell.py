"""One cell: kept from running as a formula in a spreadsheet, and shown safely in a message."""

from __future__ import annotations

import re

SHOWN = 60
# What a spreadsheet runs: = + - @ (also full-width) after blanks, or a leading tab, return or line feed.
# Apostrophes in front belong to it: a text that already looks neutralised gets one more, so reads back unchanged.
_FORMULA = re.compile(r"'*[\s\u200b\ufeff]*[=+\-@\t\r\n＝＋－＠]")


def neutralise(cell: str) -> str:
    """`cell` with an apostrophe in front when a spreadsheet would run it; `restore` undoes exactly this."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The text as it was before `neutralise`; an apostrophe in front of anything else is the writer's own."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell, 1) else cell


def visible(value: str) -> str:
    """`value` for a message: at most 60 characters, with control and invisible characters written out."""
    clipped = value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in clipped
    )
