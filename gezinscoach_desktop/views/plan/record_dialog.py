"""A form about one record of the plan: new, or changed, and then it can be taken away as well."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.kept import Kept
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import button
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

T = TypeVar("T")


class RecordDialog(FormDialog, Generic[T]):
    """What is common; a kind of record adds its rows, says its value, and hands it to its service."""

    removal_wanted = Signal(object)
    """The record, which is to be taken away."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        title: str,
        verb: str,
        *,
        record: Kept[T] | None,
        intro: str = "",
        bar: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, verb, intro=intro, bar=bar, parent=parent)
        self._tasks = tasks
        self._desk = desk
        self.record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.submitted.connect(self._save)

    def add_removal(self, text: str) -> None:
        """Last in the form: take it away, for a record that exists."""
        self.remove_button = button(text, "link", "delete")
        self.remove_button.clicked.connect(self._remove)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.remove_button)
        line.addStretch(1)
        self.form.add_wide(row)
        row.setVisible(self.record is not None)

    def value(self) -> T:
        """What is filled in; raises InvalidInput for what cannot be read."""
        raise NotImplementedError

    def keeping(self, value: T) -> Callable[[], Done]:
        """What keeps it, to be called on the worker; knows no window."""
        raise NotImplementedError

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        return self.keeping(self.value())

    def _close_saved(self, done: Done) -> None:
        self.accept()

    def _remove(self) -> None:
        self.removal_wanted.emit(self.record)
        self.reject()


def domain_field() -> ComboField[LifeDomain | None]:
    """A choice of life domain, or none."""
    choices: list[tuple[str, LifeDomain | None]] = [("Geen", None)]
    return ComboField([*choices, *((domain.label, domain) for domain in LifeDomain)])


def state_choices(kinds: Any) -> list[tuple[str, Any]]:
    """Every state with its label."""
    return [(kind.label, kind) for kind in kinds]
