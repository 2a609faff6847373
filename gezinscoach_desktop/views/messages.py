"""What the program has to say: a bar for what needs attention, a toast for what went well. Never a box."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gezinscoach_desktop.domain.errors import KeptForLater, OfficeLocked, UserError
from gezinscoach_desktop.views.elements import button, icon_button, paragraph, restyle
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.tasks import Breakdown
from gezinscoach_desktop.views.theme import TextStyle, Tone, grid

UNDO_SECONDS = 10
TOAST_SECONDS = 5
_SECOND_MS = 1000
_MOST_TOAST_WIDTH = 190


class Kind(StrEnum):
    """How a message is meant; warnings and errors stay until they are closed."""

    INFO = "info"
    GOOD = "good"
    WARNING = "warning"
    ERROR = "error"

    @property
    def tone(self) -> Tone:
        return {
            "info": Tone.ACCENT,
            "good": Tone.GOOD,
            "warning": Tone.WARNING,
            "error": Tone.ERROR,
        }[self.value]

    @property
    def icon_name(self) -> str:
        return {
            "info": "info",
            "good": "checkmark-circle",
            "warning": "warning",
            "error": "error-circle",
        }[self.value]

    @property
    def stays(self) -> bool:
        return self in (Kind.WARNING, Kind.ERROR)


@dataclass(frozen=True, slots=True)
class Message:
    """One thing to say, with at most one thing to do about it."""

    kind: Kind
    text: str
    action_text: str = ""
    action: Callable[[], object] | None = None
    seconds: int = TOAST_SECONDS
    counts_down: bool = False


class Messages(QObject):
    """Pages say it here; the window shows it."""

    said = Signal(object)
    outdated = Signal()
    """What the bar says holds no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._details = ""
        self._make_report: Callable[[], object] | None = None

    def info(self, text: str) -> None:
        self.said.emit(Message(Kind.INFO, text))

    def good(self, text: str, *, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        self.said.emit(Message(Kind.GOOD, text, action_text, action))

    def warn(self, text: str, *, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        self.said.emit(Message(Kind.WARNING, text, action_text, action))

    def error(self, text: str, *, action_text: str = "", action: Callable[[], object] | None = None) -> None:
        self.said.emit(Message(Kind.ERROR, text, action_text, action))

    def withdraw(self) -> None:
        """What was warned about is over: close the bar."""
        self.outdated.emit()

    def offer_undo(self, text: str, undo: Callable[[], object]) -> None:
        """It is done already; for ten seconds it can be taken back."""
        self.said.emit(Message(Kind.GOOD, text, "&Ongedaan maken", undo, UNDO_SECONDS, counts_down=True))

    def show_refusal(self, error: UserError) -> None:
        """Connect `Tasks.refused`. That the office is locked can be seen."""
        if isinstance(error, KeptForLater):
            self.info(error.message)
        elif not isinstance(error, OfficeLocked):
            self.warn(error.message)

    def show_breakdown(self, breakdown: Breakdown) -> None:
        """Connect `Tasks.broke`: one calm sentence, with details to copy."""
        self._details = breakdown.details
        if self._make_report is not None:
            self.error(breakdown.summary, action_text="&Foutverslag maken", action=self._make_report)
        else:
            self.error(breakdown.summary, action_text="&Details kopiëren", action=self._copy_details)

    def offer_report(self, make_report: Callable[[], object]) -> None:
        """After a bug there is a report to make, which holds the details."""
        self._make_report = make_report

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.info("De details staan op het klembord. Plak ze in een mail aan wie je helpt.")


class _Panel(QFrame):
    """Icon, text, action, cross: the same for bar and toast."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Message | None = None
        self._left = 0
        self._clock = QTimer(self, interval=_SECOND_MS)
        self._build()
        self._connect()
        self.hide()

    def _build(self) -> None:
        self.setProperty("kind", "message")
        self._icon = QPushButton()
        self._icon.setProperty("kind", "link")
        self._icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._text = paragraph("", TextStyle.TEXT)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = button("")
        self.action_button.setAccessibleName("Actie")
        self.close_button = icon_button("dismiss", "Melding sluiten")
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(2), grid(1.5), grid(2), grid(1.5))
        row.setSpacing(grid(2))
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.close_button)

    def _connect(self) -> None:
        self.action_button.clicked.connect(self._act)
        self.close_button.clicked.connect(self.dismiss)
        self._clock.timeout.connect(self._tick)

    @property
    def text(self) -> str:
        return "" if self._message is None else self._text.text()

    @property
    def can_be_undone(self) -> bool:
        """Whether the message offers to take back what was done, for a while."""
        return self._message is not None and self._message.counts_down

    @property
    def width_on_one_line(self) -> int:
        """What it would take not to break the text."""
        self.ensurePolished()
        beside: list[QWidget] = [self._icon, self.close_button]
        if not self.action_button.isHidden():
            beside.append(self.action_button)
        text = self._text.fontMetrics().horizontalAdvance(self._text.text()) + grid(1)
        return text + sum(each.sizeHint().width() + grid(2) for each in beside) + grid(4)

    def show_message(self, message: Message) -> None:
        self._message = message
        self._left = message.seconds
        self._icon.setIcon(icon(message.kind.icon_name, message.kind.tone.value))
        self._text.setText(message.text)
        self.action_button.setVisible(message.action is not None)
        self._show_action_text()
        self.setProperty("tone", message.kind.tone.value)
        self.setAccessibleName(message.text)
        restyle(self)
        self.show()
        if message.kind.stays:
            self._clock.stop()
        else:
            self._clock.start()
        _announce(self, message)

    def dismiss(self) -> None:
        """Close it; the focus goes back to the page when it was here."""
        self._clock.stop()
        had_focus = self.close_button.hasFocus() or self.action_button.hasFocus()
        self._message = None
        self.hide()
        if had_focus:
            self.focusNextChild()

    def _show_action_text(self) -> None:
        if self._message is None:
            return
        text = self._message.action_text
        self.action_button.setText(f"{text} ({self._left})" if self._message.counts_down else text)
        self.action_button.setAccessibleName(text.replace("&", "") or "Actie")

    def _tick(self) -> None:
        if self.underMouse() or self.close_button.hasFocus() or self.action_button.hasFocus():
            return  # somebody is reading it
        self._left -= 1
        if self._left <= 0:
            self.dismiss()
        else:
            self._show_action_text()

    def _act(self) -> None:
        action = None if self._message is None else self._message.action
        self.dismiss()
        owner = getattr(action, "__self__", None)
        if action is None or (isinstance(owner, QObject) and not shiboken6.isValid(owner)):
            return
        action()


def _announce(widget: QWidget, message: Message) -> None:
    """Let screen readers say it at once."""
    event = QAccessibleAnnouncementEvent(widget, message.text)
    event.setPoliteness(
        QAccessible.AnnouncementPoliteness.Assertive
        if message.kind.stays
        else QAccessible.AnnouncementPoliteness.Polite
    )
    QAccessible.updateAccessibility(event)


class MessageBar(QWidget):
    """Above the page: warnings and errors, one at a time, until closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = _Panel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(grid(2), grid(2), grid(2), grid(2))
        column.addWidget(self.panel)
        self.panel.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is closed."""
        return self.panel.text

    def show_message(self, message: Message) -> None:
        self.show()
        self.panel.show_message(message)

    def dismiss(self) -> None:
        """Close it, if it is open."""
        self.panel.dismiss()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.HideToParent:
            self.hide()
        return super().eventFilter(watched, event)


class Toast(QWidget):
    """Over the status bar, at the right: what went well, with `Ongedaan maken` where that is possible.

    On one line where that fits, so that it hides as little as can be of the page, whose keys are told at the left.
    """

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.panel = _Panel(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panel)
        self.panel.installEventFilter(self)
        over.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says now; empty when it is gone."""
        return self.panel.text

    def show_message(self, message: Message) -> None:
        self.show()
        self.panel.show_message(message)
        self._place()
        self.raise_()

    def dismiss_passing(self) -> None:
        """Close it, unless it offers to undo something: that stays its ten seconds."""
        if not self.panel.can_be_undone:
            self.panel.dismiss()

    def _place(self) -> None:
        over = self._over
        width = min(over.width() - grid(8), grid(_MOST_TOAST_WIDTH), self.panel.width_on_one_line)
        height = self.panel.heightForWidth(width)
        self.setFixedSize(width, height)
        self.move(QPoint(over.width() - width - grid(4), over.height() - height - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not hasattr(self, "panel"):  # at the very end Python has let go of its half already
            return False
        if watched is self.panel and event.type() is QEvent.Type.HideToParent:
            self.hide()
        elif watched is self._over and event.type() is QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
