"""What a file would change about the list of rights, before anything of it is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import right_list as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right_list import RightsFile
from gezinscoach_desktop.views.elements import button, heading, paragraph
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

_MOST_PROBLEMS = 12
_MOST_NAMES = 8


class ImportDialog(FormDialog):
    """With one wrong line nothing comes in: each says where, what was found and what was expected."""

    kept = Signal(int)
    """How many rights came in."""

    def __init__(
        self, tasks: Tasks, desk: Desk, name: str, file: RightsFile, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Rechtenlijst inlezen", "Inlezen", intro=f"Uit “{name}”: {_summary(file)}", parent=parent
        )
        self._tasks = tasks
        self._desk = desk
        self._file = file
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if file.problems:
            self._show_problems()
        elif file.wanted:
            self._show_wanted()
        self.submit_button.setEnabled(bool(file.wanted) and not file.problems)
        self.submitted.connect(self._save)
        first = self.submit_button if self.submit_button.isEnabled() else self.cancel_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_problems(self) -> None:
        problems = self._file.problems
        self.form.add_wide(heading("Verbeter eerst deze regels; er wordt niets ingelezen"))
        for problem in problems[:_MOST_PROBLEMS]:
            self.form.add_wide(paragraph(problem.sentence, TextStyle.TEXT, Tone.ERROR))
        more = len(problems) - _MOST_PROBLEMS
        if more > 0:
            self.form.add_wide(paragraph(f"En nog {counted(more, 'regel', 'regels')}.", TextStyle.SMALL))
        self.copy_button = button("Lijst kopiëren", icon_name="copy")
        self.copy_button.clicked.connect(self._copy)
        self.form.add_wide(self.copy_button)

    def _show_wanted(self) -> None:
        for title, is_new in (("Nieuw", True), ("Gewijzigd", False)):
            names = [each.details.name for each in self._file.wanted if each.is_new is is_new]
            if names:
                self.form.add_wide(heading(title))
                more = len(names) - _MOST_NAMES
                told = ", ".join(names[:_MOST_NAMES]) + (f" en nog {more}" if more > 0 else "")
                self.form.add_wide(paragraph(f"{told}."))

    def _copy(self) -> None:
        """Every line that is wrong, for whoever mends the file."""
        told = "\n".join(problem.sentence for problem in self._file.problems)
        QGuiApplication.clipboard().setText(told)

    def _save(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            right_service.import_rights, self._desk, self._file,
            then=self._close_saved, failed=self.show_error, owner=self,
        )  # fmt: skip

    def _close_saved(self, done: Done) -> None:
        self.kept.emit(done.counts["rights"])
        self.accept()


def _summary(file: RightsFile) -> str:
    if not file.wanted and not file.problems:
        return f"niets nieuws, {counted(file.unchanged, 'recht', 'rechten')} zijn al zoals in de lijst."
    parts = (
        f"{file.added} nieuw" if file.added else "",
        f"{file.changed} gewijzigd" if file.changed else "",
        f"{file.unchanged} ongewijzigd" if file.unchanged else "",
        counted(len(file.problems), "foute regel", "foute regels") if file.problems else "",
    )
    return ", ".join(part for part in parts if part) + ". Wat niet in het bestand staat, blijft zoals het is."
