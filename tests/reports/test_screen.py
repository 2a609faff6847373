"""Charts as Qt shows them: the SVG loads, and semibold text is really heavier."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.graphics.shapes import Drawing

from gezinscoach_desktop.reports.charts.sketch import Sketch
from gezinscoach_desktop.reports.charts.svg import to_svg
from gezinscoach_desktop.reports.fonts import Face, width_of
from gezinscoach_desktop.reports.palette import LIGHT
from gezinscoach_desktop.resource import resource_path
from gezinscoach_desktop.views.application import make_application
from tests.reports.test_charts import every_chart


@pytest.fixture(scope="module", autouse=True)
def fonts() -> None:
    make_application(["test"])  # whoever comes first makes it for all that follow in this process
    for path in Path(resource_path("fonts")).glob("*.ttf"):
        QFontDatabase.addApplicationFont(str(path))


def painted(drawing: Drawing, scale: int = 4) -> QImage:
    renderer = QSvgRenderer(QByteArray(to_svg(drawing)))
    assert renderer.isValid()
    image = QImage(int(drawing.width * scale), int(drawing.height * scale), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.width(), image.height()))
    painter.end()
    return image


def inked_columns(image: QImage) -> list[int]:
    return [
        x
        for x in range(image.width())
        if any(QColor(image.pixel(x, y)).lightness() < 128 for y in range(0, image.height(), 2))
    ]


def test_qt_renders_every_chart() -> None:
    for drawing in every_chart(LIGHT).values():
        assert inked_columns(painted(drawing, scale=1))


@pytest.mark.parametrize("face", list(Face))
def test_text_is_as_wide_on_screen_as_it_was_measured(face: Face) -> None:
    sketch = Sketch(300, 40)
    sketch.text(10, 28, "Maatschappelijke oriëntatie", size=14, fill="#000000", face=face)
    columns = inked_columns(painted(sketch.drawing))
    wide = (columns[-1] - columns[0]) / 4

    assert wide == pytest.approx(width_of("Maatschappelijke oriëntatie", face, 14), rel=0.03)
