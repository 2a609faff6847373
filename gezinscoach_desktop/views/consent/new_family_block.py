"""The consent of a family that is being added: quick to note, never assumed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services.family_form import DraftConsent
from gezinscoach_desktop.views.elements import Card, paragraph
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.theme import TextStyle, Tone

_WITHOUT = "Zonder toestemming kan je nog niets registreren. Je kan ze ook later noteren."
_DETAILS = ("given_by", "form", "given_on", "privacy")


class NewFamilyConsent(Card):
    """One tick, by word of mouth and today unless said otherwise."""

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__("Toestemming", parent)
        self._today = today
        self.form = Form()
        self.given = self.form.add_row("given", "", CheckField("Het gezin &stemt in met begeleiding"))
        self.given_by = self.form.add_row("given_by", "Door &wie van het gezin", TextField())
        self.form_field: ComboField[ConsentForm] = self.form.add_row(
            "form",
            "&Hoe",
            ComboField([(each.label, each) for each in (ConsentForm.ORAL, ConsentForm.PAPER)]),
        )
        self.given_on = self.form.add_row(
            "given_on", "&Gegeven op", DateField(today(), today=today), is_required=True
        )
        self.privacy = self.form.add_row("privacy", "", CheckField("Uitleg over &privacy gegeven"))
        self._without = paragraph(_WITHOUT, TextStyle.SMALL, Tone.SECONDARY)
        self.add(self.form)
        self.add(self._without)
        self.given.edited.connect(self._show_details)
        self.reset()

    def reset(self) -> None:
        """As for a family nobody spoke with yet."""
        self.given.set_value(False)
        self.given_by.set_value("")
        self.form_field.set_value(ConsentForm.ORAL)
        self.given_on.set_value(self._today())
        self.privacy.set_value(False)
        self._show_details()

    def value(self) -> tuple[ConsentInput, ...]:
        """What the family agreed to, nothing without the tick; raises InvalidInput."""
        if not self.given.value():
            return ()
        given_on = self.given_on.value()
        if given_on is None:
            raise InvalidInput("Vul in wanneer het gezin instemde.", field="given_on")
        form = self.form_field.value() or ConsentForm.ORAL
        kinds = [ConsentKind.COACHING]
        if self.privacy.value():
            kinds.append(ConsentKind.PRIVACY_INFORMATION)
        return tuple(ConsentInput(kind, given_on, form, self.given_by.value()) for kind in kinds)

    def typed(self) -> DraftConsent | None:
        """What was filled in, with a date that may not be readable yet; None without the tick."""
        if not self.given.value():
            return None
        return DraftConsent(
            self.given_by.value(),
            self.form_field.value() or ConsentForm.ORAL,
            self.given_on.text(),
            self.privacy.value(),
        )

    def show_typed(self, consent: DraftConsent | None) -> None:
        """As it was typed before."""
        self.reset()
        if consent is None:
            return
        self.given.set_value(True)
        self.given_by.set_value(consent.given_by)
        self.form_field.set_value(consent.form)
        self.given_on.setText(consent.given_on)
        self.privacy.set_value(consent.has_privacy)
        self._show_details()

    def _show_details(self) -> None:
        for name in _DETAILS:
            self.form.set_row_visible(name, self.given.value())
        self._without.setVisible(not self.given.value())
