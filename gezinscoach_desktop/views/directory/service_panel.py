"""The service under the cursor: what they do, how to reach them, who works there, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.directory import ContactPersonRecord, ServiceEntry
from gezinscoach_desktop.domain.phone import shown_phone
from gezinscoach_desktop.domain.text import fold
from gezinscoach_desktop.views.directory.columns import waiting_text
from gezinscoach_desktop.views.elements import button, heading, label, paragraph, scrolling
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

_WIDTH = 82


class ServicePanel(QFrame):
    """Numbers and addresses can be selected to copy them."""

    change_wanted = Signal()
    retiring_wanted = Signal()
    merging_wanted = Signal()
    person_wanted = Signal()
    """Somebody new who works there."""
    person_opened = Signal(object)
    """ContactPersonRecord."""

    def __init__(self, *, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setProperty("kind", "side")
        self.setFixedWidth(grid(_WIDTH))
        self._build()
        self.show_service(None)

    def _build(self) -> None:
        self._name = heading("")
        self._name.setWordWrap(True)
        self._organisation = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._what = paragraph("")
        self._domains = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._reach = _copyable()
        self._waiting = paragraph("", TextStyle.SMALL, Tone.SECONDARY)
        self._retired = paragraph("", TextStyle.SMALL, Tone.WARNING)
        self.change_button = button("Wijzigen", icon_name="edit")
        self.person_button = button("Contactpersoon", icon_name="person-add")
        self.person_button.setAccessibleName("Contactpersoon toevoegen")
        self.merge_button = button("Samenvoegen met een andere…", "link")
        self.retire_button = button("", "link")
        self._people = QVBoxLayout()
        self._people.setSpacing(grid(1))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(grid(4), grid(4), grid(4), grid(4))
        column.setSpacing(grid(2))
        for told in (self._name, self._organisation, self._retired, self._what, self._domains, self._reach):
            column.addWidget(told)
        column.addWidget(self._waiting)
        self._people_heading = label("Contactpersonen", TextStyle.STRONG)
        column.addWidget(self._people_heading)
        column.addLayout(self._people)
        row = QHBoxLayout()
        row.setSpacing(grid(2))
        row.addWidget(self.change_button)
        row.addWidget(self.person_button)
        row.addStretch(1)
        column.addSpacing(grid(2))
        column.addLayout(row)
        for made in (self.merge_button, self.retire_button):
            column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolling(inside))
        self.change_button.clicked.connect(self.change_wanted)
        self.person_button.clicked.connect(self.person_wanted)
        self.merge_button.clicked.connect(self.merging_wanted)
        self.retire_button.clicked.connect(self.retiring_wanted)

    def show_service(self, entry: ServiceEntry | None) -> None:
        """Another service, or none."""
        self.setVisible(entry is not None)
        if entry is None:
            return
        details = entry.details
        self._name.setText(details.name)
        is_said = fold(details.organisation) in fold(details.name)
        _tell(self._organisation, "" if is_said else details.organisation)
        retired = details.retired_on
        _tell(self._retired, "" if retired is None else f"Niet meer gebruikt sinds {format_date(retired)}.")
        _tell(self._what, details.what)
        _tell(self._domains, ", ".join(domain.label for domain in details.domains))
        place = ", ".join(part for part in (details.address, details.municipality) if part)
        reach = (shown_phone(details.phone), details.email, details.website, place)
        _tell(self._reach, "\n".join(part for part in reach if part))
        waiting = waiting_text(details, self._today())
        _tell(self._waiting, f"Wachttijd: {waiting}" if waiting else "")
        text = "Weer gebruiken" if entry.is_retired else "Niet meer gebruiken"
        self.retire_button.setText(text)
        self.retire_button.setAccessibleName(text)
        self.merge_button.setVisible(not entry.is_retired)
        self._show_people(entry)

    @property
    def person_buttons(self) -> list[QPushButton]:
        """The names that open a contact person, in order."""
        return [made for made in self.findChildren(QPushButton) if made.property("isPerson")]

    def _show_people(self, entry: ServiceEntry) -> None:
        while (item := self._people.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        people = [person for person in entry.persons if person.details.retired_on is None]
        people += [person for person in entry.persons if person.details.retired_on is not None]
        self._people_heading.setVisible(bool(people))
        for person in people:
            line = _PersonLine(person, self)
            self._people.addWidget(line)
            line.show()


class _PersonLine(QWidget):
    """Name as a button, with role, phone and e-mail beneath."""

    def __init__(self, person: ContactPersonRecord, panel: ServicePanel) -> None:
        super().__init__(panel)
        self._person = person
        self._panel = panel
        details = person.details
        name = f"{details.name} (weg)" if details.retired_on is not None else details.name
        made = button(name, "link")
        made.setProperty("isPerson", True)
        made.setAccessibleName(f"{name} wijzigen")
        made.clicked.connect(self._open)
        reach = _copyable(TextStyle.SMALL, Tone.SECONDARY)
        parts = (details.role, shown_phone(details.phone), details.email)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, grid(1))
        column.setSpacing(0)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(reach)
        _tell(reach, " · ".join(part for part in parts if part))

    def _open(self) -> None:
        self._panel.person_opened.emit(self._person)


def _copyable(style: TextStyle = TextStyle.TEXT, tone: Tone = Tone.TEXT) -> QLabel:
    made = paragraph("", style, tone)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _tell(shown: QLabel, text: str) -> None:
    shown.setText(text)
    shown.setVisible(bool(text))
