"""A chart as a picture of points, for what takes no vectors."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_SCALE: Final = 2.6
"""Points of the picture per point of the page: about 190 to the inch."""


def as_png(drawing: Drawing) -> bytes:
    """Drawn by way of a page of a PDF, as it is on paper."""
    import pypdfium2
    from reportlab.pdfgen.canvas import Canvas

    from gezinscoach_desktop.reports.charts.pdf import draw_on

    target = BytesIO()
    canvas = Canvas(target, pagesize=(drawing.width, drawing.height), invariant=1)
    draw_on(canvas, drawing, 0, 0)
    canvas.showPage()
    canvas.save()
    with closing(pypdfium2.PdfDocument(target.getvalue())) as document:
        page = document[0]
        try:
            picture = page.render(scale=_SCALE).to_pil()
        finally:
            page.close()
    png = BytesIO()
    picture.convert("RGB").save(png, "PNG", compress_level=6)
    return png.getvalue()
