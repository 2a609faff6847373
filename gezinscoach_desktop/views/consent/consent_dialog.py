"""Noting what a family agreed to: by word of mouth and today unless said otherwise; also to put it right."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.consent import ConsentForm, ConsentInput, ConsentKind, ConsentRecord
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.services import consent as consent_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.tasks import Tasks

_ROWS = {
    ConsentKind.COACHING: ("form", "given_by", "privacy"),
    ConsentKind.SHARING: ("form", "given_by", "partner", "purpose", "content", "until"),
    ConsentKind.MANDATE: ("form", "given_by", "who", "partner", "content", "until"),
    ConsentKind.PRIVACY_INFORMATION: ("form",),
}
"""Which fields each kind asks, besides the day."""
_OPTIONAL = ("form", "given_by", "privacy", "who", "partner", "purpose", "content", "until")
_ABOUT = {
    ConsentKind.COACHING: "Het gezin stemt ermee in dat het begeleid wordt, en dat daarover genoteerd wordt.",
    ConsentKind.SHARING: "Met wie, waarvoor en wat precies: zo blijft het te overzien.",
    ConsentKind.MANDATE: "Wie met wie contact mag opnemen, en waarover.",
    ConsentKind.PRIVACY_INFORMATION: "Het gezin kreeg uitleg over wat bewaard wordt, waarom en hoelang.",
}


class ConsentDialog(FormDialog):
    """One consent; the one to be coached may go with the privacy information that was given along."""

    saved = Signal()

    def __init__(
        self,
        tasks: Tasks,
        desk: Desk,
        family_id: UUID,
        kind: ConsentKind = ConsentKind.COACHING,
        *,
        record: ConsentRecord | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = "Toestemming noteren" if record is None else "Toestemming wijzigen"
        super().__init__(title, "Noteren" if record is None else "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._family_id = family_id
        self._record = record
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self._fill(record.details if record is not None else ConsentInput(kind, desk.today()))
        self.kind.edited.connect(self._show_rows)
        self.submitted.connect(self._save)
        first = self.given_by if kind is ConsentKind.COACHING else self.partner
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_rows(self) -> None:
        desk, form = self._desk, self.form
        self.kind: ComboField[ConsentKind] = form.add_row(
            "kind",
            "&Soort",
            ComboField([(each.label, each) for each in ConsentKind]),
            is_half=True,
            help_text=" ",
        )
        self.given_on = form.add_row(
            "given_on",
            "&Gegeven op",
            DateField(desk.today(), today=desk.today),
            is_half=True,
            is_required=True,
        )
        self.who = form.add_row(
            "who",
            "&Wie mag contact opnemen",
            TextField(placeholder="de coach, de dienst, allebei"),
            is_required=True,
        )
        self.partner = form.add_row("partner", "&Met wie", ServiceField(self._tasks, desk), is_required=True)
        self.purpose = form.add_row(
            "purpose", "Waar&voor", TextField(placeholder="bijvoorbeeld budgetbegeleiding"), is_required=True
        )
        self.content = form.add_row(
            "content",
            "Wat, &waarover",
            TextField(placeholder="bijvoorbeeld inkomen en schulden"),
            is_required=True,
        )
        self.given_by = form.add_row("given_by", "&Door wie van het gezin", TextField(), is_half=True)
        self.form_field: ComboField[ConsentForm] = form.add_row(
            "form", "&Hoe", ComboField([(each.label, each) for each in self._forms()]), is_half=True
        )
        self.until = form.add_row("until", "Loopt &tot", DateField(today=desk.today), is_half=True)
        self.privacy = form.add_row(
            "privacy", "", CheckField("Ik gaf ook &uitleg over privacy (wat bewaard wordt, waarom, hoelang)")
        )

    def _forms(self) -> list[ConsentForm]:
        was_imported = self._record is not None and self._record.details.form is ConsentForm.IMPORT
        return [each for each in ConsentForm if was_imported or each is not ConsentForm.IMPORT]

    def _fill(self, consent: ConsentInput) -> None:
        self.kind.set_value(consent.kind)
        self.kind.setEnabled(self._record is None)
        self.given_on.set_value(consent.given_on)
        self.form_field.set_value(consent.form)
        self.given_by.set_value(consent.given_by)
        self.who.set_value(consent.who)
        if consent.service_id is not None:
            self.partner.set_value(consent.service_id)
        else:
            self.partner.set_text(consent.partner)
        self.purpose.set_value(consent.purpose)
        self.content.set_value(consent.content)
        self.until.set_value(consent.until)
        self._show_rows()

    def _show_rows(self) -> None:
        kind = self.kind.value() or ConsentKind.COACHING
        shown = _ROWS[kind]
        for name in _OPTIONAL:
            is_shown = name in shown and not (name == "privacy" and self._record is not None)
            self.form.set_row_visible(name, is_shown)
        self.form.set_help("kind", _ABOUT[kind])
        if self.isVisible():
            self._fit()

    def value(self) -> ConsentInput:
        """What was filled in; raises InvalidInput."""
        given_on = self.given_on.value()
        if given_on is None:
            raise InvalidInput("Vul in wanneer het gezin instemde.", field="given_on")
        kind = self.kind.value() or ConsentKind.COACHING
        before = ConsentInput(kind, given_on) if self._record is None else self._record.details
        shown = _ROWS[kind]
        has_partner = "partner" in shown
        return replace(
            before,
            given_on=given_on,
            form=self.form_field.value() or ConsentForm.ORAL,
            given_by=self.given_by.value() if "given_by" in shown else "",
            who=self.who.value() if "who" in shown else "",
            partner=self.partner.text() if has_partner else "",
            service_id=self.partner.value() if has_partner else None,
            purpose=self.purpose.value() if "purpose" in shown else "",
            content=self.content.value() if "content" in shown else "",
            until=self.until.value() if "until" in shown else None,
        )

    def _save(self) -> None:
        try:
            consent = self.value()
        except InvalidInput as error:
            self.show_error(error)
            return
        self.set_busy(True)
        if self._record is not None:
            self._tasks.run(
                consent_service.change_consent,
                self._desk,
                self._record.id,
                self._record.version,
                consent,
                then=self._close_saved,
                failed=self.show_error,
                owner=self,
            )
            return
        given = [consent]
        if consent.kind is ConsentKind.COACHING and self.privacy.value():
            given.append(
                ConsentInput(
                    ConsentKind.PRIVACY_INFORMATION, consent.given_on, consent.form, consent.given_by
                )
            )
        self._tasks.run(
            consent_service.add_consents,
            self._desk,
            self._family_id,
            *given,
            then=self._close_saved,
            failed=self.show_error,
            owner=self,
        )

    def _close_saved(self, _: Done) -> None:
        self.accept()
        self.saved.emit()
