"""On Instellingen, for who may: after how many days without contact Start mentions a family."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services import setting as setting_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card
from gezinscoach_desktop.views.fields import ComboField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks

_USUAL = (7, 14, 21, 28, 42, 60, 90)


class SilenceCard(Card):
    """A choice holds at once, and can be taken back for ten seconds."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("Opvolging van gezinnen", parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._kept = 0
        self.form = Form()
        self.days_field: ComboField[int] = self.form.add_row(
            "no_contact_days",
            "Op Start na",
            ComboField(_choices(_USUAL)),
            help_text="Gezinnen die zo lang geen contact hadden, staan bij elke coach op Start.",
            is_half=True,
        )
        self.add(self.form)
        self.days_field.edited.connect(self._keep_choice)

    def show_days(self, days: int) -> None:
        """What holds now; a number nobody would choose here is offered as well."""
        self._kept = days
        self.days_field.set_choices(_choices(sorted({*_USUAL, days})))
        self.days_field.set_value(days)

    def _keep_choice(self) -> None:
        wanted = self.days_field.value() or self._kept
        if wanted != self._kept:
            self._change(wanted, partial(self._say_kept, self._kept, wanted))

    def _change(self, wanted: int, then: partial[None]) -> None:
        self._tasks.run(
            setting_service.change_no_contact_days,
            self._desk,
            wanted,
            then=then,
            failed=self._fail,
            owner=self,
        )

    def _say_kept(self, before: int, wanted: int, _: Done) -> None:
        self._kept = wanted
        self._messages.offer_undo("De instelling geldt voor het hele kantoor.", partial(self._undo, before))

    def _undo(self, before: int) -> None:
        self._change(before, partial(self._take_back, before))

    def _take_back(self, before: int, _: Done) -> None:
        self.show_days(before)

    def _fail(self, error: Exception) -> bool:
        """What the field says holds: a choice that was refused is taken back."""
        if isinstance(error, KeptForLater):
            return False
        self.show_days(self._kept)
        return self.form.show_error(error)


def _choices(days: tuple[int, ...] | list[int]) -> list[tuple[str, int]]:
    return [(counted(number, "dag zonder contact", "dagen zonder contact"), number) for number in days]
