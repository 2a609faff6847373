"""In an office to read only nothing is begun that could not be kept: commands are off, keys say why."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gezinscoach_desktop.views.header import PageHeader
from gezinscoach_desktop.views.messages import Messages
from gezinscoach_desktop.views.page import Page

_REASON = "readOnlyReason"
_DRAFTS_STAY = "Wat je al als klad had, blijft bewaard."


class ReadOnlyGate(QObject):
    """Stands before the pages of `rooms`, where something new is written down."""

    def __init__(self, messages: Messages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = messages
        self.rooms: frozenset[str] = frozenset()
        self.reason = ""

    def refuses(self) -> bool:
        """Whether nothing can be begun now; says why."""
        if self.reason:
            self._messages.info(f"{self.reason} {_DRAFTS_STAY}")
        return bool(self.reason)

    def refuses_room(self, room: str) -> bool:
        """As `refuses`, for a page that is asked for."""
        return room in self.rooms and self.refuses()

    def set_reason(self, reason: str) -> None:
        """Why nothing can be kept; empty when it can. Forms over the window read it there."""
        self.reason = reason
        window = self.parent()
        if window is not None:
            window.setProperty(_REASON, reason)

    def show_on(self, page: Page | None) -> None:
        """The commands of this page that begin something are as they can be used now."""
        if page is not None:
            for header in page.findChildren(PageHeader):
                header.show_read_only(self.reason)


def reason_over(widget: QWidget | None) -> str:
    """Why nothing can be kept from here, as the window that `widget` belongs to says; empty when it can."""
    while widget is not None:
        if isinstance(reason := widget.property(_REASON), str) and reason:
            return reason
        widget = widget.parentWidget()
    return ""
