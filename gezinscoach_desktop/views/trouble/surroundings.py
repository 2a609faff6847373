"""What only the window knows of the computer it stands on."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QSettings, qVersion
from PySide6.QtGui import QGuiApplication

from gezinscoach_desktop.services.trouble_report import Surroundings
from gezinscoach_desktop.views.appearance import kept_appearance
from gezinscoach_desktop.views.recent_offices import recent_offices


def surroundings(settings: QSettings) -> Surroundings:
    """On the GUI thread: the screens, Qt, and which kinds of office were opened here."""
    screens = [
        f"{screen.size().width()} × {screen.size().height()}, {round(100 * screen.devicePixelRatio())} %"
        for screen in QGuiApplication.screens()
    ]
    return Surroundings(
        {
            "Qt": qVersion() or "",
            "Venstersysteem": QGuiApplication.platformName(),
            "Schermen": "; ".join(screens),
            "Taal": QLocale.system().name(),
        },
        kept_appearance(settings).value,
        tuple(one.place for one in recent_offices(settings)),
    )
