"""Lines above the lists of the start page: what has to be looked at before anything gets lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.domain.text import counted
from gezinscoach_desktop.services.backup import BackupState
from gezinscoach_desktop.services.person_request import OpenRequest
from gezinscoach_desktop.services.sharing import Health
from gezinscoach_desktop.views.elements import button, paragraph, restyle
from gezinscoach_desktop.views.icons import pixmap
from gezinscoach_desktop.views.letting_go.places import REQUESTS_PART, letting_go, own_data_of
from gezinscoach_desktop.views.page import Destination
from gezinscoach_desktop.views.safety.places import BACKUPS_PART, SHARING_PART, safety_page
from gezinscoach_desktop.views.theme import Tone, grid, theme

_ICON = 16
ANSWER_SOON = 10
"""Days before the term of a request at which Start begins to mention it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at, and where."""

    text: str
    tone: Tone
    action_text: str
    place: Destination


def notice_of_backups(state: BackupState) -> Notice | None:
    """When work is in danger; a backup that is merely some hours old is nobody's business here."""
    if not state.is_red:
        return None
    text = state.problem or "De laatste reservekopie is meer dan een dag oud."
    return Notice(text, Tone.ERROR, "Reservekopie maken", safety_page(BACKUPS_PART))


def notice_of_sharing(health: Health) -> Notice | None:
    """When something that was kept here could not be shared."""
    number = len(health.conflicts)
    if not number:
        return None
    what = counted(number, "wijziging van jou kon", "wijzigingen van jou konden")
    text = f"{what} niet gedeeld worden. Niets ervan is weg."
    return Notice(text, Tone.ERROR, "Bekijken", safety_page(SHARING_PART))


def notice_of_requests(found: Sequence[OpenRequest]) -> Notice | None:
    """When somebody waits for an answer about the own data, and the month is nearly over."""
    near = [each for each in found if each.days <= ANSWER_SOON]
    if not near:
        return None
    late = sum(each.days < 0 for each in near)
    what = counted(len(near), "vraag over eigen gegevens wacht", "vragen over eigen gegevens wachten")
    end = f"voor {format_date(near[0].record.details.due_on)}"
    text = f"{what} op een antwoord, {f'{late} te laat' if late else end}."
    # Who answers sees them all in one list; who does not, goes to the family itself.
    place = letting_go(REQUESTS_PART) if near[0].may_answer else own_data_of(near[0].family_id)
    return Notice(text, Tone.ERROR if late else Tone.WARNING, "Bekijken", place)


class NoticeBar(QFrame):
    """A sentence with a sign and one button; hidden while there is nothing to say."""

    chosen = Signal(object)
    """Destination."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notice: Notice | None = None
        self.setProperty("kind", "message")
        self._icon = QLabel()
        self._icon.setFixedSize(QSize(_ICON, _ICON))
        self._text = paragraph("")
        self.action_button = button("")
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(3), grid(1.5), grid(2), grid(1.5))
        row.setSpacing(grid(2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        self.action_button.setAccessibleName("Actie")
        self.action_button.clicked.connect(self._go)
        theme().changed.connect(self._draw_icon)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self._notice is None else self._text.text()

    def tell(self, notice: Notice | None) -> None:
        """Say this, or nothing."""
        self._notice = notice
        self.setVisible(notice is not None)
        if notice is None:
            return
        self._text.setText(notice.text)
        self.action_button.setText(notice.action_text)
        self.action_button.setAccessibleName(notice.action_text)
        self.action_button.setAccessibleDescription(notice.text)
        self.setProperty("tone", notice.tone.value)
        restyle(self)
        self._draw_icon()

    def _draw_icon(self) -> None:
        if self._notice is not None:
            name = "error-circle" if self._notice.tone is Tone.ERROR else "warning"
            role = self._notice.tone.value
            self._icon.setPixmap(pixmap(name, role, size=_ICON, ratio=self.devicePixelRatioF()))

    def _go(self) -> None:
        if self._notice is not None:
            self.chosen.emit(self._notice.place)


class Notices(QWidget):
    """The most serious one first."""

    left_for = Signal(object)
    """Destination."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sharing_bar, self.backup_bar, self.request_bar = (NoticeBar(self) for _ in range(3))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(grid(2))
        for bar in self._bars:
            column.addWidget(bar)
            bar.chosen.connect(self.left_for)
        self.hide()

    def show_health(self, health: Health) -> None:
        self.sharing_bar.tell(notice_of_sharing(health))
        self._fit()

    def show_backups(self, state: BackupState) -> None:
        self.backup_bar.tell(notice_of_backups(state))
        self._fit()

    def show_requests(self, found: Sequence[OpenRequest]) -> None:
        self.request_bar.tell(notice_of_requests(found))
        self._fit()

    def _fit(self) -> None:
        self.setVisible(any(bar.text for bar in self._bars))

    @property
    def _bars(self) -> tuple[NoticeBar, ...]:
        return self.sharing_bar, self.backup_bar, self.request_bar
