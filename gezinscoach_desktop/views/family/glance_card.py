"""The card on top of a family's overview: last contact, next appointment, what is to be done, what the family asks."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.glance import Glance
from gezinscoach_desktop.views.elements import Card, ElidedLabel, button, label, set_tone
from gezinscoach_desktop.views.family.words import ago
from gezinscoach_desktop.views.start.columns import clock
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_LINES = 3


class _Part(QWidget):
    """A small title, at most three lines, and a link to where the rest stands."""

    opened = Signal()

    def __init__(self, title: str, link: str) -> None:
        super().__init__()
        self._title = title
        self.lines = [ElidedLabel() for _ in range(_LINES)]
        self.link_button = button(link, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(0.5))
        column.addWidget(label(title, TextStyle.SMALL, Tone.SECONDARY))
        for line in self.lines:
            column.addWidget(line)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.link_button)
        row.addStretch(1)
        column.addLayout(row)
        self.link_button.clicked.connect(self.opened)

    def show_lines(self, *texts: tuple[str, Tone]) -> None:
        """Empty lines keep their place, so that the four parts stand level."""
        filled = (*texts, *[("", Tone.TEXT)] * _LINES)[:_LINES]
        for line, (text, tone) in zip(self.lines, filled, strict=True):
            line.setText(text)
            line.setToolTip(text)
            set_tone(line, tone)
        self.setAccessibleName(f"{self._title}: {'; '.join(text for text, _ in texts if text)}")


class GlanceCard(Card):
    """Four parts beside each other."""

    contacts_wanted = Signal()
    plan_wanted = Signal()
    contact_wanted = Signal()
    """The user wants to register a contact."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.contact = _Part("Laatste contact", "Alle contacten")
        self.appointment = _Part("Volgende afspraak", "Naar de afspraken")
        self.to_do = _Part("Te doen", "Alle acties")
        self.requests = _Part("Wat het gezin vraagt", "Alle vragen")
        row = QHBoxLayout()
        row.setSpacing(grid(5))
        for part, share in ((self.contact, 1), (self.appointment, 1), (self.to_do, 1), (self.requests, 1)):
            row.addWidget(part, share)
        self.body.addLayout(row)
        self.contact.opened.connect(self.contacts_wanted)
        for part in (self.appointment, self.to_do, self.requests):
            part.opened.connect(self.plan_wanted)

    def show_glance(self, glance: Glance, today: date) -> None:
        """Show what runs as it stands on `today`."""
        self._show_contact(glance, today)
        self._show_appointment(glance, today)
        self._show_actions(glance, today)
        asked = [(request.details.text, Tone.TEXT) for request in glance.requests]
        self.requests.show_lines(*(asked or [("Nog geen vragen genoteerd", Tone.SECONDARY)]))

    def _show_contact(self, glance: Glance, today: date) -> None:
        kept = glance.last_contact
        if kept is None:
            self.contact.show_lines(("Nog geen contact genoteerd", Tone.SECONDARY))
            return
        said = kept.details.note.strip().partition("\n")[0]
        who = kept.created_by or ""
        self.contact.show_lines(
            (f"{kept.details.kind.label}, {ago(kept.details.on, today)}", Tone.TEXT),
            (" · ".join(text for text in (format_date(kept.details.on), who) if text), Tone.SECONDARY),
            (said, Tone.SECONDARY),
        )

    def _show_appointment(self, glance: Glance, today: date) -> None:
        kept = glance.appointment
        if kept is None:
            self.appointment.show_lines(("Geen afspraak gepland", Tone.SECONDARY))
            return
        when = f"{format_date(kept.details.on)} {clock(kept.details.begins_at)}".strip()
        self.appointment.show_lines(
            (when, Tone.TEXT),
            (f"{kept.details.kind.label}, {ago(kept.details.on, today)}", Tone.SECONDARY),
            (kept.details.what, Tone.SECONDARY),
        )

    def _show_actions(self, glance: Glance, today: date) -> None:
        if not glance.open_actions:
            self.to_do.show_lines(("Niets dat nog moet", Tone.SECONDARY))
            return
        lines = [
            (
                " · ".join(filter(None, (_by_when(action.details.due_on, today), action.details.what))),
                Tone.ERROR if action.details.is_overdue(today) else Tone.TEXT,
            )
            for action in glance.actions
        ]
        self.to_do.show_lines(*lines)
        late = f", {counted(glance.overdue, 'te laat', 'te laat')}" if glance.overdue else ""
        text = f"Alle {counted(glance.open_actions, 'actie', 'acties')}{late}"
        self.to_do.link_button.setText(text)
        self.to_do.link_button.setAccessibleName(text)


def _by_when(day: date | None, today: date) -> str:
    """Before the words, which may be too long for their line: `9 dagen te laat`, `vandaag`, `over 3 dagen`."""
    if day is None:
        return ""
    return f"{counted((today - day).days, 'dag', 'dagen')} te laat" if day < today else ago(day, today)
