"""A text as a cell of a workbook holds it: never run as a formula, and read back unchanged."""

from __future__ import annotations

import re

from gezinscoach_desktop.domain.exchange import neutralise, restore

LONGEST = 32_767
"""Signs that a cell can hold."""
# What XML cannot hold or gives back as something else; and what already looks as if it were written so.
_UNSAFE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def cell_text(text: str) -> str:
    """`text` for a cell; `plain_text` undoes exactly this. Signs that XML cannot hold become `_x0007_`, as in Excel."""
    return _UNSAFE.sub(_escaped, neutralise(text))[:LONGEST]


def plain_text(cell: str) -> str:
    """The text as it was before `cell_text`."""
    return restore(_WRITTEN.sub(lambda found: chr(int(found[1], 16)), cell))


def _escaped(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"
