"""What the coordinator has to know of somebody who works here: one window per person."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.domain.change import Done
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.weight import weight_text
from gezinscoach_desktop.services import organisation as organisation_service
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.organisation import Organisation, StaffInput, StaffLine, StaffRecord
from gezinscoach_desktop.views.fields import ComboField, DateField, TextField
from gezinscoach_desktop.views.form_dialog import FormDialog
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.organisation.words_field import WordsField
from gezinscoach_desktop.views.tasks import Tasks

LANGUAGES = (
    "Nederlands", "Frans", "Engels", "Duits", "Spaans", "Arabisch", "Turks", "Pools", "Roemeens", "Bulgaars",
    "Oekraïens", "Russisch", "Tamazight", "Farsi", "Dari", "Pasjtoe", "Somali", "Tigrinya", "Albanees",
)  # fmt: skip


class StaffDialog(FormDialog):
    """Paid or volunteer, how much, where and since when; kept with a way back."""

    def __init__(
        self, tasks: Tasks, desk: Desk, messages: Messages, account_id: UUID, parent: QWidget | None = None
    ) -> None:
        super().__init__("Medewerker", "Bewaren", parent=parent)
        self._tasks = tasks
        self._desk = desk
        self._messages = messages
        self._account_id = account_id
        self._record: StaffRecord | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add_rows()
        self.submitted.connect(self._save)
        self.set_busy(True)
        tasks.query(
            organisation_service.read_organisation,
            desk,
            then=self._show,
            failed=self.show_error,
            owner=self,
        )

    def _add_rows(self) -> None:
        add, today = self.form.add_row, self._desk.today
        self.who = add("account_id", "Wie", TextField(), is_half=True)
        self.who.setReadOnly(True)
        self.is_volunteer: ComboField[bool] = add(
            "is_volunteer", "&Soort", ComboField([("Betaald", False), ("Vrijwilliger", True)]), is_half=True
        )
        self.organisation: ComboField[UUID | None] = add(
            "organisation_id", "&Organisatie", ComboField([("Geen partnerorganisatie", None)]), is_half=True
        )
        self.percent = add(
            "percent",
            "&Percent van een voltijdse",
            TextField("100"),
            is_half=True,
            help_text="Bij een vrijwilliger: hoeveel je mag vragen.",
        )
        self.most_weight = add(
            "most_weight",
            "&Hoogste gewicht",
            TextField(),
            help_text="In punten, zoals 8 of 7,5. Een intensief gezin telt 1 punt. Leeg: volgens het percent.",
        )
        self.municipalities = add(
            "municipalities",
            "&Gemeenten",
            WordsField(name="Gemeenten"),
            help_text="Met komma’s ertussen. Leeg: overal.",
        )
        self.languages = add(
            "languages", "&Talen", WordsField(name="Talen"), help_text="Met komma’s ertussen."
        )
        self.since = add("since", "&In dienst sinds", DateField(today=today), is_half=True)
        self.until = add("until", "&Uit dienst op", DateField(today=today), is_half=True)

    def _show(self, found: Organisation) -> None:
        self.set_busy(False)
        line = next((each for each in found.staff if each.account_id == self._account_id), None)
        self.who.set_value("" if line is None else line.name)
        kept = None if line is None or line.record is None else line.record.details.organisation_id
        none: list[tuple[str, UUID | None]] = [("Geen partnerorganisatie", None)]
        self.organisation.set_choices(
            [
                *none,
                *(
                    (each.record.details.name, each.record.id)
                    for each in found.organisations
                    if each.record.details.retired_on is None or each.record.id == kept
                ),
            ]
        )
        self.municipalities.propose(
            each.record.details.name
            for each in found.municipalities
            if each.record.details.retired_on is None
        )
        self.languages.propose(LANGUAGES)
        self._fill(line)
        self.is_volunteer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, line: StaffLine | None) -> None:
        self._record = None if line is None else line.record
        details = StaffInput(self._account_id) if self._record is None else self._record.details
        self.is_volunteer.set_value(details.is_volunteer)
        self.organisation.set_value(details.organisation_id)
        self.percent.set_value(str(details.percent))
        self.most_weight.set_value(typed_weight(details.most_weight))
        self.municipalities.set_words(details.municipalities)
        self.languages.set_words(details.languages)
        self.since.set_value(details.since)
        self.until.set_value(details.until)

    def value(self) -> StaffInput:
        """What was filled in; raises InvalidInput."""
        percent = self.percent.value().removesuffix("%").strip()
        if not percent.isdigit():
            raise InvalidInput("Vul een percentage in tussen 0 en 100.", field="percent")
        return StaffInput(
            self._account_id,
            self.organisation.value(),
            bool(self.is_volunteer.value()),
            int(percent),
            read_weight(self.most_weight.value(), "most_weight"),
            self.municipalities.words(),
            self.languages.words(),
            self.since.value(),
            self.until.value(),
        )

    def _save(self) -> None:
        self.save(self._tasks, self._keeping, then=self._close_saved)

    def _keeping(self) -> Callable[[], Done]:
        version = None if self._record is None else self._record.version
        return partial(organisation_service.keep_staff, self._desk, self.value(), version)

    def _close_saved(self, _: Done) -> None:
        self.accept()
        record = self._record
        if record is None:
            self._messages.good("De gegevens van de medewerker zijn bewaard.")
            return
        undo = partial(
            self._tasks.run,
            organisation_service.keep_staff,
            self._desk,
            record.details,
            record.version + 1,
        )
        self._messages.offer_undo("De gegevens van de medewerker zijn bewaard.", undo)


def typed_weight(tenths: int | None) -> str:
    """A weight in a field: 75 is 7,5; None is empty."""
    return "" if tenths is None else weight_text(tenths)


def read_weight(text: str, field: str) -> int | None:
    """`7,5` is 75 tenths; empty is None. Raises InvalidInput at `field`."""
    typed = text.strip().replace(",", ".")
    if not typed:
        return None
    whole, _, rest = typed.partition(".")
    if not (whole.isdigit() and (rest == "" or (rest.isdigit() and len(rest) == 1))):
        raise InvalidInput("Vul een getal in, zoals 8 of 7,5.", field=field)
    return int(whole) * 10 + int(rest or 0)
