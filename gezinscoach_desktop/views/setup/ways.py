"""What the first window offers: four ways to begin, and the same as quiet links beneath signing in."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gezinscoach_desktop.views.elements import button, divider
from gezinscoach_desktop.views.icons import application_icon
from gezinscoach_desktop.views.setup.choices import Choice
from gezinscoach_desktop.views.theme import grid

_ICON = 40
NEW, JOIN, RESTORE, PRACTISE = "new", "join", "restore", "practise"
WAYS = (
    Choice(
        NEW,
        "Een nieuw kantoor maken",
        "Voor wie begint: jouw organisatie werkt nog niet met Gezinscoach. Een lijst met zeven stappen helpt je erdoor.",
        "building",
    ),
    Choice(
        JOIN,
        "Bij een kantoor aansluiten",
        "Voor wie een collega heeft die al met Gezinscoach werkt. Een code die je kreeg, typ je bij het aanmelden.",
        "people-team",
    ),
    Choice(
        RESTORE,
        "Een reservekopie terugzetten",
        "Voor wie een nieuwe pc heeft, of het kantoor kwijt is en een reservekopie heeft.",
        "history",
    ),
    Choice(
        PRACTISE,
        "Oefenen met verzonnen gezinnen",
        "Voor wie eerst wil rondkijken: alles mag, en niets is echt.",
        "backpack",
    ),
)


class Logo(QWidget):
    """The icon of the program, beside its name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(_ICON, _ICON)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        application_icon().paint(painter, self.rect())
        painter.end()


class OtherWays(QWidget):
    """For who knows an office already: what else can be done here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.join_button = button("Bij een kantoor aansluiten…", "link", "people-team")
        self.new_button = button("Een nieuw kantoor maken…", "link", "building")
        self.restore_button = button("Een reservekopie terugzetten…", "link", "history")
        self.repair_button = button("Het kantoor opent niet…", "link", "shield")
        self.practice_button = button("Oefenen met verzonnen gezinnen", "link", "backpack")
        self.buttons = (
            self.join_button,
            self.new_button,
            self.restore_button,
            self.repair_button,
            self.practice_button,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(divider())
        column.addSpacing(grid(3))
        for made in self.buttons:
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
