"""On Instellingen, for who may: the parts of the program that the office uses."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import KeptForLater
from gezinscoach_desktop.domain.part import Part
from gezinscoach_desktop.services import part as part_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.fields import CheckField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

_INTRO = (
    "Wat je uitzet, verdwijnt van elk scherm en van elk papier. Wat er in stond, blijft bewaard en komt terug "
    "als je het weer aanzet."
)


class PartsCard(Card):
    """A tick holds at once, and can be taken back for ten seconds."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("Onderdelen die jullie gebruiken", parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._kept: frozenset[Part] = frozenset()
        self.form = Form()
        self.fields = {
            part: self.form.add_row(part.value, "", CheckField(part.label), help_text=part.what, is_half=True)
            for part in Part
        }
        self.add(paragraph(_INTRO, TextStyle.SMALL, Tone.SECONDARY))
        self.add(self.form)
        for field in self.fields.values():
            field.edited.connect(self._keep)

    def show_off(self, off: frozenset[Part]) -> None:
        """What the office does without now."""
        self._kept = off
        for part, field in self.fields.items():
            field.set_value(part not in off)

    def _keep(self) -> None:
        wanted = frozenset(part for part, field in self.fields.items() if not field.value())
        self._change(wanted, partial(self._say_kept, self._kept))

    def _change(self, wanted: frozenset[Part], then: partial[None]) -> None:
        self._tasks.run(
            part_service.switch_off,
            self._desk,
            tuple(wanted),
            then=then,
            failed=self._fail,
            owner=self,
        )

    def _say_kept(self, before: frozenset[Part], _: Done) -> None:
        undo = partial(self._change, before, partial(self._take_back, before))
        self._messages.offer_undo("Dit geldt voor het hele kantoor.", undo)

    def _take_back(self, before: frozenset[Part], _: Done) -> None:
        self.show_off(before)

    def _fail(self, error: Exception) -> bool:
        """What the ticks say holds: one that was refused is taken back."""
        if isinstance(error, KeptForLater):
            return False
        self.show_off(self._kept)
        return False
