"""The referral under the cursor: what is known, what was decided, what was done meanwhile, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.household import age_label
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.referral import ReferredPersonRecord, Urgency, WaitingContactRecord
from gezinscoach_desktop.domain.trajectory import Decision
from gezinscoach_desktop.services.referral import ReferralFile
from gezinscoach_desktop.views.elements import Chip, button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.referral import words
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH, _NARROW = 92, 76
_MOST_ALIKE = 3


class ReferralPanel(QFrame):
    """Numbers and addresses can be selected to copy them."""

    decide_wanted = Signal()
    assign_wanted = Signal()
    change_wanted = Signal()
    feedback_wanted = Signal()
    contact_wanted = Signal()
    """Something was done for who waits."""
    contact_opened = Signal(object)
    """WaitingContactRecord."""
    removal_wanted = Signal()
    family_wanted = Signal(object)
    """The id of the family that it is about."""
    referral_wanted = Signal(object)
    """The id of another referral of the same family."""

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.file: ReferralFile | None = None
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self._connect()
        self.show_file(None)

    def _build(self) -> None:
        self._title = heading("")
        self._title.setWordWrap(True)
        self.urgency_chip = Chip()
        self.decision_chip = Chip()
        chips = QHBoxLayout()
        chips.setSpacing(grid(2))
        chips.addWidget(self.decision_chip)
        chips.addWidget(self.urgency_chip)
        chips.addStretch(1)
        self.decide_button = button("Beslissen")
        self.assign_button = button("Toewijzen")
        self.contact_button = button("Contact noteren", icon_name="call")
        self.feedback_button = button("Terugmelden", icon_name="mail")
        self.change_button = button("Wijzigen", icon_name="edit")
        self.again_button = button("Anders beslissen…", "link")
        self.family_button = button("Naar het gezin", "link")
        self.remove_button = button("Aanmelding verwijderen", "link")
        first = QHBoxLayout()
        first.setSpacing(grid(2))
        for made in (self.decide_button, self.assign_button, self.contact_button):
            first.addWidget(made)
        first.addStretch(1)
        second = QHBoxLayout()
        second.setSpacing(grid(2))
        for made in (self.feedback_button, self.change_button):
            second.addWidget(made)
        second.addStretch(1)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(grid(2))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(2.5))
        column.addWidget(self._title)
        column.addLayout(chips)
        column.addLayout(first)
        column.addLayout(second)
        column.addLayout(self._facts)
        for made in (self.family_button, self.again_button, self.remove_button):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))

    def _connect(self) -> None:
        self.decide_button.clicked.connect(self.decide_wanted)
        self.again_button.clicked.connect(self.decide_wanted)
        self.assign_button.clicked.connect(self.assign_wanted)
        self.contact_button.clicked.connect(self.contact_wanted)
        self.feedback_button.clicked.connect(self.feedback_wanted)
        self.change_button.clicked.connect(self.change_wanted)
        self.remove_button.clicked.connect(self.removal_wanted)
        self.family_button.clicked.connect(self._ask_family)

    def fit(self, *, is_narrow: bool) -> None:
        """Leave more room for the list where there is little."""
        self.setFixedWidth(grid(_NARROW if is_narrow else _WIDTH))

    def show_file(self, file: ReferralFile | None) -> None:
        """Another referral, or none."""
        self.file = file
        self.setVisible(file is not None)
        if file is None:
            return
        line, details = file.line, file.record.details
        self._title.setText(line.title)
        self.decision_chip.show_text(words.decision_text(line), words.decision_tone(line))
        self.urgency_chip.show_text(details.urgency.label, words.urgency_tone(details.urgency))
        self.urgency_chip.setVisible(details.urgency is not Urgency.NORMAL)
        is_started = details.assigned_on is not None
        is_to_assign = words.is_to_assign(line)
        self.decide_button.setVisible(details.decision is None)
        self.assign_button.setVisible(is_to_assign)
        self.contact_button.setVisible(details.decision in (None, Decision.WAITING))
        self.again_button.setVisible(details.decision is not None and not is_started)
        self.family_button.setVisible(file.family is not None)
        self.remove_button.setVisible(not is_started)
        self._show_facts(file)

    def _show_facts(self, file: ReferralFile) -> None:
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        if file.alike:
            self._add(label("Misschien ken je dit gezin al", TextStyle.SMALL, Tone.WARNING))
            for match in file.alike[:_MOST_ALIKE]:
                self._add(
                    paragraph(f"{match.suspect.title} ({match.suspect.detail}): {', '.join(match.reasons)}")
                )
            made = button("Verbinden…", "link")
            made.clicked.connect(self.change_wanted)
            self._add(made)
        for title, text in self._told(file):
            if text:
                self._add(_Fact(title, text, self))
        if file.contacts:
            self._add(label("Contact in de tussentijd", TextStyle.SMALL, Tone.SECONDARY))
            for contact in file.contacts:
                made = button(_contact_text(contact), "link")
                made.setProperty("isContact", True)
                made.setAccessibleName(f"{_contact_text(contact)} wijzigen")
                made.clicked.connect(partial(self._open_contact, contact))
                self._add(made)
                bridging = "Overbrugging: " if contact.details.is_bridging else ""
                self._add(paragraph(f"{bridging}{contact.details.what}"))
        if file.related:
            self._add(label("Andere aanmeldingen van dit gezin", TextStyle.SMALL, Tone.SECONDARY))
            for other in file.related:
                told = f"{format_date(other.details.received_on)}: {words.decision_text(other).lower()}"
                made = button(told, "link")
                made.clicked.connect(partial(self._open_referral, other.id))
                self._add(made)

    def _add(self, widget: QWidget) -> None:
        if isinstance(widget, _Fact | QLabel):
            self._facts.addWidget(widget)
        else:
            self._facts.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        widget.show()

    def _told(self, file: ReferralFile) -> Iterator[tuple[str, str]]:
        line, details, today = file.line, file.record.details, self._today()
        yield "Beslissing", _decision(file)  # with why, for which a narrow list has no room
        yield "De vraag, in eigen woorden", details.question
        yield "Reden van de aanmelder", details.reason
        yield "Veiligheid", details.safety
        yield "Levensdomeinen", ", ".join(domain.label for domain in details.domains)
        place = ", ".join(part for part in (details.address, details.municipality) if part)
        reach = (shown_phone(details.phone), details.email, place, details.reach_note)
        yield "Bereiken", "\n".join(part for part in reach if part)
        yield "Gezinsleden", "\n".join(_person_text(person, today) for person in file.persons)
        yield "Huishouden", "" if details.household_type is None else details.household_type.label
        interpreter = "tolk nodig" if details.needs_interpreter else ""
        yield "Taal", ", ".join(part for part in (details.languages, interpreter) if part)
        caller = (
            details.referrer,
            line.organisation,
            shown_phone(details.referrer_phone),
            details.referrer_email,
        )
        received = f"{details.channel.label}, op {format_date(details.received_on)}"
        yield "Aanmelder", "\n".join((*(part for part in caller if part), received))
        agreed = details.agreement.label
        yield (
            "Akkoord van het gezin",
            f"{agreed}: {details.agreement_note}" if details.agreement_note else agreed,
        )
        yield "De aanmelder mag horen", details.feedback.label
        yield "Liefst begeleid door", line.wanted_organisation
        if details.first_contact_on is not None:
            yield "Eerste contact", format_date(details.first_contact_on)
        if details.fed_back_on is not None:
            yield "Teruggemeld", f"op {format_date(details.fed_back_on)}"

    def _open_contact(self, contact: WaitingContactRecord, _: bool = False) -> None:
        self.contact_opened.emit(contact)

    def _open_referral(self, referral_id: UUID, _: bool = False) -> None:
        self.referral_wanted.emit(referral_id)

    def _ask_family(self) -> None:
        if self.file is not None and self.file.record.family_id is not None:
            self.family_wanted.emit(self.file.record.family_id)


class _Fact(QWidget):
    """What it is, and beneath it what is known, to be selected."""

    def __init__(self, title: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        told = paragraph(text)
        told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY))
        column.addWidget(told)


def _decision(file: ReferralFile) -> str:
    details = file.record.details
    if details.decision is None or details.decided_on is None:
        return ""
    by = f" door {file.line.decided_by}" if file.line.decided_by else ""
    told = f"{words.decision_text(file.line)}, op {format_date(details.decided_on)}{by}"
    where = f"Naar {details.referred_to}" if details.referred_to else ""
    return "\n".join(part for part in (told, where, details.decision_reason) if part)


def _person_text(person: ReferredPersonRecord, today: date) -> str:
    details = person.details
    name = f"{details.given_name} {details.family_name}".strip() or details.role.label
    age = age_label(details.birth_date, today)
    more = ", ".join(part for part in (details.relation or details.role.label.lower(), age) if part)
    return f"{name} ({more})"


def _contact_text(contact: WaitingContactRecord) -> str:
    """`26/10/2026, telefoon`; the words of it stand beneath."""
    details = contact.details
    return f"{format_date(details.on)}, {details.kind.label.lower()}"
