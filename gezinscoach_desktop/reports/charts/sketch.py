"""A sheet to draw a chart on: flat reportlab shapes, measured from the top left as on a screen.

Later shapes lie over earlier ones and texts lie over all shapes, so a chart draws its grid first.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from gezinscoach_desktop.reports.fonts import Face, one_line, register

if TYPE_CHECKING:
    from reportlab.lib.colors import Color


class Anchor(StrEnum):
    """Which end of a text its position fixes."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


DOTTED = (0.8, 1.8)
Points = Sequence[tuple[float, float]]


@cache
def colour(code: str) -> Color:
    from reportlab.lib.colors import HexColor

    return HexColor(code)


class Sketch:
    """Collects shapes for a drawing of a known size."""

    def __init__(self, width: float, height: float) -> None:
        from gezinscoach_desktop.reports.charts import shapes

        register()
        self._shapes = shapes
        self.drawing = shapes.Drawing(width, height)
        self._height = height

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str,
        width: float,
        is_dotted: bool = False,
    ) -> None:
        self.drawing.add(
            self._shapes.Line(
                x1, self._height - y1, x2, self._height - y2, strokeColor=colour(stroke), strokeWidth=width,
                strokeDashArray=[part * max(width, 0.6) for part in DOTTED] if is_dotted else None,
            )
        )  # fmt: skip

    def box(
        self, x: float, y: float, width: float, height: float, *,
        fill: str | None = None, stroke: str | None = None, stroke_width: float = 0.5,
    ) -> None:  # fmt: skip
        self.drawing.add(
            self._shapes.Rect(
                x, self._height - y - height, width, height, **_style(fill, stroke, stroke_width)
            )
        )

    def dot(
        self, x: float, y: float, radius: float, *,
        fill: str | None = None, stroke: str | None = None, stroke_width: float = 0.8,
    ) -> None:  # fmt: skip
        self.drawing.add(
            self._shapes.Circle(x, self._height - y, radius, **_style(fill, stroke, stroke_width))
        )

    def polygon(
        self, points: Points, *, fill: str | None = None, stroke: str | None = None, stroke_width: float = 0.8
    ) -> None:
        flat = [number for x, y in points for number in (x, self._height - y)]
        self.drawing.add(self._shapes.Polygon(flat, **_style(fill, stroke, stroke_width)))

    def text(
        self, x: float, y: float, text: str, *,
        size: float, fill: str, face: Face = Face.REGULAR, anchor: Anchor = Anchor.START,
    ) -> None:  # fmt: skip
        """`y` is the line the letters stand on."""
        self.drawing.add(
            self._shapes.String(
                x, self._height - y, one_line(text),
                fontName=face.value, fontSize=size, fillColor=colour(fill), textAnchor=anchor.value,
            )
        )  # fmt: skip


def _style(fill: str | None, stroke: str | None, stroke_width: float) -> dict[str, object]:
    return {
        "fillColor": None if fill is None else colour(fill),
        "strokeColor": None if stroke is None else colour(stroke),
        "strokeWidth": stroke_width,
    }
