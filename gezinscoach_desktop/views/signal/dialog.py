"""A signal: something structural that fails, told in one form from anywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.giveaway import warning_of
from gezinscoach_desktop.domain.life_domain import LifeDomain
from gezinscoach_desktop.domain.signal import given_away
from gezinscoach_desktop.services import signal as signal_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.signal import FamilyNames, HowOften, SignalInput, SignalRecord
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.elements import paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.tasks import Tasks, is_expected
from gezinscoach_desktop.views.theme import TextStyle, Tone

_INTRO = "Wat loopt er fout dat niet aan dit ene gezin ligt? Schrijf zo dat niemand ziet over wie het gaat."


class SignalDialog(FormDialog):
    """For a new signal, with the family it came up with if there is one, or to change one that is kept."""

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        messages: Messages,
        family_id: UUID | None = None,
        kept: SignalRecord | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            "Signaal geven" if kept is None else "Signaal wijzigen",
            "Doorgeven" if kept is None else "Bewaren",
            intro=_INTRO,
            parent=parent,
        )
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._family_id = family_id if kept is None else kept.family_id
        self._kept = kept
        self._names: tuple[str, ...] = ()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build_fields()
        self._fill()
        self.submitted.connect(self._save)
        self.form.edited.connect(self._warn)
        self.what_field.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._family_id is not None:
            tasks.query(
                signal_service.names_to_leave_out,
                desk,
                self._family_id,
                then=self._take_names,
                failed=is_expected,
                key="names",
                owner=self,
            )

    def _build_fields(self) -> None:
        self.theme_field: ComboField[LifeDomain] = self.form.add_row(
            "theme", "&Thema", ComboField([(each.label, each) for each in LifeDomain]), is_half=True
        )
        self.service_field = self.form.add_row(
            "service", "&Dienst (mag leeg blijven)", ServiceField(self._tasks, self._desk), is_half=True
        )
        self.what_field = self.form.add_row(
            "what", "&Wat gebeurt er?", NoteField(fewest_lines=3), is_required=True
        )
        self.warning_label = paragraph("", TextStyle.TEXT, Tone.WARNING)
        self.warning_label.hide()
        self.form.add_wide(self.warning_label)
        self.how_often_field: ComboField[HowOften] = self.form.add_row(
            "how_often", "Hoe &vaak?", ComboField([(each.label, each) for each in HowOften]), is_half=True
        )
        self.on_field = self.form.add_row(
            "on", "&Op", DateField(self._desk.today(), today=self._desk.today), is_half=True
        )
        self.example_field = self.form.add_row(
            "example",
            "&Een voorbeeld, zonder namen",
            NoteField(fewest_lines=2),
            help_text="Bijvoorbeeld: een alleenstaande moeder wacht al vijf maanden op een antwoord.",
        )
        self.family_field = CheckField("Kwam naar boven bij het gezin dat open staat")
        self.family_field.set_value(self._family_id is not None)
        self.form.add_wide(self.family_field)
        self.family_field.setVisible(self._family_id is not None and self._kept is None)

    def _fill(self) -> None:
        self.how_often_field.set_value(HowOften.SOMETIMES)
        if self._kept is None:
            return
        details = self._kept.details
        self.theme_field.set_value(details.theme)
        if details.service_id is not None:
            self.service_field.set_value(details.service_id)
        else:
            self.service_field.set_text(details.service)
        self.what_field.set_value(details.what)
        self.how_often_field.set_value(details.how_often)
        self.on_field.set_value(details.on)
        self.example_field.set_value(details.example)

    def _take_names(self, names: FamilyNames) -> None:
        self._names = names.to_leave_out
        text = f"Kwam naar boven bij het gezin {names.called}"
        self.family_field.setText(text.replace("&", "&&"))
        self.family_field.setAccessibleName(text)
        self._warn()

    def _warn(self) -> None:
        """What tells who it is about is pointed out, and may stay."""
        texts = SignalInput(
            LifeDomain.ADMINISTRATION,
            self.what_field.value(),
            self._desk.today(),
            example=self.example_field.value(),
            service=self.service_field.text(),
        )
        text = warning_of(given_away(texts, self._names))
        if text == self.warning_label.text():
            return
        self.warning_label.setText(text)
        self.warning_label.setVisible(bool(text))
        self._fit()

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        details, kept = self._value(), self._kept
        if kept is None:
            family_id = self._family_id if self.family_field.value() else None
            return partial(signal_service.tell_signal, self._desk, details, family_id)
        return partial(signal_service.change_signal, self._desk, kept.id, kept.version, details)

    def _value(self) -> SignalInput:
        return SignalInput(
            self.theme_field.value() or LifeDomain.ADMINISTRATION,
            self.what_field.value(),
            self.on_field.value() or self._desk.today(),
            service_id=self.service_field.value(),
            service=self.service_field.text(),
            how_often=self.how_often_field.value() or HowOften.SOMETIMES,
            example=self.example_field.value(),
        )

    def _close_saved(self, done: Done) -> None:
        self.accept()
        if self._kept is None:
            self._messages.good("Je signaal is doorgegeven. Het staat bij Signalen.")
