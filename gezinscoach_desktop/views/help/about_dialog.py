"""Over Gezinscoach: what somebody is asked who calls for help, to read out or to copy."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services.about import Fact, about
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import button, label, paragraph
from gezinscoach_desktop.views.icons import application_icon
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_ICON = 40
_WIDTH = 180
_COPIED = "Gekopieerd. Plak het in een mail aan wie je helpt."


class AboutDialog(QDialog):
    """Esc closes it."""

    def __init__(self, tasks: Tasks, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[Fact, ...] = ()
        self._build()
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        tasks.query(about, desk, then=self._take, owner=self)

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Over Gezinscoach")
        self.setMinimumWidth(grid(_WIDTH))
        picture = label()
        picture.setPixmap(application_icon().pixmap(_ICON, _ICON))
        top = QHBoxLayout()
        top.setSpacing(grid(3))
        top.addWidget(picture)
        top.addWidget(label("Gezinscoach", TextStyle.TITLE), 1)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(grid(4))
        self._lines.setVerticalSpacing(grid(1.5))
        self._lines.setColumnStretch(1, 1)
        self.told_label = label("", TextStyle.SMALL, Tone.GOOD)
        self.copy_button = button("Kopiëren", icon_name="copy")
        self.close_button = button("Sluiten", "primary")
        self.close_button.setDefault(True)
        bottom = QHBoxLayout()
        bottom.setSpacing(grid(2))
        bottom.addWidget(self.told_label, 1)
        bottom.addWidget(self.copy_button)
        bottom.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(6), grid(5), grid(6), grid(4))
        column.setSpacing(grid(4))
        column.addLayout(top)
        column.addLayout(self._lines)
        column.addLayout(bottom)

    def _take(self, facts: tuple[Fact, ...]) -> None:
        self._facts = facts
        for row, fact in enumerate(facts):
            name = label(fact.name, TextStyle.SMALL, Tone.SECONDARY)
            value = paragraph(fact.value)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            self._lines.addWidget(value, row, 1)
        column = self.layout()
        if column is not None:  # as high as what wraps asks for: a place can be long
            self.resize(self.minimumWidth(), column.totalHeightForWidth(self.minimumWidth()))

    @property
    def text(self) -> str:
        """What is copied."""
        return "\n".join(f"{fact.name}: {fact.value}" for fact in self._facts)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.told_label.setText(_COPIED)
