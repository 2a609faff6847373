"""The recovery sheet: made now, or left out on purpose and with a reason."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.setup import SetupState, SetupStep, StepState, checked_reason
from gezinscoach_desktop.services import setup as setup_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.account.recovery_dialog import RecoveryDialog
from gezinscoach_desktop.views.dialogs import Dialogs
from gezinscoach_desktop.views.elements import button, paragraph, set_tone
from gezinscoach_desktop.views.fields import TextField
from gezinscoach_desktop.views.setup.step_page import StepPage, show_kind
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.views.account.entrance import RecoveryServices

_INTRO = (
    "Niemand kan een wachtwoord terughalen, ook de makers van het programma niet. Met dit blad open je het kantoor als je"
    " je wachtwoord vergeet. Je drukt het af, typt de code één keer over, en legt het achter slot."
)
_WARNING = (
    "Zonder herstelblad, en zonder collega die je een eenmalige code kan geven, blijft het kantoor voorgoed dicht als je"
    " je wachtwoord vergeet. Op Start blijven we je eraan herinneren."
)
_DONE = "Het herstelblad geldt. Leg het achter slot, op een plaats die twee mensen kennen."


class RecoveryStep(StepPage):
    """Skipping takes a sentence, so that it is a choice."""

    def __init__(
        self,
        tasks: Tasks,
        dialogs: Dialogs,
        services: RecoveryServices,
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(SetupStep.RECOVERY.value, _INTRO, parent)
        self._tasks, self._dialogs, self._services, self._desk = tasks, dialogs, services, desk
        self._build()
        self.make_button.clicked.connect(self._make)

    def _build(self) -> None:
        self.state_label = paragraph("", TextStyle.STRONG)
        self.make_button = button("Herstelblad maken…", "primary")
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.make_button)
        row.addStretch(1)
        self._warning = paragraph(_WARNING, TextStyle.TEXT, Tone.WARNING)
        self.form.add_wide(self._warning)
        self.reason_field = self.form.add_row(
            "reason",
            "Waarom maak je nu geen herstelblad?",
            TextField(placeholder="De printer is er pas morgen."),
            is_required=True,
        )
        self.body.addWidget(self.state_label)
        self.body.addLayout(row)
        self.body.addWidget(self.form)
        self.state_label.hide()
        self.form.hide()

    def show_state(self, state: SetupState) -> None:
        """As the office tells it."""
        line = state.line_of(SetupStep.RECOVERY)
        is_done = line is not None and line.state is StepState.DONE
        is_skipped = line is not None and line.state is StepState.SKIPPED
        told = (
            _DONE if is_done else f"Overgeslagen: “{line.reason}”" if is_skipped and line is not None else ""
        )
        self.state_label.setText(told)
        set_tone(self.state_label, Tone.GOOD if is_done else Tone.WARNING)
        self.state_label.setVisible(bool(told))
        self.make_button.setVisible(not is_done)
        show_kind(self.make_button, is_primary=not is_skipped)
        if is_done or is_skipped:
            self.form.hide()

    def take_focus(self) -> None:
        if self.make_button.isVisibleTo(self):
            self._focus(self.make_button)

    def enter(self) -> None:
        """In the reason: that is why."""
        if not self.form.isHidden():
            self._skip()

    def _make(self) -> None:
        dialog = RecoveryDialog(self._tasks, self._dialogs, self._services, self._desk, parent=self)
        dialog.confirmed.connect(self._tell_made)
        dialog.open()

    def _tell_made(self, _: Done) -> None:
        self.done.emit()

    @property
    def later_verb(self) -> str:
        return super().later_verb if self.form.isHidden() else "Overslaan"

    def pass_by(self) -> bool:
        """First it asks why; with that sentence it goes on by itself."""
        if self.form.isHidden():
            self._ask_why()
        else:
            self._skip()
        return False

    def _ask_why(self) -> None:
        self.form.show()
        self.edited.emit()
        self.grown.emit(self.reason_field)
        self.reason_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _skip(self) -> None:
        self.clear_errors()
        try:
            reason = checked_reason(SetupStep.RECOVERY, self.reason_field.value())
        except InvalidInput as error:
            self.show_error(error)
            return
        self._tasks.run(
            partial(setup_service.skip_step, self._desk, SetupStep.RECOVERY, reason),
            then=self._tell_skipped,
            failed=self.show_error,
            owner=self,
        )

    def _tell_skipped(self, _: Done) -> None:
        self.done.emit()
