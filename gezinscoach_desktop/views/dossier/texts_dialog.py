"""The office's own words on the consent and mandate forms."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.reports.papers.text import PaperTexts
from gezinscoach_desktop.services import paper_text as paper_text_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.fields import NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_INTRO = (
    "Deze teksten gelden voor het hele kantoor. {kantoor} en {coach} worden ingevuld, een lege regel begint een nieuwe "
    "alinea. Wat je leegmaakt, wordt weer de tekst die met het programma meekomt."
)
_WHOLE = 60  # lines: the form scrolls, and no field within it
_GROUPS = (
    ("Toestemmingsformulier", (
        ("consent_intro", "Inleiding"),
        ("coaching", "Begeleiding"),
        ("privacy", "Wat wij over jullie bijhouden"),
        ("rights", "Wat jullie mogen"),
        ("sharing", "Met wie de coach iets mag delen"),
        ("consent_closing", "Boven de handtekeningen"),
    )),
    ("Mandaatformulier", (
        ("mandate_intro", "Inleiding"),
        ("mandate_limits", "Onder de tabel"),
    )),
)  # fmt: skip


class TextsDialog(FormDialog):
    """Every block in a field of its own, filled with what stands on the forms now."""

    def __init__(self, tasks: Tasks, desk: Desk, texts: PaperTexts, *, parent: QWidget | None = None) -> None:
        super().__init__("Teksten van de formulieren", "Bewaren", intro=_INTRO, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(grid(180), grid(160))
        self.fields: dict[str, NoteField] = {}
        for group, blocks in _GROUPS:
            self.form.add_group(group)
            for name, label in blocks:
                field = self.form.add_row(name, label, NoteField(fewest_lines=3, most_lines=_WHOLE))
                field.setAccessibleName(f"{label}, {group}")
                field.set_value(getattr(texts, name))
                self.fields[name] = field
        self.submitted.connect(self._save)
        self.fields["consent_intro"].setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> PaperTexts:
        """What is filled in."""
        return PaperTexts(**{name: field.value() for name, field in self.fields.items()})

    def _save(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            paper_text_service.change_paper_texts,
            self._desk,
            self.value(),
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
