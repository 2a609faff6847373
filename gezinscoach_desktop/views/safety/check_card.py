"""Nakijken: whether everything in the office fits together."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.services import check as check_service
from gezinscoach_desktop.services.check import Verification
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.safety.long_work import LongWork
from gezinscoach_desktop.views.server.whole import Access, WholeOffice
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_EXPLAINED = (
    "Het programma kijkt na of het logboek ongeschonden is en of alles bij elkaar hoort. "
    "Grondig nakijken leest ook elke bladzijde van de databank; dat duurt langer."
)
_TABLES = {
    "families": "family",
    "members": "member",
    "snapshots": "snapshot",
    "scores": "score",
    "contacts": "contact",
    "documents": "document",
    "audit_entries": "audit_entry",
}
"""What a check counts, by the names by which backups count them."""
_FOUND = "Er is iets dat niet klopt. Maak nu een reservekopie en vraag hulp aan wie het programma beheert."


class CheckCard(Card):
    """Two buttons, how far it is, and what was found, each with where it is."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Nakijken", parent)
        self._whole = WholeOffice(tasks, desk, self)
        self.quick_button = button("Nakijken", icon_name="checkmark-circle")
        self.deep_button = button("Grondig nakijken")
        self.work = LongWork(tasks)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(grid(1))
        self._lines: list[QWidget] = []
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.quick_button)
        row.addWidget(self.deep_button)
        row.addStretch(1)
        self.body.addWidget(paragraph(_EXPLAINED, TextStyle.SMALL, Tone.SECONDARY))
        self.body.addLayout(row)
        self.body.addWidget(self.work)
        self.body.addLayout(self._findings)
        self.quick_button.clicked.connect(self._check_quickly)
        self.deep_button.clicked.connect(self._check_deeply)
        self.work.running_changed.connect(self._show_running)

    def _check_quickly(self) -> None:
        self._check(is_deep=False)

    def _check_deeply(self) -> None:
        self._check(is_deep=True)

    def _check(self, *, is_deep: bool) -> None:
        self._whole.ask(_title(is_deep=is_deep), partial(self._check_whole, is_deep=is_deep))

    def _check_whole(self, access: Access, *, is_deep: bool) -> None:
        self._clear()
        self.work.tend(
            _title(is_deep=is_deep),
            access,
            work=lambda desk, progress: check_service.verify(desk, deep=is_deep, report=progress),
            then=self._tell,
        )

    def _tell(self, found: Verification) -> None:
        if found.is_good:
            counts = {_TABLES.get(name, name): number for name, number in found.counts.items()}
            self.work.end(f"Alles klopt: {words.contents(counts)}.")
            return
        self.work.end(_FOUND, Tone.ERROR)
        for finding in found.findings:
            line = paragraph(f"{finding.where}: {finding.what}")
            self._lines.append(line)
            self._findings.addWidget(line)
            line.show()

    def _clear(self) -> None:
        for line in self._lines:
            self._findings.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()

    def _show_running(self, is_running: bool) -> None:
        self.quick_button.setEnabled(not is_running)
        self.deep_button.setEnabled(not is_running)


def _title(*, is_deep: bool) -> str:
    return "Grondig nakijken" if is_deep else "Nakijken"
