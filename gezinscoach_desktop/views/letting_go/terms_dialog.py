"""How long each kind of data stays: empty until the office chooses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.file_term import FileTerms, TermKind
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_INTRO = (
    "In maanden (60 is vijf jaar). Laat leeg wat je niet kiest: daarvan stelt het programma nooit iets voor. "
    "Er gebeurt niets vanzelf; een coördinator stelt voor en een andere keurt goed. Het logboek blijft altijd: "
    "daarin staat wie wat deed, nooit de inhoud."
)


class TermsDialog(FormDialog):
    """A number of months per kind of data."""

    def __init__(self, tasks: Tasks, desk: Desk, terms: FileTerms, *, parent: QWidget | None = None) -> None:
        super().__init__("Bewaartermijnen", "Bewaren", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fields = {
            kind: self.form.add_row(
                kind.value,
                f"{kind.label}: maanden na {kind.counted_from}",
                TextField("" if (months := terms.of(kind)) is None else str(months)),
            )
            for kind in TermKind
        }
        self.submitted.connect(self._save)
        self.fields[TermKind.FILE].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        return partial(service.change_file_terms, self._desk, self._value())

    def _value(self) -> FileTerms:
        return FileTerms(**{kind.value: self._months(kind) for kind in TermKind})

    def _months(self, kind: TermKind) -> int | None:
        text = self.fields[kind].value()
        if not text:
            return None
        if not (text.isascii() and text.isdigit()):
            raise InvalidInput(
                f"Geef bij “{kind.label}” een aantal maanden, of laat het leeg.", field=kind.value
            )
        return int(text)

    def _close_saved(self, _: Done) -> None:
        self.accept()
