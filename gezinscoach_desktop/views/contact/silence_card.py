"""On Instellingen, for who may: within how many months to measure, and when Start mentions a silent family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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


@dataclass(slots=True)
class _Choice:
    """A number of the office: the field, what is usually chosen, how it is said and kept."""

    field: ComboField[int]
    usual: tuple[int, ...]
    text: Callable[[int], str]
    keep: Callable[[Desk, int], Done]
    kept: int = 0

    def show(self, number: int) -> None:
        """What holds now; a number nobody would choose here is offered as well."""
        self.kept = number
        self.field.set_choices([(self.text(each), each) for each in sorted({*self.usual, number})])
        self.field.set_value(number)


class SilenceCard(Card):
    """A choice holds at once, and can be taken back for ten seconds."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("Opvolging van gezinnen", parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self.form = Form()
        self.days_field: ComboField[int] = self.form.add_row(
            "no_contact_days",
            "Op Start na",
            ComboField(),
            help_text="Gezinnen die zo lang geen contact hadden, staan bij elke coach op Start.",
            is_half=True,
        )
        self.months_field: ComboField[int] = self.form.add_row(
            "interval_months",
            "Een momentopname om de",
            ComboField(),
            help_text="Wie langer niet gemeten is, staat als te laat in elke lijst.",
            is_half=True,
        )
        self._days = _Choice(
            self.days_field, (7, 14, 21, 28, 42, 60, 90), _days_text, setting_service.change_no_contact_days
        )
        self._months = _Choice(
            self.months_field, (1, 2, 3, 4, 6, 12), _months_text, setting_service.change_interval
        )
        self.add(self.form)
        for choice in (self._days, self._months):
            choice.show(choice.usual[2])
            choice.field.edited.connect(partial(self._keep_choice, choice))

    def show_days(self, days: int) -> None:
        """After how many days without contact."""
        self._days.show(days)

    def show_months(self, months: int) -> None:
        """Within how many months a family is measured again."""
        self._months.show(months)

    def _keep_choice(self, choice: _Choice) -> None:
        wanted = choice.field.value() or choice.kept
        if wanted != choice.kept:
            self._change(choice, wanted, partial(self._say_kept, choice, choice.kept, wanted))

    def _change(self, choice: _Choice, wanted: int, then: partial[None]) -> None:
        self._tasks.run(
            choice.keep, self._desk, wanted, then=then, failed=partial(self._fail, choice), owner=self
        )

    def _say_kept(self, choice: _Choice, before: int, wanted: int, _: Done) -> None:
        choice.kept = wanted
        self._messages.offer_undo(
            "De instelling geldt voor het hele kantoor.", partial(self._undo, choice, before)
        )

    def _undo(self, choice: _Choice, before: int) -> None:
        self._change(choice, before, partial(self._take_back, choice, before))

    def _take_back(self, choice: _Choice, before: int, _: Done) -> None:
        choice.show(before)

    def _fail(self, choice: _Choice, error: Exception) -> bool:
        """What the field says holds: a choice that was refused is taken back."""
        if isinstance(error, KeptForLater):
            return False
        choice.show(choice.kept)
        return self.form.show_error(error)


def _days_text(number: int) -> str:
    return counted(number, "dag zonder contact", "dagen zonder contact")


def _months_text(number: int) -> str:
    return counted(number, "maand", "maanden")
