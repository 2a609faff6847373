"""On Start of who has no family yet: what a new coach does first. Gone once it is done, or not wanted."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QSettings, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.elements import Card, button, heading, paragraph
from gezinscoach_desktop.views.theme import grid

_KEY = "start/first_steps"
_MOST = 32
_TITLE = "Om te beginnen"
_FAMILY = {
    False: "Je hebt nog geen gezinnen. Je coördinator wijst ze je toe, of je registreert er zelf een.",
    True: "Er zijn nog geen gezinnen. Registreer er een, of lees ze in uit een lijst.",
}


class Step(StrEnum):
    """What is done once it was opened."""

    READ = "read"
    PRACTISE = "practise"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class _Words:
    sentence: str
    verb: str


_WORDS: Mapping[Step, _Words] = {
    Step.READ: _Words("Lees “Eerste stappen” in de hulp: wat staat waar, en waar begin je.", "Lezen"),
    Step.PRACTISE: _Words(
        "Oefen met verzonnen gezinnen: daar kan je niets stukmaken. Dit kantoor gaat dan dicht.", "Oefenen"
    ),
    Step.KEYS: _Words("Met Ctrl+? zie je welke toetsen er op een scherm zijn.", "Sneltoetsen tonen"),
}


class FirstSteps:
    """Which of them are left for this account on this PC, and how each is done."""

    def __init__(self, settings: QSettings, desk: Desk, actions: Mapping[Step, Callable[[], None]]) -> None:
        self._settings = settings
        self._who = f"{desk.office.id} {desk.account.id}"
        self._actions = actions

    @property
    def left(self) -> tuple[Step, ...]:
        done = self._read().get(self._who, [])
        return tuple(step for step in Step if step in self._actions and step.value not in done)

    def do(self, step: Step) -> None:
        """Once is enough."""
        self._keep({step})
        self._actions[step]()

    def dismiss(self) -> None:
        """None of them is wanted."""
        self._keep(set(Step))

    def _keep(self, done: set[Step]) -> None:
        kept = self._read()
        before = kept.pop(self._who, [])
        kept[self._who] = sorted({*before, *(step.value for step in done)})
        self._settings.setValue(_KEY, json.dumps(dict(list(kept.items())[-_MOST:])))

    def _read(self) -> dict[str, list[str]]:
        try:
            raw = json.loads(str(self._settings.value(_KEY, "{}")))
        except ValueError:
            return {}
        if not isinstance(raw, dict):
            return {}
        return {str(who): [str(each) for each in done] for who, done in raw.items() if isinstance(done, list)}


class FirstStepsCard(Card):
    """One line per step with its verb; the first family last, which takes the most."""

    family_wanted = Signal()
    emptied = Signal()
    """Nothing is left to say."""

    def __init__(self, steps: FirstSteps, *, sees_all: bool, parent: QWidget | None = None) -> None:
        """`sees_all`: nobody assigns families to this user, who assigns them to others."""
        super().__init__(parent=parent)
        self._steps = steps
        self.dismiss_button = button("Niet meer tonen", "quiet")
        self.family_button = button("Gezin registreren")
        self.buttons: dict[Step, QPushButton] = {}
        self._rows: dict[Step, QWidget] = {}
        top = QHBoxLayout()
        top.addWidget(heading(_TITLE))
        top.addStretch(1)
        top.addWidget(self.dismiss_button)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for step, words in _WORDS.items():
            made = button(words.verb)
            made.setAccessibleDescription(words.sentence)
            made.clicked.connect(partial(self._do, step))
            self.buttons[step] = made
            self._rows[step] = _row(words.sentence, made)
            lines.addWidget(self._rows[step])
        self.family_button.setAccessibleDescription(_FAMILY[sees_all])
        lines.addWidget(_row(_FAMILY[sees_all], self.family_button))
        self.body.addLayout(top)
        self.body.addLayout(lines)
        self.family_button.clicked.connect(self.family_wanted)
        self.dismiss_button.clicked.connect(self._dismiss)
        self.hide()

    def offer(self) -> bool:
        """Show what is left; False when that is nothing."""
        left = self._steps.left
        for step, row in self._rows.items():
            row.setVisible(step in left)
        self.setVisible(bool(left))
        return bool(left)

    def _do(self, step: Step) -> None:
        self._steps.do(step)
        self._fit()

    def _dismiss(self) -> None:
        self._steps.dismiss()
        self._fit()

    def _fit(self) -> None:
        if not self.offer():
            self.emptied.emit()


def _row(sentence: str, action: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, grid(0.5), 0, grid(0.5))
    row.setSpacing(grid(2))
    row.addWidget(paragraph(sentence), 1)
    row.addWidget(action)
    return made
