"""A code to be read aloud or copied from the screen: large, in groups."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gezinscoach_desktop.views.theme import TextStyle, color, font, grid, palette

_SIZE = 26
_SPACING = 3.0
_SEPARATORS = re.compile(r"[\s-]+")


def spelled(code: str) -> str:
    """Sign by sign, with a pause after every group: what a screen reader should say."""
    return ", ".join(" ".join(group) for group in _SEPARATORS.split(code))


class CodeView(QWidget):
    """Groups side by side in boxes, on a next line where there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._groups: list[str] = []
        self._font = font(TextStyle.TITLE)
        self._font.setPixelSize(_SIZE)
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, _SPACING)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Code")

    @property
    def text(self) -> str:
        return " ".join(self._groups)

    def show_code(self, code: str) -> None:
        """Show another code; an empty one leaves the place empty."""
        self._groups = [group for group in _SEPARATORS.split(code) if group]
        self.setAccessibleName(f"Code: {spelled(code)}" if code else "Code")
        self.updateGeometry()
        self.update()

    def _boxes(self, width: int) -> Iterator[tuple[QRect, str]]:
        metrics = QFontMetrics(self._font)
        gap, height = grid(2), metrics.height() + grid(3)
        size = max((metrics.horizontalAdvance(group) for group in self._groups), default=0) + grid(5)
        left = top = 1
        for group in self._groups:
            if left > 1 and left + size > width:
                left, top = 1, top + height + gap
            yield QRect(left, top, size, height), group
            left += size + gap

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((box.bottom() for box, _ in self._boxes(width)), default=grid(12)) + 2

    def sizeHint(self) -> QSize:
        width = max(self.width(), grid(110))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(grid(60), self.heightForWidth(max(self.width(), grid(60))))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        edge = QPen(color(colors.accent), 2) if self.hasFocus() else QPen(color(colors.line), 1)
        for box, group in self._boxes(self.width()):
            painter.setPen(edge)
            painter.setBrush(color(colors.accent_soft))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(color(colors.text))
            painter.drawText(box.adjusted(round(_SPACING), 0, 0, 0), int(Qt.AlignmentFlag.AlignCenter), group)
        painter.end()
