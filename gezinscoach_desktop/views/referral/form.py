"""The form of a referral, in the order in which a call goes: who calls, about whom, what for, what was agreed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.duplicate import Wanted
from gezinscoach_desktop.domain.errors import InvalidInput
from gezinscoach_desktop.domain.family import FoundVia, HouseholdType
from gezinscoach_desktop.domain.referral import Agreement, Feedback, Urgency
from gezinscoach_desktop.services.desk import Desk
from gezinscoach_desktop.services.referral_form import ReferralDraft
from gezinscoach_desktop.views.completion import complete
from gezinscoach_desktop.views.contact.chips import ChipField, Choice
from gezinscoach_desktop.views.directory.service_field import ServiceField
from gezinscoach_desktop.views.domains_field import DomainsField
from gezinscoach_desktop.views.elements import Card, scrolling
from gezinscoach_desktop.views.family.choices import choices_of
from gezinscoach_desktop.views.fields import CheckField, ComboField, DateField, NoteField, TextField
from gezinscoach_desktop.views.forms import Form
from gezinscoach_desktop.views.referral.matches_view import MatchesView
from gezinscoach_desktop.views.referral.persons_field import PersonsField
from gezinscoach_desktop.views.tasks import Tasks
from gezinscoach_desktop.views.theme import grid

_WIDE_FROM = 1140
_WIDEST = 330
_TEXTS = (
    "referrer", "referrer_phone", "referrer_email", "agreement_note", "name", "phone", "municipality", "address",
    "reach_note", "languages", "question", "reason", "safety",
)  # fmt: skip
"""Rows whose field holds nothing but the text of the same name."""


class _Inside(QWidget):
    """As high as its chips take at the width it has, not at the least width they could have."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class ReferralFormView(QWidget):
    """Gives what stands in it as a draft, also what cannot be read yet."""

    edited = Signal()
    likeness_edited = Signal()
    """Something by which a family is known again was typed."""

    def __init__(self, tasks: Tasks, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: Callable[[], date] = desk.today
        self._draft: ReferralDraft | None = None
        self._is_wide: bool | None = None
        self._build(tasks, desk)
        self._connect()

    # -------------------------------------------------------------------------------------------------- building

    def _build(self, tasks: Tasks, desk: Desk) -> None:
        self.matches = MatchesView()
        self._caller = self._build_caller(tasks, desk)
        self._family = self._build_family()
        self._matter = self._build_matter()
        self._agreed = self._build_agreed()
        inside = _Inside()
        inside.setProperty("kind", "page")
        self._columns = (QVBoxLayout(), QVBoxLayout())
        self._holder = holder = QWidget()
        holder.setMaximumWidth(grid(_WIDEST))
        cards = QHBoxLayout(holder)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(grid(4))
        for column in self._columns:
            column.setSpacing(grid(4))
            cards.addLayout(column, 1)
        row = QHBoxLayout(inside)
        row.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        row.addWidget(holder, 1)
        row.addStretch(0)
        self._beside = beside = QHBoxLayout()
        beside.setContentsMargins(grid(4), grid(3), grid(4), grid(1))
        beside.addWidget(self.matches, 1)
        beside.addStretch(0)
        self.matches.setMaximumWidth(grid(_WIDEST))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(beside)  # not in what scrolls: it is told while one types further down
        self.area = scrolling(inside)
        self.area.verticalScrollBar().rangeChanged.connect(self._follow_room)
        whole.addWidget(self.area, 1)

    def _build_caller(self, tasks: Tasks, desk: Desk) -> Card:
        card = Card("Wie meldt aan")
        self.caller = form = Form()
        self.channel: ChipField[FoundVia] = form.add_row(
            "channel", "&Langs waar", ChipField([Choice(each.label, each) for each in FoundVia])
        )
        form.add_row("referrer", "Wie belt of &mailt", TextField(), is_half=True)
        self.organisation = form.add_row(
            "service_id", "&Organisatie", ServiceField(tasks, desk, may_add=False), is_half=True
        )
        self.organisation.setPlaceholderText("Zoek, of typ een naam")
        form.add_row("referrer_phone", "Telefoon van de aanmelder", TextField(), is_half=True)
        form.add_row("referrer_email", "E-mail van de aanmelder", TextField(), is_half=True)
        self.received_on = form.add_row(
            "received_on", "Binnengekomen &op", DateField(today=desk.today), is_required=True, is_half=True
        )
        card.add(form)
        return card

    def _build_family(self) -> Card:
        card = Card("Het gezin")
        self.family = form = Form()
        self.name = form.add_row(
            "name",
            "&Naam van het gezin",
            TextField(),
            is_half=True,
            help_text="Een naam of een nummer is genoeg.",
        )
        self.phone = form.add_row("phone", "&Telefoon van het gezin", TextField(), is_half=True)
        self.municipality = form.add_row("municipality", "&Gemeente", TextField(), is_half=True)
        self.address = form.add_row("address", "&Adres", TextField(), is_half=True)
        self.persons = form.add_row("persons", "Wie hoort erbij", PersonsField(self._today))
        self.household_type: ComboField[HouseholdType | None] = form.add_row(
            "household_type", "Soort huishouden", ComboField(choices_of(HouseholdType)), is_half=True
        )
        form.add_row("languages", "Ta&len", TextField(), is_half=True)
        self.needs_interpreter = form.add_row("needs_interpreter", "", CheckField("Er is een tol&k nodig"))
        form.add_row("reach_note", "Hoe en wanneer &bereikbaar", TextField())
        card.add(form)
        return card

    def _build_matter(self) -> Card:
        card = Card("Waarover het gaat")
        self.matter = form = Form()
        form.add_row("question", "De &vraag, in de woorden van het gezin", NoteField())
        form.add_row("reason", "Waarom de aanmelder be&lt", NoteField())
        self.domains = form.add_row("domains", "Levens&domeinen", DomainsField())
        self.urgency: ChipField[Urgency] = form.add_row(
            "urgency", "Hoe d&ringend", ChipField([Choice(each.label, each) for each in Urgency])
        )
        form.add_row("safety", "Veiligheid: waar moet je op letten?", NoteField())
        card.add(form)
        return card

    def _build_agreed(self) -> Card:
        card = Card("Wat het gezin afsprak")
        self.agreed = form = Form()
        self.agreement: ChipField[Agreement] = form.add_row(
            "agreement",
            "Weet het gezin ervan, en is het ak&koord?",
            ChipField([Choice(each.label, each) for each in Agreement]),
        )
        form.add_row("agreement_note", "Hoe en wanneer", TextField())
        self.feedback: ComboField[Feedback] = form.add_row(
            "feedback", "Wat mag de aanmelder horen?", ComboField([(each.label, each) for each in Feedback])
        )
        self.wanted_organisation: ComboField[UUID | None] = form.add_row(
            "wanted_organisation_id", "Liefst begeleid door", ComboField([("Maakt niet uit", None)])
        )
        card.add(form)
        return card

    def _place(self, *, is_wide: bool) -> None:
        if is_wide is self._is_wide:
            return
        self._is_wide = is_wide
        first, second = self._columns
        for column in self._columns:
            while column.takeAt(0) is not None:
                pass
        parts = ((self._caller, self._family), (self._matter, self._agreed))
        for cards, column in zip(parts, (first, second if is_wide else first), strict=True):
            for card in cards:
                column.addWidget(card)
        first.addStretch(1)
        if is_wide:
            second.addStretch(1)
        layout = self._holder.layout()
        if isinstance(layout, QHBoxLayout):
            layout.setStretch(1, 1 if is_wide else 0)
            layout.setSpacing(grid(4) if is_wide else 0)

    def _connect(self) -> None:
        for form in self.forms:
            form.edited.connect(self.edited)
        for field in (self.name, self.phone, self.municipality, self.address, self.persons):
            field.edited.connect(self.likeness_edited)

    def _follow_room(self, _: int, most: int) -> None:
        """What is told above the cards is as wide as they are, and never pushes the field one types in out of sight."""
        scroll_bar = self.area.verticalScrollBar().sizeHint().width() if most else 0
        self._beside.setContentsMargins(grid(4), grid(3), grid(4) + scroll_bar, grid(1))
        focused = self.focusWidget()
        if self.area.isAncestorOf(focused):
            self.area.ensureWidgetVisible(focused, grid(4), grid(6))

    @property
    def forms(self) -> tuple[Form, ...]:
        return (self.caller, self.family, self.matter, self.agreed)

    # ------------------------------------------------------------------------------------------- showing and giving

    def offer(self, municipalities: Sequence[str], organisations: Sequence[tuple[UUID, str]]) -> None:
        """What can be chosen or completed."""
        self.wanted_organisation.set_choices(
            [("Maakt niet uit", None), *((name, id_) for id_, name in organisations)]
        )
        self.agreed.set_row_visible("wanted_organisation_id", bool(organisations))
        complete(self.municipality, municipalities, "Gemeenten")

    def show_draft(self, draft: ReferralDraft) -> None:
        """All fields as the draft has them."""
        self._draft = draft
        details = draft.details
        for name in _TEXTS:
            field = self._field(name)
            if field.value() != getattr(details, name):
                field.set_value(getattr(details, name))
        self.channel.set_value(details.channel)
        self.received_on.setText(draft.received_on)
        if details.service_id is not None:
            self.organisation.set_value(details.service_id)
        else:
            self.organisation.set_text(details.referrer_organisation)
        self.persons.set_value(draft.persons)
        self.household_type.set_value(details.household_type)
        self.needs_interpreter.set_value(details.needs_interpreter)
        self.domains.set_value(details.domains)
        self.urgency.set_value(details.urgency)
        self.agreement.set_value(details.agreement)
        self.feedback.set_value(details.feedback)
        self.wanted_organisation.set_value(details.wanted_organisation_id)

    def draft(self) -> ReferralDraft:
        """What stands in the form, to hand to whoever keeps it."""
        if self._draft is None:
            raise ValueError("the form was not shown yet")
        texts = {name: self._field(name).value() for name in _TEXTS}
        details = replace(
            self._draft.details,
            **texts,  # type: ignore[arg-type]
            channel=self.channel.value() or self._draft.details.channel,
            service_id=self.organisation.value(),
            referrer_organisation=self.organisation.text(),
            household_type=self.household_type.value(),
            needs_interpreter=self.needs_interpreter.value(),
            domains=self.domains.value(),
            urgency=self.urgency.value() or Urgency.NORMAL,
            agreement=self.agreement.value() or Agreement.UNKNOWN,
            feedback=self.feedback.value() or Feedback.NOTHING,
            wanted_organisation_id=self.wanted_organisation.value(),
        )
        self._draft = replace(
            self._draft, details=details, received_on=self.received_on.text(), persons=self.persons.value()
        )
        return self._draft

    def link(self, family_id: UUID | None, earlier_id: UUID | None) -> None:
        """It is a family or an earlier referral that is known."""
        draft = self.draft()
        self._draft = replace(
            draft, family_id=family_id, details=replace(draft.details, earlier_id=earlier_id)
        )
        self.edited.emit()

    def wanted(self) -> Wanted:
        """By what a family may be known again."""
        draft = self.draft()
        return Wanted(
            draft.details.name,
            (draft.details.phone,),
            draft.details.address,
            draft.details.municipality,
            draft.birth_dates(self._today()),
        )

    def focus_first(self) -> None:
        """Where the keyboard comes in."""
        self._field("referrer").setFocus(Qt.FocusReason.OtherFocusReason)

    def clear_errors(self) -> None:
        for form in self.forms:
            form.clear_errors()

    def show_error(self, error: Exception) -> bool:
        """Where it was typed; False when it is about no field."""
        is_shown = any(form.show_error(error) for form in self.forms)
        if isinstance(error, InvalidInput) and error.field == "persons":
            self.persons.focus_dates()
        return is_shown

    def _field(self, name: str) -> TextField | NoteField:
        found = self.findChild(TextField, name) or self.findChild(NoteField, name)
        if not isinstance(found, TextField | NoteField):
            raise LookupError(name)
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(is_wide=self.width() >= _WIDE_FROM)
