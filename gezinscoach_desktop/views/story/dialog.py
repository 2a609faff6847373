"""A story of the family, or a moment of pride, with what of it may go into the yearly report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.giveaway import giveaways, warning_of
from gezinscoach_desktop.services import story as story_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.story import StoryInput, StoryKind, StoryRecord
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import TextStyle, Tone


@dataclass(frozen=True, slots=True)
class Teller:
    """Whose story it is: the family, its members by name, and every name that should not be in the public wording."""

    family_id: UUID
    members: Sequence[tuple[str, UUID]]
    names: Sequence[str]


class StoryDialog(FormDialog):
    """For a new story, or to change one that is kept."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        teller: Teller,
        kept: StoryRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Verhaal toevoegen" if kept is None else "Verhaal wijzigen",
            "Toevoegen" if kept is None else "Bewaren",
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._teller = teller
        self._kept = kept
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_fields()
        if kept is not None:
            self._fill(kept.details)
        self._show_release()
        self.submitted.connect(self._save)
        self.form.edited.connect(self._warn)
        self.released_field.edited.connect(self._release)
        self.text_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build_fields(self) -> None:
        desk = self._desk
        self.kind_field: ComboField[StoryKind] = self.form.add_row(
            "kind", "&Wat is het?", ComboField([(each.label, each) for each in StoryKind]), is_half=True
        )
        self.on_field = self.form.add_row(
            "on", "&Datum", DateField(desk.today(), today=desk.today), is_half=True, is_required=True
        )
        self.title_field = self.form.add_row("title", "&Titel (mag leeg blijven)", TextField(), is_half=True)
        self.member_field: ComboField[UUID | None] = self.form.add_row(
            "member_id",
            "Van &wie",
            ComboField([("Heel het gezin", None), *self._teller.members]),
            is_half=True,
        )
        self.text_field = self.form.add_row(
            "text", "&Het verhaal, in de woorden van het gezin", NoteField(fewest_lines=4), is_required=True
        )
        self.form.add_group("Voor het jaarverslag")
        self.released_field = CheckField("Mag anoniem in het jaarverslag: het gezin ging akkoord")
        self.form.add_wide(self.released_field)
        self.released_on_field = self.form.add_row(
            "released_on", "A&kkoord van het gezin op", DateField(today=desk.today), is_required=True
        )
        self.public_field = self.form.add_row(
            "public_text",
            "Zoals het in het jaar&verslag mag staan, zonder namen",
            NoteField(fewest_lines=3),
            help_text="Mag ook later. Verander wat het gezin herkenbaar maakt: namen, straat, school, leeftijd.",
        )
        self.warning_label = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.warning_label.hide()
        self.form.add_wide(self.warning_label)
        self.kind_field.set_value(StoryKind.STORY)
        self.member_field.set_value(None)

    def _fill(self, details: StoryInput) -> None:
        self.kind_field.set_value(details.kind)
        self.on_field.set_value(details.on)
        self.title_field.set_value(details.title)
        self.member_field.set_value(details.member_id)
        self.text_field.set_value(details.text)
        self.released_field.set_value(details.is_released)
        self.released_on_field.set_value(details.released_on)
        self.public_field.set_value(details.public_text)
        self._warn()

    def _release(self) -> None:
        """Ticked: the family most likely agreed today."""
        if self.released_field.value() and not self.released_on_field.text().strip():
            self.released_on_field.set_value(self._desk.today())
        self._show_release()
        self._fit()

    def _show_release(self) -> None:
        for name in ("released_on", "public_text"):
            self.form.set_row_visible(name, self.released_field.value())
        self._warn()

    def _warn(self) -> None:
        """What tells who it is about is pointed out, and may stay."""
        is_public = self.released_field.value()
        found = giveaways(self.public_field.value(), self._teller.names) if is_public else ()
        text = warning_of(found)
        if text != self.warning_label.text():
            self.warning_label.setText(text)
            self.warning_label.setVisible(bool(text))
            self._fit()

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details, kept = self._value(), self._kept
        if kept is None:
            return partial(story_service.add_story, self._desk, self._teller.family_id, details)
        return partial(story_service.change_story, self._desk, kept.id, kept.version, details)

    def _value(self) -> StoryInput:
        is_released = self.released_field.value()
        return StoryInput(
            kind=self.kind_field.value() or StoryKind.STORY,
            text=self.text_field.value(),
            on=self.on_field.value() or self._desk.today(),
            title=self.title_field.value(),
            member_id=self.member_field.value(),
            is_released=is_released,
            released_on=self.released_on_field.value() if is_released else None,
            public_text=self.public_field.value(),
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
