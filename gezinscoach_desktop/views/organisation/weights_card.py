"""On Instellingen, for who may: what a family weighs in the caseload, and what fits with a full-time coach."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput, KeptForLater
from gezinscoach_desktop.domain.trajectory import Phase
from gezinscoach_desktop.domain.weight import WEIGHED, Weights, weight_text
from gezinscoach_desktop.services import caseload as caseload_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, button, paragraph
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.organisation.staff_dialog import read_weight
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INTRO = (
    "Een gezin weegt volgens zijn fase, in punten: 1 punt is een gezin dat je intensief begeleidt. "
    "Hoe vaak er contact was, telt niet mee."
)


class WeightsCard(Card):
    """The button keeps all of them at once."""

    def __init__(self, tasks: Tasks, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__("Gewicht van gezinnen", parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._kept = Weights()
        self._shown: dict[TextField, str] = {}
        """What was kept of each field: one that says something else was typed in."""
        self.form = Form()
        self.fields: dict[Phase, TextField] = {
            phase: self.form.add_row(phase.value, phase.label, TextField(), is_half=True) for phase in WEIGHED
        }
        self.full_time = self.form.add_row(
            "full_time",
            "Past bij een voltijdse coach",
            TextField(),
            is_half=True,
            help_text="In punten. Wie deeltijds werkt, krijgt een deel.",
        )
        self.keep_button = button("Bewaren")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.keep_button)
        row.addStretch(1)
        self.add(paragraph(_INTRO, TextStyle.SMALL, Tone.SECONDARY))
        self.add(self.form)
        self.body.addLayout(row)
        self.keep_button.clicked.connect(self.keep)

    def show_weights(self, weights: Weights) -> None:
        """What holds now; what was typed and not kept yet stays."""
        self._kept = weights
        for field, text in self._texts(weights).items():
            if field.text() == self._shown.get(field, ""):
                field.set_value(text)
            self._shown[field] = text

    def _texts(self, weights: Weights) -> dict[TextField, str]:
        texts = {field: weight_text(weights.of(phase)) for phase, field in self.fields.items()}
        return {**texts, self.full_time: weight_text(weights.full_time)}

    def keep(self) -> None:
        """What stands in the fields holds from now on."""
        self.form.clear_errors()
        try:
            by_phase = {phase: self._read(field, phase.value) for phase, field in self.fields.items()}
            wanted = Weights(by_phase, self._read(self.full_time, "full_time"))
        except InvalidInput as error:
            self.form.show_error(error)
            return
        self._tasks.run(
            partial(caseload_service.change_weights, self._desk, wanted),
            then=partial(self._say_kept, self._kept, wanted),
            failed=self._fail,
            owner=self,
        )

    def _read(self, field: TextField, name: str) -> int:
        found = read_weight(field.value(), name)
        if found is None:
            raise InvalidInput("Vul een getal in, zoals 1 of 0,5.", field=name)
        return found

    def _say_kept(self, before: Weights, wanted: Weights, _: Done) -> None:
        self._note_kept(wanted)
        undo = partial(self._tasks.run, caseload_service.change_weights, self._desk, before)
        self._messages.offer_undo("De gewichten gelden voor het hele kantoor.", undo)

    def _note_kept(self, weights: Weights) -> None:
        """A number that stands there in another spelling is no longer something typed."""
        for field, text in self._texts(weights).items():
            if _is_weight(field.text(), text):
                field.set_value(text)
                self._shown[field] = text

    def _fail(self, error: Exception) -> bool:
        return not isinstance(error, KeptForLater) and self.form.show_error(error)


def _is_weight(typed: str, text: str) -> bool:
    try:
        return read_weight(typed, "") == read_weight(text, "")
    except InvalidInput:
        return False
