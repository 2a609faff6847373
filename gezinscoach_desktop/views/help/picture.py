"""A picture of the handbook as large as it was taken, or as the screen allows."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services.handbook import read_picture
from gezinscoach_desktop.views.elements import button, paragraph
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_SHARE_OF_SCREEN = 0.9


class PictureWindow(QDialog):
    """Esc or Enter closes it."""

    def __init__(self, tasks: Tasks, source: str, caption: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(caption)
        self._view = _View(caption)
        self.close_button = button("Sluiten", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.setContentsMargins(grid(4), 0, grid(4), grid(3))
        row.addWidget(paragraph(caption, TextStyle.SMALL, Tone.SECONDARY), 1)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(3))
        column.addWidget(self._view, 1)
        column.addLayout(row)
        tasks.compute(read_picture, source, then=self._take)

    def _take(self, content: bytes) -> None:
        image = QImage.fromData(QByteArray(content))
        below = QSize(0, self.close_button.sizeHint().height() + grid(6))
        room = self.screen().availableGeometry().size() * _SHARE_OF_SCREEN - below
        fits = image.size().boundedTo(room) == image.size()
        shown = image.size() if fits else image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._view.show_image(image)
        self.resize(shown + below)


class _View(QWidget):
    """Paints the picture as sharp as the screen is."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._image = QImage()
        self.setAccessibleName(name)
        self.setMinimumSize(grid(100), grid(60))

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        fitting = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        fitting = fitting.boundedTo(self._image.size())
        drawn = self._image.scaled(
            fitting * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        drawn.setDevicePixelRatio(ratio)
        painter.drawImage(
            (self.width() - fitting.width()) // 2, (self.height() - fitting.height()) // 2, drawn
        )
        painter.end()
