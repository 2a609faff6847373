"""A drawing on a page of a PDF, as vectors.

Written here because reportlab's own renderer looks up every state of every shape and formats every number in Python:
shapes of one style become one path and the texts one text object, which makes a page of charts ten times cheaper.
The operators go straight into the canvas's code list (`_code`), where its own methods put theirs.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.charts.shapes import Circle, Line, Polygon, Rect, String
from gezinscoach_desktop.reports.fonts import Face, width_of

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.colors import Color
    from reportlab.pdfgen.canvas import Canvas

Style: TypeAlias = "tuple[Color | None, Color | None, float, tuple[float, ...]]"
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


class Chart(Flowable):
    """A drawing in the flow of a document."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.width = drawing.width
        self.height = drawing.height

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        draw_on(self.canv, self.drawing, 0, 0)


def draw_on(canvas: Canvas, drawing: Drawing, x: float, y: float) -> None:
    """Put the drawing with its lower left corner at (x, y)."""
    canvas.saveState()
    if x or y:
        canvas.translate(x, y)
    shapes = [shape for shape in drawing.contents if not isinstance(shape, String)]
    for style, alike in groupby(shapes, key=_style_of):
        canvas._code.append(f"{_state(*style)} {' '.join(map(_path, alike))} {_paint(style)}")
    _draw_texts(canvas, [shape for shape in drawing.contents if isinstance(shape, String)])
    canvas.restoreState()


def _style_of(shape: Any) -> Style:
    dashes = getattr(shape, "strokeDashArray", None)
    return (
        getattr(shape, "fillColor", None),
        shape.strokeColor,
        shape.strokeWidth,
        tuple(dashes) if dashes else (),
    )


@cache
def _state(fill: Color | None, stroke: Color | None, width: float, dashes: tuple[float, ...]) -> str:
    """The operators that set colours, line width and dashes."""
    parts = [] if fill is None else [_colour(fill, "rg")]
    if stroke is not None:
        dash = " ".join(f"{part:.2f}" for part in dashes)
        parts += [_colour(stroke, "RG"), f"{width:.2f} w [{dash}] 0 d"]
    return " ".join(parts)


@cache
def _colour(colour: Color, operator: str) -> str:
    return f"{colour.red:.4f} {colour.green:.4f} {colour.blue:.4f} {operator}"


def _paint(style: Style) -> str:
    fill, stroke, *_ = style
    if fill is None:
        return "S"
    return "f" if stroke is None else "B"


def _path(shape: Any) -> str:
    match shape:
        case Line():
            return f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l"
        case Rect():
            return f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re"
        case Circle():
            return _circle(shape.cx, shape.cy, shape.r)
        case Polygon():
            points = [f"{x:.2f} {y:.2f}" for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
            return f"{points[0]} m {' l '.join(points[1:])} l h"
    raise TypeError(f"Charts are drawn with a Sketch, which makes no {type(shape).__name__}")


def _circle(x: float, y: float, radius: float) -> str:
    """Four Bézier curves, as PDF has no circle."""
    bend = radius * 0.5523
    right, left, top, bottom = x + radius, x - radius, y + radius, y - radius
    return (
        f"{right:.2f} {y:.2f} m "
        f"{right:.2f} {y + bend:.2f} {x + bend:.2f} {top:.2f} {x:.2f} {top:.2f} c "
        f"{x - bend:.2f} {top:.2f} {left:.2f} {y + bend:.2f} {left:.2f} {y:.2f} c "
        f"{left:.2f} {y - bend:.2f} {x - bend:.2f} {bottom:.2f} {x:.2f} {bottom:.2f} c "
        f"{x + bend:.2f} {bottom:.2f} {right:.2f} {y - bend:.2f} {right:.2f} {y:.2f} c h"
    )


def _draw_texts(canvas: Canvas, texts: list[Any]) -> None:
    if not texts:
        return
    block = canvas.beginText()
    font: tuple[str, float] | None = None
    fill: Color | None = None
    for text in texts:
        if font != (text.fontName, text.fontSize):
            font = (text.fontName, text.fontSize)
            block.setFont(*font)
        if fill is not text.fillColor:
            fill = text.fillColor
            block._code.append(_colour(fill, "rg"))
        shift = _SHIFT[text.textAnchor]
        width = width_of(text.text, Face(text.fontName), text.fontSize) if shift else 0.0
        block._code.append(f"1 0 0 1 {text.x - width * shift:.2f} {text.y:.2f} Tm")
        block.textOut(text.text)
    canvas.drawText(block)
