"""What stands at the place that somebody chose: an office with where it is, or why there is none to work in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gezinscoach_desktop.data.office import OfficeKind
from gezinscoach_desktop.domain.office_link import LinkKind
from gezinscoach_desktop.views.elements import paragraph, restyle, set_tone
from gezinscoach_desktop.views.joining.words import breakable
from gezinscoach_desktop.views.recent_offices import office_label
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

if TYPE_CHECKING:
    from gezinscoach_desktop.domain.office_link import OfficeLink
    from gezinscoach_desktop.services.office_link import FoundOffice

_WHERE = {
    OfficeKind.THIS_PC: "In een bestand: {}",
    OfficeKind.FOLDER: "In een gedeelde map: {}",
    OfficeKind.POSTGRESQL: "Op een server: {}",
}
_LEADS_TO = {
    LinkKind.FILE: OfficeKind.THIS_PC,
    LinkKind.FOLDER: OfficeKind.FOLDER,
    LinkKind.SERVER: OfficeKind.POSTGRESQL,
}
_LOOKING = "Er wordt gekeken wat daar staat…"
_AFTERWARDS = "Kies Verder om je daar aan te melden."


class FoundView(QFrame):
    """Hidden as long as there is nothing to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "message")
        self._title = paragraph("", TextStyle.STRONG)
        self._where = paragraph("", TextStyle.TEXT)
        self._more = paragraph("", TextStyle.TEXT)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(3), grid(2), grid(3), grid(2))
        column.setSpacing(grid(1))
        for line in (self._title, self._where, self._more):
            column.addWidget(line)
        self.hide()

    @property
    def text(self) -> str:
        """All that it says; empty when it is hidden."""
        if self.isHidden():
            return ""
        return " ".join(line.text() for line in (self._title, self._where, self._more) if line.text())

    def show_looking(self) -> None:
        """While a worker looks, which on a slow network takes a while."""
        self._show(Tone.SECONDARY, _LOOKING)

    def show_link(self, link: OfficeLink) -> None:
        """A shortcut that somebody opened: where it leads, before anybody goes there."""
        self._show(
            Tone.ACCENT,
            f"Snelkoppeling naar {link.name}",
            _WHERE[_LEADS_TO[link.kind]].format(breakable(link.place)),
            _AFTERWARDS,
        )

    def show_found(self, found: FoundOffice) -> None:
        """An office to work in."""
        more = " ".join((found.note, *found.warnings)).strip()
        self._show(
            Tone.WARNING if found.warnings else Tone.GOOD,
            f"Gevonden: {found.name or office_label(found.place)}",
            _WHERE[found.kind].format(breakable(found.place)),
            more,
            Tone.WARNING if found.warnings else Tone.TEXT,
        )

    def show_problem(self, sentence: str) -> None:
        """No office to work in, and what to do."""
        self._show(Tone.ERROR, "Hier kan je niet aansluiten.", sentence)

    def _show(
        self, tone: Tone, title: str, where: str = "", more: str = "", more_tone: Tone = Tone.TEXT
    ) -> None:
        self.setProperty("tone", tone.value)
        restyle(self)
        for line, text in ((self._title, title), (self._where, where), (self._more, more)):
            line.setText(text)
            line.setVisible(bool(text))
        set_tone(self._title, tone)
        set_tone(self._more, more_tone)
        self.show()
        self.setAccessibleName(self.text)
        event = QAccessibleAnnouncementEvent(self, self.text)
        QAccessible.updateAccessibility(event)
