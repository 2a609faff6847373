"""A right of the list: added by the office, or changed from what was shipped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.right_list import Right
from gezinscoach_desktop.services import right_list as right_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.right_list import RightInput
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.fields import DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks


class RightDialog(FormDialog):
    """Where it stands for families is not touched by what is changed here."""

    kept = Signal(object)
    """UUID of the right, once it is kept."""

    def __init__(
        self, tasks: Tasks, desk: Desk, right: Right | None = None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            "Recht toevoegen" if right is None else "Recht wijzigen",
            "Toevoegen" if right is None else "Bewaren",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._right = right
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form = self.form
        self.name = form.add_row("name", "&Naam", TextField(), is_required=True)
        self.description = form.add_row("description", "&Uitleg", NoteField(fewest_lines=3))
        self.domains = form.add_row("domains", "&Levensdomeinen", DomainsField(), is_required=True)
        self.granted_by = form.add_row("granted_by", "&Toegekend door", TextField())
        self.checked_on = form.add_row(
            "checked_on",
            "Laatst n&agekeken op",
            DateField(today=desk.today),
            help_text="Wanneer iemand het laatst keek of dit nog klopt.",
        )
        if right is not None:
            self._fill(right.details)
        self.submitted.connect(self._save)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, details: RightInput) -> None:
        self.name.set_value(details.name)
        self.description.set_value(details.description)
        self.domains.set_value(details.domains)
        self.granted_by.set_value(details.granted_by)
        self.checked_on.set_value(details.checked_on)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details, kept = self._value(), self._right
        if kept is None:
            return partial(right_service.add_right, self._desk, details)
        return partial(right_service.change_right, self._desk, kept.id, kept.version, details)

    def _value(self) -> RightInput:
        before = () if self._right is None else self._right.details.domains
        chosen = self.domains.value()
        kept = tuple(domain for domain in before if domain in chosen)  # the first one is where it is listed
        return RightInput(
            self.name.value(),
            self.description.value(),
            (*kept, *(domain for domain in chosen if domain not in kept)),
            self.granted_by.value(),
            self.checked_on.value(),
            None if self._right is None else self._right.details.retired_on,
        )

    def _close_saved(self, done: Done) -> None:
        self.kept.emit(done.id)
        self.accept()
