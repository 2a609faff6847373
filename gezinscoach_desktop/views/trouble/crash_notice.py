"""One calm sentence after a crash, with what can be done about it."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from gezinscoach_desktop.domain.dates import format_date
from gezinscoach_desktop.services.crash import Crash
from gezinscoach_desktop.views.elements import button, icon_button, paragraph
from gezinscoach_desktop.views.icons import icon
from gezinscoach_desktop.views.theme import grid


def sentence(crash: Crash, today: date) -> str:
    """`De vorige keer stopte het programma onverwacht (gisteren om 16:32). …`."""
    return f"De vorige keer stopte het programma onverwacht ({when(crash, today)}). Alles wat bewaard was, staat er nog."


def when(crash: Crash, today: date) -> str:
    """`vandaag om 09:05`, `gisteren om 16:32`, `op 20/11/2026 om 16:32`."""
    local = crash.at.astimezone()
    day = local.date()
    named = {today: "vandaag", today - timedelta(days=1): "gisteren"}.get(day, f"op {format_date(day)}")
    return f"{named} om {local:%H:%M}"


class CrashNotice(QFrame):
    """Above the first window; gone once it was closed."""

    report_wanted = Signal()
    dismissed = Signal()

    def __init__(self, crash: Crash, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "message")
        self.setProperty("tone", "accent")
        sign = QLabel()
        sign.setPixmap(icon("info", "accent").pixmap(20, 20))
        self.text_label = paragraph(sentence(crash, today))
        self.report_button = button("Foutverslag maken")
        self.close_button = icon_button("dismiss", "Sluiten")
        row = QHBoxLayout(self)
        row.setContentsMargins(grid(4), grid(2), grid(3), grid(2))
        row.setSpacing(grid(3))
        row.addWidget(sign)
        row.addWidget(self.text_label, 1)
        row.addWidget(self.report_button)
        row.addWidget(self.close_button)
        self.setAccessibleName(self.text_label.text())
        self.report_button.clicked.connect(self.report_wanted)
        self.close_button.clicked.connect(self.dismiss)

    def dismiss(self) -> None:
        """Read: it does not come back."""
        self.hide()
        self.dismissed.emit()
