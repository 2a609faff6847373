"""A drawing as SVG for the screen.

Written here instead of with reportlab's own renderer, which rounds colours to whole percents, names fonts that only
reportlab knows, and takes twenty times as long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from gezinscoach_desktop.reports.fonts import FAMILY, Face, printable

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_FACES = {
    Face.REGULAR: "",
    Face.SEMIBOLD: ' font-weight="600"',
    Face.BOLD: ' font-weight="700"',
    Face.ITALIC: ' font-style="italic"',
}


def to_svg(drawing: Drawing, *, description: str = "") -> bytes:
    """UTF-8 SVG with real text in `Open Sans`; `description` is the text alternative."""
    width, height = _number(drawing.width), _number(drawing.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="{FAMILY}">',
        f"<desc>{escape(printable(description))}</desc>" if description else "",
        *_elements(drawing),
        "</svg>",
    ]
    return "\n".join(filter(None, lines)).encode()


def _elements(drawing: Drawing) -> Iterator[str]:
    """Shapes first and texts after them, as on paper."""
    height = drawing.height
    texts = []
    for shape in drawing.contents:
        if type(shape).__name__ == "String":
            texts.append(_text(shape, height))
        else:
            yield _shape(shape, height)
    yield from texts


def _shape(shape: Any, height: float) -> str:
    match type(shape).__name__:
        case "Line":
            place = (shape.x1, height - shape.y1, shape.x2, height - shape.y2)
            x1, y1, x2, y2 = map(_number, place)
            return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"{_stroke(shape)}/>'
        case "Rect":
            place = (shape.x, height - shape.y - shape.height, shape.width, shape.height)
            x, y, wide, high = map(_number, place)
            return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}"{_fill(shape)}{_stroke(shape)}/>'
        case "Circle":
            x, y, radius = map(_number, (shape.cx, height - shape.cy, shape.r))
            return f'<circle cx="{x}" cy="{y}" r="{radius}"{_fill(shape)}{_stroke(shape)}/>'
        case "Polygon":
            flat = shape.points
            points = " ".join(
                f"{_number(x)},{_number(height - y)}" for x, y in zip(flat[::2], flat[1::2], strict=True)
            )
            return f'<polygon points="{points}"{_fill(shape)}{_stroke(shape)}/>'
        case other:
            raise TypeError(f"Charts are drawn with a Sketch, which makes no {other}")


def _text(shape: Any, height: float) -> str:
    x, y, size = map(_number, (shape.x, height - shape.y, shape.fontSize))
    anchor = "" if shape.textAnchor == "start" else f' text-anchor="{shape.textAnchor}"'
    return (
        f'<text x="{x}" y="{y}" font-size="{size}"{_FACES[Face(shape.fontName)]}{anchor}'
        f' fill="{_code(shape.fillColor)}">{escape(shape.text)}</text>'
    )


def _fill(shape: Any) -> str:
    return ' fill="none"' if shape.fillColor is None else f' fill="{_code(shape.fillColor)}"'


def _stroke(shape: Any) -> str:
    if shape.strokeColor is None:
        return ""
    dashes = getattr(shape, "strokeDashArray", None)
    dash = f' stroke-dasharray="{",".join(map(_number, dashes))}"' if dashes else ""
    return f' stroke="{_code(shape.strokeColor)}" stroke-width="{_number(shape.strokeWidth)}"{dash}'


def _code(colour: Any) -> str:
    return f"#{colour.hexval()[2:]}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
