"""A drawing on a page of a PDF, as vectors.

Written here because reportlab's own renderer looks up every state of every shape: shapes of one style become one path,
and the texts one text object, which makes a page of charts about ten times cheaper.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from reportlab.graphics.shapes import Circle, Line, Polygon, Rect, String
from reportlab.platypus.flowables import Flowable

from gezinscoach_desktop.reports.fonts import Face, width_of

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas

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
    for _style, alike in groupby(shapes, key=_style_of):
        _draw_path(canvas, list(alike))
    _draw_texts(canvas, [shape for shape in drawing.contents if isinstance(shape, String)])
    canvas.restoreState()


def _style_of(shape: Any) -> tuple[object, ...]:
    dashes = getattr(shape, "strokeDashArray", None)
    return (
        getattr(shape, "fillColor", None),
        shape.strokeColor,
        shape.strokeWidth,
        tuple(dashes) if dashes else None,
    )


def _draw_path(canvas: Canvas, shapes: list[Any]) -> None:
    fill, stroke, stroke_width, dashes = _style_of(shapes[0])
    if fill is not None:
        canvas.setFillColor(fill)
    if stroke is not None:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(stroke_width)
        canvas.setDash(list(dashes) if isinstance(dashes, tuple) else [])
    path = canvas.beginPath()
    for shape in shapes:
        match shape:
            case Line():
                path.moveTo(shape.x1, shape.y1)
                path.lineTo(shape.x2, shape.y2)
            case Rect():
                path.rect(shape.x, shape.y, shape.width, shape.height)
            case Circle():
                path.circle(shape.cx, shape.cy, shape.r)
            case Polygon():
                (first, *others) = zip(shape.points[::2], shape.points[1::2], strict=True)
                path.moveTo(*first)
                for point in others:
                    path.lineTo(*point)
                path.close()
    canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None), fillMode=1)


def _draw_texts(canvas: Canvas, texts: list[Any]) -> None:
    if not texts:
        return
    block = canvas.beginText()
    style: tuple[object, ...] = ()
    for text in texts:
        wanted = (text.fontName, text.fontSize, text.fillColor)
        if wanted != style:
            block.setFont(text.fontName, text.fontSize)
            block.setFillColor(text.fillColor)
            style = wanted
        shift = _SHIFT[text.textAnchor]
        width = width_of(text.text, Face(text.fontName), text.fontSize) if shift else 0.0
        block.setTextOrigin(text.x - width * shift, text.y)
        block.textOut(text.text)
    canvas.drawText(block)
