"""The last step: the first family, straight in the form for a new one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepState
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.setup.step_page import StepPage
from gezinscoach_desktop.views.setup.words import TITLES
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_INTRO = (
    "Je kantoor is er. Registreer nu je eerste gezin: een naam is genoeg om te beginnen. Zodra het gezin instemt met"
    " begeleiding, kan je de eerste momentopname maken."
)
_READY = "Alles staat klaar."


class FamilyStep(StepPage):
    """Says what remains besides."""

    family_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(SetupStep.FAMILY.value, _INTRO, parent)
        self.state_label = paragraph("", TextStyle.TEXT, Tone.SECONDARY)
        self.family_button = button("Eerste gezin registreren", "primary", "person-add")
        self.family_button.clicked.connect(self.family_wanted)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.family_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self.state_label)

    def show_state(self, state: SetupState) -> None:
        """What is left, so that nobody leaves the checklist without knowing."""
        own = (SetupStep.FAMILY, SetupStep.ORGANISATION)
        left = [TITLES[line.step.value].lower() for line in state.remaining if line.step not in own]
        told = f"Nog te doen: {', '.join(left)}. Start herinnert je eraan." if left else _READY
        self.state_label.setText(told)
        set_tone(self.state_label, Tone.WARNING if left else Tone.GOOD)
        line = state.line_of(SetupStep.FAMILY)
        has_family = line is not None and line.state is StepState.DONE
        text = "Nog een gezin registreren" if has_family else "Eerste gezin registreren"
        self.family_button.setText(text)
        self.family_button.setAccessibleName(text)
        self.family_button.setVisible(line is not None)

    def take_focus(self) -> None:
        self._focus(self.family_button)
