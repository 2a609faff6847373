"""Deciding about a file: keep it longer with the reason, or let go of it for good by typing its code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.dates import add_months
from gezinscoach_desktop.services import letting_go as service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.letting_go import Proposal
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.letting_go.words import AFTERWARDS, story_of, what_happens
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone

KeepLonger = Callable[[date | None, str], Done]
_YEAR = 12


class KeepLongerDialog(FormDialog):
    """Until when, and why."""

    def __init__(
        self, tasks: Tasks, desk: Desk, name: str, keep: KeepLonger, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            f"{name} langer bewaren",
            "Bewaren",
            intro="Tot die dag stelt het programma dit dossier niet meer voor.",
            bar="Langer bewaren",
            parent=parent,
        )
        self._tasks = tasks
        self._keep = keep
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.until_field = self.form.add_row(
            "until",
            "&Tot",
            DateField(add_months(desk.today(), _YEAR), today=desk.today),
            is_required=True,
            is_half=True,
        )
        self.note_field = self.form.add_row(
            "note",
            "&Waarom",
            NoteField(),
            is_required=True,
            help_text="Zonder namen: bv. er loopt een klacht.",
        )
        self.submitted.connect(self._save)
        self.note_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        return partial(self._keep, self.until_field.value(), self.note_field.value())

    def _close_saved(self, _: Done) -> None:
        self.accept()


class ApproveDialog(FormDialog):
    """What happens, to what, and the code to type: there is no way back."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        messages: Messages,
        proposal: Proposal,
        *,
        is_alone: bool,
        parent: QWidget | None = None,
    ) -> None:
        details = proposal.record.details
        name = proposal.name or "Deze aanmelding"
        super().__init__(
            f"{name}: {details.kind.label.lower()}",
            details.kind.label,
            intro=what_happens(details.kind),
            bar=details.kind.label,
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._proposal = proposal
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if details.parts:
            parts = ", ".join(part.label.lower() for part in details.parts)
            self.form.add_wide(paragraph(f"Weg: {parts}."))
        self.form.add_wide(paragraph(f"{details.reason.label}. {story_of(proposal)}."))
        self.form.add_wide(paragraph(AFTERWARDS, TextStyle.TEXT, Tone.SECONDARY))
        if is_alone and proposal.is_mine:
            alone = (
                "Jij bent de enige coördinator van dit kantoor: niemand anders kijkt mee. Dat wordt in het logboek "
                "genoteerd."
            )
            self.form.add_wide(paragraph(alone, TextStyle.TEXT, Tone.WARNING))
        code = service.code_to_type(details)
        self.typed_field = self.ask_to_type(code, "Dit kan niet ongedaan gemaakt worden.")
        self.submitted.connect(self._save)

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        record = self._proposal.record
        typed = self.typed_field.value()
        return partial(service.approve, self._desk, record.id, record.version, typed)

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self._messages.good("Het is gebeurd. In het logboek staat wie het voorstelde en goedkeurde.")
