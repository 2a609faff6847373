"""Says calmly that a family may be known already."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.family import Likeness, family_title
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_MOST = 4


class LikenessView(QFrame):
    """Hidden as long as nothing looks alike; nothing is refused."""

    opened = Signal(object)
    """UUID of the family to open."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "message")
        self.setProperty("tone", "warning")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(grid(4), grid(3), grid(4), grid(3))
        self._column.setSpacing(grid(2))
        self._column.addWidget(label("Ken je dit gezin al?", TextStyle.STRONG))
        self._lines: list[_LikenessLine] = []
        self.hide()

    @property
    def codes(self) -> tuple[str, ...]:
        """The families that are named now."""
        return tuple(line.code for line in self._lines)

    def show_likenesses(self, found: Sequence[Likeness]) -> None:
        """Name the families that look alike, with the reasons."""
        for old in self._lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = [_LikenessLine(likeness) for likeness in found[:_MOST]]
        for line in self._lines:
            line.opened.connect(self.opened)
            self._column.addWidget(line)
        self.setVisible(bool(found))


class _LikenessLine(QWidget):
    """One family: what it is called, why it looks alike, and the way there."""

    opened = Signal(object)

    def __init__(self, likeness: Likeness, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.code = likeness.family.code
        self._family_id: UUID = likeness.family.id
        title = family_title(likeness.family.name, likeness.family.code)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(paragraph(f"{title} ({likeness.family.code})"))
        texts.addWidget(paragraph(", ".join(likeness.reasons), TextStyle.SMALL, Tone.SECONDARY))
        self.open_button = button("Openen")
        self.open_button.setAccessibleName(f"{title} openen")
        self.open_button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(grid(2))
        row.addLayout(texts, 1)
        row.addWidget(self.open_button)

    def _open(self) -> None:
        self.opened.emit(self._family_id)
