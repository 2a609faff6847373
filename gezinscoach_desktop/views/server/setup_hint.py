"""For who has no server yet: the one command to hand to whoever looks after it."""

from __future__ import annotations

import shlex
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services.server import DEFAULT_DATABASE
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.theme import TextStyle, Tone, font, grid

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

_INTRO = "Nog niets opgezet? Geef deze opdracht aan wie de server beheert:"
_PAPER = (
    "Installeer Gezinscoach Desktop op een pc die de PostgreSQL-server (versie 15 of nieuwer) bereikt, en voer daar uit:",
    "De opdracht toont een script voor psql, en verandert zelf niets.",
    "Met --run en het adres van de server voert ze het uit; met --check kijkt ze na wat er nog ontbreekt.",
    "Geef daarna door: de server, de databank, het CA-bestand, en de login die eindigt op _migrator met zijn wachtwoord.",
)
_POINTS = 11.0


def setup_command(database: str) -> str:
    """What whoever looks after the server types."""
    return shlex.join(("gezinscoach-desktop", "postgres-setup", "--database", database or DEFAULT_DATABASE))


def setup_document(command: str) -> QTextDocument:
    """The same on paper, laid out."""
    before, *after = _PAPER
    made = QTextDocument()
    letters = font(TextStyle.TEXT)
    letters.setPointSizeF(_POINTS)  # pixels of a printer are dust
    made.setDefaultFont(letters)
    made.setHtml(
        f"<h2>Een server voor Gezinscoach</h2><p>{escape(before)}</p><p><b><code>{escape(command)}</code></b></p>"
        + "".join(f"<p>{escape(text)}</p>" for text in after)
    )
    return made


def print_setup(command: str, printer: QPagedPaintDevice) -> None:
    """Put it on paper."""
    setup_document(command).print_(printer)


class SetupHint(QWidget):
    """The command follows the name of the database."""

    def __init__(self, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dialogs = dialogs
        self._command = paragraph(setup_command(""), TextStyle.SMALL)
        self._command.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_button = button("Opdracht kopiëren", "link", "copy")
        self.print_button = button("Opdracht afdrukken…", "link", "print")
        self._told = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        row = QHBoxLayout()
        row.setSpacing(grid(3))
        row.addWidget(self.copy_button)
        row.addWidget(self.print_button)
        row.addWidget(self._told, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1))
        column.addWidget(paragraph(_INTRO, TextStyle.SMALL, Tone.SECONDARY))
        column.addWidget(self._command)
        column.addLayout(row)
        self.copy_button.clicked.connect(self._copy)
        self.print_button.clicked.connect(self._print)

    @property
    def command(self) -> str:
        return self._command.text()

    def show_database(self, database: str) -> None:
        """The name that was typed; empty for the usual one."""
        self._command.setText(setup_command(database))
        self._told.clear()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.command)
        self._tell("Staat op het klembord, een minuut lang.")

    def _print(self) -> None:
        printer = self._dialogs.choose_printer("Opdracht afdrukken")
        if printer is not None:
            print_setup(self.command, printer)
            self._tell("Naar de printer gestuurd.")

    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        set_tone(self._told, Tone.GOOD)
