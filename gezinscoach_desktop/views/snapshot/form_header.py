"""The header of the form with what can be done to all of it: finish, undo, and the rest behind `…`."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.snapshot import words
from gezinscoach_desktop.views.snapshot.form_state import FormState
from gezinscoach_desktop.views.snapshot.saved_header import SavedHeader


class FormHeader(SavedHeader):
    """Tells which command was chosen, and shows which can be."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    finish_wanted = Signal()
    date_wanted = Signal()
    baseline_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_back()
        self.undo_button = self.add_command(
            "Ongedaan maken", "arrow-undo", self.undo_wanted.emit, hint="Ctrl+Z; opnieuw: Ctrl+Y"
        )
        self.finish_button = self.add_command(
            "Momentopname afronden", None, self.finish_wanted.emit, kind="primary", hint="Ctrl+Enter"
        )
        self.date_action = self.add_more("Datum wijzigen…", "calendar", self.date_wanted.emit)
        self.baseline_action = self.add_more("Herziene nulmeting…", "flag", self.baseline_wanted.emit)
        self._redo_action = self.add_more("Opnieuw (Ctrl+Y)", "arrow-redo", self.redo_wanted.emit)
        self._discard_action = self.add_more("Klad weggooien", "delete", self.discard_wanted.emit)
        self.undo_button.setEnabled(False)

    def show_state_of(self, state: FormState, *, today: date) -> None:
        """Whose form it is, how far it is, and what can be done now."""
        self.show_form(state.header.title, words.subtitles(state), words.date_note(state, today))
        self.undo_button.setEnabled(state.can_undo)
        self._redo_action.setEnabled(state.can_redo)
        self._discard_action.setEnabled(state.has_content)
        self.baseline_action.setVisible(not state.is_first_measurement)
