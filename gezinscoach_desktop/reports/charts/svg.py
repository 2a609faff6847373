"""A drawing as SVG for the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


def to_svg(drawing: Drawing, *, description: str = "") -> bytes:
    """UTF-8 SVG with real text in `Open Sans`; `description` is the text alternative."""
    raise NotImplementedError
