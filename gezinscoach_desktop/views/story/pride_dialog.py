"""A moment of pride: one field and done."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.services import story as story_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.story import StoryInput, StoryKind
from gezinscoach_desktop.views.fields import NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks


class PrideDialog(FormDialog):
    """Of today; what more there is to tell is added in the dossier."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        messages: Messages,
        family_id: UUID,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Moment van trots",
            "Noteren",
            intro="Iets dat lukte, hoe klein ook. Het komt op de tijdlijn en in het evolutieverslag.",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family_id = family_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text_field = self.form.add_row(
            "text",
            "&Waar is het gezin trots op?",
            NoteField(fewest_lines=2),
            help_text="Ctrl+Enter noteert.",
            is_required=True,
        )
        self.submitted.connect(self._save)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        self.set_busy(True)
        self._tasks.run(
            story_service.add_story,
            self._desk,
            self._family_id,
            StoryInput(StoryKind.PRIDE, self.text_field.value(), self._desk.today()),
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
        self._messages.good("Mooi! Het staat bij Dossier, onder Verhalen.")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submit()
            return
        super().keyPressEvent(event)
