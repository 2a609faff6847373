"""Nakijken: whether everything in the office fits together."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.permission import Action, Reach, reach
from gezinscoach_desktop.services import check as check_service
from gezinscoach_desktop.services.check import Verification
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.sharing import OfficeKind
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
_FOUND = "Er is iets dat niet klopt."
_STORE = ("Tabellen", "Verwijzingen", "Databank")
"""What a repair puts right."""
_REPAIRABLE = (
    "Dit kan je herstellen. Het kantoor sluit even; je ziet dan wat er mis is, wat nog in orde is en wat elke weg kost. "
    "Eerst komt er een kopie van alles zoals het nu is."
)
_ASK = "Vraag een beheerder om hier te komen nakijken: die kan het kantoor herstellen."
_PRACTICE = "Dit is het oefenkantoor: kies bovenaan “Opnieuw beginnen”."
_ON_SERVER = (
    "Vraag wie de server beheert om de databank na te kijken; die heeft ook de kopieën van de server."
)
_TOLD = {
    "Logboek": "In het logboek is buiten het programma om iets veranderd of weggehaald. De gezinnen staan er nog. "
    "Zeg het aan wie bij jullie over de gegevens gaat; een oudere reservekopie heeft misschien het hele logboek.",
    "Reservekopieën": "Met een beschadigde reservekopie kan niemand nog iets. Maak nu een nieuwe, en kies een tweede plaats.",
    "Momentopnamen": "Kijk of een oudere reservekopie ze wel heeft: “Terugzetten uitproberen” verandert niets.",
    "Scores": "Kijk of een oudere reservekopie ze wel heeft: “Terugzetten uitproberen” verandert niets.",
    "Toewijzingen": "Open die gezinnen bij Team en geef ze één verantwoordelijke coach.",
}
"""What to do about what no repair puts right."""


class CheckCard(Card):
    """Two buttons, how far it is, and what was found, each with where it is."""

    repair_wanted = Signal()

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Nakijken en herstellen", parent)
        self._desk = desk
        self._whole = WholeOffice(tasks, desk, self)
        self.quick_button = button("Nakijken", icon_name="checkmark-circle")
        self.deep_button = button("Grondig nakijken")
        self.repair_button = button("Kantoor sluiten en herstellen…", "primary")
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
        repair_row = QHBoxLayout()
        repair_row.addWidget(self.repair_button)
        repair_row.addStretch(1)
        self.body.addLayout(repair_row)
        self.repair_button.hide()
        self.repair_button.clicked.connect(self.repair_wanted)
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
            self._add(f"{finding.where}: {finding.what}")
        places = {finding.where for finding in found.findings}
        for where in (where for where in _TOLD if where in places):
            self._add(_TOLD[where], Tone.SECONDARY)
        if places.intersection(_STORE):
            self._offer_repair()

    def _offer_repair(self) -> None:
        from gezinscoach_desktop.services.practice import is_practice_place

        if is_practice_place(self._desk.office.place):
            self._add(_PRACTICE, Tone.SECONDARY)
        elif self._desk.office.kind is OfficeKind.POSTGRESQL:
            self._add(_ON_SERVER, Tone.SECONDARY)
        elif reach(self._desk.account.roles, Action.RESTORE) is Reach.NONE:
            self._add(_ASK, Tone.SECONDARY)
        else:
            self._add(_REPAIRABLE, Tone.SECONDARY)
            self.repair_button.show()

    def _add(self, text: str, tone: Tone = Tone.TEXT) -> None:
        line = paragraph(text, TextStyle.TEXT, tone)
        self._lines.append(line)
        self._findings.addWidget(line)
        line.show()

    def _clear(self) -> None:
        for line in self._lines:
            self._findings.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self.repair_button.hide()

    def _show_running(self, is_running: bool) -> None:
        self.quick_button.setEnabled(not is_running)
        self.deep_button.setEnabled(not is_running)


def _title(*, is_deep: bool) -> str:
    return "Grondig nakijken" if is_deep else "Nakijken"
