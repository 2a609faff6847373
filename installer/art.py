"""The pictures of the setup, drawn from the program's icon: never kept, made with every setup.

`python -m installer.art FOLDER`, a process of its own: whoever makes a setup may have a QApplication already, or want one.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from installer.places import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtSvg import QSvgRenderer

ICON = RESOURCES / "icons" / "app.svg"
SCALES = (100, 125, 150, 200)
"""Screens at these percentages get pictures of their own; others the nearest below."""
_WELCOME = (164, 314)
_HEADER = (150, 57)
_ICON_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_SKY, _GROUND, _PAPER, _LINE = "#EBF3FC", "#0B3C5D", "#FFFFFF", "#A9CBD6"


def draw_art(folder: Path) -> None:
    """Welcome and header at every scale (BMP), the setup's icon and the icon of an office file (ICO)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtGui import QGuiApplication
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    icon = QSvgRenderer(str(ICON))
    for scale in SCALES:
        _save_bitmap(_welcome(icon, scale / 100), folder / f"welcome-{scale}.bmp")
        _save_bitmap(_header(icon, scale / 100), folder / f"header-{scale}.bmp")
    _save_icon([_square(icon, size) for size in _ICON_SIZES], folder / "setup.ico")
    _save_icon([_office(icon, size) for size in _ICON_SIZES], folder / "kantoor.ico")
    del application


def _welcome(icon: QSvgRenderer, scale: float) -> QImage:
    """The icon on a light sky, which the setup's text stands beside."""
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    width, height = (round(side * scale) for side in _WELCOME)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(_SKY))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icon.render(painter, QRectF(34 * scale, 96 * scale, 96 * scale, 96 * scale))
    painter.end()
    return image


def _header(icon: QSvgRenderer, scale: float) -> QImage:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QImage, QPainter

    width, height = (round(side * scale) for side in _HEADER)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(_PAPER))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icon.render(painter, QRectF(104 * scale, 11 * scale, 36 * scale, 36 * scale))
    painter.end()
    return image


def _square(icon: QSvgRenderer, size: int) -> QImage:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    image = _empty(size)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    icon.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def _office(icon: QSvgRenderer, size: int) -> QImage:
    """A sheet with a folded corner and the icon on it, as Windows shows documents of a program."""
    from PySide6.QtCore import QPointF, QRectF
    from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

    image = _empty(size)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = size / 32
    corners = [(5, 1.5), (20, 1.5), (27, 8.5), (27, 30.5), (5, 30.5)]
    painter.setPen(QPen(QColor(_LINE if size >= 32 else _GROUND), max(1.0, unit)))
    painter.setBrush(QColor(_PAPER))
    painter.drawPolygon(QPolygonF([QPointF(x * unit, y * unit) for x, y in corners]))
    painter.drawPolyline([QPointF(x * unit, y * unit) for x, y in ((20, 1.5), (20, 8.5), (27, 8.5))])
    icon.render(painter, QRectF(7.5 * unit, 11 * unit, 17 * unit, 17 * unit))
    painter.end()
    return image


def _empty(size: int) -> QImage:
    from PySide6.QtGui import QImage

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image


def _save_bitmap(image: QImage, path: Path) -> None:
    """24 bits a pixel: what an installer's page shows everywhere."""
    from PySide6.QtGui import QImage

    if not image.convertToFormat(QImage.Format.Format_RGB888).save(str(path)):
        raise OSError(f"{path} could not be written")


def _save_icon(images: list[QImage], path: Path) -> None:
    """An ICO of PNGs, which every Windows that the program runs on reads."""
    import struct

    from PySide6.QtCore import QBuffer, QByteArray
    from PySide6.QtGui import QImageWriter

    pictures: list[bytes] = []
    for image in images:
        store = QByteArray()
        buffer = QBuffer(store)
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, QByteArray(b"PNG")).write(image)
        pictures.append(bytes(store.data()))
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    entries = b""
    for image, picture in zip(images, pictures, strict=True):
        side = image.width() % 256  # 256 is written as 0
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    path.write_bytes(head + entries + b"".join(pictures))


if __name__ == "__main__":
    draw_art(Path(sys.argv[1]))
