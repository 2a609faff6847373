"""What going back to a backup would mean: then and now side by side, and what everybody would lose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QListWidget, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.backup import COUNTED
from gezinscoach_desktop.domain.text import counted, fold
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.restore import FamilyThen, RestorePreview, Undone
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import label, paragraph
from gezinscoach_desktop.views.fields import SearchField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.safety import words
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

SURE = "terugzetten"
_LIST_HEIGHT = 32
_SHOWN = {name: nouns for name, nouns in COUNTED.items() if name != "audit_entry"}
_SAFE = "Eerst komt er een reservekopie van vandaag. Accounts en rollen blijven zoals ze nu zijn."
_NOTHING = "Sindsdien is er niets gewijzigd: er gaat geen werk verloren."


class RestoreDialog(FormDialog):
    """Goes on only after the word was typed."""

    chosen = Signal(object)
    """RestorePreview: go back to this one."""

    def __init__(
        self, preview: RestorePreview, desk: Desk, dialogs: Dialogs, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Reservekopie terugzetten",
            "Terugzetten…",
            intro=f"Terug naar {words.dated(preview.made_at)}. {_SAFE}",
            parent=parent,
        )
        self._preview = preview
        self._dialogs = dialogs
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form.add_group("Toen en nu")
        self.form.add_wide(_then_and_now(preview))
        if preview.families:
            self.form.add_group("Welke gezinnen erin staan")
            self.families = FamiliesThen(preview.families)
            self.form.add_wide(self.families)
        self.form.add_group("Wat zou verdwijnen")
        self.form.add_wide(paragraph(undone_in_words(preview)))
        self.submitted.connect(self._ask)
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        is_sure = self._dialogs.confirm_irreversible(
            "Reservekopie terugzetten",
            f"{_lost(self._preview)} Collega’s zien het meteen.",
            code=SURE,
            verb="Terugzetten",
        )
        if is_sure:
            self.chosen.emit(self._preview)
            self.accept()


class FamiliesThen(QWidget):
    """The families of that day, to look for one: whoever is not here any more comes first."""

    def __init__(self, families: Sequence[FamilyThen], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._families = sorted(families, key=lambda each: each.is_there_now)
        self.search_field = SearchField("Zoek een gezin in deze reservekopie")
        self.list = QListWidget()
        self.list.setAccessibleName("Gezinnen in deze reservekopie")
        self.list.setFixedHeight(grid(_LIST_HEIGHT))
        self.none_label = paragraph("Dit gezin staat er niet in.", TextStyle.SMALL, Tone.SECONDARY)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(1.5))
        column.addWidget(self.search_field)
        column.addWidget(self.list)
        column.addWidget(self.none_label)
        self.search_field.textChanged.connect(self._search)
        self._search("")

    def _search(self, text: str) -> None:
        words = fold(text).split()
        shown = [
            each for each in self._families if all(word in fold(f"{each.code} {each.name}") for word in words)
        ]
        self.list.clear()
        self.list.addItems([_family_line(each) for each in shown])
        self.list.setVisible(bool(shown))
        self.none_label.setVisible(not shown)


def _family_line(family: FamilyThen) -> str:
    return f"{family.code}  {family.name}" + ("" if family.is_there_now else "  (nu niet meer)")


def undone_in_words(preview: RestorePreview) -> str:
    """`An De Smet: 3 × Gezin gewijzigd, 1 × Momentopname geregistreerd`, a line for everybody."""
    if not preview.undone:
        return _NOTHING
    people: dict[str, list[Undone]] = {}
    for each in preview.undone:
        people.setdefault(each.who or "Het programma", []).append(each)
    return "\n".join(
        f"{who}: {', '.join(f'{each.count} × {each.what}' for each in done)}" for who, done in people.items()
    )


def _lost(preview: RestorePreview) -> str:
    if not preview.writes:
        return _NOTHING
    return f"{counted(preview.writes, 'wijziging gaat', 'wijzigingen gaan')} verloren."


def _then_and_now(preview: RestorePreview) -> QWidget:
    made = QWidget()
    table = QGridLayout(made)
    table.setContentsMargins(0, 0, 0, 0)
    table.setHorizontalSpacing(grid(8))
    table.setVerticalSpacing(grid(1))
    table.setColumnStretch(3, 1)
    for column, title in enumerate(("", "Toen", "Nu")):
        table.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY), 0, column, _RIGHT)
    for line, (name, (_, plural)) in enumerate(_SHOWN.items(), start=1):
        table.addWidget(label(plural.capitalize(), TextStyle.TEXT, Tone.SECONDARY), line, 0)
        then, now = preview.then.get(name, 0), preview.now.get(name, 0)
        for column, number in ((1, then), (2, now)):
            is_less = column == 1 and then < now
            shown = label(_thousands(number), TextStyle.STRONG, Tone.WARNING if is_less else Tone.TEXT)
            table.addWidget(shown, line, column, _RIGHT)
    return made


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


_RIGHT = Qt.AlignmentFlag.AlignRight
