"""Writing registrations out, with codes or without."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import Cancelled, UserError
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import exchange as exchange_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.busy import ProgressView
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import Card, button, paragraph, set_tone
from gezinscoach_desktop.views.exchange.import_page import CSV
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.page import Page
from gezinscoach_desktop.views.tasks import Progress, Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 170


class ExportPage(Page):
    """One choice, one button; the proposed name of the file holds no personal data."""

    help_topic: ClassVar[str] = "inlezen-en-uitvoeren"

    def __init__(self, tasks: Tasks, desk: Desk, dialogs: Dialogs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._desk = desk
        self._dialogs = dialogs
        self._path: Path | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header = PageHeader("Registraties exporteren", "Naar een bestand in het uitwisselformaat")
        self.header.show_back()
        self.pseudonym_field = CheckField("Zonder namen en codes, en zonder toelichtingen")
        self.pseudonym_field.set_value(True)
        self._hint = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._hint.setContentsMargins(grid(6.5), 0, 0, 0)
        self.export_button = button("Exporteren…", "primary", "arrow-export")
        self.waiting = ProgressView("De registraties worden geëxporteerd")
        self.waiting.hide()
        self.result_label = paragraph()
        self.result_label.hide()
        row = QHBoxLayout()
        row.addWidget(self.export_button)
        row.addStretch(1)
        card = Card()
        card.setMaximumWidth(grid(_WIDTH))
        card.body.setSpacing(grid(3))
        card.add(
            paragraph("Alle registraties van alle gezinnen komen in één CSV-bestand, ook voor een rekenblad.")
        )
        card.add(self.pseudonym_field)
        card.add(self._hint)
        card.body.addLayout(row)
        card.add(self.waiting)
        card.add(self.result_label)
        inside = QVBoxLayout()
        inside.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        inside.addWidget(card)
        inside.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(inside, 1)
        self._show_hint()

    def _connect(self) -> None:
        self.header.back_wanted.connect(self.back_wanted)
        self.pseudonym_field.edited.connect(self._show_hint)
        self.export_button.clicked.connect(self.export)

    @property
    def title(self) -> str:
        return "Registraties exporteren"

    def load(self) -> None:
        self.export_button.setFocus()

    def export(self) -> None:
        """Ask where, and write the file there."""
        is_disguised = self.pseudonym_field.value()
        kind = "zonder-namen" if is_disguised else "volledig"
        suggested = f"registraties-{kind}-{self._desk.today().isoformat()}.csv"
        path = self._dialogs.save_file("Registraties exporteren", CSV, suggested=suggested)
        if path is None:
            return
        self._path = path
        progress = Progress()
        self.result_label.hide()
        self.export_button.setEnabled(False)
        self.waiting.follow(progress)
        self.waiting.show()
        self._tasks.run(
            partial(
                exchange_service.export_file, self._desk, path, pseudonymised=is_disguised, report=progress
            ),
            then=self._say_done,
            failed=self._say_failed,
            progress=progress,
        )

    def _say_done(self, rows: int) -> None:
        self._say(f"{counted(rows, 'registratie staat', 'registraties staan')} in {self._path}.", Tone.GOOD)

    def _say_failed(self, error: Exception) -> bool:
        if isinstance(error, Cancelled):
            self._say("Gestopt. Er is geen bestand gemaakt.", Tone.SECONDARY)
            return True
        if isinstance(error, UserError):
            self._say(error.message, Tone.ERROR)
            return True
        self._say("", Tone.SECONDARY)
        return False

    def _say(self, text: str, tone: Tone) -> None:
        self.waiting.hide()
        self.export_button.setEnabled(True)
        self.result_label.setText(text)
        set_tone(self.result_label, tone)
        self.result_label.setVisible(bool(text))

    def _show_hint(self) -> None:
        self._hint.setText(
            "Van elke geboortedatum blijft alleen het kwartaal over. Geschikt om te delen."
            if self.pseudonym_field.value()
            else "Met codes, geboortedata en toelichtingen. Bewaar dit bestand op een veilige plaats."
        )
